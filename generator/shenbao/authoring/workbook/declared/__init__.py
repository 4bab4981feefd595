"""Which sheet, column and cell says which key of the dialect, and how it is called."""
