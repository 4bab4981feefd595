"""The compiled part of the scan, and keys in its memory."""
