"""Every expression of a notice held against what its parts can be.

Lints of rules that compile and are wrong all the same: never true, other types, other runtimes.
"""
