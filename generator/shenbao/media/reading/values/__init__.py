"""How people write values, in every medium alike: text to what its field asks.

The page reads alike (``site-templates/web/src/data/writings.ts``).
"""
