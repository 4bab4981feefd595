"""The next edition of a notice, made from the one before: ids kept, every fact to be confirmed."""
