"""Facts that pages derive from forms by role, and short phrases for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shenbao.core.guards.json_values import is_number
from shenbao.forms.wording import chinese_day
from shenbao.policy.model import (
    Absent,
    ChecklistItem,
    Clause,
    CodeList,
    Deadline,
    Field,
    Form,
    FormOrTable,
    Gap,
    Moved,
    Notice,
    NoticeSource,
    Period,
    PeriodKind,
    Programme,
    Quota,
    Reading,
    Rule,
    Severity,
    Target,
    Text,
    Track,
)
from shenbao.policy.usage import track_facts
from shenbao.policy.usage.call_dates import closing, windows
from shenbao.site.content.wording import NOT_STATED, PURPOSES

_TYPES = {
    "object": "一组字段",
    "string": "文字",
    "boolean": "是或否",
    "integer": "整数",
    "number": "数值",
}
_STRICT: tuple[Severity, ...] = ("error", "warning", "review", "info")
_MONEY = re.compile("经费|资金|资助|补助|预算|拨款|万元")
_UNITS_OF_MONEY = {"元": 1 / 10_000, "万元": 1.0, "亿元": 10_000.0}
_SENTENCE = re.compile(r"[^。]*。?")
PEOPLE = frozenset({"lead_unit", "alliance", "members", "leader", "leader_unit", "co_leader"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule on its page, with the nodes of the form at which it holds.

    ``first``: of the forms on the page that have it, this is the first.
    """

    rule: Rule
    nodes: tuple[Field, ...]
    first: bool


def amount(notice: Notice, track: Track) -> Text:
    """Return the amount of a track: its range, else the clauses that say it, else 原文未载."""
    found = track_facts.amount(notice, track)
    if found is None:
        return NOT_STATED
    words = _range(found.least, found.most, found.unit)
    return words or _by_clauses(notice, found.clauses)


def bounds(node: Field) -> str:
    """Return the limits of a number with its unit, or an empty text."""
    fixed = node.schema.get("const")
    if is_number(fixed):
        return _range(fixed, fixed, node.unit or "")
    return _range(node.schema.get("minimum"), node.schema.get("maximum"), node.unit or "")


def _range(low: float | None, high: float | None, unit: str) -> str:
    after = f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f"{low:g}{after}" if low == high else f"{low:g}–{high:g}{after}"
    if high is not None:
        return f"不超过 {high:g}{after}"
    return f"不少于 {low:g}{after}" if low is not None else ""


def _by_clauses(notice: Notice, clauses: Sequence[str]) -> str:
    numbers = dict.fromkeys(notice.clause(name).number for name in clauses)
    return f"见条款 {'、'.join(numbers)}"


def money(notice: Notice, tracks: Sequence[Track]) -> tuple[float, float] | None:
    """Return the least and the most that an application of any of ``tracks`` asks for, in 万元.

    None where the notice gives no number in yuan for any of them.
    """
    found = [
        (bound * _UNITS_OF_MONEY[item.unit])
        for track in tracks
        if (item := track_facts.amount(notice, track)) is not None and item.unit in _UNITS_OF_MONEY
        for bound in (item.least, item.most)
        if bound is not None
    ]
    return (min(found), max(found)) if found else None


def programme_amounts(notice: Notice, programme: Programme) -> tuple[tuple[Track, Text], ...]:
    """Return the amount of every track of a programme."""
    return tuple((track, amount(notice, track)) for track in programme.tracks)


def duration(notice: Notice, track: Track) -> Text:
    """Return for how long a project runs where no period says it, else 原文未载."""
    found = track_facts.duration(notice, track)
    if found is None:
        return NOT_STATED
    if found.start is not None and found.end is not None:
        return f"{chinese_day(found.start)}至{chinese_day(found.end)}"
    if found.months is not None:
        years, rest = divmod(found.months, 12)
        return f"{found.months} 个月" if rest else f"{years} 年"
    return _by_clauses(notice, found.clauses)


def leader(notice: Notice, track: Track) -> Text:
    """Return who may lead: as stated, else the clauses of the rules on leaders."""
    return _stated(notice, track.leader, track_facts.asked_of(notice, track, "leader"))


