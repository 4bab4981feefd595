"""The dictionary by which the search cuts Chinese text into words.

The stock dictionary of jieba keeps long words whole, so that a search for 评价 misses
评价指标. Words of four or more characters that consist of shorter ones are left out.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import replace_file
from shenbao.core.errors import MissingExtraError

LONG = 4
_LONGEST_PART = 3
_CHINESE = re.compile(r"^[\u3400-\u9fff]{2,6}$")


def write_dictionary(target: Path, terms: Path, named: Iterable[str] = ()) -> None:
    """Write the finer dictionary to ``target`` unless it is there and unchanged.

    ``terms`` is a hand-written list of short words of the trade, one a line. ``named`` are
    the terms of the notices, of which only those count that no shorter words make up.
    """
    lines = (line.strip() for line in terms.read_text(encoding="utf-8").splitlines())
    own = tuple(line for line in lines if line and not line.startswith("#"))
    content = _dictionary(own, tuple(sorted({name for name in named if _CHINESE.match(name)})))
    if not target.is_file() or target.read_bytes() != content:
        replace_file(target, content)


@cache
def _dictionary(terms: tuple[str, ...], named: tuple[str, ...]) -> bytes:
    text = Path(segmenter().__file__).with_name("dict.txt").read_text(encoding="utf-8")
    stock = text.splitlines()
    added = [*terms, *_whole(stock, terms, named)]
    return ("\n".join(finer(stock, added)) + "\n").encode("utf-8")


def _whole(stock: Iterable[str], terms: Iterable[str], named: Iterable[str]) -> Iterator[str]:
    """Yield the names that are no chain of known words, the shorter ones first."""
    short = {word for line in stock if 1 < len(word := line.partition(" ")[0]) < LONG}
    short.update(terms)
    for name in sorted(named, key=len):
        if len(name) < LONG or not _splits(name, short):
            short.add(name)
            yield name


def segmenter() -> Any:
    """Return the module jieba, quiet: its import warns of things its users cannot help."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import jieba
        except ImportError as error:
            raise MissingExtraError("jieba", "build") from error

    jieba.setLogLevel(logging.WARNING)
    return jieba


def finer(stock: Iterable[str], terms: Iterable[str]) -> Iterator[str]:
    """Yield dictionary lines: ``terms``, and ``stock`` without words made of shorter ones."""
    entries = [line.split(" ") for line in stock if line]
    short = {entry[0] for entry in entries if 1 < len(entry[0]) < LONG}
    added = [term for term in dict.fromkeys(terms) if term not in short]
    short.update(added)
    for term in added:
        yield f"{term} 1000 n"
    for entry in entries:
        if len(entry[0]) < LONG or not _splits(entry[0], short):
            yield " ".join(entry)


def _splits(word: str, short: set[str]) -> bool:
    """Say whether ``word`` is a chain of words of two or three characters."""
    reached = [True] + [False] * len(word)
    for end in range(2, len(word) + 1):
        reached[end] = any(
            reached[end - size] and word[end - size : end] in short
            for size in range(2, min(_LONGEST_PART, end) + 1)
        )
    return reached[-1]
