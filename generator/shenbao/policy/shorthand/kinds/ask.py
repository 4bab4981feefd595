"""One rule of a kind: what its author wrote, in the form or table that it stands in."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from shenbao.core.guards.json_values import is_number
from shenbao.core.messages.shortening import shorten_json
from shenbao.core.messages.values import PolicyText, Value, alike, many, said
from shenbao.core.paths import Path, value_at
from shenbao.policy.cel.engine.functions import months_later
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.model import CodeList, ListRow
from shenbao.policy.model.parameter import is_day
from shenbao.policy.shorthand.kinds.fields import Home, Steps, Target

_NEAR = 0.5
_LISTED = 8
_SHOWN = 60
_MOST_YEARS = 1000
_MOST_MONTHS = 1200

NUMBERS = frozenset({"number", "integer"})
DAYS = frozenset({"date"})


class UnfitError(Exception):
    """A rule that is not as its kind has it: a message of the catalogue, and what fills it."""

    def __init__(self, message: str, details: Mapping[str, Value]) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


def unfit(message: str, **args: Value) -> UnfitError:
    """Return why a rule cannot be as it is written."""
    return UnfitError(message, args)


@dataclass(frozen=True, slots=True)
class Part:
    """The values of a rule for some codes of the field that they depend on, by code.

    Without such a field there is one part, of no codes. ``values`` lack the keys that say
    nothing for these codes. ``labels`` are those of the codes.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    values: Mapping[str, Any]

    @property
    def label(self) -> str:
        """The labels in one text, empty without codes."""
        return "、".join(self.labels)


