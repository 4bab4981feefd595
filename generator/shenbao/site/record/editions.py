"""What each edition of a notice changes against the one before it, as applicants read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shenbao.changes.comparison import Comparison, clause_texts, version_of
from shenbao.changes.model import Perspective
from shenbao.changes.notices.compare import compare_notices
from shenbao.changes.telling.told import Section, Told, counted, sections
from shenbao.changes.terms import Direction
from shenbao.core.messages import say
from shenbao.core.messages.values import Value
from shenbao.forms.controls import LANGUAGE
from shenbao.policy.model import Notice, Programme
from shenbao.policy.model.editions import day_of, earlier

_TOLD = frozenset({"change", "neutral"})
"""What is for everybody; slips and what a person has to confirm are for those who keep it."""


@dataclass(frozen=True, slots=True)
class Record:
    """The changes of all notices that stand together; each pair is compared once."""

    notices: Sequence[Notice]
    _known: dict[str, Comparison] = field(default_factory=dict, repr=False, compare=False)

    def before(self, notice: Notice) -> Notice | None:
        """Return the edition before a notice, None where it is not here."""
        return earlier(self.notices, notice)

    def comparison(self, notice: Notice) -> Comparison | None:
        """Return a notice compared with the edition before it, None where that is not here."""
        old = self.before(notice)
        if old is None:
            return None
        known = self._known.get(notice.id)
        if known is None:
            known = Comparison(
                old=version_of(old),
                new=version_of(notice),
                changes=compare_notices(old, notice),
                clauses_old=clause_texts(old),
                clauses_new=clause_texts(notice),
            )
            self._known[notice.id] = known
        return known

    def sections(self, notice: Notice) -> tuple[Section, ...]:
        """Return what changed by clause, what matters most first, then what changes no verdict."""
        found = self.comparison(notice)
        told = () if found is None else sections(found, Perspective.APPLICANT, LANGUAGE)
        return tuple(section for section in told if section.name in _TOLD)

    def counts(self, notice: Notice) -> str:
        """Return how many changes there are of each kind, in a line."""
        found = self.comparison(notice)
        if found is None:
            return ""
        counts: dict[str, Value] = {**counted(found.changes)}
        return say("record-counts", counts, LANGUAGE)

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
        for section in self.sections(notice):
            for group in section.groups if section.name == "change" else ():
                for item in group.items:
                    if item.change.direction is not Direction.NEUTRAL:
                        yield item

    def _elsewhere(self, notice: Notice, item: Told, forms: set[str]) -> bool:
        """Say whether a change stands in a form of which no track of the programme is."""
        part = item.change.place.part.rpartition("/")[2]
        return part in {form.id for form in notice.forms} and part not in forms

    def dated(self) -> tuple[Notice, ...]:
        """Return the notices that follow an edition here, the newest first."""
        found = [notice for notice in self.notices if self.before(notice) is not None]
        return tuple(sorted(found, key=lambda one: (_day(one), one.id), reverse=True))


def _day(notice: Notice) -> str:
    day = day_of(notice)
    return "" if day is None else day.isoformat()
