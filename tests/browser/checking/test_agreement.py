"""The engine of the page answers as the command does, to the last word."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import corpus
from fuzzing.damage import damage
from support.effort import CI, share
from support.page_engine import PageEngine

from shenbao.app.policy_source import Policy
from shenbao.app.schema_file import schema_file
from shenbao.app.validate import ValidationRequest, validate
from shenbao.core.engines import current as engines
from shenbao.core.engines.libxml import Libxml
from shenbao.core.errors import ShenbaoError
from shenbao.reports.phrases import value_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MEDIA = (
    "json",
    "word",
    "excel",
    "csv",
    "html",
    "archive",
    "package",
    "table-csv",
    "table-excel",
    "table-json",
)
FEW, MANY = 3, 60
WHOLE = int(os.environ.get("SHENBAO_DAMAGED_FILES", "0"))
"""So many files in all, where somebody asks for more than the run of every day."""


@pytest.fixture(scope="module")
def engine(browser: Browser, site: Path) -> Iterator[PageEngine]:
    started = PageEngine(browser, site / "engine.html")
    yield started
    assert [url for url in started.requests if not url.startswith(("file:", "blob:"))] == []
    started.close()


def by_command(files: Mapping[str, bytes], schema: str | None, policy: Policy) -> Any:
    """Return what the command says of files in the working directory."""
    for path, content in files.items():
        Path(path).write_bytes(content)
    try:
        request = ValidationRequest(
            paths=tuple(Path(path) for path in files if path != schema),
            table_schema=schema_file(schema),
            jobs=1,
            marked="zh-CN",
            keep=True,
        )
        made = validate(request, policy)
    except ShenbaoError as error:
        return {"refused": error.text("zh-CN")}
    found = [value_words(item, "zh-CN") for item in made.report.findings]
    return {"report": json.loads(made.report.to_json()), "found": found}


def on_page(engine: PageEngine, *given: Any, **asked: Any) -> Any:
    """Return what the page's engine says, as far as the command says it too."""
    there = engine.check(*given, **asked)
    return {name: there[name] for name in ("report", "refused", "found") if name in there}


def differences(
    engine: PageEngine, policy: Policy, medium: str, cases: range
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the cases of a medium of which the two say different things, with what they say."""
    seeds = corpus.seeds(medium)
    for number in cases:
        chance = random.Random(f"{medium} {number}")  # noqa: S311 - repeatable
        seed = seeds[number] if number < len(seeds) else chance.choice(seeds)
        raw = seed.raw if number < len(seeds) else damage(seed, chance).raw
        assert raw is not None
        files = {f"file{seed.suffix}": raw}
        schema = None if seed.schema is None else "schema.json"
        if schema is not None:
            files[schema] = json.dumps(seed.schema).encode()
        said = by_command(files, schema, policy)
        there = on_page(engine, files, schema=schema, paths=[f"file{seed.suffix}"])
        if said != there:
            yield f"{medium} {number}: {seed.name}", said, there


@pytest.mark.parametrize("medium", MEDIA)
def test_damaged_files_of_every_kind_are_told_in_the_same_words(
    medium: str,
    engine: PageEngine,
    policy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    sound = len(corpus.seeds(medium))
    whole = range(WHOLE // len(MEDIA) if WHOLE else MANY)
    cases = whole if WHOLE or CI else range(sound - 1, sound + FEW)
    assert list(differences(engine, Policy(root=policy), medium, cases)) == []


def test_every_example_with_its_lists_is_told_in_the_same_words(
    root: Path,
    engine: PageEngine,
    policy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Applications and tables that break rules; quotas and summary where several lie together."""
    examples = root / "schemas" / "shenkang-2024" / "examples"
    lists = {file.name: file.read_bytes() for file in (examples / "lists").iterdir()}
    wanted = ("-invalid", "-valid") if CI else ("-invalid",)
    named = sorted(item for item in examples.iterdir() if item.name.endswith(wanted))
    rules: Counter[str] = Counter()
    for folder in share(named, 5):
        files = {
            file.name: file.read_bytes()
            for file in sorted(folder.iterdir())
            if file.name not in ("case.json", "expected.json") and file.is_file()
        }
        inside = tmp_path / folder.name
        inside.mkdir()
        monkeypatch.chdir(inside)
        said = by_command(files, None, Policy(root=policy, lists=examples / "lists"))
        there = on_page(engine, files, lists)
        assert there == said, folder.name
        rules.update(item["rule"] for item in said["report"]["findings"])
    assert len(rules) > 30


def rewritten(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive in which a part is another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(made, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, change(content) if name == part else content)
    return made.getvalue()


XML: Mapping[str, Callable[[bytes], bytes]] = {
    "another encoding": lambda raw: raw.decode().replace("UTF-8", "GB18030").encode("gb18030"),
    "an unknown encoding": lambda raw: raw.replace(b"UTF-8", b"UTF-99"),
    "a type": lambda raw: raw.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1),
    "too deep": lambda raw: raw.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 300, 1),
    "deep and closed": lambda raw: raw.replace(
        b"<w:body>", b"<w:body>" + b"<w:p>" * 300 + b"</w:p>" * 300, 1
    ),
    "no address": lambda raw: raw.replace(b"<w:body>", b'<w:body xmlns:q="a b">', 1),
}
"""What the guards of the XML parsers are for, by its name."""

