"""The fast scan: what it calls good is good for certain, the exact judges look at the rest.

Nothing here says what is wrong with a cell: a row is passed, or handed to ``judge``.
"""
