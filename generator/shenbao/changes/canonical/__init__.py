"""A JSON Schema in canonical form: two that mean the same by their keywords are equal.

``document`` guards a schema of somebody else, ``node`` is the form, ``normalising`` makes it,
``intersection`` joins two, ``written`` turns it back into JSON Schema.
"""
