"""What a notice enumerates and states: topics, tracks, materials, list rows, days, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from shenbao.changes.model import Change
from shenbao.changes.notices.pair import (
    Pair,
    field_path,
    matched,
    matched_by,
    notice_place,
    plain,
)
from shenbao.changes.terms import Direction, Subject
from shenbao.core.messages.values import PolicyText, Value, policy_text, said
from shenbao.policy.model import (
    ChecklistItem,
    CodeList,
    Deadline,
    ListRow,
    Notice,
    Option,
    Period,
    Programme,
)
from shenbao.policy.model.parameter import in_words

Renumber = Callable[[str], str]
"""What a text says with the new values of the parameters in the place of the old ones."""

_T, _L, _N = Direction.TIGHTER, Direction.LOOSER, Direction.NEUTRAL
_U = Direction.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of entries: where they stand, what a new one does, which attributes say what it is."""

    part: str
    at: str
    added: Direction
    subject: Subject
    title: str
    said: tuple[str, ...]


_TOPIC = _Kind(
    part="topic",
    at="topics",
    added=_L,
    subject=Subject.ELIGIBILITY,
    title="title",
    said=("mark", "gist"),
)
_TRACK = _Kind(
    part="track",
    at="tracks",
    added=_L,
    subject=Subject.ELIGIBILITY,
    title="title",
    said=("form", "who", "leader", "quota", "amount", "period"),
)
_PROGRAMME = _Kind(
    part="programme",
    at="programmes",
    added=_L,
    subject=Subject.ELIGIBILITY,
    title="title",
    said=("goal", "steps"),
)
_KINDS: tuple[_Kind, ...] = (
    _Kind(
        part="material",
        at="handing_in",
        added=_T,
        subject=Subject.PROCEDURE,
        title="what",
        said=("how", "copies", "originals", "programmes", "tracks"),
    ),
    _Kind(
        part="attachment",
        at="attachments",
        added=_N,
        subject=Subject.TEXT,
        title="title",
        said=("status", "note"),
    ),
    _Kind(
        part="reading",
        at="readings",
        added=_N,
        subject=Subject.TEXT,
        title="question",
        said=("why",),
    ),
    _Kind(
        part="gap",
        at="gaps",
        added=_N,
        subject=Subject.TEXT,
        title="found",
        said=("shown", "kind", "lines"),
    ),
    _Kind(
        part="stage",
        at="stages",
        added=_N,
        subject=Subject.PROCEDURE,
        title="title",
        said=("when", "by", "ground", "outcome"),
    ),
    _Kind(part="term", at="terms", added=_N, subject=Subject.TEXT, title="term", said=("meaning",)),
)

_FACTS = (
    "kind",
    "title",
    "short_title",
    "summary",
    "document_number",
    "issued",
    "issuer",
    "signatory",
    "addressees",
    "openness",
    "actors",
)
_CONTACT = ("office", "mailbox", "address", "phone", "note")

_CALLED = {"note": "contact-note"}


def entry_changes(pair: Pair, renumber: Renumber) -> Iterator[Change]:
    """Yield what was added, taken out, or is said otherwise; numbers of parameters apart."""
    yield from _facts(pair)
    for kind in _KINDS:
        before, after = getattr(pair.old, kind.at), getattr(pair.new, kind.at)
        yield from _entries(pair, kind, before, after, renumber)
    yield from _checklist(pair)
    yield from _programmes(pair, renumber)
    yield from _work(pair, renumber)
    yield from _homes(pair)
    for old, new in matched_by(lambda item: item.name, pair.old.lists, pair.new.lists):
        if not _is_derived(new or old):
            yield from _list(pair, old, new)


