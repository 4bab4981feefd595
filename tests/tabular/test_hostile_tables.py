"""Files that are no tables, or tables made to hurt: each a clear issue, soon."""

from __future__ import annotations

import io
import random
import re
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.by_chance import cases

from shenbao.core import messages
from shenbao.tabular import check_table
from shenbao.tabular import engine as table_engine
from shenbao.tabular.read import sources as table_sources
from shenbao.tabular.read import workbooks
from shenbao.tabular.results import MASK

SCHEMA: dict[str, Any] = {
    "fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
}


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        (b"", (None, None, "source-error"), "tables-empty"),
        (b"a,b\n1,\xff\n", (2, 2, "encoding-error"), "tables-wrong-byte"),
        (b"a,b\n\xff,x\n", (2, 1, "encoding-error"), "tables-wrong-byte"),
        (b'a,b\n1,"x\n\xff"\n', (2, 2, "encoding-error"), "tables-wrong-byte"),
        (b"\xff\xfea\x00,\x00b\x00\n\x001", (2, 1, "encoding-error"), "tables-wrong-byte"),
        (b"a,b\n1,x\n2,\x00y\n", (3, 2, "source-error"), "tables-nul"),
        (b'a,b\n1,"x\n2,y\n', (2, 2, "source-error"), "tables-stray-quote"),
        (b'a,"b\n1,x\n', (1, 2, "source-error"), "tables-stray-quote"),
        (b"a,b\n1," + b"x" * 1_000_001 + b"\n", (2, None, "source-error"), "tables-field-too-long"),
        (b"a,b\n1," + b"x" * 8_100_000, (2, None, "source-error"), "tables-line-too-long"),
    ],
)  # fmt: skip
def test_what_breaks_off_says_where(raw: bytes, place: Any, message: str) -> None:
    """The row and, where it can be told, the field in which the file cannot be read further."""
    found = check_table(SCHEMA, raw, encoding=None)
    assert not found.complete or message == "tables-empty"
    issue = next(issue for issue in found.issues if issue.message == message)
    if message == "tables-line-too-long":
        assert issue.row == 2
    else:
        assert issue.place == place


