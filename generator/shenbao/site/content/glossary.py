"""The terms of notices: in the order of their sounds, and where each is used."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shenbao.forms import urls
from shenbao.policy.model import Clause, Notice, Rule, Term
from shenbao.site.content import page_index, wording
from shenbao.site.content.clause_backlinks import Use, field_labels

SHOWN = 8
_WORDS = 14
OTHER = "其他"
# GB 2312 keeps its common characters in the order of their sounds; here each letter begins.
_STARTS = (
    (0xB0A1, "A"),
    (0xB0C5, "B"),
    (0xB2C1, "C"),
    (0xB4EE, "D"),
    (0xB6EA, "E"),
    (0xB7A2, "F"),
    (0xB8C1, "G"),
    (0xB9FE, "H"),
    (0xBBF7, "J"),
    (0xBFA6, "K"),
    (0xC0AC, "L"),
    (0xC2E8, "M"),
    (0xC4C3, "N"),
    (0xC5B6, "O"),
    (0xC5BE, "P"),
    (0xC6DA, "Q"),
    (0xC8BB, "R"),
    (0xC8F6, "S"),
    (0xCBFA, "T"),
    (0xCDDA, "W"),
    (0xCEF4, "X"),
    (0xD1B9, "Y"),
    (0xD4D1, "Z"),
    (0xD7FA, OTHER),
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindred:
    """A term that may mean the same, with its notice, and how surely."""

    notice: Notice
    term: Term
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term of the glossary: its notice, where its words stand, and its kin."""

    notice: Notice
    term: Term
    uses: tuple[Use, ...]
    kin: tuple[Kindred, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms of all notices by their first letter, and the terms in each clause."""

    letters: Mapping[str, tuple[Entry, ...]]
    in_clauses: Mapping[tuple[str, str], tuple[Term, ...]]

    def of_notice(self, notice: Notice) -> tuple[Entry, ...]:
        """Return the terms of a notice, in the order of their sounds."""
        return tuple(
            entry
            for entries in self.letters.values()
            for entry in entries
            if entry.notice.id == notice.id
        )

    def of_clause(self, notice: Notice, clause_id: str) -> tuple[Term, ...]:
        """Return the terms whose words stand in a clause."""
        return self.in_clauses.get((notice.id, clause_id), ())

    def __len__(self) -> int:
        return sum(len(entries) for entries in self.letters.values())


def glossary(notices: Sequence[Notice]) -> Glossary:
    """Return the glossary of notices."""
    known = {(notice.id, term.id): (notice, term) for notice in notices for term in notice.terms}
    entries: list[Entry] = []
    in_clauses: dict[tuple[str, str], tuple[Term, ...]] = {}
    for notice in notices:
        found = _mentions(notice)
        entries += [_entry(notice, term, found[term.id], known) for term in notice.terms]
        in_clauses |= _by_clause(notice, found)
    entries.sort(key=lambda entry: sound(entry.term.term))
    letters: dict[str, list[Entry]] = {}
    for entry in entries:
        letters.setdefault(initial(entry.term.term), []).append(entry)
    return Glossary(
        letters={letter: tuple(items) for letter, items in letters.items()}, in_clauses=in_clauses
    )


def sound(text: str) -> tuple[str, bytes]:
    """Return what sorts Chinese words by sound, and Latin ones among them by letter."""
    bare = _NOT_A_LETTER.sub("", text).upper()
    order = initial(text)
    return ("~" if order == OTHER else order), bare.encode("gb18030")


def initial(text: str) -> str:
    """Return the first letter of the sound of a word, or 其他 where it is not known."""
    bare = _NOT_A_LETTER.sub("", text).upper()
    if not bare:
        return OTHER
    if bare[0].isascii():
        return bare[0] if bare[0].isalpha() else OTHER
    code = int.from_bytes(bare[0].encode("gb2312", "ignore"), "big")
    place = bisect_right([start for start, _ in _STARTS], code)
    return _STARTS[place - 1][1] if place else OTHER


def _entry(
    notice: Notice,
    term: Term,
    found: Sequence[Use],
    known: Mapping[tuple[str, str], tuple[Notice, Term]],
) -> Entry:
    kin = [(known.get((one.notice, one.term)), one.how) for one in term.kin]
    return Entry(
        notice=notice,
        term=term,
        uses=tuple(found),
        kin=tuple(Kindred(notice=other[0], term=other[1], how=how) for other, how in kin if other),
    )


def _by_clause(
    notice: Notice, found: Mapping[str, Sequence[Use]]
) -> dict[tuple[str, str], tuple[Term, ...]]:
    places: dict[str, list[Term]] = {}
    for term in notice.terms:
        for use in found[term.id]:
            places.setdefault(use.target, []).append(term)
    return {
        (notice.id, clause.id): tuple(places.get(urls.clause(notice, clause.id), ()))
        for clause in notice.clauses
    }


def _mentions(notice: Notice) -> dict[str, list[Use]]:
    """Return, for every term of a notice, the places whose text has it.

    Of two terms at one place the longer counts: 示例服务级别 is no use of 级别.
    """
    found: dict[str, list[Use]] = {term.id: [] for term in notice.terms}
    owners = {name: term.id for term in notice.terms for name in wording.names_of(term)}
    if not owners:
        return found
    longest_first = sorted(owners, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(re.escape(name) for name in longest_first))
    for text, use in _places(notice):
        for term_id in dict.fromkeys(owners[name] for name in pattern.findall(text)):
            # A rule on several tables is one use, at its first place.
            if not any(_same(use, other) for other in found[term_id]):
                found[term_id].append(use)
    return found


def _same(one: Use, other: Use) -> bool:
    return (one.kind, one.label, one.home) == (other.kind, other.label, other.home)


def _label(clause: Clause) -> str:
    """Name a clause by its number and first words: several may have one number."""
    gist = clause.gist.rstrip("。")
    return f"{clause.number} {gist if len(gist) <= _WORDS else gist[:_WORDS] + '…'}"


_Place = tuple[str, Use]


def _places(notice: Notice) -> Iterator[_Place]:
    """Yield every text of a notice that may use a term, with its place."""
    for clause in notice.clauses:
        # A clause that a term names counts, even where it puts the words another way.
        named = (term.term for term in notice.terms if clause.id in term.clauses)
        place = urls.clause(notice, clause.id)
        text = "\n".join((clause.gist, *clause.quotes, *named))
        yield text, Use(kind="条款", label=_label(clause), target=place)
    for _, item in notice.work_items():
        place = urls.work_item(notice, item.id)
        text = "\n".join((item.title, item.gist, *item.measures))
        yield text, Use(kind="工作任务", label=item.title, target=place)
    yield from _fields(notice)
    for code_list in page_index.shown_lists(notice):
        for row in code_list.rows:
            use = Use(
                kind="名单和指标", label=row.label, target=_row(notice, code_list.name, row.code)
            )
            yield "\n".join(row.values), use
    for home, rule in notice.rules():
        place = urls.rule(notice, rule, home)
        yield _said(rule), Use(kind="规则", label=rule.id, target=place)
    for quota in notice.quotas:
        place = f"{urls.page(notice, 'rules')}#{quota.id}"
        yield quota.title, Use(kind="规则", label=quota.id, target=place)
    for target in notice.targets:
        place = urls.target(notice, target.id)
        yield target.title, Use(kind="目标", label=f"{target.mark} {target.title}", target=place)
    for entry in notice.checklist:
        place = f"{urls.page(notice, 'checklist')}#{entry.id}"
        yield entry.ask, Use(kind="清单", label=entry.id, target=place)


def _fields(notice: Notice) -> Iterator[_Place]:
    for home in notice.homes:
        page, titles = urls.fields(notice, home.id), field_labels(home)
        for node in home.fields():
            if node.title:
                place, label = f"{page}#{node.anchor}", titles[node.pointer]
                use = Use(kind="字段", label=label, target=place, home=home.title)
                yield f"{node.title}\n{node.description}", use


def _row(notice: Notice, list_name: str, code: str) -> str:
    if any(item.name == list_name for item in page_index.indicator_lists(notice)):
        return urls.indicator(notice, list_name, code)
    return urls.code_list(notice, list_name)


def _said(rule: Rule) -> str:
    return "\n".join(dict.fromkeys([rule.message.zh, *(case.message.zh for case in rule.cases)]))