def date_changes(pair: Pair) -> Iterator[Change]:
    """Yield deadlines and periods that moved, were added or taken out."""
    for old, new in matched(pair.old.deadlines, pair.new.deadlines):
        if old is None or new is None:
            yield _day_alone("deadline", old, new)
        elif old.at != new.at:
            yield _deadline(pair, old, new)
        if old is not None and new is not None:
            yield from _day_reworded(pair, "deadline", old, new)
            if old.precision != new.precision and old.at == new.at:
                yield _precision(old, new)
    for before, after in matched(pair.old.periods, pair.new.periods):
        if before is None or after is None:
            yield _day_alone("period", before, after)
        elif (before.start, before.end) != (after.start, after.end):
            yield _period(pair, before, after)
        if before is not None and after is not None:
            yield from _day_reworded(pair, "period", before, after)


def _day_reworded(
    pair: Pair, part: str, old: Deadline | Period, new: Deadline | Period
) -> Iterator[Change]:
    """Yield what a day says of itself in other words; where it went is told apart from that."""
    then, now = _about(pair.old, old), _about(pair.new, new)
    if then != now:
        yield _said_otherwise(
            part, f"/{part}s/{new.id}", now[0], "；".join(then), "；".join(now), new.clauses
        )


def _precision(old: Deadline, new: Deadline) -> Change:
    """Return that the same moment is given to the minute now, or only as a day."""
    change = _said_otherwise(
        "deadline", f"/deadlines/{new.id}", new.what, old.precision, new.precision, new.clauses
    )
    shown = {
        name: moment(one.at, day_only=one.precision == "day")
        for name, one in (("old", old), ("new", new))
    }
    return replace(change, values={**change.values, **shown})


def _about(notice: Notice, item: Deadline | Period) -> list[str]:
    if isinstance(item, Deadline):
        return [item.what]
    titles = {programme.id: programme.title for programme in notice.programmes}
    return [item.title, *filter(None, [titles.get(item.programme or "", "")])]


def moment(at: datetime, *, day_only: bool = False) -> PolicyText:
    """Return a point in time in words."""
    hour = "" if day_only else f"{at:%H:%M}"
    return PolicyText(
        zh=f"{at.year}年{at.month}月{at.day}日{hour}", en=f"{at:%Y-%m-%d} {hour}".strip()
    )


def _facts(pair: Pair) -> Iterator[Change]:
    for name in _FACTS:
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old != new:
            change = _fact(f"/{name}", f"change-fact-{name.replace('_', '-')}", old, new)
            yield _in_words(change) if name == "kind" else change
    if pair.old.edition.effective != pair.new.edition.effective:
        days = (pair.old.edition.effective, pair.new.edition.effective)
        yield _fact("/edition/effective", "change-fact-effective", *days)
    for name in _CONTACT:
        old, new = getattr(pair.old.contact, name), getattr(pair.new.contact, name)
        if old != new:
            clauses = pair.new.contact.clauses
            yield _fact(
                f"/contact/{name}", f"change-fact-{_CALLED.get(name, name)}", old, new, clauses
            )
    for text in pair.new.not_stated:
        if text not in pair.old.not_stated:
            yield _alone_text("not-stated", "/not_stated", None, text)
    for text in pair.old.not_stated:
        if text not in pair.new.not_stated:
            yield _alone_text("not-stated", "/not_stated", text, None)


def _in_words(change: Change) -> Change:
    """Return the change of a code with what the codes are called."""
    sides = {"old": change.old, "new": change.new}
    shown = {name: said(f"change-kind-{value}") for name, value in sides.items()}
    return replace(change, values={**change.values, **shown})


def _fact(pointer: str, message: str, old: Any, new: Any, clauses: tuple[str, ...] = ()) -> Change:
    return Change(
        kind="fact-changed",
        direction=_N,
        subject=Subject.TEXT,
        place=notice_place(pointer),
        old=plain(old),
        new=plain(new),
        clauses_old=clauses,
        clauses_new=clauses,
        values={"what": said(message), "old": _text(old), "new": _text(new)},
    )


