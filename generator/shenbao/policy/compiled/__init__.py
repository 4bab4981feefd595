"""A notice as one JSON document: made once, believed only from where nobody else can write.

What is checked while a folder is loaded need not be checked again as long as no byte of it has
changed.
"""
