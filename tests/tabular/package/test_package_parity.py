"""The exact engine and frictionless say the same of whole packages, made by chance and odd."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shenbao.tabular import PackageResult, check_package

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
FIELDS: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "weight": ({"type": "integer", "bareNumber": False}, ("5kg", "€7", "8", "x", "")),
    "price": (
        {"type": "number", "groupChar": " ", "decimalChar": ","},
        ("1 000,5", "2,5", "3", "1.5", "a"),
    ),
    "open": (
        {"type": "boolean", "trueValues": ["是", "y"], "falseValues": ["否", "n"]},
        ("是", "n", "true", "N", ""),
    ),
    "parts": (
        {"type": "list", "itemType": "integer", "delimiter": ";"},
        ("1;2", "3", "1,2", "x;1"),
    ),
    "place": ({"type": "geopoint"}, ("12.5,34", "181,0", "a,b", "", "1,2,3")),
    "spot": ({"type": "geopoint", "format": "array"}, ("[12, 34]", "[1]", "12,34")),
    "stay": ({"type": "duration"}, ("P1D", "PT36H", "1D", "P", "")),
    "since": ({"type": "year", "constraints": {"minimum": 2000}}, ("2024", "1999", "24", "x")),
}
DIALECTS: tuple[dict[str, Any], ...] = (
    {},
    {"headerRows": [1, 2]},
    {"headerRows": [1, 2], "headerJoin": "-"},
    {"commentRows": [2, 4]},
    {"commentChar": "#"},
    {"skipInitialSpace": True},
    {"doubleQuote": False, "escapeChar": "\\"},
    {"delimiter": ";", "quoteChar": "'"},
    {"header": False},
    {"skipBlankRows": True},
)


def _zip(raw: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("wards.csv", raw)
    return stream.getvalue()


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zip": _zip,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def _text(dialect: Mapping[str, Any], names: list[str], rows: list[list[str]]) -> str:
    """Write a table under a dialect; line ends are those of text files."""
    mark, quote = dialect.get("delimiter", ","), dialect.get("quoteChar", '"')
    blank = " " if dialect.get("skipInitialSpace") else ""
    inner = "\\" + quote if dialect.get("doubleQuote") is False else 2 * quote

    def line(cells: list[str]) -> str:
        quoted = [
            f"{quote}{cell.replace(quote, inner)}{quote}" if {mark, quote} & set(cell) else cell
            for cell in cells
        ]
        return (mark + blank).join(quoted)

    written = [line(row) for row in rows]
    if dialect.get("header") is not False:
        joined = dialect.get("headerJoin", " ")
        twice = len(dialect.get("headerRows", (1,))) > 1
        halves = [name.partition(joined) for name in names]
        written[:0] = [line([a for a, _, _ in halves]), line([b for _, _, b in halves])][
            : 1 + twice
        ]
    for row in dialect.get("commentRows", ()):
        written.insert(row - 1, "a remark")
    if dialect.get("commentChar"):
        written.insert(2, "# a remark")
    if dialect.get("skipBlankRows"):
        written.insert(2, mark * (len(names) - 1))
    return "\n".join(written) + "\n"


def _package(seed: int, folder: Path) -> None:
    """Write the package of a seed: visits, which refer to themselves, and the wards they name."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    dialect = DIALECTS[seed % len(DIALECTS)]
    join = dialect.get("headerJoin", " ") if "headerRows" in dialect else "_"
    chosen = chance.sample(tuple(FIELDS), 3)
    names = [f"visit{join}{name}" for name in ("id", "before", "house", "ward", *chosen)]
    kinds = [{"type": "integer"}, {"type": "integer"}, {"type": "string"}, {"type": "string"}]
    described = [*kinds, *(FIELDS[name][0] for name in chosen)]
    rows = [
        [
            str(chance.choice((number, number, 1))),
            chance.choice(("", "1", "2", "9")),
            chance.choice(("东", "西")),
            chance.choice(("1", "2", 'a "b", c', "")),
            *(chance.choice(FIELDS[name][1]) for name in chosen),
        ]
        for number in range(1, chance.choice((5, 12, 40)))
    ]
    raw = _text(dialect, names, rows).encode(encoding := chance.choice(("utf-8", "gb18030")))
    ending = tuple(PACKED)[seed % len(PACKED)]
    wards = "house,code,title\n东,1,one\n西,2,two\n东,1,three\n"
    pieces = [wards] if ending or seed % 2 else [wards, "house,code,title\n西,1,four\n"]
    paths = [f"wards{number or ''}.csv{ending}" for number in range(len(pieces))]
    for path, piece in zip(paths, pieces, strict=True):
        (folder / path).write_bytes(PACKED[ending](piece.encode()))
    (folder / "visits.csv").write_bytes(raw)
    schema = {
        "fields": [{"name": name, **kind} for name, kind in zip(names, described, strict=True)],
        "primaryKey": [names[0]] if seed % 3 else names[:2],
        "foreignKeys": [
            {"fields": [names[1]], "reference": {"resource": "", "fields": [names[0]]}},
            {"fields": names[2:4], "reference": {"resource": "wards", "fields": ["house", "code"]}},
        ],
    }
    visits = {"name": "visits", "path": "visits.csv", "encoding": encoding, "schema": schema}
    listed = {"fields": [{"name": name, "type": "string"} for name in ("house", "code", "title")]}
    beside = {"name": "wards", "path": paths if len(paths) > 1 else paths[0], "schema": listed}
    resources = [{**visits, "dialect": dialect}, {**beside, "encoding": "utf-8"}]
    package = {"$schema": V2, "name": "odd", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def _said(found: PackageResult) -> dict[str, Any]:
    own = {"": sorted(issue.code for issue in found.issues)}
    return own | {
        table.name: (table.rows, sorted(table.places(), key=repr)) for table in found.tables
    }


@pytest.mark.parametrize("seed", range(40))
def test_odd_packages_get_the_same_verdicts(seed: int, tmp_path: Path) -> None:
    """Keys to itself and others, dialects, encodings, types with options, compressed parts."""
    _package(seed, tmp_path)
    fast, slow = (
        check_package(tmp_path, engine=engine, limit=None) for engine in ("fast", "reference")
    )
    assert _said(fast) == _said(slow)
    assert [table.name for table in fast.tables if table.complete] == ["visits", "wards"]
