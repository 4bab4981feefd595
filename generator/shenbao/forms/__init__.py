"""One form as every medium shows it: layout, controls, headers, values as text, hints, prefill.

What more than one medium needs stands here, and makes no file; what only one needs stands there.
"""
