"""Every kind of change has a labelled pair: with its class, its words, and its proof."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from changes.labelled_pairs import pairs as pairs_of_schemas
from changes.test_notices import (
    KEJI,
    PAIRS,
    Edit,
    clause,
    edited,
    fewer_topics,
    graver,
    kinds,
    programme,
    quota_cases,
    ruled,
    without,
)

from shenbao.changes.catalogue import CATALOGUE, OF_SCHEMAS
from shenbao.changes.model import Change, Witness
from shenbao.changes.notices.compare import compare_notices
from shenbao.changes.notices.trials import Side
from shenbao.changes.terms import Direction
from shenbao.core.messages import LANGUAGES
from shenbao.policy.cel.evaluation import doubles
from shenbao.policy.cel.expression import Expression
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Field, Lookup, Notice, Quota, Target

GOLDEN = Path(__file__).parent / "expected" / "kinds.txt"
PLAN = Path(__file__).resolve().parents[1] / "notices" / "schemas" / "plan-2024"
T, L, B = Direction.TIGHTER, Direction.LOOSER, Direction.BOTH
N, U = Direction.NEUTRAL, Direction.UNDETERMINED


def field(pointer: str, **values: Any) -> Edit:
    """Change attributes of a field of a form or table, by its pointer."""

    def one(node: Field) -> Field:
        item = None if node.item is None else one(node.item)
        own = values if node.pointer == pointer else {}
        return replace(node, children=tuple(map(one, node.children)), item=item, **own)

    def edit(notice: Notice) -> Notice:
        forms = tuple(
            replace(form, sections=tuple(map(one, form.sections))) for form in notice.forms
        )
        tables = tuple(
            replace(table, columns=tuple(map(one, table.columns))) for table in notice.tables
        )
        return replace(notice, forms=forms, tables=tables)

    return edit


def next_edition(notice: Notice) -> Notice:
    edition = replace(notice.edition, supersedes=f"{notice.id}/{notice.edition.version}")
    return replace(notice, id="next-edition", edition=edition)


def a_year_later(notice: Notice) -> Notice:
    return replace(
        next_edition(notice),
        deadlines=tuple(
            replace(item, at=item.at.replace(year=item.at.year + 1)) for item in notice.deadlines
        ),
        periods=tuple(
            replace(
                item,
                start=item.start.replace(year=item.start.year + 1),
                end=item.end.replace(year=item.end.year + 1),
            )
            for item in notice.periods
        ),
    )


def longer(notice: Notice) -> Notice:
    item = notice.periods[0]
    return edited("periods", item.id, end=item.end + timedelta(days=1))(notice)


def said(identity: str, **words: str) -> Edit:
    return ruled(identity, lambda rule: replace(rule, message=replace(rule.message, **words)))


def limits(number: str) -> Edit:
    """A quota whose bound stands in a list."""

    def edit(notice: Notice) -> Notice:
        found = next(item for item in notice.lists if item.name == "site_kinds")
        column = found.columns[-1].name
        rows = tuple(
            replace(row, values=(*row.values[:-1], number or row.values[-1]))
            for row in found.rows[:1]
        )
        lists = tuple(
            replace(item, rows=(*rows, *item.rows[1:])) if item.name == found.name else item
            for item in notice.lists
        )
        own = Lookup(list_name=found.name, column=column, code=None)
        quotas = (replace(notice.quotas[0], per_list=own), *notice.quotas[1:])
        return replace(notice, lists=lists, quotas=quotas)

    return edit


def same(notice: Notice) -> Notice:
    return notice


def marked(notice: Notice) -> Notice:
    first, *others = notice.programmes[0].topics
    return programme("P1", topics=(replace(first, mark="⑨"), *others))(notice)


def reading(notice: Notice) -> Notice:
    item = notice.readings[0]
    other = next(option.id for option in item.options if option.id != item.default)
    return edited("readings", item.id, default=other)(notice)


def in_files(file: str, now: str, then: str) -> Callable[[Path], Notice]:
    """The edition of 2026 with another text in a file."""

    def made(folder: Path) -> Notice:
        copy = shutil.copytree(KEJI / "keji-2026", folder / "schemas" / "keji-2026")
        text = (copy / file).read_text("utf-8")
        assert now in text
        (copy / file).write_text(text.replace(now, then), "utf-8")
        return load_notice(copy)

    return made


Own = tuple[int, str, Edit, Edit, Direction]
"""The row, the kind, what is done to the old and to the new side, the class."""

OF_CALL: tuple[Own, ...] = (
    (8, "field-renamed", same, same, B),
    (26, "rule-reworded", same, said("KJ-R-10", zh="其他单位不能报重点课题"), N),
    (
        27,
        "field-condition-changed",
        same,
        field("/declarations/novelty_date", when="app.basic.track == 'youth'"),
        U,
    ),
    (27, "field-role-changed", same, field("/leader/name", role="x"), U),
    (28, "rule-added", ruled("KJ-R-10", lambda _: None), same, T),
    (31, "quota-added", without("quotas", "KJ-Q-04"), same, T),
    (31, "quota-changed", same, quota_cases("KJ-Q-04", "counts.all + 0.0 <= 1.0"), U),
    (32, "list-limit-lowered", limits("5"), limits("4"), T),
    (32, "list-limit-raised", limits("5"), limits("6"), L),
    (33, "period-changed", same, longer, B),
    (33, "deadline-next-year", same, a_year_later, N),
    (33, "period-next-year", same, a_year_later, N),
    (34, "clause-added", without("clauses", "c-contact"), same, N),
    (34, "clause-reworded", same, clause("c-contact", quotes=("另一处",)), N),
    (34, "source-moved", same, field("/leader/name", clauses=("c-contact",)), N),
    (34, "basis-changed", same, field("/leader/name", basis="toolkit"), N),
    (35, "clause-still-lenient", same, ruled("KJ-R-03", graver("error")), U),
    (35, "english-unchanged", same, said("KJ-R-03", zh="负责人不超过58岁"), U),
    (36, "retired-id-reused", same, clause("c-once", number="九", gist="甲", quotes=("乙",)), U),
    (37, "reading-changed", same, reading, T),
    (38, "entry-added", fewer_topics, same, L),
    (38, "entry-changed", same, marked, N),
    (39, "value-unchanged", same, next_edition, U),
)
OF_PLAN: tuple[Own, ...] = (
    (27, "indicator-changed", same, field("/safety/coverage", computed="self.checked"), B),
    (31, "target-added", without("targets", "PL-T2"), same, T),
    (31, "target-removed", same, without("targets", "PL-T1"), L),
    (31, "target-changed", same, edited("targets", "PL-T3", at_least=5.0), T),
    (31, "target-changed", same, edited("targets", "PL-T6", at_most=300.0), L),
    (31, "target-changed", same, edited("targets", "PL-T6", at_least=150.0, at_most=300.0), B),
    (31, "target-added", without("targets", "PL-T5"), same, T),
)
PROVED = frozenset(
    kind
    for kind in CATALOGUE
    if kind.startswith(
        ("rule-added", "rule-removed", "quota-", "target-", "parameter-", "reading-")
    )
    if kind not in {"quota-groups-changed", "quota-changed"}
)
"""Of these nothing is claimed to be tighter or looser without a proof."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Own, Notice, Notice]]:
    call, plan = load_notice(KEJI / "keji-2025"), load_notice(PLAN)
    later = load_notice(KEJI / "keji-2026")
    younger = in_files("notice.json", '"value": 57', '"value": 56')
    found = [(own, own[2](call), own[3](call)) for own in OF_CALL]
    found[0] = (OF_CALL[0], call, later)
    found += [(own, own[2](plan), own[3](plan)) for own in OF_PLAN]
    found += [((row, kind, same, edit, way), call, edit(call)) for row, kind, edit, way in PAIRS]
    parameter: Own = (37, "parameter-changed", same, same, T)
    return [*found, (parameter, later, younger(tmp_path_factory.mktemp("younger")))]


