"""What the readers of all media share: bytes, writings, cells, headers, places to data."""
