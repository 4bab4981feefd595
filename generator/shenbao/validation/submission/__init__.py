"""One submission against its form: shape, rules, computed values, keys, required rows.

What needs a second submission, or a second table, stands in ``bundle``.
"""