INNER: Mapping[str, Any] = {
    "right": {"type": "object", "required": ["a"]},
    "wrong": {"type": "no such type"},
    "fetches": {"$ref": "https://example.invalid/schema.json"},
}
"""Schemas within the schema of a table."""


def test_what_few_files_have_is_told_in_the_same_words(
    engine: PageEngine, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ways through the ports that damage by chance seldom finds."""
    monkeypatch.chdir(tmp_path)
    own = Policy(root=policy)
    word = next(item.raw for item in corpus.seeds("word") if item.name.endswith("-p1"))
    assert word is not None
    for name, change in XML.items():
        raw = rewritten(word, "word/document.xml", change)
        assert raw != rewritten(word, "word/document.xml", bytes), name
        files = {"file.docx": raw}
        there, said = on_page(engine, files), by_command(files, None, own)
        assert there == said, (name, there["report"]["findings"], said["report"]["findings"])
    rows = [{"who": {"a": 1}}, {"who": {}}, {"who": 3}]
    for name, inner in INNER.items():
        field = {"name": "who", "type": "object", "constraints": {"jsonSchema": inner}}
        files = {
            "file.json": json.dumps(rows).encode(),
            "schema.json": json.dumps({"fields": [field]}).encode(),
        }
        there = on_page(engine, files, schema="schema.json", paths=["file.json"])
        assert there == by_command(files, "schema.json", own), name


class _NoText:
    """A parser of XML that has lost every text."""

    def parse(self, content: bytes) -> tuple[Any, bool]:
        root, typed = Libxml().parse(content)
        for item in root.iter():
            item.text = None
        return root, typed


class _Closed:
    """A reader of workbooks that opens none."""

    def open(self, content: bytes) -> Any:
        raise ValueError(len(content))


class _Lenient:
    """An engine for JSON Schema to which everything is right."""

    def compile(self, _schema: Any, **_: Any) -> Any:
        return _Right()

    def compile_any(self, schema: Any) -> Any:
        return self.compile(schema)


class _Right:
    """A schema that every value fits."""

    def is_valid(self, _value: Any) -> bool:
        return True

    def failures(self, _value: Any) -> Iterator[Any]:
        return iter(())


def test_a_difference_planted_in_a_port_is_found(
    root: Path,
    engine: PageEngine,
    policy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The comparison can fail: one side of each port is made to answer something else."""
    monkeypatch.chdir(tmp_path)
    examples = root / "schemas" / "shenkang-2024" / "examples"
    broken = {"p1.json": (examples / "p1-unknown-key" / "application.json").read_bytes()}

    def differ() -> bool:
        said = by_command(broken, None, Policy(root=policy))
        return bool(said != on_page(engine, broken))

    def found(medium: str) -> bool:
        return any(differences(engine, Policy(root=policy), medium, range(1)))

    assert not differ()
    with monkeypatch.context() as planted:
        planted.setattr(engines, "markup", _NoText)
        assert found("word")
    with monkeypatch.context() as planted:
        planted.setattr(engines, "workbook", _Closed)
        assert found("excel")
    with monkeypatch.context() as planted:
        planted.setattr(engines, "json_schema", _Lenient)
        assert differ()
    with monkeypatch.context() as planted:
        planted.setattr("shenbao.policy.cel.engine.google._Program.run", lambda *_: False)
        assert differ()
