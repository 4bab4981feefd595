"""Submissions as JSON: read. The page of a form and ``shenbao convert`` write them."""