def test_every_kind_and_every_row_has_its_own_pair() -> None:
    of_notices = {own[1] for own in (*OF_CALL, *OF_PLAN)} | {pair[1] for pair in PAIRS}
    of_notices.add("parameter-changed")
    of_schemas = {pair.kind for pair in pairs_of_schemas()}
    assert of_notices == set(CATALOGUE) - OF_SCHEMAS
    assert of_schemas == OF_SCHEMAS
    assert {CATALOGUE[kind].number for kind in (*of_notices, *of_schemas)} == set(range(1, 40))


def test_a_pair_has_its_class_its_words_and_its_proof(
    made: list[tuple[Own, Notice, Notice]], request: pytest.FixtureRequest
) -> None:
    """``pytest --update`` renews the words and proofs: read the difference."""
    lines: list[str] = []
    for (row, kind, _, _, direction), old, new in made:
        found = [item for item in compare_notices(old, new) if item.kind == kind]
        classes = {(item.row.number, item.direction) for item in found}
        assert classes == {(row, direction)}, kind
        change = next(item for item in found if item.direction is direction)
        proved = {witness.proves for witness in change.witnesses}
        if kind in PROVED and direction in _NEEDED:
            assert proved == _NEEDED[direction], kind
        for witness in change.witnesses:
            assert holds(old, new, change, witness) == (
                witness.accepted_by == "old",
                witness.accepted_by == "new",
            ), kind
        lines += [f"{row} {kind} {direction.value}"]
        lines += [f"  {change.text(language)}" for language in LANGUAGES]
        lines += [
            f"  {witness.accepted_by} {json.dumps(witness.instance, ensure_ascii=False)}"
            for witness in change.witnesses
        ]
    text = "\n".join(lines) + "\n"
    if request.config.getoption("--update"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


_NEEDED: Mapping[Direction, set[Direction]] = {T: {T}, L: {L}, B: {T, L}}


def holds(old: Notice, new: Notice, change: Change, witness: Witness) -> tuple[bool, bool]:
    """Say under which of the two versions a proof is accepted, asked anew."""
    then, now = (accepted(notice, change, witness) for notice in (old, new))
    return then, now


def accepted(notice: Notice, change: Change, witness: Witness) -> bool:
    instance: Any = witness.instance
    across = {item.id: item for item in (*notice.quotas, *notice.targets)}
    if "counts" in instance or "values" in instance:
        item = across.get(witness.part)
        if isinstance(item, Quota):
            variables = {"counts": instance["counts"], "reading": {}}
            return all(
                Expression.of(case.assertion).holds(variables) is True for case in item.cases
            )
        return item is None or reached(item, instance["values"])
    form = next(home for home in notice.homes if home.ref.endswith(witness.part.split("/")[-1]))
    rules = [rule for rule in form.all_rules() if rule.id in change.rules]
    side = Side.of(notice, form)
    return all(side.outcome(rule, (), doubles(instance)) is True for rule in rules)


def reached(target: Target, values: Mapping[str, Any]) -> bool:
    value = values[target.role]
    if target.aggregate == "all":
        return value is True
    least = float("-inf") if target.at_least is None else target.at_least
    most = float("inf") if target.at_most is None else target.at_most
    return bool(least <= value <= most)


def test_what_persons_judge_has_its_class() -> None:
    """Questions of the checklist and readings are not words alone."""
    call = load_notice(KEJI / "keji-2025")
    item = call.checklist[0]
    graver_now = "error" if item.severity != "error" else "info"
    way = T if graver_now == "error" else L
    for edit, wanted in (
        (edited("checklist", item.id, ask="另问一件事"), U),
        (edited("checklist", item.id, severity=graver_now), way),
        (edited("checklist", item.id, note="另一句说明"), N),
        (without("checklist", item.id), N if item.severity == "info" else L),
    ):
        (change,) = [
            one for one in compare_notices(call, edit(call)) if "checklist" in one.place.pointer
        ]
        assert change.direction is wanted
    edition = replace(call.edition, effective=call.periods[0].start)
    assert "fact-changed" in kinds(compare_notices(call, replace(call, edition=edition)))
    assert "fact-changed" in kinds(compare_notices(call, replace(call, kind="work-plan")))
    gap = call.gaps[0]
    assert "entry-changed" in kinds(compare_notices(call, edited("gaps", gap.id, lines="99")(call)))