def _alone_text(part: str, pointer: str, old: str | None, new: str | None) -> Change:
    return Change(
        kind="entry-added" if old is None else "entry-removed",
        direction=_N,
        subject=Subject.TEXT,
        place=notice_place(pointer),
        old=old,
        new=new,
        values={"part": said(f"change-part-{part}"), "what": policy_text(new or old or "")},
    )


def _programmes(pair: Pair, renumber: Renumber) -> Iterator[Change]:
    yield from _entries(pair, _PROGRAMME, pair.old.programmes, pair.new.programmes, renumber)
    for old, new in matched(pair.old.programmes, pair.new.programmes):
        if old is None or new is None:
            continue
        above = f"/programmes/{new.id}"
        yield from _entries(pair, _TOPIC, old.topics, new.topics, renumber, above)
        yield from _entries(pair, _TRACK, old.tracks, new.tracks, renumber, above)
        yield from _topics_of_tracks(old, new, above)


def _topics_of_tracks(old: Programme, new: Programme, above: str) -> Iterator[Change]:
    """Yield tracks that other topics of the programme are open to; new and old topics apart."""
    titles = {topic.id: topic.title for topic in (*old.topics, *new.topics)}
    kept = {topic.id for topic in old.topics} & {topic.id for topic in new.topics}
    for before, after in matched(old.tracks, new.tracks):
        if before is None or after is None:
            continue
        then, now = ([topic for topic in one.topics if topic in kept] for one in (before, after))
        fewer, more = set(then) - set(now), set(now) - set(then)
        if not fewer and not more:
            continue
        change = _said_otherwise(
            said("change-topics-of-track"),
            f"{above}/tracks/{after.id}/topics",
            after.title,
            "、".join(titles[topic] for topic in then),
            "、".join(titles[topic] for topic in now),
            after.clauses,
            before.clauses,
            subject=Subject.ELIGIBILITY,
        )
        direction = Direction.BOTH if fewer and more else _T if fewer else _L
        yield replace(change, direction=direction, concerned=(after.id,))


def _checklist(pair: Pair) -> Iterator[Change]:
    """Yield what persons have to judge; which way another question goes nobody can say."""
    for old, new in matched(pair.old.checklist, pair.new.checklist):
        if old is None or new is None:
            yield _question_alone(old, new)
            continue
        for before, after, way in (
            (old.severity, new.severity, _graver(old.severity, new.severity)),
            ((old.ask, old.programmes, old.topics), (new.ask, new.programmes, new.topics), _U),
            ((old.who, old.note), (new.who, new.note), _N),
        ):
            if before != after:
                yield _question(old, new, before, after, way)


def _question_alone(old: ChecklistItem | None, new: ChecklistItem | None) -> Change:
    """Return a question that is new or gone; one that is only for information changes nothing."""
    item = new or old
    assert item is not None  # noqa: S101 - one of the two is there
    direction = _N if item.severity == "info" else _T
    return Change(
        kind="entry-added" if old is None else "entry-removed",
        direction=direction if old is None else direction.mirrored,
        subject=Subject.PROCEDURE,
        place=notice_place(f"/checklist/{item.id}"),
        old=None if old is None else old.ask,
        new=None if new is None else new.ask,
        clauses_old=() if old is None else old.clauses,
        clauses_new=() if new is None else new.clauses,
        values={"part": said("change-part-checklist"), "what": policy_text(item.ask)},
    )


def _question(
    old: ChecklistItem, new: ChecklistItem, before: object, after: object, way: Direction
) -> Change:
    change = _said_otherwise(
        "checklist",
        f"/checklist/{new.id}",
        new.ask,
        _words(before),
        _words(after),
        new.clauses,
        old.clauses,
        subject=Subject.TEXT if way is _N else Subject.PROCEDURE,
    )
    if before == old.severity:
        names: dict[str, Value] = {
            name: said(f"severity-{one.severity}") for name, one in (("old", old), ("new", new))
        }
        change = replace(change, values={**change.values, **names})
    return replace(change, direction=way)


