"""Cells, rows, keys and references judged exactly."""
