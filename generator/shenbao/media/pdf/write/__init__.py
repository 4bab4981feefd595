"""The form as a PDF document."""
