"""Stage, run mkdocs, finish, check links, swap in. No words of a page stand here."""
