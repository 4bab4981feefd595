"""What helps an editor in a policy folder: its settings, and the dialect that it checks against."""

from __future__ import annotations

import json
from collections.abc import Iterator

from shenbao.core import resources
from shenbao.core.artifacts import Artifact

_MATCHES = {
    "notice": ["schemas/*/notice.json"],
    "form": ["schemas/*/forms/*.schema.json"],
    "table": ["schemas/*/tables/*.schema.json"],
    "list": ["schemas/*/lists/*.json"],
    "candidates": ["schemas/*/candidates.json"],
    "defs": ["schemas/*/forms/_*.schema.json", "schemas/common/*.schema.json"],
}
"""Which files of a policy folder are of which schema of the dialect."""

_EDITOR_CONFIG = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
indent_style = space
indent_size = 2
"""


def editor_files() -> Iterator[Artifact]:
    """Yield the files beside the notices, by their paths from the policy folder."""
    yield Artifact.text(".editorconfig", _EDITOR_CONFIG)
    schemas = [
        {"fileMatch": patterns, "url": f"./schemas/dialect/{name}.schema.json"}
        for name, patterns in _MATCHES.items()
    ]
    settings = {"json.schemas": schemas, "files.encoding": "utf8", "files.eol": "\n"}
    text = json.dumps(settings, ensure_ascii=False, indent=2)
    yield Artifact.text(".vscode/settings.json", f"{text}\n")
    dialect = resources.home() / "schemas" / "dialect"
    for file in sorted(dialect.glob("*.json")):
        yield Artifact(f"schemas/dialect/{file.name}", file.read_bytes())
