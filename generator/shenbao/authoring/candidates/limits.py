"""The words before and after a number that make it a limit."""

from __future__ import annotations

import re

DASH = r"\s?(?:-{1,2}|[至到])\s?"

_MOST = (
    "(?:不|不得|不应|不能|不可|不宜|未|最高不|最多不)超过|不(?:得|应|能|可)?(?:多于|高于|大于|突破)|不晚于|至多|最多|最高|上限为?"
    "|控制在|≤|<="
)
_LEAST = "不(?:得|应|能|可|宜)?(?:少于|低于|小于)|至少|最少|最低|下限为?|≥|>="
_OVER = "(?<![不得应能可宜未已])(?:超过|高于|大于|多于)|(?<![<=])>(?!=)"
_UNDER = (
    "未满|不满|不足|(?<!不)(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不宜)(?:小于|低于|少于)|<(?!=)"
)
BEFORE = rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<over>{_OVER})|(?P<under>{_UNDER}))"
"""What a number that follows is: at most, at least, more or less than."""

AFTER = (
    r"(?:/[项人年家个])?\s?(?:（(?:不?含|包括)[^（）]{0,8}）)?\s?"
    r"(?:(?P<within>(?:及|或|含)?(?:以内|以下|之内)|封顶|为(?:上)?限)|(?P<above>(?:及|或|含)?以上))?"
)
"""What a number that stands before is: at most or at least."""


_AGAIN = re.compile(r"（(?:不?含|包括)\s?$")
_SIGNS = (
    ("most", "<="),
    ("within", "<="),
    ("least", ">="),
    ("above", ">="),
    ("over", ">"),
    ("under", "<"),
)


def again(text: str, place: int) -> bool:
    """Say whether a number only repeats the one before it: 3家以上（含3家）."""
    return _AGAIN.search(text, max(0, place - 4), place) is not None


def sign_of(match: re.Match[str]) -> str:
    """Return the sign of a number after ``BEFORE``, before ``AFTER``, or between them."""
    parts = match.groupdict()
    return next((sign for name, sign in _SIGNS if parts.get(name)), "")
