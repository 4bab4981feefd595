"""An invented notice whose rules are the examples of the page on rule kinds.

``docs/administer/rule-kinds.md`` has every kind at least once; its form is here, and one
submission to which all of them apply.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "administer" / "rule-kinds.md"
NAME = "kinds-2024"
_DEMO = ROOT / "tests" / "notices" / "schemas" / "demo-2024"
_SCHEMAS = ROOT / "schemas"

TEXT = {"type": "string", "maxLength": 100}
DAY = {"type": "string", "format": "date"}
AMOUNT = {"type": "number", "x-unit": "万元"}
YES = {"type": "boolean"}


def coded(name: str) -> dict[str, Any]:
    """Return a field filled from a list."""
    return {"type": "string", "x-list": name}


FIELDS: Mapping[str, tuple[str, Mapping[str, Mapping[str, Any]], Sequence[str]]] = {
    "basic": (
        "一、基本信息",
        {
            "track": coded("@tracks"),
            "lead_unit": TEXT,
            "unit_level": coded("unit_levels"),
            "funding": AMOUNT,
            "matching": AMOUNT,
            "unit_funding": AMOUNT,
        },
        (),
    ),
    "leader": (
        "二、项目负责人",
        {
            "name": TEXT,
            "sex": coded("sexes"),
            "birth_date": DAY,
            "title_level": coded("title_levels"),
            "dept": TEXT,
        },
        (),
    ),
    "second": ("三、第二负责人", {"unit": TEXT}, ()),
    "budget": ("四、预算", {"material": AMOUNT, "labour": AMOUNT, "other": AMOUNT}, ("other",)),
    "period": ("五、期限", {"start": DAY, "end": DAY}, ()),
    "declarations": (
        "六、声明",
        {
            "ethics": YES,
            "submitted": DAY,
            "opinion_date": DAY,
            "novelty_date": DAY,
            "award": TEXT,
            "patent": TEXT,
            "definition": TEXT,
        },
        ("novelty_date", "award", "patent", "definition"),
    ),
    "contact": ("七、联系", {"phone": TEXT, "mail": TEXT}, ("phone", "mail")),
}
"""The parts of the form: title, fields, those that may be left out."""

ROLES = frozenset({"track", "lead_unit", "unit_level", "funding"})
"""The fields that play the role of their name."""

ROWS: Mapping[str, tuple[str, Mapping[str, Mapping[str, Any]]]] = {
    "partners": ("八、合作单位", {"unit": TEXT, "municipal": YES}),
    "lines": ("九、明细", {"item": TEXT, "amount": AMOUNT}),
}

LISTS: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
    "sexes": ((), (("m", "男"), ("f", "女"))),
    "unit_levels": ((), (("l3", "三级医院"), ("l2", "二级医院"), ("other", "其他单位"))),
    "units": (
        ("level",),
        (("U1", "示例医院甲", "l3"), ("U2", "示例医院乙", "l2"), ("U3", "示例中心", "other")),
    ),
    "numbers": (("most",), (("N1", "示例医院甲", "1"), ("N2", "示例医院乙", "3"))),
    "overdue": (
        ("unit", "department"),
        (("X1", "项目一", "示例医院丁", "外科"), ("X2", "项目二", "示例医院戊", "内科")),
    ),
}
"""The lists of the notice: the columns beside code and label, the rows."""

SUBMISSION: Mapping[str, Any] = {
    "$schema": f"{NAME}/k",
    "basic": {
        "track": "key",
        "lead_unit": "示例医院甲",
        "unit_level": "l3",
        "funding": 10,
        "matching": 8,
        "unit_funding": 10,
    },
    "leader": {
        "name": "张示例",
        "sex": "m",
        "birth_date": "1990-01-01",
        "title_level": "chief",
        "dept": "儿科",
    },
    "second": {"unit": "示例中心"},
    "budget": {"material": 8, "labour": 1, "other": 1},
    "period": {"start": "2024-07-01", "end": "2026-06-30"},
    "declarations": {
        "ethics": True,
        "submitted": "2024-04-20",
        "opinion_date": "2024-04-20",
        "novelty_date": "2024-03-01",
        "award": "示例奖",
        "definition": "示例",
    },
    "contact": {"phone": "000"},
    "partners": [
        {"unit": "示例医院乙", "municipal": True},
        {"unit": "示例医院丙", "municipal": True},
    ],
    "lines": [{"item": "甲", "amount": 6}, {"item": "乙", "amount": 4}],
}
"""One that every rule of the page holds for."""


def snippets(page: Path = PAGE) -> list[dict[str, Any]]:
    """Return the examples of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [json.loads(body) for body in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


def form(rules: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the form with these rules on the whole of it."""
    sections = {key: _group(title, fields, free) for key, (title, fields, free) in FIELDS.items()}
    for key, (title, fields) in ROWS.items():
        items = _group(title, fields, ())
        sections[key] = {"title": title, "type": "array", "maxItems": 20, "items": items}
    return {
        "$schema": "../../dialect/form.schema.json",
        "x-id": "k",
        "x-purpose": "application",
        "title": "示例申报书",
        "type": "object",
        "additionalProperties": False,
        "required": [key for key in sections if key != "contact"],
        "properties": sections,
        "x-rules": list(rules),
    }


def table(
    columns: Mapping[str, Mapping[str, Any]], rules: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a table with these rules on its rows; the first column is the key."""
    return {
        "$schema": "../../dialect/table.schema.json",
        "x-id": "lines",
        "title": "明细表",
        "type": "object",
        "additionalProperties": False,
        "required": list(columns),
        "x-primary-key": list(columns)[:1],
        "properties": columns,
        "x-rules": list(rules),
    }


def _group(
    title: str, fields: Mapping[str, Mapping[str, Any]], free: Sequence[str]
) -> dict[str, Any]:
    roles = {key: {"x-role": key} if key in ROLES else {} for key in fields}
    properties = {
        key: {
            **node,
            **roles[key],
            "title": f"{title[2:]}·{key}",
            "x-basis": "source",
            "x-source": ["c-receive"],
        }
        for key, node in fields.items()
    }
    return {
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [key for key in fields if key not in free],
        "properties": properties,
    }


def write(
    root: Path,
    rules: Sequence[Mapping[str, Any]] | None = None,
    quotas: Sequence[Mapping[str, Any]] = (),
) -> Path:
    """Write the notice below a policy folder, with the rules of the page; return its folder."""
    folder = root / "schemas" / NAME
    for part in ("forms", "lists", "examples/k-valid", "tables"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_DEMO / "clauses.md", folder / "clauses.md")
    if not (root / "schemas" / "common").exists():
        shutil.copytree(_SCHEMAS / "common", root / "schemas" / "common")
    save(folder / "notice.json", {**_notice(), "quotas": list(quotas)})
    save(folder / "forms" / "k.schema.json", form(snippets() if rules is None else rules))
    for name, (columns, rows) in LISTS.items():
        names = ["code", "label", *columns]
        save(folder / "lists" / f"{name}.json", _list(name, names))
        lines = [",".join(row) for row in (names, *rows)]
        (folder / "lists" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    save(folder / "examples" / "k-valid" / "application.json", SUBMISSION)
    return folder


def save(file: Path, value: Any) -> None:
    """Write a JSON file."""
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def _notice() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_DEMO / "notice.json").read_text(encoding="utf-8"))
    programme = document["programmes"][0]
    track = programme["tracks"][0]
    titles = {"key": "重点课题", "general": "一般课题", "youth": "青年课题"}
    programme["tracks"] = [
        {**track, "id": key, "title": title, "form": "k"} for key, title in titles.items()
    ]
    return {**document, "id": NAME, "targets": [], "params": []}


def _list(name: str, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "$schema": "../../dialect/list.schema.json",
        "name": name,
        "title": f"示例名单{name}",
        "description": "虚构的名单。",
        "openness": "closed",
        "status": "given",
        "basis": "toolkit",
        "columns": [{"name": column, "title": column} for column in columns],
        "expected_count": None,
        "gap": None,
    }
