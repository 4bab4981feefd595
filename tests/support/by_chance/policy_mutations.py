"""Policy folders changed by chance: values, keys, rows, clauses, as nobody would write them too."""

from __future__ import annotations

import copy
import random
from typing import Any

from shenbao.authoring.workbook.files.clause_blocks import blocks
from shenbao.authoring.workbook.files.folder import Content, Contents

ODD = (
    *("", " ", "改", "（空）", "（无）", "原文未载", "=1+1", "是", "否", "12", "1.50", "-0", "1e5"),
    *("2024-01-02", "2024年1月2日", "_x0041_", "a\nb", "a\n\nb", " 前后 ", "\t", "😀", '"x"', "{}"),
    *(
        "[1]",
        "x = y",
        "a、b",
        "a, b",
        "Ａ１",
        "TRUE",
        "null",
        "{param.age}",
        "#N/A",
        "'x",
        "长" * 300,
    ),
    *("部分", "error", "错误", "\u3000全角空格\u3000", "&<>\"'", "1" * 20),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -3, 2.5, 0.1, 1e20, 123456789012345680, 5.0),
    *([], {}, ["a"], [1], {"absent": "原文未载"}, {"absent": "x"}, {"param": "age"}, [[]], [{}]),
    *(
        {"zh-CN": "中", "en": "e"},
        {"zh-CN": "中"},
        {"a": {"b": [{"c": 1}]}},
        ["a", "a"],
        ["", "b c"],
    ),
    *ODD,
)


def mutated(contents: Contents, dice: random.Random, times: int) -> Contents:
    """Return contents with so many changes."""
    made: dict[str, Content] = {name: copy.deepcopy(item) for name, item in contents.items()}
    for _ in range(times):
        name = dice.choice(sorted(made))
        item = made[name]
        if name.endswith(".md"):
            made[name] = blocks(_text("".join(block.text for block in item), dice))  # type: ignore[union-attr]
        elif name.endswith(".csv"):
            _records(item, dice)  # type: ignore[arg-type]
        else:
            _json(item, dice)  # type: ignore[arg-type]
    return made


def _json(value: Any, dice: random.Random) -> None:
    """Change one thing somewhere in an object."""
    inner = [item for item in _members(value) if isinstance(item, dict | list)]
    if inner and dice.random() < 0.8:
        _json(dice.choice(inner), dice)
    elif isinstance(value, dict):
        _object(value, dice)
    else:
        _list(value, dice)


def _members(value: Any) -> list[Any]:
    return [*value.values()] if isinstance(value, dict) else [*value]


def _object(value: dict[str, Any], dice: random.Random) -> None:
    if not value or dice.random() < 0.2:
        value[dice.choice(("note", "x-unit", "required", "properties", "items", "neu", "id"))] = (
            copy.deepcopy(dice.choice(VALUES))
        )
        return
    key = dice.choice([*value])
    chance = dice.random()
    if chance < 0.25:
        del value[key]
    elif chance < 0.35:
        pairs = [*value.items()]
        dice.shuffle(pairs)
        value.clear()
        value.update(pairs)
    else:
        value[key] = copy.deepcopy(dice.choice(VALUES))


def _list(value: list[Any], dice: random.Random) -> None:
    chance = dice.random()
    if not value or chance < 0.2:
        value.insert(dice.randrange(len(value) + 1), copy.deepcopy(dice.choice(VALUES)))
    elif chance < 0.4:
        value.insert(dice.randrange(len(value)), copy.deepcopy(dice.choice(value)))
    elif chance < 0.6:
        value.pop(dice.randrange(len(value)))
    elif chance < 0.7:
        dice.shuffle(value)
    else:
        value[dice.randrange(len(value))] = copy.deepcopy(dice.choice(VALUES))


def _text(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    chance = dice.random()
    if chance < 0.3:
        lines.pop(at)
    elif chance < 0.5:
        lines.insert(at, lines[dice.randrange(len(lines))])
    else:
        lines.insert(
            at, dice.choice(("一段话", "", "> 摘录", "## 小标题", "# 标题", "<!-- 注 -->"))
        )
    return "\n".join(lines)


def _records(records: list[list[str]], dice: random.Random) -> None:
    if not records or dice.random() < 0.3:
        records.insert(
            dice.randrange(len(records) + 1), ["new", "新的", "x"][: dice.randrange(1, 4)]
        )
        return
    record = dice.choice(records)
    if dice.random() < 0.3 or not record:
        records.remove(record)
    else:
        record[dice.randrange(len(record))] = dice.choice(ODD).strip() or "x"
