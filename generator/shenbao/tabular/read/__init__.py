"""Records of tables: delimited text, workbooks, JSON, files in parts.

Limits, encodings and what is wrong with a file belong here; what a cell means is for ``judge``.
"""
