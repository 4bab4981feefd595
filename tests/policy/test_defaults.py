"""What need not be written: a folder without it is the same notice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.errors import PolicyError
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice
from shenbao.policy.shorthand import defaults

ROOTS = (Path(__file__).parents[2], Path(__file__).parents[1] / "notices")
FOLDERS = sorted(file.parent for root in ROOTS for file in (root / "schemas").glob("*/notice.json"))


def documents(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the JSON files that describe a notice."""
    for pattern in ("notice.json", "lists/*.json", "forms/*.json", "tables/*.json"):
        for file in sorted(folder.glob(pattern)):
            yield file, json.loads(file.read_text(encoding="utf-8"))


def full(file: Path, document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with its defaults."""
    if file.name == "notice.json":
        return defaults.notice(document, file)
    if file.parent.name == "lists":
        return defaults.code_list(document, file)
    kind = "defs" if "$defs" in document else file.parent.name.removesuffix("s")
    return defaults.schema(document, kind, file)


def shortened(file: Path, document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without the keys that come back by themselves."""
    empty = full(file, {})
    if file.parent.name not in {"forms", "tables"}:
        kept = {key: value for key, value in document.items() if empty.get(key) != value}
        if file.name == "notice.json":
            for key in {"programmes", "checklist"} & kept.keys():
                kept[key] = without_empty(document[key])
        return kept
    short: dict[str, Any] = untyped(document)
    return {key: value for key, value in short.items() if empty.get(key) != value}


def without_empty(value: Any) -> Any:
    """Return a value without empty lists and texts, as deep as it goes."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item not in ([], "")}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def untyped(node: Any) -> Any:
    """Return a node without what says that it is closed, and its type where the rest says it."""
    if not isinstance(node, dict):
        return node
    result = {key: item for key, item in node.items() if key != "additionalProperties"}
    for key in ("properties", "$defs"):
        if key in node:
            result[key] = {name: untyped(child) for name, child in node[key].items()}
    if "items" in node:
        result["items"] = untyped(node["items"])
    without = {key: item for key, item in result.items() if key != "type"}
    typed = defaults.schema({"$defs": {"x": without}}, "defs", Path("x.json"))["$defs"]["x"]
    return without if typed.get("type") == node.get("type") else result


def copied(folder: Path, target: Path) -> Path:
    """Copy a notice with the definitions that it shares with others."""
    shutil.copytree(folder, target / "schemas" / folder.name)
    return target / "schemas" / folder.name


@pytest.mark.parametrize("change", [full, shortened])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_is_the_same_notice_with_and_without_what_need_not_be_written(
    folder: Path, change: Callable[[Path, dict[str, Any]], dict[str, Any]], tmp_path: Path
) -> None:
    other = copied(folder, tmp_path)
    for file, document in documents(other):
        text = json.dumps(change(file, document), ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
    assert load_notice(other) == load_notice(folder)


@pytest.fixture
def demo_folder(tmp_path: Path) -> Path:
    """A copy of the demo notice."""
    return copied(ROOTS[1] / "schemas" / "demo-2024", tmp_path)


def with_field(folder: Path, name: str, field: dict[str, Any], **section: Any) -> Notice:
    """Write a field into the first section of the demo's form, and load it."""
    file = folder / "forms" / "a.schema.json"
    form = json.loads(file.read_text(encoding="utf-8"))
    basic = form["properties"]["basic"]
    basic["properties"][name] = field
    basic.update(section)
    file.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    return load_notice(folder)


@pytest.mark.parametrize(
    ("keywords", "kind"),
    [
        ({"properties": {"a": {"title": "甲", "maxLength": 9}}}, "object"),
        ({"items": {"title": "甲", "maxLength": 9}, "maxItems": 3}, "array"),
        ({"minimum": 1}, "number"),
        ({"maxLength": 9}, "string"),
        ({"format": "date"}, "string"),
        ({"x-list": "hospitals"}, "string"),
        ({"enum": ["甲", "乙"]}, "string"),
        ({"enum": [1, 2]}, "number"),
        ({"const": True}, "boolean"),
    ],
)
def test_the_type_follows_from_the_rest(
    demo_folder: Path, keywords: dict[str, Any], kind: str
) -> None:
    notice = with_field(demo_folder, "extra", {"title": "另一项", **keywords})
    found = next(node for node in notice.form("a").fields() if node.key == "extra")
    assert found.kind == kind
    assert found.schema["type"] == kind


@pytest.mark.parametrize("keywords", [{}, {"minimum": 1, "maxLength": 9}, {"enum": [1, "a"]}])
def test_a_type_that_nothing_says_has_to_be_written(
    demo_folder: Path, keywords: dict[str, Any]
) -> None:
    with pytest.raises(PolicyError) as caught:
        with_field(demo_folder, "extra", {"title": "另一项", **keywords})
    place = "/properties/basic/properties/extra"
    assert {item.pointer for item in caught.value.problems} == {place}


def test_a_field_says_itself_that_it_is_required(demo_folder: Path) -> None:
    field = {"title": "另一项", "maxLength": 9, "x-required": True}
    notice = with_field(demo_folder, "extra", field, required=["topic"])
    basic = notice.form("a").schema["properties"]["basic"]
    assert basic["required"] == ["topic", "extra"]
    assert "x-required" not in basic["properties"]["extra"]
    found = {node.key: node.required for node in notice.form("a").fields()}
    assert found["extra"]
    assert not found["funding"]


def test_a_rule_has_the_source_of_its_field(demo_folder: Path) -> None:
    rule = {"id": "DM-X-01", "keywords": ["maxLength"], "message": "不超过9个字"}
    field = {"title": "另一项", "maxLength": 9, "x-source": ["c-age"], "x-rules": [rule]}
    notice = with_field(demo_folder, "extra", field)
    found = next(rule for _, rule in notice.rules() if rule.id == "DM-X-01")
    assert (found.clauses, found.basis) == (("c-age",), "source")
    assert found.message.in_language("en") != found.message.zh


def test_a_rule_that_nothing_gives_a_source_is_a_mistake(demo_folder: Path) -> None:
    rule = {"id": "DM-X-01", "keywords": ["maxLength"], "message": "不超过9个字"}
    field = {"title": "另一项", "maxLength": 9, "x-rules": [rule]}
    with pytest.raises(PolicyError) as caught:
        with_field(demo_folder, "extra", field)
    (problem,) = caught.value.problems
    assert problem.message == "rule-unsourced"
    assert problem.pointer.endswith("/extra/x-rules/0")


def test_a_shared_field_with_a_clause_of_its_own_is_of_the_source(demo_folder: Path) -> None:
    reference = {"$ref": "../../common/person.schema.json#/$defs/birth_date"}
    cited = with_field(demo_folder, "extra", {**reference, "x-source": ["c-age"]})
    found = next(node for node in cited.form("a").fields() if node.key == "extra")
    assert found.basis == "source"
    plain = with_field(demo_folder, "extra", reference)
    found = next(node for node in plain.form("a").fields() if node.key == "extra")
    assert found.basis == "customary"