def limit(notice: Notice, programme: Programme, track: Track) -> Text:
    """Return how many may apply: as stated, else the clauses of the quotas."""
    quotas = quotas_of(notice, programme, track)
    clauses = dict.fromkeys(clause for quota in quotas for clause in quota.clauses)
    return _stated(notice, track.quota, tuple(clauses))


def _stated(notice: Notice, said: Text, clauses: Sequence[str]) -> Text:
    return _by_clauses(notice, clauses) if isinstance(said, Absent) and clauses else said


def track_titles(notice: Notice, ids: Sequence[str]) -> str:
    """Return the titles of some tracks."""
    tracks = (track for programme in notice.programmes for track in programme.tracks)
    return "、".join(track.title for track in tracks if track.id in ids)


def durations(notice: Notice, programme: Programme) -> tuple[tuple[str, Text], ...]:
    """Return for how long projects run, with the titles of the tracks for which it holds."""
    said = [(track.title, duration(notice, track)) for track in programme.tracks]
    known = [item for item in said if not isinstance(item[1], Absent)]
    return tuple(joined(known))


def joined(said: Sequence[tuple[str, Text]]) -> Iterator[tuple[str, Text]]:
    """Yield every text once, with the labels of all that say it."""
    for text in dict.fromkeys(text for _, text in said):
        yield "、".join(label for label, other in said if other == text), text


def form_of(notice: Notice, form_id: str) -> Form | None:
    """Return the form of a track, or None where the notice has none."""
    return next((form for form in notice.forms if form.id == form_id), None)


def programme_periods(notice: Notice, programme: Programme) -> tuple[Period, ...]:
    """Return the periods of a programme, else those of the whole notice."""
    own = tuple(item for item in notice.periods if item.programme == programme.id)
    return own or tuple(item for item in notice.periods if item.programme is None)


def home_of(notice: Notice, home_id: str) -> FormOrTable | None:
    """Return the form or table of an id, or None where the notice has none."""
    homes: tuple[FormOrTable, ...] = notice.homes
    return next((home for home in homes if home.id == home_id), None)


def track_periods(notice: Notice, programme: Programme, track: Track) -> tuple[Period, ...]:
    """Return the periods of a track: its own, else those of its programme."""
    of_programme = programme_periods(notice, programme)
    own = tuple(item for item in of_programme if item.id == track.id)
    return own or of_programme


def spans(
    notice: Notice, programme: Programme, track: Track, kind: PeriodKind
) -> tuple[Period, ...]:
    """Return the periods of one kind for a track: its own, its programme's, or the notice's.

    A window in which applications are taken is no period in which a project runs.
    """
    fitting = [item for item in notice.periods if item.kind == kind]
    for own in (
        [item for item in fitting if item.programme == programme.id and item.id == track.id],
        [item for item in fitting if item.programme == programme.id],
        [item for item in fitting if item.programme is None],
    ):
        if own:
            return tuple(own)
    return ()


def quotas_of(notice: Notice, programme: Programme, track: Track) -> tuple[Quota, ...]:
    """Return the quotas that bear on a track: over its form, or over tables for its clauses."""
    named = {*programme.clauses, *track.clauses}
    tables = {table.id for table in notice.tables}
    return tuple(
        quota
        for quota in notice.quotas
        if quota.kind != "matches"
        and (
            track.form in quota.over
            or (tables.issuperset(quota.over) and not named.isdisjoint(quota.clauses))
        )
    )


def dated(notice: Notice, programme: Programme | None = None) -> bool:
    """Say whether it can be worked out on which days applications are taken."""
    return closing(notice) is not None or bool(windows(notice, programme))


def undated(notice: Notice) -> bool:
    """Say whether something may be applied for of which no last day can be worked out."""
    return any(item.tracks and not dated(notice, item) for item in notice.programmes)


def agreed(notice: Notice) -> bool:
    """Say whether all that can be applied for is taken on the same days."""
    asked = [item for item in notice.programmes if item.tracks]
    return closing(notice) is not None or len({windows(notice, item) for item in asked}) <= 1