@pytest.mark.parametrize("size", [32_760, 32_768, 32_775, 65_536])
@pytest.mark.parametrize("tail", [b'"q\nq"', b"\xff", b"x\r", '北"'.encode(), b"\x00"])
def test_places_hold_at_the_edges_of_pieces(size: int, tail: bytes) -> None:
    """Quotes, line ends, characters and wrong bytes across the edge where reading pauses."""
    rows = b"".join(b"%d,x\n" % number for number in range(size // 6))
    raw = b"a,b\n" + rows
    raw = raw[: size - 2].rpartition(b"\n")[0] + b"\n7," + tail + b"\nz,y\n"
    number = raw[: raw.index(b"\n7," + tail)].count(b"\n") + 2
    found = check_table(SCHEMA, raw, encoding="utf-8", limit=None).places()
    if tail in {b"\xff", b"\x00"}:
        assert found in ({(number, 2, "encoding-error")}, {(number, 2, "source-error")})
    elif tail == b"x\r":
        assert (number + 1, 1, "type-error") in found
    else:
        assert (number + 1, 1, "type-error") in found


def test_any_bytes_at_all_give_a_verdict() -> None:
    """Noise, and good tables with noise in them, in every format."""
    chance = random.Random(1)  # noqa: S311 - noise, no secret
    good = b"a,b\n" + b'1,"x"\n2,y\n' * 50
    for round_ in range(120):
        noise = bytes(chance.randrange(256) for _ in range(chance.randrange(60)))
        at = chance.randrange(len(good))
        raw = noise if round_ % 2 else good[:at] + noise + good[at:]
        for form in ("csv", "tsv", "json", "jsonl", "xlsx", "pdf"):
            for encoding in (None, "utf-8", "gb18030", "utf-16", "rot13", "x"):
                found = check_table(SCHEMA, raw, format=form, encoding=encoding)
                for issue in found.issues[:3]:
                    assert issue.text("en")
                    assert issue.fix("zh-CN")


def test_a_large_table_takes_little_memory(tmp_path: Path) -> None:
    """Two hundred thousand rows without keys in a few megabytes."""
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.write(b"a,b\n")
        for number in range(200_000):
            stream.write(b"%d,row %d\n" % (number, number))
    check_table(SCHEMA, b"a,b\n1,x\n")
    tracemalloc.start()
    found = check_table(SCHEMA, path, encoding="utf-8")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.valid
    assert found.rows == 200_000
    assert peak < 24_000_000


def test_every_row_wrong_lists_few_and_counts_all() -> None:
    """The list is capped for each kind, the counts are complete."""
    raw = b"a,b\n" + b"x,y,z\n" * 5000
    found = check_table(SCHEMA, raw, limit=10)
    assert found.counts == {("type-error", 1): 5000, ("extra-cell", 3): 5000}
    assert len(found.issues) == 20


def test_sensitive_values_are_never_shown() -> None:
    """Not as cells, not in keys, not as cells out of their place, by neither engine."""
    schema = {
        "fields": [
            {"name": "phone", "type": "string", "constraints": {"maxLength": 5}},
            {"name": "n", "type": "integer"},
        ],
        "primaryKey": ["phone"],
        "foreignKeys": [{"fields": ["phone"], "reference": {"resource": "", "fields": ["n"]}}],
    }
    raw = b"phone,n\n13800138000,1\n13800138000,2,13800138000\n"
    for engine in ("fast", "reference"):
        found = check_table(schema, raw, engine=engine, sensitive=["phone"])
        assert found.issues
        for issue in found.issues:
            said = (issue.value, issue.text("en"), issue.fix("en"), repr(issue))
            assert "13800138000" not in str(said)


def test_a_workbook_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What must be read as a whole has a size limit, and workbooks a limit of what they hold."""
    import openpyxl

    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["a", "b"])
    book.save(stream)
    raw = stream.getvalue()
    monkeypatch.setattr(workbooks, "_LIMITS", replace(workbooks._LIMITS, size=100))
    found = check_table(SCHEMA, raw, format="xlsx")
    assert [issue.message for issue in found.issues] == ["tables-bomb"]
    monkeypatch.setattr(table_sources, "LARGEST", 100)
    found = check_table(SCHEMA, raw, format="xlsx")
    assert [issue.message for issue in found.issues] == ["tables-file-too-large"]


def test_a_long_list_of_choices_that_are_no_texts_is_looked_up() -> None:
    """Each value would else be held against each choice: 100,000 codes would not end."""
    allowed = list(range(100_000))
    schema = {"fields": [{"name": "a", "type": "integer", "constraints": {"enum": allowed}}]}
    found = check_table(schema, b"a\n" + b"99999\n" * 500 + b"100000\n")
    assert found.places() == {(502, 1, "constraint-error")}


@pytest.mark.parametrize("kind", ["number", "boolean", "date", "duration", "years", "object"])
def test_choices_of_any_kind_are_compared_by_value(kind: str) -> None:
    """A number written otherwise, a day, and what has no place in a set."""
    choices, right, wrong = {
        "number": ([1.5, 2], "1.50", "sNaN"),
        "boolean": ([True], "true", "false"),
        "date": (["2024-01-05"], "2024-01-05", "2024-01-06"),
        "duration": (["P1D"], "PT24H", "P2D"),
        "years": (["P1Y", "PT5M"], "P12M", "P365D"),
        "object": ([{"a": 1}], '"{""a"": 1}"', "{}"),
    }[kind]
    kind = "duration" if kind == "years" else kind
    schema = {"fields": [{"name": "a", "type": kind, "constraints": {"enum": choices}}]}
    found = check_table(schema, f"a\n{right}\n{wrong}\n".encode(), dialect={"delimiter": ","})
    assert found.places() == {(3, 1, "constraint-error")}


def test_every_message_exists_with_its_remedy() -> None:
    """All that the code may say is in both languages, and the catalogue has nothing else.

    Hints are remedies themselves.
    """
    folder = Path(table_sources.__file__).parents[1]
    rooms = (folder.parent / room for room in ("app", "reports", "validation"))
    beside = "\n".join(
        path.read_text(encoding="utf-8") for room in rooms for path in sorted(room.rglob("*.py"))
    )
    hints = set(re.findall(r'"(tables-(?:hint|do)-[a-z-]+)"', beside))
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    said = set(re.findall(r'"(tables-[a-z-]+)"', code))
    said |= {f"tables-type-{kind}" for kind in (*cases.TYPES, "email", "uri", "uuid", "binary")}
    said |= {f"tables-{name}-count" for name in ("byte", "hash", "field", "row")}
    said |= {
        f"tables-constraint-{name}"
        for name in ("required", "minimum", "maximum", "exclusive-minimum", "exclusive-maximum",
                     "min-length", "max-length", "pattern", "enum", "json-schema")
    }  # fmt: skip
    said |= set(re.findall(r'"(tables-needs-[a-z-]+)"', beside))
    hints |= {"tables-json-why", "tables-this-table"}  # parts of others
    said -= {"tables-type-any", *hints}
    for language in ("zh-CN", "en"):
        text = messages.sources(language)["tables.ftl"]
        defined = set(re.findall(r"^(tables-[a-z-]+) =", text, re.MULTILINE))
        assert defined == said | {f"{name}-fix" for name in said} | hints


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1e308, "", "x", "\0", "a" * 5000, [], {}, [[]], [{}], {"a": 1},
    ["a"], [1], [None], "[", "(a+)+$", "http://x/", "../x", 2.5, "%Y" * 50, [{"value": "x"}],
    {"fields": "a"}, "\ud800",
)  # fmt: skip
WORDS = (
    "type", "format", "constraints", "missingValues", "bareNumber", "decimalChar", "groupChar",
    "trueValues", "falseValues", "itemType", "delimiter", "arrayItem", "name", "title", "required",
    "enum", "pattern", "minimum", "exclusiveMaximum", "minLength", "unique", "header", "headerRows",
    "csv", "excel", "json", "sheet", "keys", "quoteChar", "primaryKey", "foreignKeys", "uniqueKeys",
)  # fmt: skip


def _mutated(chance: random.Random, value: Any) -> Any:
    if isinstance(value, dict):
        made = dict(value)
        key = chance.choice([*made, *WORDS])
        inner = made.get(key)
        nested = isinstance(inner, dict | list) and chance.random() < 0.6
        made[key] = _mutated(chance, inner) if nested else chance.choice(ODD)
        return made
    if isinstance(value, list) and value:
        place = chance.randrange(len(value))
        return [*value[:place], _mutated(chance, value[place]), *value[place + 1 :]]
    return chance.choice(ODD)


def test_any_description_at_all_gives_a_verdict() -> None:
    """Schemas and dialects with something odd anywhere: an issue or a check, never a traceback."""
    for seed in range(700):
        chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
        case = cases.make(seed)
        schema, dialect = case.schema, case.dialect or {"delimiter": ",", "csv": {}, "excel": {}}
        for _ in range(chance.randint(1, 3)):
            schema = _mutated(chance, schema)
        if chance.random() < 0.5:
            dialect = _mutated(chance, dialect)
        raw = case.raw[:2000]
        found = check_table(schema, raw, dialect=dialect, encoding=case.encoding)
        for issue in found.issues[:3]:
            assert issue.text("en")
            assert issue.fix("zh-CN")


@pytest.mark.parametrize("off", ["0", "1"])
@pytest.mark.parametrize("rows", [b"1,2\n", b""])
def test_a_record_of_more_cells_than_any_table_has_is_one_mistake(
    rows: bytes, off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell too many would be counted by itself."""
    monkeypatch.setenv("SHENBAO_NO_NATIVE", off)
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    raw = b"a,b\n" + rows * 9_000 + b"x," * 20_001 + b"\n1,2\n"
    found = check_table(schema, raw, dialect={"delimiter": ",", "header": True, "headerRows": [1]})
    row = 9_002 if rows else 2
    assert [(one.message, one.row) for one in found.issues] == [("tables-too-wide", row)]
    assert not found.complete


def test_thousands_of_labels_that_are_the_same_cost_no_time() -> None:
    """Their columns are told apart by a number, which is not counted from the start each time."""
    schema = {"fields": [{"name": "a", "type": "string"}], "fieldsMatch": "exact"}
    found = check_table(schema, b"a" + b",x" * 19_000 + b"\n", dialect={"delimiter": ","})
    assert found.total >= 19_000


@pytest.mark.parametrize(
    ("schema", "args"),
    [
        (
            {"fields": [{"name": f"f{number}"} for number in range(20_001)]},
            {"name": "fields", "count": "20001", "limit": "20000"},
        ),
        (
            {**SCHEMA, "uniqueKeys": [["a"]] * 1_001},
            {"name": "uniqueKeys", "count": "1001", "limit": "1000"},
        ),
        (
            {**SCHEMA, "foreignKeys": [{"fields": "a", "reference": {"fields": "a"}}] * 1_001},
            {"name": "foreignKeys", "count": "1001", "limit": "1000"},
        ),
    ],
    ids=lambda value: value.get("name", ""),
)
def test_a_schema_with_more_than_a_table_has_is_refused(schema: Any, args: Any) -> None:
    """One issue says how many there are and may be, not one for each of them."""
    (issue,) = check_table(schema, b"a,b\n1,x\n").issues
    assert (issue.message, issue.args) == ("tables-schema-many", args)
    assert args["limit"] in issue.text("zh-CN")


def test_keys_into_the_same_columns_read_the_table_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand foreign keys are not a thousand readings, and each is judged."""
    key = {"fields": "b", "reference": {"resource": "", "fields": "a"}}
    fields = [{"name": name, "type": "integer"} for name in "ab"]
    opened: list[str] = []
    real = table_engine.open_records

    def counting(source: Any, dialect: Any) -> Any:
        opened.append(source.name)
        return real(source, dialect)

    monkeypatch.setattr(table_engine, "open_records", counting)
    result = check_table({"fields": fields, "foreignKeys": [key] * 1_000}, b"a,b\n1,1\n2,7\n")
    assert len(opened) == 2
    assert result.counts == {("foreign-key", None): 1_000}


def test_a_table_wrong_in_every_cell_lists_the_first_of_each_kind() -> None:
    """Beyond 20,000 places of all kinds: every column has its first one, all are counted."""
    columns, rows = 300, 100
    schema = {"fields": [{"name": f"f{number}", "type": "integer"} for number in range(columns)]}
    header = ",".join(f"f{number}" for number in range(columns))
    result = check_table(schema, f"{header}\n{(','.join('x' * columns) + chr(10)) * rows}".encode())
    assert result.total == columns * rows
    assert {issue.field for issue in result.issues if issue.row == 2} == set(range(1, columns + 1))
    assert 20_000 <= len(result.issues) <= 20_000 + columns


@pytest.mark.long
def test_labels_of_a_wide_table_are_compared_within_a_limit() -> None:
    """Beyond it a label that is no name of the schema is not shown: it may be a value."""
    width = 3_000
    schema = {"fields": [{"name": f"name-{number}"} for number in range(width)]}
    raw = ",".join(f"nama-{number}" for number in range(width)) + "\n"
    result = check_table(schema, raw.encode(), sensitive={"name-0"})
    shown = [issue.args["found"] for issue in result.issues]
    assert shown[0] == "nama-0"
    assert shown[-1] == MASK
    assert len(shown) == width


@pytest.mark.parametrize("kind", ["array", "object"])
def test_many_choices_of_any_value_are_looked_up(kind: str) -> None:
    """Arrays and objects are equal where JSON has them so; truth and one are as Python has it."""
    made = [[number, {"x": [number]}] for number in range(3_000)]
    choices = made if kind == "array" else [{"v": value} for value in made]
    right = '[7, {"x": [7.0]}]' if kind == "array" else '{"v": [7, {"x": [7.0]}]}'
    wrong = '[7, {"x": [8]}]' if kind == "array" else '{"v": [7, {"x": 7}]}'
    schema = {"fields": [{"name": "a", "type": kind, "constraints": {"enum": choices}}]}
    dialect = {"delimiter": "|", "quoteChar": "~"}
    result = check_table(schema, f"a\n{right}\n{wrong}\n".encode(), dialect=dialect)
    assert result.places() == {(3, 1, "constraint-error")}


@pytest.mark.parametrize("columns", [1, 200])
def test_thousands_of_missing_values_are_missing(columns: int) -> None:
    """Their number is no cost of a cell, in one column or in hundreds."""
    fields = [{"name": f"f{number}", "type": "integer"} for number in range(columns)]
    schema = {"fields": fields, "missingValues": [f"m{number}" for number in range(10_000)]}
    lines = (
        [f"f{n}" for n in range(columns)],
        ["m9999"] * columns,
        ["1"] * columns,
        ["m"] * columns,
    )
    result = check_table(schema, "".join(",".join(line) + "\n" for line in lines).encode())
    assert result.places() == {
        (2, None, "blank-row"),
        *((4, number, "type-error") for number in range(1, columns + 1)),
    }
