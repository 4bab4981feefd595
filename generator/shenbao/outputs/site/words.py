"""The dictionary by which the search cuts Chinese text into words.

The stock dictionary of jieba keeps long words whole, so that a search for 评价 misses
评价指标. Words of four or more characters that consist of shorter ones are left out.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.artifacts import replace_file
from shenbao.errors import MissingExtraError

LONG = 4
_LONGEST_PART = 3


def write_dictionary(target: Path, terms: Path) -> None:
    """Write the finer dictionary to ``target`` unless it is there and unchanged.

    ``terms`` is a hand-written list of short words of the trade, one a line.
    """
    lines = (line.strip() for line in terms.read_text(encoding="utf-8").splitlines())
    content = _dictionary(tuple(line for line in lines if line and not line.startswith("#")))
    if not target.is_file() or target.read_bytes() != content:
        replace_file(target, content)


@cache
def _dictionary(terms: tuple[str, ...]) -> bytes:
    stock = Path(segmenter().__file__).with_name("dict.txt").read_text(encoding="utf-8")
    return ("\n".join(finer(stock.splitlines(), terms)) + "\n").encode("utf-8")


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