def lacking(notice: Notice) -> tuple[str, ...]:
    """Return the names of those facts at the head of a notice that the source does not give."""
    contact = notice.contact
    facts: tuple[tuple[str, object], ...] = (
        ("发文机关", notice.issuer),
        ("印发日期", notice.issued),
        ("文号", notice.document_number),
        ("主送", notice.addressees),
        ("公开属性", notice.openness),
        ("要交什么", notice.handing_in or NOT_STATED),
        ("交到哪里", contact.mailbox if isinstance(contact.address, Absent) else contact.address),
        ("联系电话", contact.phone),
    )
    return tuple(name for name, value in facts if value == NOT_STATED)


def counted(notice: Notice) -> tuple[Quota, ...]:
    """Return the quotas that say how many may apply, not what has to agree."""
    return tuple(item for item in notice.quotas if item.kind != "matches")


def bound_by(notice: Notice, quota: Quota) -> tuple[str, ...]:
    """Return the titles of what a quota counts: tracks, or tables and forms of no track."""
    tracks = [track for programme in notice.programmes for track in programme.tracks]
    found: dict[str, None] = {}
    for home_id in quota.over:
        of_tracks = [track.title for track in tracks if track.form == home_id]
        home = home_of(notice, home_id)
        found.update(dict.fromkeys(of_tracks or [home.title if home is not None else home_id]))
    return tuple(found)


def read_first(notice: Notice) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """Return the readings on which an error, a quota or a deadline rests, and the others.

    Both in the order in which the clauses stand in the notice.
    """
    order = {item.id: place for place, item in enumerate(notice.clauses)}
    weighty = {item.reading for item in notice.deadlines}
    for _, rule in notice.rules():
        if strictest(steps_of(rule)) == "error":
            weighty.update(rule.readings)
    for quota in notice.quotas:
        weighty.update((*quota.readings, *quota.also_readings))
    for target in notice.targets:
        if target.severity == "error":
            weighty.update(target.readings)
    in_order = sorted(
        notice.readings,
        key=lambda item: min((order[clause] for clause in item.clauses), default=len(order)),
    )
    return (
        tuple(item for item in in_order if item.id in weighty),
        tuple(item for item in in_order if item.id not in weighty),
    )


def reachable(notice: Notice) -> bool:
    """Say whether the source names any way to reach the office."""
    contact = notice.contact
    ways = (contact.office, contact.mailbox, contact.address, contact.phone)
    return any(not isinstance(way, Absent) for way in ways)


def about_money(notice: Notice) -> tuple[str, ...]:
    """Return the clauses that speak of money, judged by their words."""
    return tuple(item.id for item in notice.clauses if _MONEY.search(item.gist + item.quote))


def clauses_of(notice: Notice, document: NoticeSource) -> tuple[str, ...]:
    """Return the ids of the clauses that a document says."""
    return tuple(item.id for item in notice.clauses if notice.document(item) is document)


def moment_value(deadline: Deadline | Moved) -> str:
    """Return a deadline as a machine reads it, no more exact than the source."""
    at = deadline.at
    return at.date().isoformat() if deadline.precision == "day" else at.isoformat()


def type_words(node: Field, code_list: CodeList | None = None) -> str:
    """Return what kind of value a node takes, in plain words.

    Nobody can choose from a ``code_list`` that is missing.
    """
    if code_list is not None and code_list.status == "missing":
        return "文字，名单补充后核对"
    if node.kind == "array":
        return "可增行的表" if node.item is not None and node.item.children else "多个值"
    if node.list_name is not None or "enum" in node.schema:
        return "从列表中选择"
    if node.schema.get("format") == "date":
        return "日期"
    if node.widget == "textarea":
        return "多行文字"
    return _TYPES[node.kind]


