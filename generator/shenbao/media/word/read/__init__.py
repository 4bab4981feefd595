"""Reading filled Word forms."""
