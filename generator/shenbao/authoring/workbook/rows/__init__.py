"""Files as rows of sheets and rows as files, with the place of every mistake."""