def limits(node: Field) -> tuple[str, ...]:
    """Return the plain limits of a node as short phrases."""
    schema = node.schema
    rows = "行" if node.kind == "array" and node.item is not None and node.item.children else "项"
    found: list[str] = []
    if node.kind in {"number", "integer"}:
        found += [bounds(node)] if bounds(node) else []
    elif "const" in schema:
        found.append(f"固定为 {constant(schema['const'])}")
    phrases = (
        ("minLength", "至少 {} 字"),
        ("maxLength", "不超过 {} 字"),
        ("minItems", "至少 {} " + rows),
        ("maxItems", "最多 {} " + rows),
        ("multipleOf", "须为 {} 的倍数"),
    )
    # One letter at least says no more than that the field is to be filled.
    found += [phrase.format(schema[key]) for key, phrase in phrases if schema.get(key, 1) != 1]
    if schema.get("uniqueItems"):
        found.append("不得重复")
    if "pattern" in schema:
        found.append("有固定的格式" if node.example is None else "格式同示例")
    return tuple(found)


def technical(node: Field) -> tuple[str, ...]:
    """Return the regular expression and the expressions of a node, for programs."""
    found = (node.schema.get("pattern"), node.when, node.computed)
    return tuple(str(words) for words in found if words is not None)


def constant(value: Any) -> str:
    """Return a fixed or example value as a person writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(constant(item) for item in value)
    if isinstance(value, dict):
        return "；".join(constant(item) for item in value.values())
    return f"{value:g}" if isinstance(value, float) else str(value)


def required_words(node: Field) -> str:
    """Return when a node is required; one that is only reminded of is not called so."""
    if node.demanded_by_key:
        return "必填，用来区分各行"
    if node.when is not None:
        return "条件成立时必填" if node.demanded else "条件成立时填写"
    if node.required:
        return "必填" if node.demanded else "惯例填写，空着只提醒"
    return "选填，另有规则" if rules_of(node) else "选填"


def shown_fields(nodes: tuple[Field, ...], level: int) -> Iterator[tuple[int, Field]]:
    """Yield nodes with heading levels; a row object of an array is shown as its array."""
    for node in nodes:
        yield min(level, 6), node
        yield from shown_fields(node.children, level + 1)
        if node.item is not None:
            yield from shown_fields(node.item.children, level + 1)


def rules_of(node: Field) -> tuple[Rule, ...]:
    """Return the rules at a node, those of an array's row included."""
    return node.rules + (node.item.rules if node.item is not None else ())


def leaf_count(form: FormOrTable) -> int:
    """Return the number of values a person can fill."""
    return sum(1 for node in form.fields() if not node.children and node.item is None)


def about_people(section: Field) -> bool:
    """Say whether a section asks who applies (units and persons), judged by roles."""
    return any(node.role in PEOPLE for node in section.walk())


def rules_by_section(
    form: Form, *, people: bool
) -> tuple[tuple[Field | None, tuple[Rule, ...]], ...]:
    """Return the rules of a form by section: those about people, or the others.

    The rules on the whole form come first, with None as their section.
    """
    whole = () if people or not form.rules else ((None, form.rules),)
    sections = tuple(
        (section, tuple(rule for node in section.walk() for rule in node.rules))
        for section in form.sections
        if about_people(section) == people
    )
    return whole + tuple(item for item in sections if item[1])


def quotas_over(notice: Notice, forms: Sequence[str]) -> tuple[Quota, ...]:
    """Return the quotas that count submissions of any of the forms."""
    return tuple(item for item in notice.quotas if set(item.over) & set(forms))


def over_tables(notice: Notice, quota: Quota) -> bool:
    """Say whether a quota counts rows of tables only."""
    return {table.id for table in notice.tables}.issuperset(quota.over)


def checklist_of(notice: Notice, programme: Programme) -> tuple[ChecklistItem, ...]:
    """Return the checklist items that name a programme."""
    return tuple(item for item in notice.checklist if programme.id in item.programmes)


def gaps_of(notice: Notice, programme: Programme, forms: Sequence[str]) -> tuple[Gap, ...]:
    """Return the gaps at clauses that a programme, its tracks or its forms rest on."""
    cited = set(programme.clauses)
    cited.update(clause for topic in programme.topics for clause in topic.clauses)
    cited.update(clause for track in programme.tracks for clause in track.clauses)
    for rule in (rule for form_id in forms for rule in notice.form(form_id).all_rules()):
        cited.update(rule.clauses)
    for quota in quotas_over(notice, forms):
        cited.update(quota.clauses)
    return tuple(gap for gap in notice.gaps if cited.intersection(gap.clauses))


