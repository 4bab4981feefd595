"""Values that have to be reached, by every entry alone or by many entries together.

Numbers are judged as they are written: the mean of 0.1 and 0.2 is 0.15. Where ``members`` are
named, only theirs count; equal values of one member count once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import product

from shenbao.core.findings import Finding, Where
from shenbao.core.masking import MASK, mask
from shenbao.core.messages.values import PolicyText, Value, many, said, unit
from shenbao.policy.cel.expression import Expression
from shenbao.policy.model import Target
from shenbao.validation.bundle.entries import Bundle, Entry
from shenbao.validation.bundle.expected_members import Members, MemberValue
from shenbao.validation.bundle.group_findings import (
    NAMED,
    GroupRule,
    by_target,
    chosen,
    listed,
    other_files,
    report,
    report_lacking,
    report_undecided,
)
from shenbao.validation.conditions import comparable
from shenbao.validation.context import Context
from shenbao.validation.form_index import ROWS, Path
from shenbao.validation.numbers import exact, number_words
from shenbao.validation.submission.evaluation_context import Remark
from shenbao.validation.submission.rules import missing_lists

TWICE = "member-twice"
UNKNOWN = "member-unknown"


def check_targets(context: Context, bundle: Bundle) -> Iterator[Finding]:
    """Report every target that is missed or cannot be told; yield a note on each that is reached.

    Nobody has said anything: then there is nothing to say.
    """
    twice: set[tuple[int, tuple[str, ...]]] = set()
    for target in context.notice.targets:
        demand = by_target(target)
        over = bundle.over(target.over)
        found = chosen(demand, target.where, (target.role,), over)
        meant = (
            over
            if target.where is not None and Expression.of(target.where).names_reading
            else found.entries
        )
        for entry in meant:
            entry.collector.follow(target.id, target.readings)
        if found.entries:
            note = _Check(target, context, demand, found.entries, twice).run(found.astray)
            if note is not None:
                yield note


class _Check:
    """One target while it is checked over the entries that it speaks of."""

    def __init__(
        self,
        target: Target,
        context: Context,
        demand: GroupRule,
        entries: Sequence[Entry],
        twice: set[tuple[int, tuple[str, ...]]],
    ) -> None:
        self._target = target
        self._context = context
        self._demand = demand
        self._entries = entries
        self._twice = twice
        self._least = None if target.at_least is None else exact(target.at_least)
        self._most = None if target.at_most is None else exact(target.at_most)

    def run(self, astray: int) -> Finding | None:
        """Report what is missed or cannot be told; return a note when all is reached.

        ``astray``: of so many entries it cannot be told whether the target speaks of them.
        """
        values = [value for entry in self._entries for value in self._values(entry)]
        missing_list = self._missing_list()
        members = None
        if self._target.members and missing_list is None:
            members = self._members(values)
            members.mistaken += astray
            values = [value for group in members.values.values() for value in group]
        failed = self._fails_alone([value for value in values if value.said])
        if missing_list is not None:
            if not failed:
                self._undecided(missing_list)
            return None
        silent = [value for value in values if not value.said]
        if members is None:
            self._report_silent(silent)
        elif (not failed or self._target.aggregate == "each") and (names := members.missing()):
            if len(names) > members.mistaken:
                self._undecided_members(names)
            return None
        hidden = astray if members is None else len(members.broken)
        told = not failed and not silent and not hidden
        return self._together(values, members) if told and values else None

    def _values(self, entry: Entry) -> list[MemberValue]:
        """Return what an entry says in the role; nothing where the role does not apply."""
        role = self._target.role
        if entry.pattern(role) is None:
            return []
        found = []
        for path, value in entry.values(role) or [(entry.place([role]), None)]:
            read = path not in entry.subject.broken
            truth = value if read and isinstance(value, bool) else None
            number = exact(value) if read and isinstance(value, float) else None
            found.append(MemberValue(entry, path, number, truth))
        return found

    def _missing_list(self) -> Value | None:
        names = dict.fromkeys(self._target.members.values())
        told = (self._context.missing_list(name) for name in names)
        titles = [title for title in told if title is not None]
        return missing_lists(tuple(titles)) if titles else None

    # -- members --------------------------------------------------------------------------

    def _members(self, values: Sequence[MemberValue]) -> Members:
        """Place the values at their members; report those placed twice or nowhere."""
        roles = tuple(self._target.members)
        known = [self._codes(name) for name in self._target.members.values()]
        found = Members(
            labels={
                tuple(code for code, _ in combination): " · ".join(
                    label for _, label in combination
                )
                for combination in product(*(dict.fromkeys(codes.values()) for codes in known))
            }
        )
        for value in values:
            said = [value.entry.says(role) for role in roles]
            if not all(said):
                lacking = [role for role, part in zip(roles, said, strict=True) if not part]
                place = value.entry.place(lacking)
                found.mistaken += 1
                report_lacking(self._demand, value.entry, place, [place])
                continue
            codes = [codes.get(part[0].folded) for codes, part in zip(known, said, strict=True)]
            key = tuple(code[0] for code in codes if code is not None)
            if len(key) < len(roles):
                found.mistaken += value.entry.unread(roles)
                self._report_unknown(value, codes.index(None))
            elif not value.said:
                found.silent.setdefault(key, value)
                if value.path in value.entry.subject.broken:
                    found.broken.add(key)
            else:
                before = found.values.setdefault(key, [])
                if before and before[0].entry is not value.entry:
                    self._report_twice(value, before[0])
                before.append(value)
        return found

    def _codes(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what stands for each row of a list, its code and its label."""
        codes: dict[str, tuple[str, str]] = {}
        for form, row in self._context.lists[name].names():
            codes.setdefault(comparable(form), (row.code, row.label))
        return codes

    def _report_twice(self, value: MemberValue, before: MemberValue) -> None:
        roles = tuple(self._target.members)
        if self._target.aggregate == "each" or (id(value.entry), roles) in self._twice:
            return
        self._twice.add((id(value.entry), roles))
        entry, at = value.entry, before.entry.at

        def args() -> dict[str, Value]:
            names = many((entry.subject.name(entry.place([role])) for role in roles), joint="dot")
            row = str(before.entry.subject.row_number(int(at[-1]))) if at else "none"
            return {"name": names, "file": before.entry.file, "row": row}

        self._remark(TWICE, entry, entry.place(roles), args)

    def _report_unknown(self, value: MemberValue, number: int) -> None:
        """Say that a member stands in no list; of a closed given list the form says it."""
        role, name = list(self._target.members.items())[number]
        code_list = self._context.lists[name]
        if not code_list.closed:
            entry = value.entry
            place = entry.place([role])

            def args() -> dict[str, Value]:
                name = entry.subject.name(place)
                title = PolicyText(zh=code_list.title)
                return {"name": name, "list": title, "title": self._title()}

            self._remark(UNKNOWN, entry, place, args)

    def _remark(
        self, rule: str, entry: Entry, path: Path, args: Callable[[], Mapping[str, Value]]
    ) -> None:
        subject = entry.subject

        def build() -> Finding:
            return Finding(
                rule=rule,
                severity="warning",
                verdict="fail",
                where=subject.where(path),
                message=rule,
                args={"label": subject.label(path), **args()},
                basis="toolkit",
            )

        entry.collector.add((rule, self._target.id), path, build)

    # -- alone ----------------------------------------------------------------------------

    def _fails_alone(self, values: Sequence[MemberValue]) -> bool:
        """Report the entries that miss the target whatever the others say."""
        aggregate = self._target.aggregate
        if aggregate in ("mean", "sum"):
            return False
        failed = False
        for value in values:
            if aggregate == "all":
                wrong = value.truth is False
            elif value.number is None:
                wrong = False
            else:
                most = self._most if aggregate == "each" else None
                wrong = not _within(value.number, self._least, most)
            if wrong:
                failed = True
                make = partial(self._alone, value)
                report(self._demand, value.entry, value.path, "target", make)
        return failed

    def _alone(self, value: MemberValue) -> Remark:
        if value.number is None:
            args = self._args(value, "")
            return Remark(message="target-all", args=args, found=self._found(value))
        bounds = self._bounds()
        args = self._args(value, number_words(value.number, *bounds))
        return Remark(message="target-each", args=args, found=self._found(value))

    # -- together -------------------------------------------------------------------------

    def _together(self, values: Sequence[MemberValue], members: Members | None) -> Finding | None:
        aggregate = self._target.aggregate
        if aggregate in ("each", "all"):
            return self._reached("" if aggregate == "all" else str(len(values)))
        if members is not None:
            if aggregate in ("mean", "sum") and (double := next(members.differing(), None)):
                self._undecided_differing(*double)
                return None
            if aggregate in ("mean", "sum"):
                values = members.counted()
        numbers = [value.number for value in values if value.number is not None]
        if len(numbers) < len(values):
            return None
        result = _aggregated(aggregate, numbers)
        text = number_words(result, *self._bounds())
        if _within(result, self._least, self._most):
            return self._reached(text)
        files = list(dict.fromkeys(value.entry.file for value in values))
        parts = many(map(number_words, numbers), NAMED * 2)
        for value in values:
            make = partial(self._group, value, text, parts, files)
            report(self._demand, value.entry, value.path, "target", make)
        return None

    def _group(self, value: MemberValue, text: str, parts: Value, files: Sequence[str]) -> Remark:
        others = other_files(value.entry, files)
        args = self._args(value, text)
        hidden = value.entry.subject.home.masked(value.path)
        also = said("target-also", others=others) if others else ""
        return Remark(
            message=f"target-{self._target.aggregate}",
            args={**args, "also": also, "values": MASK if hidden else parts},
            found=self._found(value),
        )

    def _report_silent(self, silent: Sequence[MemberValue]) -> None:
        for value in silent:
            report_lacking(self._demand, value.entry, value.path, [value.path])

    def _undecided_members(self, missing: Mapping[str, MemberValue | None]) -> None:
        """Say who is missing: at the first place that was left empty, if there is one."""
        labels = many((PolicyText(zh=name) for name in missing), NAMED)
        at = next((value for value in missing.values() if value is not None), None)
        self._undecided(said("undecided-members", count=str(len(missing)), labels=labels), at)

    def _undecided_differing(self, label: str, values: Sequence[MemberValue]) -> None:
        masked = values[0].entry.subject.home.masked(values[0].path)
        numbers = dict.fromkeys(
            number_words(value.number) for value in values if value.number is not None
        )
        told = MASK if masked else listed(list(numbers)[:NAMED], len(numbers))
        name = PolicyText(zh=label)
        self._undecided(said("undecided-differing", name=name, values=told), values[-1])

    def _undecided(self, missing: Value, at: MemberValue | None = None) -> None:
        """Say once why the target cannot be told: at a value, else at the first table or form.

        What no row gives stands at none of its rows.
        """
        entry = self._entries[0] if at is None else at.entry
        whole = ROWS if entry.at else entry.place([self._target.role])
        path = whole if at is None else at.path
        title = self._title()
        report_undecided(self._demand, entry, path, missing, "target-undecided", title=title)

    def _reached(self, text: str) -> Finding:
        title = self._title()
        how = self._target.aggregate
        args = {**self._said(), "title": title, "value": text, "how": how}
        if any(
            entry.subject.home.masked(entry.place([self._target.role])) for entry in self._entries
        ):
            args["value"] = MASK
        return Finding(
            rule=self._target.id,
            severity="info",
            verdict="fail",
            where=Where(label=title.zh),
            message=f"target-reached-{how}" if how in ("all", "each") else "target-reached",
            args=args,
            clauses=self._context.citations(self._target.clauses),
            basis=self._target.basis,
        )

    # -- words ----------------------------------------------------------------------------

    def _title(self) -> PolicyText:
        return PolicyText(zh=f"{self._target.mark} {self._target.title}")

    def _bounds(self) -> list[Fraction]:
        return [bound for bound in (self._least, self._most) if bound is not None]

    def _found(self, value: MemberValue) -> str | None:
        subject = value.entry.subject
        return subject.show(value.path, subject.value(value.path))

    def _args(self, value: MemberValue, text: str) -> dict[str, Value]:
        masked = value.entry.subject.home.masked(value.path)
        return {**self._said(), "value": mask(text, hidden=masked)}

    def _said(self) -> dict[str, Value]:
        """Return the unit, the bound and the due words."""
        words = {"unit": unit(self._target.unit), "due": PolicyText(zh=str(self._target.due))}
        numbers = {"unit": words["unit"]}
        if self._least is not None:
            numbers["least"] = number_words(self._least, self._least)
        if self._most is not None:
            numbers["most"] = number_words(self._most, self._most)
        if self._least is None:
            name = "target-at-most"
        else:
            name = "target-at-least" if self._most is None else "target-between"
        return {**words, "bound": said(name, **numbers)} if self._bounds() else words


def _within(value: Fraction, least: Fraction | None, most: Fraction | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _aggregated(aggregate: str, numbers: Sequence[Fraction]) -> Fraction:
    if aggregate == "min":
        return min(numbers)
    total = sum(numbers, Fraction(0))
    return total / len(numbers) if aggregate == "mean" else total
