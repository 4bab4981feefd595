"""我能报什么: which tracks are open to whom."""
