"""Expressions of the policy (CEL): parsed, evaluated, put in words; what they mention and join."""
