"""Rows as a workbook that people work in, and back, whatever they did to it."""
