"""The files of a notice: what they say, what they are told by, and how they are written anew."""
