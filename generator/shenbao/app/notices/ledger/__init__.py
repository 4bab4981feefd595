"""The ledgers of a policy folder: read strictly, and the notices held against them."""
