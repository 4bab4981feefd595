"""A policy folder becomes a Notice; all its mistakes are reported together.

One module a kind of file, then the checks that ids lead somewhere. What needs an expression to be
run or an example to be read is asked in ``audit``.
"""
