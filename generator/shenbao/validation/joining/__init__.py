"""The rules of a form asked all at once."""
