"""Comparing two versions of a notice: what changed, which way, for whom, and what was forgotten.

``compare`` joins the others: each looks at one part of a notice and returns its changes.
"""
