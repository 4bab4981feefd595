"""Reading workbooks: filled forms and plain tables."""
