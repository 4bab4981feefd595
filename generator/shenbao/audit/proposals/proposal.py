"""What a notice is proposed to have as examples, as a file that a person reads and decides on."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.audit.example_files import GOLDEN, SETTINGS, VECTORS, BaseCases, read_shaped
from shenbao.audit.examples import golden
from shenbao.audit.proposals.bench import Bench
from shenbao.audit.proposals.boundaries import Turn, turns
from shenbao.audit.proposals.sound_submission import Sound, sound_submission
from shenbao.audit.proposals.together import Crowd, crowds
from shenbao.core.findings import Finding
from shenbao.core.messages import LANGUAGES, say
from shenbao.core.messages.shortening import shorten_json
from shenbao.core.messages.values import Value, many, said
from shenbao.core.paths import pointer_of
from shenbao.policy.files.reader import Problems
from shenbao.policy.model import FormOrTable, Notice, Quota, Rule, Target
from shenbao.policy.names import resolve
from shenbao.reports import message
from shenbao.validation import Validator

DECISIONS = ("open", "taken", "refused", "done")
"""What a person may say of a proposal: not yet, yes, no; and what was written already."""

_SHOWN = 40
_MOST_BASES = 6
_OWN = frozenset({"lists", "vectors"})

_VECTOR = VECTORS["properties"]["vectors"]["items"]
_NAME = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$"}
_TEXT = {"type": "string", "minLength": 1}
_DECISION = {"type": "string"}

PROPOSAL: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["notice", "examples", "vectors"],
    "properties": {
        "notice": _TEXT,
        "about": _TEXT,
        "untold": {"type": "array"},
        "examples": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["decision", "name", "form", "data", "expected"],
                "properties": {
                    "decision": _DECISION,
                    "about": _TEXT,
                    "name": _NAME,
                    "form": _NAME,
                    "data": {"type": "object"},
                    "expected": GOLDEN,
                    "open": {"type": "array"},
                },
            },
        },
        "vectors": {
            "type": "array",
            "items": {
                **_VECTOR,
                "required": ["decision", "form", "base", *_VECTOR["required"]],
                "properties": {
                    **_VECTOR["properties"],
                    "decision": _DECISION,
                    "form": _NAME,
                    "base": _TEXT,
                    "lists": {"type": "boolean"},
                },
            },
        },
    },
}
"""The shape of a file of proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A mistake that is left in the example of a form, or a rule whose outcome never turned."""

    form: str
    rule: str
    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The file, and what could not be proposed.

    ``own_kinds`` are rules of a kind, which bring their own vectors; ``enough`` those that the
    examples try already.
    """

    document: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    own_kinds: int
    enough: int

    @property
    def content(self) -> bytes:
        """The file as it is written."""
        return written(self.document)


