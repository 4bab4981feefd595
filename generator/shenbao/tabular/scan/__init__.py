"""The fast scan: what it calls good is good for certain, the exact judges look at the rest."""
