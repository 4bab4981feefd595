"""Whether a policy folder is sound beyond its dialect: expressions, names, costs, examples."""
