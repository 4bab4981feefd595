"""The exact verdict on tables of a policy, joined with its rules.

Cells are judged in ``tabular``; here issues become findings, each mistake told once.
"""
