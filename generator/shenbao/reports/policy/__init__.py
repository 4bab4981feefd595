"""Reports of the policy itself: its mistakes, its ids, its coverage, its rules tried."""
