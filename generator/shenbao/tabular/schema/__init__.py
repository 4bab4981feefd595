"""What a table is to be: Table Schema, and the shapes of descriptors; no record is read here."""
