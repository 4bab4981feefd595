"""Submissions as people and programs spoil them: seeded changes of the examples of the notices."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from shenbao.media.inputs import read
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import FormOrTable, Notice
from shenbao.policy.names import resolve

ROOT = Path(__file__).resolve().parents[3]

_OWN = frozenset({"case.json", "expected.json"})
_VALUES: Sequence[Any] = (
    *(
        None,
        "",
        " ",
        "　",
        "示例",
        "x",
        "a" * 300,
        "20",
        "20%",
        "𠮷野家",
        "～",
        "a@b",
        "constructor",
        "甲\0乙",
    ),
    *(True, False, 0, -1, 0.5, 1, 2, 3, 5, 9.99, 12, 20, 58, 99, 100, 101, 1e6, 1e15, 1e16, -0.1),
    *("2024-02-30", "2024-02-29", "2024/1/2", "0000-01-01", "9999-12-31", "2024-04-30T16:00:00"),
    *(2021, 2022, 2023, 2024, 2025, 2026),
    *([], {}, [None], [{}], [""], {"x": 1}, [[]], ["a", "a"]),
)
_KEYS = ("extra", "constructor", "__proto__", "名称", "a/b", "a~b", "rows")


class Sample(NamedTuple):
    """A submission of the examples: where its notice comes from, its form, its data."""

    notices: Sequence[Notice]
    home: FormOrTable
    data: Any


def samples() -> Iterator[Sample]:
    """Yield every form and table empty, and every submission of the examples."""
    for root in (ROOT, ROOT / "tests" / "notices"):
        given = load_notices(root)
        for home in (home for notice in given for home in notice.homes):
            yield Sample(given, home, {"rows": []} if home.is_table else {})
        for notice in given:
            place = root / "schemas" / notice.id / "examples"
            supplied = place / "lists"
            chosen = load_notices(root, lists=supplied) if supplied.is_dir() else given
            for case in sorted(place.iterdir()):
                if case.is_dir() and case.name not in {"lists", "vectors"}:
                    yield from _of_case(case, given, chosen)


def _of_case(case: Path, given: Sequence[Notice], chosen: Sequence[Notice]) -> Iterator[Sample]:
    settings = case / "case.json"
    lists = settings.is_file() and json.loads(settings.read_text(encoding="utf-8")).get("lists")
    notices = chosen if lists else given
    paths = [file for file in sorted(case.iterdir()) if file.name not in _OWN]
    for submission in read(paths, notices):
        home = resolve(notices, submission.schema or "")
        if home is not None and isinstance(submission.data, dict):
            yield Sample(notices, home, submission.data)


def spoiled(data: Any, dice: random.Random) -> Any:
    """Return a copy with one to four changes."""
    changed = copy.deepcopy(data)
    for _ in range(dice.randint(1, 4)):
        holders = list(_holders(changed))
        if holders:
            dice.choice(_CHANGES)(dice.choice(holders), dice, changed)
    return changed


def _holders(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for item in data.values() if isinstance(data, dict) else data:
            yield from _holders(item)


def _places(holder: Any) -> list[Any]:
    return list(holder) if isinstance(holder, dict) else list(range(len(holder)))


def _remove(holder: Any, dice: random.Random, _whole: Any) -> None:
    if holder:
        del holder[dice.choice(_places(holder))]


def _put(holder: Any, dice: random.Random, _whole: Any) -> None:
    if holder:
        holder[dice.choice(_places(holder))] = copy.deepcopy(dice.choice(_VALUES))


def _nudge(holder: Any, dice: random.Random, _whole: Any) -> None:
    numbers = [place for place in _places(holder) if isinstance(holder[place], int | float)]
    if numbers:
        place = dice.choice(numbers)
        holder[place] = holder[place] + dice.choice((-1, 1, 0.5, -0.01, 0.001, 1e-12))


def _empty(holder: Any, dice: random.Random, _whole: Any) -> None:
    groups = [place for place in _places(holder) if isinstance(holder[place], dict | list)]
    if groups:
        holder[dice.choice(groups)].clear()


def _extra(holder: Any, dice: random.Random, _whole: Any) -> None:
    if isinstance(holder, dict):
        holder[dice.choice(_KEYS)] = dice.choice(("x", 1, None))
    else:
        holder.append(copy.deepcopy(dice.choice(_VALUES)))


def _from_elsewhere(holder: Any, dice: random.Random, whole: Any) -> None:
    """Put a value of another place here: codes, names and days that are real ones."""
    other = dice.choice(list(_holders(whole)))
    if holder and other:
        value = copy.deepcopy(other[dice.choice(_places(other))])
        holder[dice.choice(_places(holder))] = value


def _rows(holder: Any, dice: random.Random, _whole: Any) -> None:
    if isinstance(holder, list) and holder:
        row = copy.deepcopy(dice.choice(holder))
        if dice.random() < 0.5:
            dice.shuffle(holder)
        holder.insert(dice.randint(0, len(holder)), row)


_CHANGES: Sequence[Callable[[Any, random.Random, Any], None]] = (
    *(_remove, _remove, _put, _put, _put, _nudge, _nudge),
    *(_empty, _extra, _from_elsewhere, _rows, _rows),
)
