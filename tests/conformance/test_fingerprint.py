"""The fingerprint: Python answers each vector as the browser does.

The other side: ``src/data/fingerprint.test.ts``.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import FormOrTable

HERE = Path(__file__).parent
FILE = HERE / "vectors" / "fingerprint.json"
NOTICES = HERE.parent / "notices" / "schemas"
SEED = 20240410
RANDOM = 60

HOMES: dict[str, FormOrTable] = {
    home.ref: home
    for folder in ("demo-2024", "plan-2024")
    for home in load_notice(NOTICES / folder).homes
}
FORM, COMPUTED, ROWS = "demo-2024/a", "plan-2024/annual", "plan-2024/indicators"

GIVEN: list[tuple[str, str, Any]] = [
    ("nothing", FORM, {}),
    ("only empty values", FORM, {"a": "", "b": None, "c": [], "d": {}, "e": [{}, ""]}),
    ("a plain text", FORM, {"basic": {"title": "示例"}}),
    ("another form, same data", COMPUTED, {"basic": {"title": "示例"}}),
    ("33.33 and 0.1 + 0.2", FORM, {"basic": {"a": 33.33, "b": 0.1 + 0.2}}),
    (
        "1e21, 1e-7 and their neighbours",
        FORM,
        {"a": [1e21, 1e20, 1e-6, 1e-7, 123456789012345680.0]},
    ),
    ("minus zero is zero", FORM, {"a": [-0.0, 0, 0.0]}),
    ("thirty and thirty point nought", FORM, {"a": 30.0, "b": 30}),
    ("the largest and the smallest numbers", FORM, {"a": [1.7976931348623157e308, 5e-324]}),
    ("whole numbers to 2^53 - 1", FORM, {"a": [9007199254740991, -9007199254740991]}),
    ("a character beyond two bytes", FORM, {"name": "𠮷野𠀋", "𠮷": 1, "￿": 2, "a": 3}),
    ("marks that JSON escapes", FORM, {"a": '"\\/\b\t\u0000\u001f\u007f\u2028<>&'}),
    ("ends of lines", FORM, {"a": "一\r\n二\r三\n四", "b": "\r\n五\r\n"}),
    ("rare ends of lines", FORM, {"a": "一\v二\f三\x1c四\x1d五\x1e六\x85七\u2028八\u2029九"}),
    (
        "rare blanks at the edges",
        FORM,
        {"a": "\u00a0\u3000\u2003示\u3000例\u202f\u205f\u1680\u001f "},
    ),
    ("marks that are no blanks", FORM, {"a": "\ufeff示例\u200b", "b": "\u180e", "c": "\u0000"}),
    ("only blanks", FORM, {"a": " \u3000\r\n\t", "b": "x"}),
    ("blank rows between rows", FORM, {"rows": [{}, {"a": "甲"}, {"a": " "}, {"a": "乙"}]}),
    ("the order of rows", FORM, {"rows": [{"a": "乙"}, {"a": "甲"}]}),
    ("the order of members", FORM, {"b": 1, "a": 2, "a.b": 3, "A": 4, "é": 5}),
    ("truth and falsehood", FORM, {"a": True, "b": False}),
    ("a computed value is left out", COMPUTED, {"safety": {"checked": 2, "coverage": 66.67}}),
    ("without the computed value", COMPUTED, {"safety": {"checked": 2}}),
    ("computed values in rows", ROWS, {"rows": [{"year_1": {"numerator": 1, "rate": 5}}]}),
    ("a value where a group should be", FORM, {"basic": "文字", "partners": 3}),
    ("letters with their marks in one", FORM, {"name": "José Ångström", "note": "ガ 각 \uf9d0"}),
    (
        "letters and their marks apart",
        FORM,
        {"name": "Jose\u0301 A\u030angstro\u0308m", "note": "カ\u3099 \u1100\u1161\u11a8 類"},
    ),
    ("names of every object", FORM, {"constructor": 1, "__proto__": {"a": 1}, "toString": ""}),
]


def made(chance: random.Random, depth: int = 0) -> Any:
    """Return seeded data of any shape: what somebody might put into a file."""
    kind = chance.randrange(8 if depth < 3 else 5)
    if kind in (5, 6):
        return {
            chance.choice(("a", "b", "项目", "𠮷", "name", "x y", "Z")): made(chance, depth + 1)
            for _ in range(chance.randrange(5))
        }
    if kind == 7:
        return [made(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind == 4:
        return chance.choice((None, True, False))
    if kind in (2, 3):
        return chance.choice(
            (
                chance.uniform(-1e6, 1e6),
                round(chance.uniform(0, 100), 2),
                chance.randrange(-(10**9), 10**9),
                chance.random() * 10 ** chance.randrange(-30, 30),
            )
        )
    signs = ' \u3000\t\r\n\u0085\ufeffab0“”<&"\\喆镕𠮷①\u0301\u2028'
    return "".join(chance.choice(signs) for _ in range(chance.randrange(12)))


def vectors() -> list[dict[str, Any]]:
    """Return all vectors: those by hand, then the seeded ones."""
    chance = random.Random(SEED)  # noqa: S311 - seeded data for a test
    seeded = [(f"seeded {n}", FORM, {"data": made(chance)}) for n in range(RANDOM)]
    return [
        {
            "about": about,
            "form": ref,
            "computed": sorted(computed(ref)),
            "data": data,
            "content": content_of(HOMES[ref], data),
            "fingerprint": fingerprint(HOMES[ref], data),
        }
        for about, ref, data in [*GIVEN, *seeded]
    ]


def computed(ref: str) -> set[str]:
    """Return the places of computed values as the page knows them."""
    home = HOMES[ref]
    form = home.as_form() if home.is_table else home  # type: ignore[attr-defined]
    return {node.pointer for node in form.fields() if node.computed is not None}


def test_vectors_are_those_of_the_file(request: pytest.FixtureRequest) -> None:
    """Python makes what the file holds, which the browser's tests read; ``--update`` renews it."""
    text = json.dumps(vectors(), ensure_ascii=True, indent=1) + "\n"
    if request.config.getoption("--update"):
        FILE.write_text(text, encoding="utf-8", newline="\n")

    assert FILE.read_text(encoding="utf-8") == text


def test_what_says_nothing_does_not_count() -> None:
    """Vectors that differ in blanks, ends of lines or computed values agree, others differ."""
    by_name = {vector["about"]: vector["fingerprint"] for vector in vectors()}

    assert by_name["nothing"] == by_name["only empty values"]
    assert by_name["a computed value is left out"] == by_name["without the computed value"]
    assert by_name["a plain text"] != by_name["another form, same data"]
    marks = "letters with their marks in one", "letters and their marks apart"
    assert by_name[marks[0]] == by_name[marks[1]]
    assert by_name["blank rows between rows"] != by_name["the order of rows"]
