"""A new notice, the next edition of one, candidates that a person took: all or nothing."""
