"""Reading workbooks: filled forms and plain tables, by hidden keys, else by their labels."""
