"""What programs read: catalogue, calendar, published schemas."""
