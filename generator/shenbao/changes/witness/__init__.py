"""Proof of a change: instances that only one of two schemas accepts.

``claims`` is what is to be proved. ``samples`` makes instances of a schema, ``patterns`` texts
of a regular expression, ``boundaries`` values near which two versions may differ; ``search``
puts them in their place and asks both versions.
"""
