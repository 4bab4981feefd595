"""Kinds about codes and names: a level, a choice, a list that a name stands on, one table row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from shenbao.core.messages.values import PolicyText, Value, many, said
from shenbao.policy.model import CodeList, ListRow
from shenbao.policy.shorthand.kinds.ask import Ask, text, texts, unfit
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.kind import Kind, Step
from shenbao.policy.shorthand.kinds.trial import Trial

_TEXT = frozenset({"string"})
_LABEL = "label"
_ELSEWHERE = "不在名单里的单位"


def _level(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _TEXT)
    codes = ask.codes(subject, "at")
    for part in ask.parts("level"):
        level = ask.known(part.values["level"], codes, "level")
        shown: dict[str, Value] = {"level": PolicyText(zh=codes[level])}
        words = said("kind-level", who=ask.who, label=PolicyText(zh=ask.said_of_who), **shown)
        asked = f"{subject.text} in {texts(_from(ask, subject, level))}"
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _from(ask: Ask, subject: Target, level: str) -> Sequence[str]:
    """Return the codes of an ordered list that are not below ``level``."""
    code_list = ask.list_of(subject)
    ranks = {} if code_list is None else code_list.ranks()
    if not ranks:
        raise unfit("kind-list-unordered", label=PolicyText(zh=subject.title))
    if level not in ranks:
        raise unfit("kind-code-unranked", found=level)
    return [code for code, rank in ranks.items() if rank >= ranks[level]]


def _level_trials(ask: Ask, _data: Any) -> Iterator[Trial]:
    """Yield every code that the field offers."""
    subject = ask.subject
    for part in ask.each("level"):
        enough = _from(ask, subject, str(part.values["level"]))
        for code in ask.codes(subject, "at"):
            change = {**ask.in_case(part), ask.place(subject): code}
            yield Trial(code in enough, change, group="".join(part.codes))


def _choice(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _TEXT)
    codes = ask.codes(subject, "at")
    for part in ask.parts("codes"):
        chosen = [ask.known(code, codes, "codes") for code in part.values["codes"]]
        shown: dict[str, Value] = {"choices": many([PolicyText(zh=codes[code]) for code in chosen])}
        words = said("kind-choice", label=PolicyText(zh=subject.title), **shown)
        asked = (
            f"{subject.text} in {texts(chosen)}"
            if len(chosen) > 1
            else f"{subject.text} == {text(chosen[0])}"
        )
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _choice_trials(ask: Ask, _data: Any) -> Iterator[Trial]:
    subject = ask.subject
    for part in ask.each("codes"):
        for code in ask.codes(subject, "at"):
            change = {**ask.in_case(part), ask.place(subject): code}
            yield Trial(code in part.values["codes"], change, group="".join(part.codes))


def _listed(ask: Ask, *, wanted: bool) -> Iterator[Step]:
    code_list = ask.code_list("list")
    pairs = _pairs(ask, code_list)
    if wanted and list(pairs) == [_LABEL]:
        asked = f"fold({pairs[_LABEL].text}) in fold(ref.{code_list.name}.labels)"
    else:
        compared = " && ".join(_alike(f"r.{name}", field) for name, field in pairs.items())
        negation = "" if wanted else "!"
        asked = f"{negation}ref.{code_list.name}.rows.exists(r, {compared})"
    label = PolicyText(zh=ask.subject.title)
    shown: dict[str, Value] = {"list": PolicyText(zh=code_list.title)}
    yield Step(
        asked, said("kind-on-list" if wanted else "kind-off-list", label=label, **shown), shown
    )


def _pairs(ask: Ask, code_list: CodeList) -> Mapping[str, Target]:
    """Return the columns that are compared, each with its field; the names where none is said."""
    if "match" not in ask.rule:
        return {_LABEL: ask.fits(ask.subject, _TEXT)}
    return {
        ask.column_of(name, code_list): ask.fits(ask.named(str(path), f"match/{name}"), _TEXT)
        for name, path in ask.rule["match"].items()
    }


def _alike(column: str, field: Target) -> str:
    """Return what says that a column and a field are the same: names are compared folded."""
    if "enum" in field.node:
        return f"{column} == {field.text}"
    return f"fold({column}) == fold({field.text})"


def _listed_trials(ask: Ask, _data: Any, *, wanted: bool) -> Iterator[Trial]:
    """Yield both ends of the list, and what is not on it."""
    code_list = ask.code_list("list")
    pairs = _pairs(ask, code_list)
    for row in _ends(code_list):
        given = _row(row, code_list)
        yield Trial(wanted, {ask.place(field): given[name] for name, field in pairs.items()})
    last = list(pairs.values())[-1]
    if "enum" not in last.node:
        yield Trial(not wanted, {ask.place(last): _ELSEWHERE})


def _ends(code_list: CodeList) -> Sequence[ListRow]:
    """Return the first and the last row of a list."""
    return list({row.code: row for row in (*code_list.rows[:1], *code_list.rows[-1:])}.values())


def _row(row: ListRow, code_list: CodeList) -> Mapping[str, str]:
    names = [column.name for column in code_list.columns]
    return dict(zip(names, row.values, strict=False))


def _matches(ask: Ask) -> Iterator[Step]:
    yield from _listed(ask, wanted=True)
    code_list = ask.code_list("list")
    pairs = _pairs(ask, code_list).items()
    found = " && ".join(_alike(f"r.{name}", field) for name, field in pairs)
    shown: dict[str, Value] = {"list": PolicyText(zh=code_list.title)}
    for name, field in _columns(ask).items():
        same = _alike(f"r.{ask.column_of(name, code_list)}", ask.fits(field, _TEXT))
        words = said("kind-matches", label=PolicyText(zh=field.title), **shown)
        yield Step(f"ref.{code_list.name}.rows.exists(r, {found} && {same})", words, shown)


def _columns(ask: Ask) -> Mapping[str, Target]:
    columns = ask.rule["columns"].items()
    return {name: ask.named(str(path), f"columns/{name}") for name, path in columns}


def _matches_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    """Yield the ends of the list as they are, and with each column as another row has it."""
    code_list = ask.code_list("list")
    columns = _columns(ask)
    fields = {**_pairs(ask, code_list), **columns}
    for row in _ends(code_list):
        own = _row(row, code_list)
        put = {ask.place(field): own[name] for name, field in fields.items()}
        yield Trial(holds=True, put=put)
        for name, field in columns.items():
            others = {_row(other, code_list)[name] for other in code_list.rows} - {own[name]}
            if others:
                yield Trial(holds=False, put={**put, ask.place(field): min(others)})
    yield from (trial for trial in _listed_trials(ask, data, wanted=True) if not trial.holds)


LEVEL_AT_LEAST = Kind(_level, _level_trials, needs=("level",), allows=("by", "who"))
CODE_IN = Kind(_choice, _choice_trials, needs=("codes",), allows=("by",))
ON_LIST = Kind(
    partial(_listed, wanted=True),
    partial(_listed_trials, wanted=True),
    needs=("list",),
    allows=("match",),
)
NOT_ON_LIST = Kind(
    partial(_listed, wanted=False),
    partial(_listed_trials, wanted=False),
    needs=("list",),
    allows=("match",),
)
MATCHES_TABLE = Kind(_matches, _matches_trials, needs=("list", "columns"), allows=("match",))