@dataclass(frozen=True, slots=True)
class Ask:
    """A rule of a kind. ``at`` are the steps to the node that it stands on.

    Every method raises UnfitError for what its author cannot have meant.
    """

    rule: Mapping[str, Any]
    at: Steps
    home: Home
    _found: dict[str, Target] = field(default_factory=dict)

    @property
    def subject(self) -> Target:
        """The field that the rule is about: the one at ``at``, else the node that it stands on."""
        named = self.rule.get("at")
        if named is not None:
            return self.target("at")
        node = self.home.find("", self.at)
        if node is None or not self.at:
            raise unfit("kind-no-field", rule=str(self.rule["id"]))
        return node

    def target(self, key: str) -> Target:
        """Return the field whose path stands under ``key``."""
        return self.named(str(self.rule[key]), key)

    def named(self, path: str, key: str) -> Target:
        """Return the field at a path that stands under ``key``."""
        found = self._found.get(path) or self.home.find(path, self.at)
        if found is None:
            known = list(self.home.paths())
            near = difflib.get_close_matches(path, known, 3, _NEAR)
            raise unfit("kind-field-unknown", key=key, found=path, near=_one_of(near or known))
        self._found[path] = found
        return found

    def fits(self, target: Target, kinds: Iterable[str]) -> Target:
        """Return a field that is of one of these kinds."""
        wanted = tuple(sorted(kinds))
        if target.kind not in wanted:
            raise unfit(
                "kind-field-kind",
                kind=str(self.rule["kind"]),
                label=PolicyText(zh=target.title),
                found=said(f"kind-type-{target.kind}"),
                allowed=many([said(f"kind-type-{kind}") for kind in wanted]),
            )
        return target

    def parts(self, *keys: str) -> Iterator[Part]:
        """Yield the values of some keys, once for all codes of ``by`` that have the same."""
        alike: dict[str, list[Part]] = {}
        for part in self.each(*keys):
            shown = json.dumps(part.values, sort_keys=True, ensure_ascii=False)
            alike.setdefault(shown, []).append(part)
        for same in alike.values():
            codes = tuple(code for part in same for code in part.codes)
            yield Part(codes, tuple(part.label for part in same), same[0].values)

    def each(self, *keys: str) -> Iterator[Part]:
        """Yield the values of some keys for each code of the field ``by``, in its list's order.

        A value that is no mapping holds for every code.
        """
        given = {key: self.rule[key] for key in keys if key in self.rule}
        parted = {key: value for key, value in given.items() if _is_parted(value)}
        if "by" not in self.rule:
            if parted:
                raise unfit("kind-by-missing", key=next(iter(parted)))
            yield Part((), (), _checked(given))
            return
        if not parted:
            raise unfit("kind-by-idle", keys=_one_of(keys))
        codes = self.codes(self.target("by"), "by")
        for key, value in parted.items():
            for code in value:
                self.known(code, codes, key)
        for code, label in codes.items():
            values = {
                key: value[code] if key in parted else value
                for key, value in given.items()
                if key not in parted or code in value
            }
            if parted.keys() & values.keys():
                yield Part((code,), (label,), _checked(values))

    def given(self, part: Part, key: str) -> Any:
        """Return a value without which a part says nothing."""
        if key not in part.values:
            raise unfit("kind-part-lacks", key=key, codes=_one_of(part.codes))
        return part.values[key]

    def in_part(self, part: Part, asked: str) -> str:
        """Return an expression that asks only where a part is meant."""
        if not part.codes:
            return asked
        asked = f"({asked})" if any(sign in asked for sign in ("&&", "||", "?")) else asked
        named = self.target("by").text
        if len(part.codes) == 1:
            return f"{named} != {text(part.codes[0])} || {asked}"
        return f"!({named} in {texts(part.codes)}) || {asked}"

    def codes(self, target: Target, key: str) -> Mapping[str, str]:
        """Return the codes that a field offers, with their labels, in order."""
        code_list = self.list_of(target)
        offered = target.node.get("enum")
        if offered is None and (code_list is None or not code_list.rows):
            raise unfit("kind-no-codes", key=key, label=PolicyText(zh=target.title))
        labels = {row.code: short(row) for row in code_list.rows} if code_list else {}
        return {code: labels.get(code, code) for code in (offered or labels)}

    def known(self, code: Any, codes: Mapping[str, str], key: str) -> str:
        """Return a code that is one of ``codes``."""
        if code not in codes:
            near = difflib.get_close_matches(str(code), list(codes), 3, _NEAR)
            raise unfit("kind-code-unknown", key=key, found=str(code), near=_one_of(near or codes))
        return str(code)

    def list_of(self, target: Target) -> CodeList | None:
        """Return the code list that a field is filled from."""
        name = target.node.get("x-list")
        return None if name is None else self.home.find_list(str(name))

    def code_list(self, key: str) -> CodeList:
        """Return the code list whose name stands under ``key``."""
        found = self.home.find_list(str(self.rule[key]))
        if found is None:
            name = str(self.rule[key])
            raise unfit("list-unknown", found=name, **alike(name))
        return found

    def column_of(self, name: str, code_list: CodeList) -> str:
        """Return the name of a column that a code list has."""
        names = [column.name for column in code_list.columns]
        if name not in names:
            raise unfit("kind-column-unknown", found=name, allowed=_one_of(names))
        return name

    def day(self, value: Any) -> date:
        """Return the day that a value says: the day itself, or so many months from a deadline."""
        if isinstance(value, Mapping):
            name = str(value["deadline"])
            if name not in self.home.deadlines:
                known = tuple(self.home.deadlines)
                near = difflib.get_close_matches(name, known, 3, _NEAR)
                raise unfit("kind-deadline-unknown", found=name, near=_one_of(near or known))
            start = date.fromisoformat(self.home.deadlines[name][:10])
            return months_later(start, int(value.get("months", 0)))
        return date.fromisoformat(str(value))

    @property
    def said_of_who(self) -> str:
        """The title of the field without what ``who`` ends with: 项目负责人, 负责人职称 is 职称."""
        title, who = self.subject.title, self.who.zh
        ends = (title[:size] for size in range(len(title) - 1, 1, -1))
        return title.removeprefix(next(filter(who.endswith, ends), "")).lstrip("·")

    @property
    def who(self) -> PolicyText:
        """Whom the rule is about: the words under ``who``, else the part the field stands in."""
        given = self.rule.get("who")
        if isinstance(given, Mapping):
            return PolicyText(zh=given["zh-CN"], en=given.get("en", ""))
        return PolicyText(zh=str(given or self.subject.group or self.subject.title))

    def place(self, target: Target) -> Path:
        """Return where a field stands in data: in the first row, where it stands in rows."""
        return self.home.place(target.steps)

    def value(self, target: Target, data: Any) -> Any:
        """Return the value of a field in data; LookupError where it is not filled in."""
        found = value_at(data, self.place(target))
        if found is None:
            raise LookupError(target.text)
        return found

    def has(self, target: Target, data: Any) -> bool:
        """Say whether a field is filled in; one that has to be counts as it."""
        return target.optional is False or value_at(data, self.place(target)) is not None

    def in_rows(self, key: str) -> bool:
        """Say whether the path under ``key`` names a column of a list."""
        above = str(self.rule[key]).rpartition("/")[0]
        found = self.home.find(above, self.at) if above else None
        return found is not None and found.kind == "array"

    def column(self, key: str, kinds: Iterable[str]) -> tuple[Target, Target]:
        """Return the list and its column whose path stands under ``key``.

        The expression of the column is its name in a row.
        """
        path = str(self.rule[key])
        rows, _, name = path.rpartition("/")
        found = self.fits(self.named(rows, key) if rows else self.subject, {"array"})
        inside = found.node["items"].get("properties", {})
        if name not in inside:
            near = difflib.get_close_matches(name, list(inside), 3, _NEAR)
            said_near = _one_of(near or inside)
            raise unfit("kind-field-unknown", key=key, found=path, near=said_near)
        steps = (*found.steps, ROW, name)
        needed = name not in found.node["items"].get("required", ())
        title = str(found.node.get("title", ""))
        column = Target(steps, name, inside[name], (name,), (name,) if needed else (), title)
        return found, self.fits(column, kinds)

    def in_case(self, part: Part) -> dict[Path, Any]:
        """Return the change that makes a submission one of a part."""
        return {self.place(self.target("by")): code for code in part.codes}


