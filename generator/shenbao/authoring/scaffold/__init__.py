"""A new notice from a few answers: the files of its folder, and what an editor needs beside it."""
