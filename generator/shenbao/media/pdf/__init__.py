"""Forms as PDF: the names of the fields tie what is written to what is read."""
