"""Records of tables: delimited text, workbooks, JSON, files in parts."""
