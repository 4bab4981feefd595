"""Tables as CSV: read. They are written as part of a data package (``media.package``)."""
