"""What the forms on paper share: layout, values as text, labels and hints."""
