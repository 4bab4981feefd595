"""Schemas and tables made by chance, with all that may be odd about them, for parity."""

from __future__ import annotations

import csv
import io
import random
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"

NUMBERS = ("0", "1", "-1", "01", "7", " 5 ", "+3", "12", "99", "100", "1000", "1_000", "-0", "4e4")
ODD = ("", "x", "NA", "-", "1.5", "1,5", "1 000", "1,000.50", "true", "None", "nan", "\t", "'")
POOLS: dict[str, tuple[str, ...]] = {
    "string": ("", "a", "ab", "abc", "A1", "B22", "北京", "上海市", " a", "a ", "a\nb", 'q"q',
               "a@b.cn", "a.b@c-d.com", "a@b", "http://x.cn/a", "urn:x", "//x", "YWJj", "YWJ",
               "3fa85f64-5717-4562-b3fc-2c963f66afa6", "{3fa85f6457174562b3fc2c963f66afa6}",
               "é@x.fr", '"q"@x.fr', "a..b@x.fr", "a@-x.fr", "a@x_y.fr", "é", "0", "-99"),
    "integer": (*NUMBERS, "5%", "€12", "12 €", "-7kg", "1.0", "0x10", "9" * 25),
    "number": (*NUMBERS, "1.5", "-2.25", ".5", "5.", "1e3", "1E-2", "inf", "-Infinity", "NaN",
               "3,14", "1.234,5", "1,234.5", "12%", "$1.5", "1.1.1", "0.1", "9" * 25 + ".1"),
    "boolean": ("true", "false", "True", "FALSE", "1", "0", "yes", "no", "是", "否", "T", "tRue"),
    "date": ("2024-01-05", "2024-1-5", "2024-02-30", "2023-12-31", "0001-01-01", "9999-12-31",
             "20240105", "2024/01/05", "05/01/2024", "05.01.2024", "24-01-05", "2024-01-05 ",
             "2024-W01-1", "2024-13-01", "2024年1月5日", "2024-01- 5", "0000-01-01"),
    "time": ("10:30:00", "24:00:00", "23:59:60", "10:30", "10:30:00Z", "10:30:00+08:00",
             "10:30:00.123456", "10:30:00,5", "103000", "10:30:00+0800", "10:30:00+08",
             "10-30-00", "10.30", "25:00:00", "10:30:00.", "10:30:00 "),
    "datetime": ("2024-01-05T10:30:00", "2024-01-05 10:30:00", "2024-01-05T10:30:00Z",
                 "2024-01-05T24:00:00", "2024-01-05T10:30", "2024-01-05", "20240105T103000",
                 "2024-W01-1T10:30:00", "2024-01-05T10:30:00.5+08:00", "2024-02-30T10:30:00",
                 "05/01/2024 10:30", "2024-01-05T10:30:00+24:00", "2024-005T10:30:00:0"),
    "year": ("2024", "1999", "0000", "24", "02024", " 199", "+199", "-199", "20.0", "abcd"),
    "yearmonth": ("2024-01", "2024-1", "2024-13", "2024-00", "24-01", "2024", "2024-01-01",
                  "-2024-01", "2024- 1", "a-b"),
    "duration": ("P1D", "P1Y", "P12M", "PT1H", "PT60M", "P1W", "-P1D", "P", "PT", "P1Y2M3DT4H5M6S",
                 "P0.5D", "P1,5Y", "1D", "P1D\n", "P0Y1D", "P99999999999D", "P0D"),
    "any": ("", "a", "1", "01", "NA"),
    "object": ("{}", '{"a": 1}', '{"a": 1, "b": [2]}', "[]", "{", "1", '"a"', "{'a': 1}", "null"),
    "array": ("[]", "[1]", '["a", "b"]', "[1, 2, 3]", "{}", "[", "[1, null]", '["", 5]', "[1.5]"),
    "list": ("a,b", "1,2,3", "1;2", "", "a", "2024-01-05,2023-01-01", "true,false", "1,x"),
    "geopoint": ("12,34", "181,0", "0,91", "12.5, -34.25", "[12, 34]", '{"lon": 1, "lat": 2}',
                 "1", "a,b", "NaN,1", '{"lon": 1}', '["1", "2"]', "1,2,3"),
}  # fmt: skip
FORMATS: dict[str, tuple[str, ...]] = {
    "string": ("default", "email", "uri", "uuid", "binary"),
    "date": ("default", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%y-%m-%d", "%Y年%m月%d日", "any"),
    "time": ("default", "%H:%M", "%H.%M", "any"),
    "datetime": ("default", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "any"),
    "geopoint": ("default", "array", "object"),
}
BOUNDS: dict[str, tuple[Any, ...]] = {
    "integer": (0, 1, 5, 12, 100, "7", -1),
    "number": (0, 1.5, 0.1, 100, "3.5", -2.25, 1000),
    "date": ("2024-01-05", "2023-12-31", "2024-01-01", "0001-01-01"),
    "time": ("10:30:00", "12:00:00"),
    "datetime": ("2024-01-05T10:30:00", "2023-01-01T00:00:00"),
    "year": ("1999", 2024, "2000"),
    "yearmonth": ("2024-01", "2023-06"),
}
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
PATTERNS = ("[a-z]+", "[A-Z][0-9]+", "a|b", ".*", r"\d+", "(ab|a)(c|bcd)?", "^a", "a$", r"\w{2,3}",
            "[^@]+@[^@]+", "(?=a).*", "(a+)+b?", "", "北.*", r"\S+", "(?:[a-z]\\.?)+",
            r"[^\n]*", "(a|ab)*", r"\bab\b", "(.)\\1")  # fmt: skip
TYPES = tuple(POOLS)
NAMES = ("id", "name", "Code", "日期", "amount", "x y", "ID", "Name")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One table to be checked by both engines."""

    schema: dict[str, Any]
    raw: bytes
    form: str = "csv"
    dialect: dict[str, Any] | None = None
    encoding: str | None = "utf-8"
    data: list[Any] | None = None
    notes: list[str] = field(default_factory=list)


def make(seed: int) -> Case:
    """Return the case of a seed."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    fields = _fields(chance)
    schema: dict[str, Any] = {"$schema": V2, "fields": fields}
    if chance.random() < 0.3:
        schema["missingValues"] = chance.choice(
            (["", "NA"], [], ["-"], ["", "-99"], [{"value": ""}, {"value": "NA", "label": "n"}])
        )
    _keys(chance, schema)
    if chance.random() < 0.2:
        schema["fieldsMatch"] = chance.choice(("exact", "equal", "subset", "superset", "partial"))
    header = _header(chance, [item["name"] for item in fields])
    if chance.random() < 0.3:
        rows = _calm(chance, fields, chance.choice((60, 300, 900)))
    else:
        rows = [_row(chance, fields) for _ in range(chance.choice((0, 1, 3, 8, 20, 140)))]
    return _written(chance, schema, header, rows)


def _fields(chance: random.Random) -> list[dict[str, Any]]:
    names = chance.sample(NAMES, chance.randint(1, 5))
    return [_field(chance, name) for name in names]


def _field(chance: random.Random, name: str) -> dict[str, Any]:
    kind = chance.choice(TYPES)
    made: dict[str, Any] = {"name": name, "type": kind}
    if kind in FORMATS and chance.random() < 0.5:
        made["format"] = chance.choice(FORMATS[kind])
    made |= _options(chance, kind)
    if chance.random() < 0.1:
        made["missingValues"] = chance.choice((["NA"], ["", "0"], []))
    constraints = _constraints(chance, made)
    if constraints:
        made["constraints"] = constraints
    return made


def _options(chance: random.Random, kind: str) -> dict[str, Any]:  # noqa: PLR0911
    if chance.random() < 0.5:
        return {}
    if kind == "integer":
        return {"bareNumber": chance.choice((True, False))}
    if kind == "number":
        return chance.choice(
            (
                {"bareNumber": False},
                {"decimalChar": ","},
                {"groupChar": ","},
                {"decimalChar": ",", "groupChar": "."},
                {"bareNumber": False, "groupChar": ",", "decimalChar": "."},
                {"groupChar": " ", "decimalChar": ","},
                {"floatNumber": True},
            )
        )
    if kind == "boolean":
        return chance.choice(
            (
                {"trueValues": ["是", "yes"], "falseValues": ["否", "no"]},
                {"trueValues": ["1"]},
                {"falseValues": ["0", "no"]},
            )
        )
    if kind == "list":
        item = chance.choice(("string", "integer", "number", "boolean", "date"))
        return {"delimiter": chance.choice((",", ";")), "itemType": item}
    if kind == "array":
        return {
            "arrayItem": chance.choice(
                (
                    {"type": "integer"},
                    {"type": "string", "constraints": {"minLength": 1}},
                    {"type": "number", "constraints": {"minimum": 2, "required": True}},
                )
            )
        }
    return {}


def _constraints(chance: random.Random, made: dict[str, Any]) -> dict[str, Any]:  # noqa: C901
    kind = made["type"]
    found: dict[str, Any] = {}
    if chance.random() < 0.3:
        found["required"] = chance.random() < 0.8
    if chance.random() < 0.15 and kind not in {"object", "array", "list"}:
        found["unique"] = True
    plain = made.get("format", "default") == "default" and not made.keys() & {
        "decimalChar",
        "groupChar",
    }
    if kind in BOUNDS and plain:
        for name in LIMITS:
            if chance.random() < 0.2:
                found[name] = chance.choice(BOUNDS[kind])
    if kind in {"string", "array", "object", "list"}:
        for name in ("minLength", "maxLength"):
            if chance.random() < 0.2:
                found[name] = chance.choice((0, 1, 2, 3))
    if kind == "string" and chance.random() < 0.3:
        found["pattern"] = chance.choice(PATTERNS)
    if chance.random() < 0.2 and kind != "list":
        found["enum"] = chance.sample(POOLS[kind], min(3, len(POOLS[kind])))
    return found


def _keys(chance: random.Random, schema: dict[str, Any]) -> None:
    names = [
        item["name"] for item in schema["fields"] if item["type"] not in {"object", "array", "list"}
    ]
    if names and chance.random() < 0.4:
        key = chance.sample(names, min(len(names), chance.choice((1, 1, 2))))
        schema["primaryKey"] = key if chance.random() < 0.7 or len(key) > 1 else key[0]
    if len(names) > 1 and chance.random() < 0.15:
        count = chance.choice((1, 1, min(2, len(names) // 2)))
        shuffled = chance.sample(names, len(names))
        schema["foreignKeys"] = [
            {
                "fields": shuffled[:count],
                "reference": {"resource": "", "fields": shuffled[-count:]},
            }
        ]


def _header(chance: random.Random, names: list[str]) -> list[str]:
    header = list(names)
    if chance.random() < 0.3:
        place = chance.randrange(len(header))
        what = chance.randrange(6)
        if what == 0:
            del header[place]
        elif what == 1:
            header.insert(place, chance.choice(("more", "")))
        elif what == 2:
            header[place] = chance.choice(("", "wrong", header[0], header[place].upper()))
        elif what == 3:
            chance.shuffle(header)
        elif what == 4:
            header[place] = f" {header[place]} "
        else:
            header.append(header[0])
    return header


def _row(chance: random.Random, fields: list[dict[str, Any]]) -> list[str]:
    if chance.random() < 0.03:
        return chance.choice(([], [""], [""] * len(fields), [""] * (len(fields) + 1)))
    row = [_cell(chance, item) for item in fields]
    if chance.random() < 0.05:
        row = row[: chance.randrange(len(row) + 1)]
    if chance.random() < 0.05:
        row += chance.choice((["more"], [""], ["a", "b"]))
    return row


def _calm(chance: random.Random, fields: list[dict[str, Any]], count: int) -> list[list[str]]:
    """Return many rows that are mostly right, as real tables are."""
    made = []
    for number in range(count):
        row = [_right(chance, item, number) for item in fields]
        if chance.random() < 0.02:
            odd = _row(chance, fields)
            row = odd if chance.random() < 0.5 else [*row[:-1], *odd[-1:]]
        made.append(row)
    return made


def _right(chance: random.Random, item: dict[str, Any], number: int) -> str:
    kind, constraints = item["type"], item.get("constraints", {})
    if not constraints.get("required") and chance.random() < 0.1:
        return ""
    if "enum" in constraints:
        return chance.choice(constraints["enum"])
    if kind == "string":
        return f"{chance.choice('abAB')}{number if constraints.get('unique') else ''}"
    if kind in {"integer", "number"}:
        point = item.get("decimalChar", ".")
        part = f"{point}{chance.randrange(100):02}" if kind == "number" else ""
        return f"{number if constraints.get('unique') else chance.randrange(150)}{part}"
    if kind == "date" and item.get("format", "default") == "default":
        month, day = chance.randrange(1, 13), chance.randrange(1, 30)
        return f"20{chance.randrange(22, 26)}-{month:02}-{day:02}"
    return _cell(chance, item)


def _cell(chance: random.Random, item: dict[str, Any]) -> str:
    """Return a cell; none that frictionless stumbles over (see deviations.json)."""
    cell = chance.choice(POOLS[item["type"]] if chance.random() < 0.9 else ODD)
    if item["type"] in {"time", "datetime"} and item.get("constraints", {}).keys() & set(LIMITS):
        cell = cell.replace("Z", "").partition("+")[0]
    return cell


def _written(  # noqa: C901
    chance: random.Random, schema: dict[str, Any], header: list[str], rows: list[list[str]]
) -> Case:
    dialect: dict[str, Any] = {}
    delimiter = chance.choice((",", ",", ",", ";", "\t", "|"))
    if delimiter != "," or chance.random() < 0.5:
        dialect["delimiter"] = delimiter
    if chance.random() < 0.6:
        dialect["header"] = True
    lines: list[list[str]] = [header, *rows]
    if chance.random() < 0.05:
        dialect["header"] = False
        lines = rows
    elif chance.random() < 0.08:
        dialect["headerRows"] = [1, 2]
        lines = [header, [chance.choice(("", "b", cell)) for cell in header], *rows]
    elif chance.random() < 0.08:
        dialect["headerRows"] = [2]
        lines = [["a title"], header, *rows]
    if chance.random() < 0.08:
        dialect["commentChar"] = "#"
        lines.insert(chance.randrange(1, len(lines) + 1) if lines else 0, ["# remark", "b"])
    if chance.random() < 0.05:
        dialect["commentRows"] = [3]
    if chance.random() < 0.1:
        dialect["skipBlankRows"] = True
    if chance.random() < 0.05:
        dialect["headerCase"] = False
    ends = chance.choice(("\n", "\n", "\r\n", "\r"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(lines)
    whole = text.getvalue()
    if chance.random() < 0.1:
        whole = whole.rstrip("\r\n")
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    raw = whole.encode(encoding, "replace")
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    return Case(schema=schema, raw=raw, dialect=dialect or None, encoding=declared)


def rows_with(schema: dict[str, Any], text: str) -> list[Case]:
    """Return tables in which a text stands in each column in turn."""
    names = [item["name"] for item in schema["fields"]]
    made = []
    for place in range(len(names)):
        row = ["" if index != place else text for index in range(len(names))]
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows([names, row, row])
        made.append(Case(schema=schema, raw=written.getvalue().encode(), dialect={"header": True}))
    return made


VALUES: tuple[Any, ...] = (
    None, 0, 1, 5, -1, 2024, 1.0, 1.5, -2.25, 1e300, True, False, "", "a", "5", "x", "2024-01-05",
    "true", "P1D", "NA",
)  # fmt: skip
NESTED: tuple[Any, ...] = ([], [1], [1, 2], ["a"], {}, {"a": 1}, [12, 34], ["1", "2"])


def values(seed: int, *, workbook: bool = False) -> Case:
    """Return a table of values: inline data, or cells of a workbook."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    fields = _fields(chance)
    schema: dict[str, Any] = {"$schema": V2, "fields": fields}
    for item in fields:
        item.get("constraints", {}).pop("unique", None)
    names = [item["name"] for item in fields]
    pool = (*VALUES, *DAYS) if workbook else (*VALUES, *NESTED)
    rows = [[deepcopy(chance.choice(pool)) for _ in names] for _ in range(30)]
    if workbook:
        # An empty text and an empty cell are the same there.
        rows = [[None if cell == "" else cell for cell in row] for row in rows]
        rows[-1] = ["end"] * len(names)
    data: list[Any] = [names, *rows]
    if not workbook and chance.random() < 0.5:
        data = [dict(zip(names, row, strict=True)) for row in rows]
    return Case(schema=schema, raw=b"", data=data, encoding=None)


DAYS = (
    datetime(2024, 1, 5),  # noqa: DTZ001 - workbooks have no zones
    datetime(2024, 1, 5, 10, 30),  # noqa: DTZ001
    time(10, 30),
)


def write_workbook(path: Path, rows: list[list[Any]]) -> None:
    """Write values as an xlsx sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def column(seed: int) -> dict[str, Any]:
    """Return the descriptor of one column."""
    return _field(random.Random(seed), "a")  # noqa: S311 - a corpus, no secret


def scannable(seed: int) -> Case:
    """Return a table of the simple types that is mostly right, with keys."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    kinds = ("string", "integer", "number", "boolean", "date")
    fields = []
    for name in chance.sample(NAMES, chance.randint(2, 6)):
        made = _field(chance, name)
        while made["type"] not in kinds:
            made = _field(chance, name)
        fields.append(made)
    schema: dict[str, Any] = {"$schema": V2, "fields": fields}
    chance.choice(fields).setdefault("constraints", {})["required"] = True
    _keys(chance, schema)
    if chance.random() < 0.3:
        schema["uniqueKeys"] = [[fields[-1]["name"]]]
    rows = _calm(chance, fields, chance.choice((150, 400)))
    for _ in range(4):
        rows.insert(chance.randrange(len(rows)), chance.choice(([], [""] * len(fields))))
    text = io.StringIO(newline="")
    ends = chance.choice(("\n", "\r\n"))
    csv.writer(text, lineterminator=ends).writerows([[item["name"] for item in fields], *rows])
    return Case(schema=schema, raw=text.getvalue().encode(), dialect={"delimiter": ","})
