"""我能报什么: which tracks are open to whom; the script is ``src/eligible.ts``."""
