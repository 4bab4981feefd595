"""检查文件: the page on which files are checked, and the engine that it loads."""
