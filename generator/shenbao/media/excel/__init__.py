"""Forms and tables as Excel workbooks."""
