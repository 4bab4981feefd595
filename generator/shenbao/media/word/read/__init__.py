"""Reading filled Word forms: by their controls, else by labels and headings of their cells."""
