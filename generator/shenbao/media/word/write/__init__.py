"""The form as a Word document: covers, tables, controls, and the package around them."""
