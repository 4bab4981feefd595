"""The values that fill a message: the report words them in the language that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeAlias

Joint: TypeAlias = Literal["comma", "pause", "semicolon", "dot"]
"""What stands between the items: 、 or a comma, ， or a comma, ； or a semicolon, a path's dot."""

CHINESE = "zh-CN"

_NEAREST, _NEAR = 3, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """Words of a notice. ``en`` is empty where it gives them in Chinese only.

    English then shows the Chinese in the marks of ``quoted``.
    """

    zh: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the words for ``zh-CN`` or ``en``."""
        if language == CHINESE:
            return self.zh
        return self.en or quoted(self.zh)

    def bare(self, language: str) -> str:
        """Return the words without marks."""
        return (self.en if language != CHINESE else "") or self.zh


@dataclass(frozen=True, slots=True)
class Said:
    """A message inside another one: its id and what fills it."""

    message: str
    args: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """An enumeration; ``more`` where it goes on, ``longest`` are the characters it may take."""

    items: tuple[Value, ...]
    joint: Joint = "comma"
    more: bool = False
    longest: int | None = None

    def __bool__(self) -> bool:
        """Say whether there is anything to enumerate."""
        return bool(self.items)


Value: TypeAlias = str | int | float | PolicyText | Said | Many


def said(message: str, **args: Value) -> Said:
    """Return a message that stands inside another one."""
    return Said(message, tuple(args.items()))


def many(
    items: Iterable[Value],
    most: int | None = None,
    *,
    joint: Joint = "comma",
    longest: int | None = None,
) -> Many:
    """Enumerate at most so many of ``items``."""
    head = tuple(items if most is None else islice(items, most + 1))
    more = most is not None and len(head) > most
    return Many(head[:most], joint, more, longest)


def alike(found: str, known: Iterable[str] = ()) -> dict[str, Value]:
    """Return what fills a message that names those of ``known`` that are most like ``found``.

    ``near`` are at most three, ``similar`` says how many they are.
    """
    from difflib import get_close_matches

    near = get_close_matches(found, sorted(known), _NEAREST, _NEAR)
    return {"near": many(near), "similar": len(near)}


def one_or_many(texts: Sequence[str]) -> str | Many:
    """Enumerate several texts; one stands alone, and nothing is an empty one."""
    return many(texts) if len(texts) > 1 else "".join(texts)


def one_by_one(value: Value) -> tuple[Value, ...]:
    """Return the items of an enumeration, or the one value that it is none of."""
    return value.items if isinstance(value, Many) else (value,)


def texts_only(value: Value) -> bool:
    """Say whether a value is made of texts; numbers that are equal may be written in two ways."""
    if isinstance(value, Many):
        return all(map(texts_only, value.items))
    if isinstance(value, Said):
        return all(texts_only(part) for _, part in value.args)
    return isinstance(value, str | PolicyText)


def policy_text(words: str) -> PolicyText | str:
    """Return words that a notice gives in Chinese only; nothing for none."""
    return PolicyText(zh=words) if words else ""


def unit(words: str | None) -> Value:
    """Return a unit behind a number; one that is not known stands as the policy has it."""
    if not words:
        return ""
    known = _UNITS.get(words)
    return said("unit-other", unit=PolicyText(zh=words)) if known is None else said(f"unit-{known}")


def quoted(text: str) -> str:
    """Mark Chinese words in an English text; marks inside become inner ones."""
    return f"「{text.translate(_INNER)}」" if text else ""


_UNITS: Mapping[str, str] = {
    "%": "percent",
    "元": "yuan",
    "万元": "wan-yuan",
    "亿元": "yi-yuan",
    "人": "persons",
    "人次": "visits",
    "台次": "operations",
    "例": "cases",
    "次": "times",
    "个": "pieces",
    "项": "items",
    "份": "copies",
    "级": "level",
    "年": "years",
    "个月": "months",
    "天": "days",
    "小时": "hours",
    "分钟": "minutes",
}
"""The units that the notices use, by the end of the id of the message that words them."""

_INNER = str.maketrans("「」", "『』")


def plain(value: Value) -> Any:
    """Return a value as JSON has it: policy words by language, a message with its values."""
    if isinstance(value, PolicyText):
        return {"zh-CN": value.zh, "en": value.en or None}
    if isinstance(value, Said):
        return {"message": value.message, "values": plains(dict(value.args))}
    if isinstance(value, Many):
        return [plain(item) for item in value.items]
    return value


def plains(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return values by name as JSON has them."""
    return {name: plain(value) for name, value in values.items()}
