"""The form as a Word document."""
