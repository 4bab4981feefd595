"""A policy folder becomes a ``Notice``: model, loader, expressions, and where each id is used.

Nothing here judges a submission or makes a file; a notice is complete once it is loaded.
"""
