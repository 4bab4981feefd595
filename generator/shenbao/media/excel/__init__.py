"""Forms and tables as Excel workbooks: hidden keys tie what is written to what is read."""
