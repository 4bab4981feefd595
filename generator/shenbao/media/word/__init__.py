"""Forms as Word documents: tags of content controls tie what is written to what is read."""
