"""What each edition and version of a notice changes against the one before, for its readers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from shenbao.changes.comparison import Comparison, clause_texts, version_of
from shenbao.changes.model import Perspective
from shenbao.changes.notices.compare import compare_notices
from shenbao.changes.telling.told import Section, Told, counted, sections
from shenbao.changes.terms import Direction
from shenbao.core.messages import say
from shenbao.forms.controls import LANGUAGE
from shenbao.policy.model import Notice, Programme
from shenbao.policy.model.editions import day_of, earlier

_COUNTED = ("tighter", "looser", "both", "undetermined", "neutral")
_TOLD = frozenset({"change", "neutral"})
"""What is for everybody; slips and what a person has to confirm are for those who keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A notice as this site had it, from a day on; None for what is not dated yet.

    ``published``: the day is that of a publication, not of a commit alone.
    """

    notice: Notice
    day: date | None
    published: bool = True


History = Callable[[Notice], Sequence[Issued]]
"""What the site had of a notice until now, the oldest first; the last one is the notice itself.

Empty for a notice of which nothing is known but what it is now.
"""


def _nothing(_: Notice) -> Sequence[Issued]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an edition changes against the edition before it, or a version against the last one.

    ``old`` and ``notice`` are the two sides, ``day`` is when the newer one was published; where
    no record of that is kept, of an edition the day from which it counts.
    """

    notice: Notice
    old: Notice
    comparison: Comparison
    day: date | None

    @property
    def is_edition(self) -> bool:
        """Whether it is another notice that follows, not another version of the same one."""
        return self.old.id != self.notice.id

    @property
    def sections(self) -> tuple[Section, ...]:
        """What changed by clause, what matters most first, then what changes no verdict."""
        told = sections(self.comparison, Perspective.APPLICANT, LANGUAGE, public=True)
        return tuple(section for section in told if section.name in _TOLD)

    @property
    def counts(self) -> str:
        """How many changes there are of each kind that there is, in a line."""
        counts = counted(self.comparison.changes)
        told = [say(f"record-{kind}", {"count": counts[kind]}, LANGUAGE) for kind in _COUNTED]
        return "，".join(text for kind, text in zip(_COUNTED, told, strict=True) if counts[kind])


@dataclass(frozen=True, slots=True)
class Record:
    """The changes of all notices that stand together; each pair is compared once."""

    notices: Sequence[Notice]
    history: History = _nothing
    _editions: dict[str, Step | None] = field(default_factory=dict, repr=False, compare=False)
    _steps: dict[str, tuple[Step, ...]] = field(default_factory=dict, repr=False, compare=False)
    _issued: dict[str, tuple[Issued, ...]] = field(default_factory=dict, repr=False, compare=False)

    def edition(self, notice: Notice) -> Step | None:
        """Return what an edition changes against the one before, None where that is not here."""
        if notice.id not in self._editions:
            old = earlier(self.notices, notice)
            self._editions[notice.id] = None if old is None else self._edition(old, notice)
        return self._editions[notice.id]

    def _edition(self, old: Notice, notice: Notice) -> Step:
        first = next(iter(self.issued(notice)), None)
        day = first.day if first is not None and first.published else day_of(notice)
        return _step(old, notice, day, self._published(old), self._published(notice))

    def issued(self, notice: Notice) -> tuple[Issued, ...]:
        """Return what the site had of a notice until now, the oldest first."""
        if notice.id not in self._issued:
            self._issued[notice.id] = tuple(self.history(notice))
        return self._issued[notice.id]

    def _published(self, notice: Notice) -> date | None:
        issued = self.issued(notice)
        return issued[-1].day if issued and issued[-1].published else None

    def since(self, notice: Notice) -> tuple[Step, ...]:
        """Return what this site changed of a notice since it first had it, the newest first.

        Versions that differ in nothing that a comparison tells are left out.
        """
        if notice.id not in self._steps:
            issued = self.issued(notice)
            steps = [
                _step(old.notice, new.notice, new.day, old.day, new.day)
                for old, new in itertools.pairwise(issued)
            ]
            told = (step for step in reversed(steps) if step.sections)
            self._steps[notice.id] = tuple(told)
        return self._steps[notice.id]

    def of_programme(self, notice: Notice, programme: Programme) -> tuple[Told, ...]:
        """Return what changed for those who apply to a programme: what may change a verdict."""
        own = {track.id for track in programme.tracks}
        others = {
            track.id
            for item in notice.programmes
            if item.id != programme.id
            for track in item.tracks
        }
        forms = {track.form for track in programme.tracks}
        return tuple(
            item
            for item in self._weighty(notice)
            if own & {*item.change.concerned}
            or not (others & {*item.change.concerned} or self._elsewhere(notice, item, forms))
        )

    def _weighty(self, notice: Notice) -> Iterator[Told]:
        step = self.edition(notice)
        for section in () if step is None else step.sections:
            for group in section.groups if section.name == "change" else ():
                for item in group.items:
                    if item.change.direction is not Direction.NEUTRAL:
                        yield item

    def _elsewhere(self, notice: Notice, item: Told, forms: set[str]) -> bool:
        """Say whether a change stands in a form of which no track of the programme is."""
        part = item.change.place.part.rpartition("/")[2]
        return part in {form.id for form in notice.forms} and part not in forms

    def dated(self) -> tuple[Step, ...]:
        """Return all that changed, the newest first; what is not dated yet is newer than all."""
        found = [
            step
            for notice in self.notices
            for step in (*self.since(notice), self.edition(notice))
            if step is not None
        ]
        return tuple(sorted(found, key=lambda step: step.day or date.max, reverse=True))


def _step(
    old: Notice, new: Notice, day: date | None, before: date | None, after: date | None
) -> Step:
    comparison = Comparison(
        old=version_of(old, before),
        new=version_of(new, after),
        changes=compare_notices(old, new),
        clauses_old=clause_texts(old),
        clauses_new=clause_texts(new),
    )
    return Step(notice=new, old=old, comparison=comparison, day=day)
