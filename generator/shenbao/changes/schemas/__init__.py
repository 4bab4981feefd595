"""Two JSON Schemas compared: what was added, removed, tightened, loosened, and where."""