def _graver(old: str, new: str) -> Direction:
    """Return which way the weight of a question goes."""
    if _GRAVITY[old] == _GRAVITY[new]:
        return _U
    return _T if _GRAVITY[new] > _GRAVITY[old] else _L


_GRAVITY: Mapping[str, int] = {"error": 2, "review": 1, "declare": 1, "info": 0}
"""How much a question of the checklist weighs; what nobody judges weighs nothing."""


def _work(pair: Pair, renumber: Renumber) -> Iterator[Change]:
    kind = _Kind(
        part="work",
        at="work",
        added=_N,
        subject=Subject.PROCEDURE,
        title="title",
        said=("gist", "measures", "who", "due"),
    )
    before = [item for _, item in pair.old.work_items()]
    after = [item for _, item in pair.new.work_items()]
    yield from _entries(pair, kind, before, after, renumber)


def _entries(
    pair: Pair,
    kind: _Kind,
    before: Iterable[Any],
    after: Iterable[Any],
    renumber: Renumber,
    above: str = "",
) -> Iterator[Change]:
    for old, new in matched(before, after):
        item: Any = new or old
        pointer = f"{above}/{kind.at}/{item.id}"
        title = getattr(item, kind.title)
        if old is not None and new is not None:
            said_then, said_now = _different(old, new, (kind.title, *kind.said), renumber)
            if said_now != said_then:
                yield _said_otherwise(
                    kind.part,
                    pointer,
                    str(title),
                    said_then,
                    said_now,
                    new.clauses,
                    old.clauses,
                    subject=kind.subject,
                )
            continue
        tracks = _tracks(pair, kind, item)
        yield Change(
            kind="entry-added" if old is None else "entry-removed",
            direction=kind.added if old is None else kind.added.mirrored,
            subject=kind.subject,
            place=notice_place(pointer),
            old=None if old is None else str(title),
            new=None if new is None else str(title),
            clauses_old=() if old is None else old.clauses,
            clauses_new=() if new is None else new.clauses,
            concerned=tracks,
            values={
                "part": said(f"change-part-{kind.part}"),
                "what": policy_text(str(title)),
                **pair.concerned(tracks),
            },
        )


def _tracks(pair: Pair, kind: _Kind, item: Any) -> tuple[str, ...]:
    if kind is _TRACK:
        return (str(item.id),)
    if kind is _TOPIC:
        return tuple(
            dict.fromkeys(
                track.id
                for notice in (pair.new, pair.old)
                for programme in notice.programmes
                for track in programme.tracks
                if item.id in track.topics
            )
        )
    return tuple(getattr(item, "tracks", ()) if kind.part == "material" else ())


def _different(old: Any, new: Any, names: Sequence[str], renumber: Renumber) -> tuple[str, str]:
    """Return what two entries say of the attributes in which they differ."""
    pairs = [(_shown(old, name), _shown(new, name)) for name in names]
    pairs = [(one, other) for one, other in pairs if one != other and renumber(one) != other]
    return "；".join(one for one, _ in pairs), "；".join(other for _, other in pairs)


def _shown(item: Any, name: str) -> str:
    words = _words(getattr(item, name))
    return f"第{words}行" if name == "lines" and words else words


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(_words, value))
    if isinstance(value, Option):
        return value.text
    if hasattr(value, "least"):
        bounds = [in_words(bound) for bound in (value.least, value.most) if bound is not None]
        return "—".join(bounds) + str(value.unit)
    if hasattr(value, "months"):
        days = [day.isoformat() for day in (value.start, value.end) if day is not None]
        return "、".join([*days, *([f"{value.months}个月"] if value.months else [])])
    return str(value)


