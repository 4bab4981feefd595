"""Data packages: to fill in, and filled ones to hand in.

How any package is checked stands in ``tabular`` and, for ours, in ``validation.tables``.
"""
