"""Which of the files that were dropped is the schema of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shenbao.host.beside import schema_beside

SCHEMA = {"fields": [{"name": "a", "type": "string"}]}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"s.json": SCHEMA, "a.csv": None}, "s.json"),
        ({"s.json": SCHEMA, "a.csv": None, "b.xlsx": None}, "s.json"),
        ({"夹/s.json": SCHEMA, "夹/a.csv": None}, "夹/s.json"),
        ({"s.json": SCHEMA}, None),
        ({"s.json": SCHEMA, "t.json": SCHEMA, "a.csv": None}, None),
        ({"s.json": SCHEMA, "a.csv": None, "b.docx": None}, None),
        ({"s.json": {"fields": []}, "a.csv": None}, None),
        ({"s.json": {"fields": ["a"]}, "a.csv": None}, None),
        ({"s.json": {"$schema": "x/y", "basic": {}}, "a.csv": None}, None),
        ({"s.json": None, "a.csv": None}, None),
        ({"s.json": [1], "a.csv": None}, None),
    ],
)
def test_a_schema_is_the_only_one_among_tables(
    files: dict[str, object],
    expected: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("{" if content is None else json.dumps(content), encoding="utf-8")
    given = [Path(name) for name in dict.fromkeys(name.partition("/")[0] for name in files)]
    found = schema_beside(given)
    assert (None if found is None else found.as_posix()) == expected