def written(document: Mapping[str, Any]) -> bytes:
    """Return a file of proposals."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def decision_words(decision: str, language: str) -> str:
    """Return what a decision is called."""
    return say(f"authoring-decision-{decision}", {}, language)


def decision_of(words: str) -> str | None:
    """Return the decision that somebody wrote, in any language; None for any other text."""
    for language in LANGUAGES:
        for decision in DECISIONS:
            if words.strip() in (decision, decision_words(decision, language)):
                return decision
    return None


@dataclass(frozen=True, slots=True)
class _Base:
    """What vectors may vary: the data, what checks it, where it stands below ``examples``."""

    bench: Bench
    data: Any
    name: str
    lists: bool


Loader = Callable[[Path | None], Sequence[Notice]]


@dataclass(kw_only=True)
class Proposer:
    """Makes the proposals of a notice.

    ``folder`` is that of the notice; ``load`` gives the notices, with a folder of invented lists
    or none.
    """

    folder: Path
    load: Loader
    language: str

    def propose(self, notice: Notice, homes: Iterable[FormOrTable]) -> Proposal:
        """Return what is proposed for some forms and tables, in their order."""
        lists = self.folder / "examples" / "lists"
        plain = Validator(self.load(None))
        listed = Validator(self.load(lists)) if lists.is_dir() else None
        stated = _stated(self.folder)
        examples: list[dict[str, Any]] = []
        vectors: list[dict[str, Any]] = []
        gaps: list[Gap] = []
        own_kinds = enough = 0
        made: dict[str, list[_Base]] = {}
        homes = list(homes)
        for home in homes:
            bench = Bench(notice=notice, home=home, validator=plain)
            sound = sound_submission(bench)
            name = f"{home.id}-proposed"
            examples.append(self._example(bench, sound, name))
            gaps += [self._left(home, item) for item in sound.left]
            bases = [_Base(bench, sound.data, f"{name}/{bench.file}", lists=False)]
            bases += self._own_bases(home, plain, listed, bases[0])
            made[home.id] = bases
            for identity, wanted in _wanted(home).items():
                if wanted is None:
                    own_kinds += 1
                elif wanted <= stated.get(identity, set()):
                    enough += 1
                else:
                    found = list(self._vectors(home, identity, wanted, bases))
                    vectors += found
                    seen = {vector["rules"][identity] for vector in found}
                    if wanted - seen:
                        gaps.append(self._unturned(home, identity, wanted - seen))
                    gaps += self._untried_steps(home, identity)
        why = say("proposal-across", {}, self.language)
        everywhere: tuple[Quota | Target, ...] = (*notice.quotas, *notice.targets)
        for item in everywhere:
            if item.id in stated:
                continue
            bases = [base for home in item.over for base in made.get(home, ())]
            found = list(self._across(item, bases))
            vectors += found
            if not found and any(home.id in item.over for home in homes):
                gaps.append(Gap(form="", rule=item.id, place="", why=why))
        document = {
            "notice": notice.id,
            "about": say("proposal-about", {}, self.language),
            "examples": examples,
            "vectors": vectors,
            "untold": [f"{gap.rule} {gap.form}{gap.place}: {gap.why}" for gap in gaps],
        }
        return Proposal(document=document, gaps=tuple(gaps), own_kinds=own_kinds, enough=enough)

    def _example(self, bench: Bench, sound: Sound, name: str) -> dict[str, Any]:
        told = [message(item, self.language) for item in sound.left]
        return {
            "decision": decision_words("open", self.language),
            "name": name,
            "about": say("proposal-example", {"title": bench.home.title}, self.language),
            "form": bench.home.id,
            "data": {"$schema": bench.home.ref, **sound.data},
            "expected": golden(sound.report, {}),
            **({"open": told} if told else {}),
        }

    def _own_bases(
        self, home: FormOrTable, plain: Validator, listed: Validator | None, made: _Base
    ) -> Iterator[_Base]:
        """Yield the example with invented lists, then what the examples of the notice hand in."""
        if listed is not None:
            yield _Base(_with(listed, home), made.data, made.name, lists=True)
        place = self.folder / "examples"
        problems = Problems(root=self.folder)
        read = BaseCases(place, problems)
        found = 0
        files = sorted(
            (file for file in place.glob("*/*.json") if file.parent.name not in _OWN),
            key=lambda file: ("invalid" in file.parent.name, file),
        )
        for file in files:
            name = file.relative_to(place).as_posix()
            if file.name in {"case.json", "expected.json"} or found >= _MOST_BASES:
                continue
            settings: Mapping[str, Any] = {}
            if (file.parent / "case.json").is_file():
                settings = read_shaped(file.parent / "case.json", SETTINGS, problems) or {}
            handed_in = read.varied(file, "", name, [{}])
            lists = bool(settings.get("lists", False))
            validator = listed if lists else plain
            if not handed_in or validator is None or settings.get("readings"):
                continue
            own = resolve(validator.notices, handed_in[0].schema or "")
            if own is not None and own.ref == home.ref:
                found += 1
                yield _Base(_with(validator, home), handed_in[0].data, name, lists=lists)

    def _vectors(
        self, home: FormOrTable, identity: str, wanted: set[str], bases: Sequence[_Base]
    ) -> Iterator[dict[str, Any]]:
        seen: set[str] = set()
        for base in bases:
            found = turns(base.bench, identity, base.data)
            came = {turn.outcome for turn in found}
            if not came - seen:
                continue
            seen |= came
            yield from (self._vector(base, home, identity, turn) for turn in found)
            if wanted <= seen:
                return

    def _across(self, item: Quota | Target, bases: Sequence[_Base]) -> Iterator[dict[str, Any]]:
        """Yield vectors on both sides of what a quota allows or a target asks for."""
        for base in bases:
            if isinstance(item, Target):
                found = [*self._vectors(base.bench.home, item.id, {item.severity}, [base])]
            else:
                crowd = crowds(base.bench, item, base.data)
                found = [self._crowded(base, item, each) for each in crowd]
            yield from found
            if found:
                return

    def _crowded(self, base: _Base, quota: Quota, crowd: Crowd) -> dict[str, Any]:
        first, *others = (
            {pointer_of(path): value for path, value in part.items()} for part in crowd.parts
        )
        codes = (
            said(
                "proposal-put",
                label=base.bench.index.label(path),
                value=shorten_json(value, _SHOWN),
            )
            for path, value in crowd.parts[0].items()
        )
        args: dict[str, Value] = {
            "changes": many(
                [said("proposal-crowd", count=len(crowd.parts)), *codes], joint="semicolon"
            ),
            "rule": quota.id,
            "outcome": _came(crowd.outcome),
        }
        return {
            "decision": decision_words("open", self.language),
            "name": say("proposal-vector", args, self.language),
            "form": base.bench.home.id,
            "base": base.name,
            **({"lists": True} if base.lists else {}),
            **({"set": first} if first else {}),
            **({"together": [{"set": each} if each else {} for each in others]} if others else {}),
            "rules": {quota.id: crowd.outcome},
        }

    def _vector(self, base: _Base, home: FormOrTable, identity: str, turn: Turn) -> dict[str, Any]:
        put = {pointer_of(path): copy.deepcopy(value) for path, value in turn.change.put.items()}
        gone = [pointer_of(path) for path in turn.change.gone]
        return {
            "decision": decision_words("open", self.language),
            "name": self._said(base.bench, identity, turn),
            "form": home.id,
            "base": base.name,
            **({"lists": True} if base.lists else {}),
            **({"set": put} if put else {}),
            **({"remove": gone} if gone else {}),
            "rules": {identity: turn.outcome},
        }

    def _said(self, bench: Bench, identity: str, turn: Turn) -> str:
        changes = [
            said(
                "proposal-put",
                label=bench.index.label(path),
                value=said("proposal-rows", count=len(value))
                if isinstance(value, list)
                else shorten_json(value, _SHOWN),
            )
            for path, value in turn.change.put.items()
        ]
        changes += [
            said("proposal-gone", label=bench.index.label(path)) for path in turn.change.gone
        ]
        args: dict[str, Value] = {
            "changes": many(changes or [said("proposal-unchanged")], joint="semicolon"),
            "rule": identity,
            "outcome": _came(turn.outcome),
        }
        return say("proposal-vector", args, self.language)

    def _left(self, home: FormOrTable, item: Finding) -> Gap:
        why = message(item, self.language)
        return Gap(form=home.id, rule=item.rule, place=item.where.pointer, why=why)

    def _unturned(self, home: FormOrTable, identity: str, lacking: set[str]) -> Gap:
        outcomes = many(_came(outcome) for outcome in sorted(lacking))
        why = say("proposal-unturned", {"outcomes": outcomes}, self.language)
        return Gap(form=home.id, rule=identity, place="", why=why)

    def _untried_steps(self, home: FormOrTable, identity: str) -> Iterator[Gap]:
        """Say where several steps of a rule end alike: a vector is proposed for one of them."""
        words: dict[str, set[str]] = {}
        for rule in home.all_rules():
            for case in rule.cases if rule.id == identity else ():
                words.setdefault(case.severity, set()).add(case.message.zh)
        for severity, said_so in words.items():
            if len(said_so) > 1:
                args: dict[str, Value] = {"outcome": _came(severity), "count": len(said_so)}
                why = say("proposal-steps", args, self.language)
                yield Gap(form=home.id, rule=identity, place="", why=why)


def _came(outcome: str) -> Value:
    """Return what an outcome of a rule is called."""
    return said("proposal-holds" if outcome == "pass" else f"severity-{outcome}")


def _with(validator: Validator, home: FormOrTable) -> Bench:
    """Return a bench on the same form, of the notice as a validator has it."""
    own = next(notice for notice in validator.notices if notice.id == home.notice)
    same = next(item for item in own.homes if item.id == home.id)
    return Bench(notice=own, home=same, validator=validator)


def _wanted(home: FormOrTable) -> dict[str, set[str] | None]:
    """Return the outcomes that vectors of each rule have to show, None for a rule of a kind."""
    found: dict[str, set[str] | None] = {}
    for rule in home.all_rules():
        if rule.kind:
            found[rule.id] = None
        else:
            found[rule.id] = (found.get(rule.id) or set()) | _outcomes(rule)
    return found


def _outcomes(rule: Rule) -> set[str]:
    return {"pass", rule.severity, *(case.severity for case in rule.cases)}


def _stated(folder: Path) -> dict[str, set[str]]:
    """Return the outcomes that the vectors of a notice say of each rule."""
    found: dict[str, set[str]] = {}
    problems = Problems(root=folder)
    for file in sorted((folder / "examples" / "vectors").glob("*.json")):
        document = read_shaped(file, VECTORS, problems) or {"vectors": []}
        for vector in document["vectors"]:
            for rule, outcome in vector["rules"].items():
                found.setdefault(rule, set()).add(outcome)
    return found
