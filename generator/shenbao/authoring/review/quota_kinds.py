"""Candidates that are a quota exactly: the quota, and the vectors that show where it turns.

Only where nothing is left to decide: so many applications of each unit, of each leader, of each
member; the sentence says no more than that; there is one form. All else stays for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.authoring.candidates.numerals import NUMBER
from shenbao.authoring.review.rule_kinds import OneForm, sentence
from shenbao.authoring.review.values import Quantity

_LIMIT = (
    r"(?:限额?|最多|至多|只能|仅能|仅限|只可)?(?:可以?|能)?(?:申?报|推荐|申请|报送|主持|承担)(?:项目|课题)?"
    rf"(?:总?数量?)?(?:不得?超过|最多|至多)?{NUMBER}[项个](?:项目|课题)?"
)
_TITLE = "project_title"
_MOST = 20
"""A larger number would make as many submissions of an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way to count: by which roles, the words of it, how sure it is."""

    roles: tuple[str, ...]
    words: re.Pattern[str]
    severity: str
    note: str = ""


_NAMESAKES = "；同名不一定同人"
_LEADERS = re.compile(
    rf"每(?:位|名|个)?(?:项目|课题)?(?:负责人|申报人|申请人|主持人)(?:同一?年度?|本年度|当年|每年)?{_LIMIT}"
)
_WAYS = (
    _Way(
        roles=("lead_unit",),
        words=re.compile(
            rf"每(?:家|个|所)?(?:申报|推荐|医疗|卫生|市级|县级|区属){{0,2}}(?:单位|医院|机构){_LIMIT}"
        ),
        severity="error",
    ),
    _Way(roles=("leader", "leader_birth"), words=_LEADERS, severity="error"),
    _Way(roles=("leader",), words=_LEADERS, severity="review", note=_NAMESAKES),
    _Way(
        roles=("member",),
        words=re.compile(
            r"(?:作为|以)(?:项目|课题)?(?:主要)?(?:成员|参与人|参加人)(?:身份)?参[加与](?:申报)?的?(?:项目|课题)?"
            rf"(?:不得?超过|最多|至多|限){NUMBER}[项个]"
        ),
        severity="review",
        note=_NAMESAKES,
    ),
)
_REST = re.compile(r"(?:[^，]*不得(?:兼报|重复申报|同时申报)|(?:超过|超出|多报)的?[^，]*)?")
"""What may follow in the sentence and changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuota:
    """A quota without its id, and how many may be handed in."""

    quota: Mapping[str, Any]
    most: int


def quota_asked(
    found: Quantity, words: str, source: str, form: OneForm, base: str
) -> AskedQuota | None:
    """Return the quota that words say; None where they do not say exactly one.

    ``base`` is the example that vectors begin with: it has a value in what is counted by.
    """
    plain = "".join(words.split())
    if found.sign != "<=" or found.low or found.unit not in ("项", "个") or "." in found.number:
        return None
    most = int(found.number)
    whole, before = sentence(plain, source)
    rest = whole[len(before) + len(plain) :].removeprefix("，")
    if source.count(plain) != 1 or before or not _REST.fullmatch(rest) or not 0 < most <= _MOST:
        return None
    for way in _WAYS:
        if way.words.fullmatch(plain) and all(form.has(role, base) for role in way.roles):
            case = {
                "assert": f"counts.all <= {most}.0",
                "severity": way.severity,
                "message": f"有{{all}}项；{plain}{way.note}",
            }
            quota = {
                "kind": "quota",
                "title": plain,
                "over": [form.id],
                "groupBy": list(way.roles),
                "cases": [case],
            }
            return AskedQuota(quota=quota, most=most)
    return None


def vectors(asked: AskedQuota, identity: str, base: str, form: OneForm) -> dict[str, Any]:
    """Return the vectors of a quota: as many as may be, and one more."""
    refused = asked.quota["cases"][0]["severity"]
    return {
        "about": asked.quota["title"],
        "base": base,
        "vectors": [
            {
                "name": f"{count}项",
                "together": list(_more(count - 1, form)),
                "rules": {identity: outcome},
            }
            for count, outcome in ((asked.most, "pass"), (asked.most + 1, refused))
        ],
    }


def _more(count: int, form: OneForm) -> Iterator[dict[str, Any]]:
    """Yield so many applications alike, each of a project of its own."""
    title = form.place(_TITLE)
    for number in range(2, count + 2):
        yield {"set": {title: f"示例项目{number}"}} if title else {}
