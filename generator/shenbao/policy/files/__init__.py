"""Files of a policy folder, read strictly: every mistake is a Problem with its place."""