def list_of(notice: Notice, name: str) -> CodeList | None:
    """Return a code list, or None where the notice has none of that name."""
    return next((item for item in notice.lists if item.name == name), None)


def node_at(home: FormOrTable, pointer: str) -> Field | None:
    """Return the node at a schema path, or None for the whole."""
    found = next((node for node in home.fields() if node.pointer == pointer), None)
    if found is not None and not found.title and pointer.endswith("/*"):
        return node_at(home, pointer.removesuffix("/*"))
    return found


def rule_rows(notice: Notice) -> tuple[tuple[FormOrTable, tuple[RuleRow, ...]], ...]:
    """Return the rules of every form and table that has some, with their places."""
    seen: set[str] = set()
    found: list[tuple[FormOrTable, tuple[RuleRow, ...]]] = []
    for home in notice.homes:
        places: dict[str, list[Rule]] = {}
        for rule in home.all_rules():
            places.setdefault(rule.id, []).append(rule)
        rows = tuple(
            RuleRow(
                rule=rules[0],
                nodes=tuple(node for rule in rules if (node := node_at(home, rule.pointer))),
                first=identity not in seen,
            )
            for identity, rules in places.items()
        )
        seen.update(places)
        if rows:
            found.append((home, rows))
    return tuple(found)


def free_id(notice: Notice, identity: str) -> bool:
    """Say whether no rule of a form or table has the id (a quota may share it)."""
    return all(rule.id != identity for _, rule in notice.rules())


def by_number(notice: Notice, ids: Sequence[str]) -> dict[str, tuple[Clause, ...]]:
    """Group clauses by their printed number, in the order given."""
    found: dict[str, list[Clause]] = {}
    for clause_id in dict.fromkeys(ids):
        clause = notice.clause(clause_id)
        found.setdefault(clause.number, []).append(clause)
    return {number: tuple(clauses) for number, clauses in found.items()}


def steps_of(rule: Rule | Quota) -> tuple[tuple[Severity, str], ...]:
    """Return degree and sentence of each step of a rule, the first step first.

    What a check puts into a sentence is not known here: dots stand for it.
    """
    steps = dict.fromkeys((case.severity, case.message.plain().zh) for case in rule.cases)
    if steps or isinstance(rule, Quota):
        return tuple(steps)
    return ((rule.severity, rule.message.plain().zh),)


def strictest(steps: tuple[tuple[Severity, str], ...]) -> Severity:
    """Return the strictest degree among the steps of a rule."""
    names = {severity for severity, _ in steps}
    return next(name for name in _STRICT if name in names)


def brief(text: Text, length: int = 60) -> tuple[Text, bool]:
    """Return the first sentences of a text, at least one, and whether some were left out."""
    if isinstance(text, Absent):
        return text, False
    sentences = _SENTENCE.findall(text)
    shown = ""
    for sentence in sentences:
        if shown and len(shown) + len(sentence) > length:
            break
        shown += sentence
    return shown or text, bool(shown) and len(shown) < len(text)


def purpose_words(home: FormOrTable) -> str:
    """Return what a form or table is for."""
    return PURPOSES[home.purpose] if isinstance(home, Form) else "表格"


def used_readings(notice: Notice) -> dict[str, tuple[str, ...]]:
    """Return the ids of rules, quotas and targets that follow each reading."""
    found: dict[str, list[str]] = {item.id: [] for item in notice.readings}
    for _, rule in notice.rules():
        for reading in rule.readings:
            found.setdefault(reading, []).append(rule.id)
    across: tuple[Quota | Target, ...] = (*notice.quotas, *notice.targets)
    for item in across:
        for reading in item.readings:
            found.setdefault(reading, []).append(item.id)
    return {key: tuple(dict.fromkeys(value)) for key, value in found.items()}