def _homes(pair: Pair) -> Iterator[Change]:
    for old, new in matched(pair.old.homes, pair.new.homes):
        item = new or old
        if item is None or (old is not None and new is not None):
            continue
        part = "table" if item.is_table else "form"
        tracks = pair.tracks_of(item.id)
        yield Change(
            kind="entry-added" if old is None else "entry-removed",
            direction=_N,
            subject=Subject.DATA,
            place=notice_place(f"/{part}s/{item.id}"),
            old=None if old is None else old.title,
            new=None if new is None else new.title,
            clauses_old=() if old is None else old.clauses,
            clauses_new=() if new is None else new.clauses,
            concerned=tracks,
            values={
                "part": said(f"change-part-{part}"),
                "what": policy_text(item.title),
                **pair.concerned(tracks),
            },
        )


def _is_derived(item: CodeList | None) -> bool:
    """Say whether a list is made of the topics or tracks, which are told as these."""
    return item is None or item.name == "tracks" or item.name.startswith("topics_")


def _list(pair: Pair, old: CodeList | None, new: CodeList | None) -> Iterator[Change]:
    item = new or old
    assert item is not None  # noqa: S101 - one of the two is there
    if old is None or new is None:
        yield Change(
            kind="entry-added" if old is None else "entry-removed",
            direction=_N,
            subject=Subject.DATA,
            place=notice_place(f"/lists/{item.name}"),
            old=None if old is None else old.title,
            new=None if new is None else new.title,
            clauses_old=() if old is None else old.clauses,
            clauses_new=() if new is None else new.clauses,
            values={"part": said("change-part-list"), "what": policy_text(item.title)},
        )
        return
    fields, tracks = _using(pair, new.name)
    limits = any(item.status == "missing" for item in (old, new))
    for before, after in matched_by(lambda row: row.code, old.rows, new.rows):
        if before == after:
            continue
        closed = new.closed and not limits
        yield _row(pair, (old, new), (before, after), fields, tracks, closed=closed)


def _row(
    pair: Pair,
    lists: tuple[CodeList, CodeList],
    rows: tuple[ListRow | None, ListRow | None],
    fields: tuple[str, ...],
    tracks: tuple[str, ...],
    *,
    closed: bool,
) -> Change:
    (old, new), (before, after) = lists, rows
    row = after or before
    assert row is not None  # noqa: S101 - one of the two is there
    place = notice_place(f"/lists/{new.name}/{row.code}")
    part = said("change-row-of", list=policy_text(new.title))
    if before is not None and after is not None:
        return _said_otherwise(
            part,
            place.pointer,
            after.label,
            "，".join(before.values),
            "，".join(after.values),
            new.clauses,
            old.clauses,
        )
    direction = Direction.NEUTRAL
    if closed and fields:
        direction = _L if before is None else _T
    return Change(
        kind="entry-added" if before is None else "entry-removed",
        direction=direction,
        subject=Subject.ELIGIBILITY,
        place=place,
        old=None if before is None else before.label,
        new=None if after is None else after.label,
        clauses_old=old.clauses,
        clauses_new=new.clauses,
        fields=fields,
        concerned=tracks,
        values={"part": part, "what": policy_text(row.label), **pair.concerned(tracks)},
    )


