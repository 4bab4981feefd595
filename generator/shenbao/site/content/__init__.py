"""What pages say of a notice, as values."""
