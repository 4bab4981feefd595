"""What the readers of all media share: bytes, labels, headers, places to data, remarks.

What only one medium needs stands with it; what writers share stands in ``forms``.
"""
