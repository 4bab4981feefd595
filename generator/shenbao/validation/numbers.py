"""Numbers as people write them: exact, not as the nearest double, and shown short."""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction

_MOST_DECIMALS = 10
_DECIMALS = 2
_LISTED = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_LONGEST = 40


def exact(value: float) -> Fraction | None:
    """Return the number that a double was written as (0.1 is a tenth), None for no number."""
    return Fraction(repr(float(value))) if math.isfinite(value) else None


def read(text: str) -> Fraction | None:
    """Return the number in a cell of a code list, None where it holds none."""
    line = unicodedata.normalize("NFKC", text).strip()
    if len(line) > _LONGEST or not _LISTED.fullmatch(line):
        return None
    return Fraction(line.replace(",", ""))


def nearest(value: Fraction) -> int:
    """Return the nearest whole number, halves up."""
    return math.floor(value + Fraction(1, 2))


def number_words(value: Fraction, *bounds: Fraction, decimals: int = _DECIMALS) -> str:
    """Return a number with few decimals, with more where it would look like a bound it is not."""
    for places in range(decimals, _MOST_DECIMALS + 1):
        rounded = _rounded(value, places)
        if all((rounded == bound) == (value == bound) for bound in bounds):
            break
    digits = str(abs(int(rounded * 10**places))).zfill(places + 1)
    whole, part = digits[:-places], digits[-places:].rstrip("0")
    return ("-" if rounded < 0 else "") + (f"{whole}.{part}" if part else whole)


def _rounded(value: Fraction, places: int) -> Fraction:
    """Round halves away from zero."""
    scaled = nearest(abs(value) * 10**places)
    return Fraction(-scaled if value < 0 else scaled, 10**places)


def decimals_of(value: Fraction) -> int:
    """Return how many decimals a decimal number has."""
    places = 0
    while value.denominator != 1 and places < _MOST_DECIMALS:
        value, places = value * 10, places + 1
    return places
