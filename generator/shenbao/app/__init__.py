"""The use cases: each joins rooms and returns a value.

Work that needs two rooms stands here, not in ``cli``: a program may want it too.
"""