def _using(pair: Pair, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields whose values a list gives, and the tracks of their forms."""
    found = [
        (home.id, field_path(node.pointer))
        for home in pair.new.homes
        for node in home.fields()
        if node.list_name == name
    ]
    homes = tuple(dict.fromkeys(home for home, _ in found))
    return tuple(dict.fromkeys(field for _, field in found)), pair.tracks_of(*homes)


def _said_otherwise(  # noqa: PLR0913, PLR0917 - an entry on both sides
    part: str | Value,
    pointer: str,
    title: str,
    old: str,
    new: str,
    clauses: tuple[str, ...],
    former: tuple[str, ...] | None = None,
    *,
    subject: Subject = Subject.TEXT,
) -> Change:
    return Change(
        kind="entry-changed",
        direction=_N,
        subject=subject,
        place=notice_place(pointer),
        old=old,
        new=new,
        clauses_old=clauses if former is None else former,
        clauses_new=clauses,
        values={
            "part": said(f"change-part-{part}") if isinstance(part, str) else part,
            "what": policy_text(title),
            "old": _text(old),
            "new": _text(new),
        },
    )


def _text(value: Any) -> Value:
    if isinstance(value, date):
        return PolicyText(zh=in_words(value.isoformat()), en=value.isoformat())
    return policy_text(str(value)) or said("change-not-said")


def _day_alone(part: str, old: Deadline | Period | None, new: Deadline | Period | None) -> Change:
    item = new or old
    assert item is not None  # noqa: S101 - one of the two is there
    title = item.what if isinstance(item, Deadline) else item.title
    return Change(
        kind="entry-added" if old is None else "entry-removed",
        direction=_N,
        subject=Subject.PROCEDURE,
        place=notice_place(f"/{part}s/{item.id}"),
        old=None if old is None else _when(old),
        new=None if new is None else _when(new),
        clauses_old=() if old is None else old.clauses,
        clauses_new=() if new is None else new.clauses,
        values={"part": said(f"change-part-{part}"), "what": policy_text(title)},
    )


def _when(item: Deadline | Period) -> str:
    if isinstance(item, Deadline):
        return item.at.isoformat()
    return f"{item.start.isoformat()}/{item.end.isoformat()}"


def _deadline(pair: Pair, old: Deadline, new: Deadline) -> Change:
    """Return where a deadline went; another year's is held against the same day of its own."""
    then = old.at
    years = new.at.year - old.at.year
    if pair.another_edition and years:
        then = _in_year(old.at, new.at.year)
    rules = _using_day(pair.new, f"deadlines.{new.id}")
    if then == new.at:
        kind, direction = "deadline-next-year", _N
    else:
        earlier = new.at < then
        kind = "deadline-earlier" if earlier else "deadline-later"
        direction = _T if earlier else _L
    shown: Value = moment(new.at, day_only=new.precision == "day")
    if then not in {old.at, new.at}:
        shown = said("change-in-its-year", day=shown)
    return Change(
        kind=kind,
        direction=direction,
        subject=Subject.PROCEDURE,
        place=notice_place(f"/deadlines/{new.id}"),
        old=old.at.isoformat(),
        new=new.at.isoformat(),
        clauses_old=old.clauses,
        clauses_new=new.clauses,
        rules=rules,
        values={
            "what": policy_text(new.what),
            "old": moment(old.at, day_only=old.precision == "day"),
            "new": shown,
        },
    )


def _in_year(at: datetime, year: int) -> datetime:
    leap = (at.month, at.day) == (2, 29)
    return at.replace(year=year, day=28 if leap else at.day)


def _using_day(notice: Notice, name: str) -> tuple[str, ...]:
    """Return the rules that look at a day of the notice."""
    wanted = f"notice.{name}"
    return tuple(
        dict.fromkeys(
            rule.id
            for _, rule in notice.rules()
            if any(wanted in text for text in rule.expressions)
        )
    )


def _period(pair: Pair, old: Period, new: Period) -> Change:
    years = new.start.year - old.start.year
    shifted = pair.another_edition and (
        _moved_by(old.start, years) == new.start and _moved_by(old.end, years) == new.end
    )
    spans: Mapping[str, Value] = {
        name: PolicyText(
            zh=f"{in_words(one.start.isoformat())}至{in_words(one.end.isoformat())}",
            en=f"{one.start.isoformat()} to {one.end.isoformat()}",
        )
        for name, one in (("old", old), ("new", new))
    }
    return Change(
        kind="period-next-year" if shifted else "period-changed",
        direction=_N if shifted else Direction.BOTH,
        subject=Subject.PROCEDURE,
        place=notice_place(f"/periods/{new.id}"),
        old=_when(old),
        new=_when(new),
        clauses_old=old.clauses,
        clauses_new=new.clauses,
        values={"what": policy_text(new.title), **spans},
    )


def _moved_by(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)
