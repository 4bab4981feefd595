"""What authors may write short, as the full form that the rest of the loader knows.

Documents in, documents out: rule kinds become expressions, what may be left out is filled in,
parameters become plain values, in this order. Nothing moves, so that the place of a mistake is
the place where the author wrote it.
"""