def text(value: str) -> str:
    """Return a text as an expression writes it."""
    inside = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{inside}'"


def texts(values: Iterable[str]) -> str:
    """Return texts as an expression writes a list of them."""
    return f"[{', '.join(map(text, values))}]"


def double(value: float) -> str:
    """Return a number as an expression writes it."""
    return repr(float(value))


def short(row: ListRow) -> str:
    """Return what a sentence calls a row: a track by its title, without that of the programme."""
    names = [name for name in row.aliases if row.label.endswith(f"·{name}")]
    return names[0] if names else row.label


def _is_parted(value: Any) -> bool:
    return isinstance(value, Mapping) and "deadline" not in value


def _checked(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values of a part; raises UnfitError for one that is not of its key's type."""
    for key, value in values.items():
        wanted, fits = _TYPES[key]
        if not fits(value):
            shown = shorten_json(value, _SHOWN)
            raise unfit("kind-value", key=key, found=shown, wanted=said(f"kind-value-{wanted}"))
    return values


def _is_whole(value: Any) -> bool:
    return is_number(value) and value == int(value) and 0 <= value <= _MOST_YEARS


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_day(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return is_day(value)
    months = value.get("months", 0)
    near = is_number(months) and months == int(months) and abs(months) <= _MOST_MONTHS
    return near and _is_text(value.get("deadline")) and value.keys() <= {"deadline", "months"}


_Type: TypeAlias = tuple[str, Callable[[Any], bool]]
_TYPES: Mapping[str, _Type] = {
    **dict.fromkeys(("least", "most", "percent"), ("number", is_number)),
    **dict.fromkeys(("years", "months", "rows"), ("whole", _is_whole)),
    **dict.fromkeys(("on", "first", "after", "last", "before"), ("day", _is_day)),
    "level": ("code", _is_text),
    "codes": ("codes", _are_texts),
}


def _one_of(names: Iterable[str]) -> Value:
    return many(names, _LISTED)
