"""The compiled part of the scan (C) as Python sees it, and keys in its memory.

Optional: where it was not built, the Python in ``scan`` and ``judge`` gives the same verdicts.
"""
