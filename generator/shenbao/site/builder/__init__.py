"""Stage, run mkdocs, finish, check links, swap in."""
