"""The list of candidates that a person goes through, and what becomes of those that are taken."""
