"""Expressions of the policy (CEL): parsed, evaluated, put in words; what they mention and join.

What a single expression is and says is asked here. Whether the expressions of a notice make
sense is asked in ``audit.expressions``.
"""
