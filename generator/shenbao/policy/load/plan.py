"""Building work items, stages, terms and definitions from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shenbao.policy.load.from_schema import text
from shenbao.policy.model import Candidate, FollowUp, RelatedTerm, Stage, Term, WorkGroup, WorkItem

_UNSAID: Mapping[str, str] = {"absent": "原文未载"}


def group(value: Mapping[str, Any]) -> WorkGroup:
    """Build a group of work items."""
    return WorkGroup(
        id=value["id"],
        title=text(value["title"]),
        items=tuple(_item(item) for item in value["items"]),
        clauses=tuple(value["x-source"]),
    )


def _item(value: Mapping[str, Any]) -> WorkItem:
    return WorkItem(
        id=value["id"],
        number=value["number"],
        title=value["title"],
        gist=value["gist"],
        measures=tuple(value["measures"]),
        who=text(value.get("who", _UNSAID)),
        due=text(value.get("due", _UNSAID)),
        indicators=tuple(value.get("indicators", ())),
        follows=tuple(
            FollowUp(notice=item["notice"], item=item["item"], adds=text(item["adds"]))
            for item in value.get("follows", ())
        ),
        clauses=tuple(value["x-source"]),
    )


def stage(value: Mapping[str, Any]) -> Stage:
    """Build a step of the way."""
    return Stage(
        id=value["id"],
        title=value["title"],
        when=text(value["when"]),
        by=text(value["by"]),
        ground=text(value["ground"]),
        outcome=text(value["outcome"]),
        clauses=tuple(value["x-source"]),
    )


def term(value: Mapping[str, Any]) -> Term:
    """Build a word of the glossary."""
    return Term(
        id=value["id"],
        term=value["term"],
        aliases=tuple(value["aliases"]),
        meaning=text(value["meaning"]),
        note=value["note"],
        kin=tuple(
            RelatedTerm(notice=item["notice"], term=item["term"], how=item["how"])
            for item in value.get("kin", ())
        ),
        clauses=tuple(value["x-source"]),
    )


def candidate(value: Mapping[str, Any]) -> Candidate:
    """Build a definition that is not in the source."""
    of = value.get("of", {})
    return Candidate(
        id=value["id"],
        title=value["title"],
        list_name=of.get("list"),
        codes=tuple(of.get("codes", ())),
        definition=value["definition"],
        unit=value["unit"],
        direction=value["direction"],
        system=value["system"],
        confidence=value["confidence"],
        refuse=value["refuse"],
        note=value["note"],
        keys=tuple(value["keys"]),
        clauses=tuple(value.get("x-source", ())),
    )
