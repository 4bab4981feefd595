"""Cells, rows, keys and references judged exactly: the only place that makes an issue of a cell."""
