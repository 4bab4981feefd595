"""Kinds about what is filled in: needed when, confirmed, not both, one of several, rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbao.core.messages.values import PolicyText, Value, many, said
from shenbao.core.paths import Path, value_at
from shenbao.policy.shorthand.kinds.ask import Ask, double, text, unfit
from shenbao.policy.shorthand.kinds.fields import Target
from shenbao.policy.shorthand.kinds.kind import Kind, Step, always
from shenbao.policy.shorthand.kinds.trial import Trial

_ALL = frozenset({"array", "boolean", "date", "integer", "number", "object", "string"})
_TEXT = frozenset({"string"})
_YES = frozenset({"boolean"})
_ROWS = frozenset({"array"})
_DAY = "2024-01-01"


def _filled(target: Target) -> str:
    """Return the expression that says that something is given.

    A question is answered with yes; a text that somebody types is more than blanks.
    """
    if target.kind == "boolean":
        return f"{target.present} && {target.text}"
    typed = target.kind == "string" and "enum" not in target.node
    return f"{target.present} && {target.text}.matches('\\\\S')" if typed else target.present


def _sample(target: Target) -> Any:
    """Return a value that a field may have."""
    node = target.node
    for known in ("x-example", "const"):
        if known in node:
            return node[known]
    if "enum" in node:
        return node["enum"][0]
    plain: Mapping[str, Any] = {"boolean": True, "date": _DAY, "string": "示例"}
    if target.kind in plain:
        return plain[target.kind]
    if target.kind in ("number", "integer"):
        return node.get("minimum", node.get("maximum", 1))
    raise LookupError(target.text)


def _given(ask: Ask, target: Target, data: Any) -> Any:
    """Return the value that data have, else one that they may have."""
    found = value_at(data, ask.place(target))
    return _sample(target) if found is None or target.kind == "boolean" else found


def _required(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _ALL)
    about = _condition(ask)[1]
    words = said(
        "kind-required-when" if about else "kind-required",
        label=PolicyText(zh=subject.title),
        about=about,
    )
    yield Step(_filled(subject), words)


def _needed(ask: Ask) -> str:
    return _condition(ask)[0]


def _condition(ask: Ask) -> tuple[str, Value]:
    """Return what makes the field needed, as an expression and in words; nothing for always."""
    given = ask.rule.get("if")
    if given is None:
        return "", ""
    if "filled" in given:
        targets = [ask.named(str(path), "if/filled") for path in given["filled"]]
        titles = many([PolicyText(zh=target.title) for target in targets])
        return " || ".join(_filled(target) for target in targets), said(
            "kind-filled", fields=titles
        )
    field, codes = _chosen(ask, given)
    labels = ask.codes(field, "if/field") if field.kind == "string" else {}
    shown = [
        PolicyText(zh=labels.get(code, "")) if labels else said(f"kind-{_word(code)}")
        for code in codes
    ]
    about = said("kind-chosen", label=PolicyText(zh=field.title), codes=many(shown))
    if field.kind == "boolean":
        return field.text if codes[0] else f"!{field.text}", about
    chosen = ", ".join(text(code) for code in codes)
    return f"{field.text} in [{chosen}]" if len(codes) > 1 else f"{field.text} == {chosen}", about


def _word(value: Any) -> str:
    return "yes" if value else "no"


def _chosen(ask: Ask, given: Mapping[str, Any]) -> tuple[Target, Sequence[Any]]:
    field = ask.fits(ask.named(str(given["field"]), "if/field"), {"boolean", "string"})
    codes = given["is"] if isinstance(given["is"], list) else [given["is"]]
    if field.kind == "boolean":
        if not isinstance(codes[0], bool):
            raise unfit("kind-code-unknown", key="if/is", found=str(codes[0]), near="true, false")
    else:
        known = ask.codes(field, "if/field")
        codes = [ask.known(code, known, "if/is") for code in codes]
    return field, codes


def _required_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    subject = ask.subject
    place, value = ask.place(subject), _given(ask, subject, data)
    for put, gone, meant in _conditions(ask, data):
        yield Trial(holds=True, put={**put, place: value}, gone=gone)
        yield Trial(not meant, put, (*gone, place))
        if subject.kind == "boolean":
            yield Trial(not meant, {**put, place: False}, gone)


def _conditions(ask: Ask, data: Any) -> Iterator[tuple[Mapping[Path, Any], tuple[Path, ...], bool]]:
    """Yield each way in which the field is needed or not: what is put, what is left out."""
    given = ask.rule.get("if")
    if given is None:
        yield {}, (), True
    elif "filled" in given:
        targets = [ask.named(str(path), "if/filled") for path in given["filled"]]
        places = {ask.place(target): _given(ask, target, data) for target in targets}
        for place, value in places.items():
            yield {place: value}, tuple(other for other in places if other != place), True
        yield {}, tuple(places), False
    else:
        field, codes = _chosen(ask, given)
        place = ask.place(field)
        offered = (True, False) if field.kind == "boolean" else ask.codes(field, "if/field")
        for code in offered:
            yield {place: code}, (), code in codes


def _confirmed(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _YES)
    # The lack of an answer that is needed anyway is a mistake of its own.
    asked = _filled(subject) if subject.optional else subject.text
    yield Step(asked, said("kind-must-be-yes", label=PolicyText(zh=subject.title)))


def _confirmed_trials(ask: Ask, _data: Any) -> Iterator[Trial]:
    for answer in (True, False):
        yield Trial(answer, {ask.place(ask.subject): answer})


def _fields(ask: Ask) -> list[Target]:
    return [ask.fits(ask.named(str(path), "fields"), _ALL) for path in ask.rule["fields"]]


def _counted(targets: Sequence[Target]) -> str:
    return " + ".join(f"({_filled(target)} ? 1 : 0)" for target in targets)


def _titles(targets: Sequence[Target]) -> Value:
    return many([PolicyText(zh=target.title) for target in targets])


def _not_both(ask: Ask) -> Iterator[Step]:
    targets = _fields(ask)
    yield Step(f"{_counted(targets)} <= 1", said("kind-not-both", fields=_titles(targets)))


def _one_of(ask: Ask) -> Iterator[Step]:
    targets = _fields(ask)
    exactly = ask.rule.get("exactly") is True
    if exactly:
        asked = f"{_counted(targets)} == 1"
    else:
        asked = " || ".join(f"({_filled(target)})" for target in targets)
    words = said("kind-one-exactly" if exactly else "kind-one-of", fields=_titles(targets))
    yield Step(asked, words)


def _number_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    """Yield none of the fields filled in, each of them alone, the first two together."""
    least, most = _allowed(ask)
    places = {ask.place(target): _given(ask, target, data) for target in _fields(ask)}
    chosen = [[], *([place] for place in places), list(places)[:2]]
    for given in chosen:
        put = {place: places[place] for place in given}
        gone = tuple(place for place in places if place not in put)
        yield Trial(least <= len(given) <= most, put, gone)


def _allowed(ask: Ask) -> tuple[int, int]:
    if ask.rule["kind"] == "not-both":
        return 0, 1
    return 1, 1 if ask.rule.get("exactly") is True else len(ask.rule["fields"])


def _rows(ask: Ask) -> Iterator[Step]:
    subject = ask.fits(ask.subject, _ROWS)
    chosen = list(_chosen_rows(ask, subject))
    counted = subject.text
    if chosen:
        counted += f".filter(r, {' && '.join(asked for asked, _ in chosen)})"
    for part in ask.parts("rows"):
        shown: dict[str, Value] = {"rows": str(part.values["rows"])}
        present = "" if subject.text == "self" else f"{subject.present} && "
        asked = f"{present}double(size({counted})) >= {double(part.values['rows'])}"
        words = said(
            "kind-rows-chosen" if chosen else "kind-rows",
            label=PolicyText(zh=subject.title),
            where=many([name for _, name in chosen]),
            **shown,
        )
        yield Step(ask.in_part(part, asked), words, shown, part.label)


def _chosen_rows(ask: Ask, subject: Target) -> Iterator[tuple[str, Value]]:
    """Yield what a row that counts must say, as an expression and in words."""
    inside = subject.node["items"].get("properties", {})
    for name, value in ask.rule.get("where", {}).items():
        if name not in inside:
            raise unfit("kind-field-unknown", key="where", found=name, near=many(inside))
        column = Target((name,), name, inside[name], (), (), "")
        title = PolicyText(zh=column.title)
        if value is True:
            ask.fits(column, _YES)
            yield f"has(r.{name}) && r.{name}", title
        else:
            labels = ask.codes(ask.fits(column, _TEXT), "where")
            code = ask.known(value, labels, "where")
            label = PolicyText(zh=labels[code])
            yield f"has(r.{name}) && r.{name} == {text(code)}", label


def _rows_trials(ask: Ask, data: Any) -> Iterator[Trial]:
    subject = ask.subject
    row = {**ask.value(subject, data)[0], **ask.rule.get("where", {})}
    for part in ask.each("rows"):
        wanted = int(part.values["rows"])
        for rows in (wanted, wanted - 1):
            put = {**ask.in_case(part), ask.place(subject): [dict(row) for _ in range(rows)]}
            yield Trial(rows == wanted, put, group="".join(part.codes))


REQUIRED_WHEN = Kind(_required, _required_trials, allows=("if",), when=_needed)
MUST_BE_YES = Kind(_confirmed, _confirmed_trials, when=always)
NOT_BOTH = Kind(_not_both, _number_trials, needs=("fields",), when=always)
ONE_OF = Kind(_one_of, _number_trials, needs=("fields",), allows=("exactly",), when=always)
ROWS_AT_LEAST = Kind(_rows, _rows_trials, needs=("rows",), allows=("by", "where"), when=always)
