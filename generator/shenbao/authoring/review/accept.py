"""What becomes of candidates that a person took: facts, rules, parameters, materials, lists, gaps.

What a rule kind says exactly becomes that rule. Another parameter has to be used somewhere: until
a rule does, an item of the checklist says it.
"""

from __future__ import annotations

import calendar
import copy
import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.authoring.candidates.candidate import Kind
from shenbao.authoring.candidates.moments import YEAR
from shenbao.authoring.candidates.numerals import SMALL, whole, year_of
from shenbao.authoring.review.quota_kinds import quota_asked, vectors
from shenbao.authoring.review.review_list import ReviewRow
from shenbao.authoring.review.rule_kinds import (
    Asked,
    Declare,
    OneForm,
    age_asked,
    amount_asked,
    rank_asked,
)
from shenbao.authoring.review.values import Quantity, born, figure, moment, quantity, span
from shenbao.authoring.source.marks import mark_of
from shenbao.core.artifacts import Artifact
from shenbao.core.messages.values import Said, said

_UNSURE = "待确认"
_FROM_EVENT = re.compile(r"\d{1,4}(?:\.\d)?(?:个?工作日|个?自然日|日|天|周|个月)[内前]|.*内")
"""A deadline that is counted from an event, or back from it: 10个工作日内, 30天前."""

_PART = re.compile(rf"其中[^，。；\d]{{0,8}}?({SMALL}|两)\s?份")
"""How many of the copies: 4份，其中1份须为原件."""

_ANY = "不限"
_YEARLY = ("每年", "每月")
_ZONE = "+08:00"
_ABSENT = {"absent": "原文未载"}
_OFFICE = re.compile(r".*(?:科|处|室|办|局|委|中心|部|股|司|厅|组|所)")
_MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+")
_CALLED = re.compile(r"\d{7,}")
_BETWEEN = re.compile(r"[\s()（）+.-]+")
_PHONE = re.compile(r"\d{3,4}-\d{6,8}|\d{7,11}")
_MOST_WORDS = 120
_SIDES = {"<=": "不超过", ">=": "不少于", "<": "小于", ">": "超过", "+": "放宽", "": ""}


@dataclass(slots=True, kw_only=True)
class Draft:
    """A notice that is being written: its document, files that are new, rows that do not fit.

    ``known`` are the files that it has already, by their paths. ``form`` is its only form.
    """

    document: dict[str, Any]
    source: str
    known: Mapping[str, bytes]
    form: OneForm | None = None
    lists: dict[str, Artifact] = field(default_factory=dict)
    wrong: list[Said] = field(default_factory=list)

    def held(self, path: str) -> bytes | None:
        """Return what a list has at a path, None where there is none."""
        new = self.lists.get(path)
        return new.content if new is not None else self.known.get(path)

    def add(self, part: str, prefix: str, item: Mapping[str, Any]) -> str:
        """Add an item under a new id; the same once more is the one that is there."""
        items = self.document.setdefault(part, [])
        for known in items:
            if {**known, "id": ""} == {**item, "id": ""}:
                return str(known["id"])
        ids = {known["id"] for known in items}
        number = next(n for n in range(1, len(ids) + 2) if f"{prefix}{n}" not in ids)
        items.append({"id": f"{prefix}{number}", **item})
        return f"{prefix}{number}"


def accepted(
    document: Mapping[str, Any], source: str, known: Mapping[str, bytes], rows: Sequence[ReviewRow]
) -> tuple[dict[str, Any], tuple[Artifact, ...], tuple[Said, ...]]:
    """Return the notice with what was taken, files beside it, and the rows that do not fit.

    ``source`` is the text of the notice, empty where it is not at hand; ``known`` are the lists,
    forms and examples that it has, by their paths in its folder.
    """
    plain = "".join(source.split()).replace("*", "")
    form = OneForm.of(str(document["id"]), known)
    draft = Draft(document=copy.deepcopy(dict(document)), source=plain, known=known, form=form)
    # Materials first: copies are those of a material.
    for row in sorted(rows, key=lambda row: row.kind != "material"):
        if draft.source and "".join(row.words.split()) not in draft.source:
            draft.wrong.append(said("authoring-row-words", row=row.row, words=row.words))
        elif not row.value:
            draft.wrong.append(said("authoring-row-empty", row=row.row))
        else:
            _TAKEN[row.kind](draft, row)
    changed = () if form is None else form.files()
    return draft.document, (*draft.lists.values(), *changed), tuple(draft.wrong)


def _title(draft: Draft, row: ReviewRow) -> None:
    draft.document["title"] = row.value
    draft.document.pop("title_basis", None)


def _issuer(draft: Draft, row: ReviewRow) -> None:
    draft.document["issuer"] = {"name": row.value}


def _number(draft: Draft, row: ReviewRow) -> None:
    draft.document["document_number"] = row.value


def _issued(draft: Draft, row: ReviewRow) -> None:
    day = moment(row.value)
    if day is None or "T" in day:
        _unfit(draft, row, "2025-11-15")
        return
    draft.document["issued"] = day


def _deadline(draft: Draft, row: ReviewRow) -> None:
    at = moment(row.value)
    if at is None:
        if row.value.startswith(_YEARLY) or _FROM_EVENT.fullmatch(row.value):
            _check(draft, row, f"期限：{row.value}。")
        else:
            _unfit(draft, row, "2025-11-15 17:00")
        return
    day, _, time = at.partition("T")
    year = day[:4]
    item = {
        "at": f"{day}T{time or '23:59'}:{'00' if time else '59'}{_ZONE}",
        "zone": {"basis": "toolkit"},
        **({} if time else {"precision": "day"}),
        "what": _words(row),
        "x-source": [row.clause],
    }
    if not _has_year(row.words, year):
        item["inferred"] = f"原文没有写年份，按发文日期推定为{year}年。"
    draft.add("deadlines", "due", item)


def _has_year(words: str, year: str) -> bool:
    """Say whether words have a year, in whichever writing."""
    told = re.findall(YEAR, unicodedata.normalize("NFKC", words))
    return int(year) in map(year_of, told)


def _period(draft: Draft, row: ReviewRow) -> None:
    found = span(row.value)
    if found is None:
        yearly = row.value.startswith(_YEARLY)
        _check(draft, row, f"期限：{row.value}。") if yearly else _parameter(draft, row)
        return
    start, end = found
    whole = len(start) == len("2025-01-01") and len(end) == len(start)
    days = moment(start if whole else f"{start[:7]}-01"), moment(end if whole else _last(end))
    if None in days:
        _unfit(draft, row, "2025-01-01 至 2026-12-31")
        return
    inferred = "" if whole else "原文只写到月，按首日和末日算。"
    if not any(_has_year(row.words, day[:4]) for day in (start, end)):
        inferred += f"原文没有写年份，按发文日期推定为{end[:4]}年。"
    item = {
        "title": _words(row),
        "start": days[0],
        "end": days[1],
        "programme": _programme(draft, row),
        **({"inferred": inferred} if inferred else {}),
        "x-source": [row.clause],
    }
    draft.add("periods", "period-", item)


def _programme(draft: Draft, row: ReviewRow) -> str | None:
    """Return the one programme that the words name, None where it is not one alone."""
    programmes = draft.document.get("programmes", [])
    named = [item["id"] for item in programmes if item["title"] in row.words]
    return named[0] if len(named) == 1 else None


def _last(month: str) -> str:
    year, number = int(month[:4]), min(max(int(month[5:7]), 1), 12)
    return f"{month[:7]}-{calendar.monthrange(year, number)[1]:02}"


def _parameter(draft: Draft, row: ReviewRow) -> None:
    """Add the numbers of a row as parameters, and an item that says them until a rule does."""
    day = born(row.value) if row.kind == "age" else None
    if day is not None:
        name = _declare(draft, row, day[0], "", _words(row))
        _check(draft, row, f"{{param.{name}}}以{day[1]}出生。")
        return
    found = quantity(row.value)
    if found is None:
        if row.kind == "quota" or row.value == _ANY:
            _check(draft, row, f"{row.value}。")
        else:
            _unfit(draft, row, _EXAMPLES[row.kind])
        return
    if _ruled(draft, row, found) or (row.kind == "quota" and _limited(draft, row, found)):
        return
    more = row.kind == "quota" and found.sign == "+"
    words, told = _words(row), "增加" if more else _SIDES[found.sign]
    for number in filter(None, (found.low, found.number)):
        name = _declare(draft, row, figure(number), found.unit, _param_title(row, found, number))
        words, place = _once(words, number, f"{{param.{name}}}"), f"{{param.{name}}}{found.unit}"
        told += f"至{place}" if told and found.low else place
    _check(draft, row, "" if words.count("{param.") == 1 + bool(found.low) else f"{told}。", words)


def _ruled(draft: Draft, row: ReviewRow, found: Quantity | None = None) -> bool:
    """Say a candidate as a rule; False where no kind says it exactly."""

    def declare(number: str) -> Mapping[str, str]:
        if found is None:
            raise KeyError(number)
        title = _param_title(row, found, number)
        return {"param": _declare(draft, row, figure(number), found.unit, title)}

    def asked(declared: Declare) -> Asked | None:
        if row.kind == "rank":
            return rank_asked(row.value, row.words, draft.source)
        if found is not None and row.kind == "age":
            return age_asked(found, row.words, draft.source, declared)
        if found is not None and row.kind == "amount":
            return amount_asked(found, _words(row), declared)
        return None

    fitting = asked(lambda number: number)
    if draft.form is None or fitting is None or not draft.form.takes(fitting):
        return False
    rule = asked(declare) or fitting
    draft.form.add(rule, _rule_id(draft, draft.form), row.clause)
    return True


def _limited(draft: Draft, row: ReviewRow, found: Quantity) -> bool:
    """Say a candidate as a quota, with vectors; False where the words do not say exactly one."""
    form = draft.form
    base = form.base(draft.known) if form is not None else ""
    if form is None or not base:
        return False
    asked = quota_asked(found, row.words, draft.source, form, base)
    if asked is None:
        return False
    quota = {**asked.quota, "x-source": [row.clause]}
    held = draft.document.setdefault("quotas", [])
    if any({**known, "id": ""} == {"id": "", **quota} for known in held):
        return True
    identity = _rule_id(draft, form, "Q")
    held.append({"id": identity, **quota})
    path = f"examples/vectors/{identity.lower()}.json"
    shown = json.dumps(vectors(asked, identity, base, form), **_LAYOUT)
    draft.lists[path] = Artifact.text(path, f"{shown}\n")
    return True


def _rule_id(draft: Draft, form: OneForm, letter: str = "R") -> str:
    """Return an id that nothing in the notice has."""
    prefix = f"{draft.document['id'].upper()}-{letter}"
    texts = [json.dumps(draft.document), form.text]
    texts += [content.decode("utf-8", "replace") for content in draft.known.values()]
    taken = {int(found) for text in texts for found in re.findall(rf'"{prefix}(\d{{1,9}})"', text)}
    return f"{prefix}{max(taken, default=0) + 1}"


def _once(words: str, number: str, instead: str) -> str:
    """Return words in which a number that stands there once is said otherwise."""
    found = list(re.finditer(rf"(?<![\d.]){re.escape(number)}(?![\d.])", words))
    if len(found) != 1:
        return words
    return words[: found[0].start()] + instead + words[found[0].end() :]


_EXAMPLES: Mapping[Kind, str] = {
    "amount": "30-100万元、不超过3万元",
    "age": "不超过58周岁、1989-12-31以后出生",
    "period": "3年、2025-01-01 至 2026-12-31",
}


def _param_title(row: ReviewRow, found: Quantity, number: str) -> str:
    """Return what a number means: the words without any number of theirs, which side it is."""
    title = _words(row)
    for each in filter(None, (found.low, found.number)):
        title = _once(title, each, "…")
    side = ("（下限）" if number == found.low else "（上限）") if found.low else ""
    return f"{title}{side}"


def _declare(draft: Draft, row: ReviewRow, value: Any, unit: str, title: str) -> str:
    """Return the id of a parameter."""
    item = {"title": title, "value": value, "x-source": [row.clause]}
    return draft.add("params", f"{row.kind}_", {**item, **({"unit": unit} if unit else {})})


def _rank(draft: Draft, row: ReviewRow) -> None:
    if not _ruled(draft, row):
        _check(draft, row, f"{row.value}。")


def _copies(draft: Draft, row: ReviewRow) -> None:
    """Say the copies of a material that the same words name, else of what the words say."""
    found = quantity(row.value)
    if found is None or found.low or "." in found.number:
        _unfit(draft, row, "6份")
        return
    copies = int(found.number)
    part = _PART.search(row.words)
    all_originals = "原件" in row.words and part is None
    originals = {"originals": whole(part[1]) if part else copies}
    originals = originals if "原件" in row.words else {}
    for item in draft.document.setdefault("handing_in", []):
        named = row.clause in item["x-source"] and item["what"] in row.words
        if named and not all_originals and item.get("copies", copies) == copies:
            item.update({"copies": copies, **originals})
            return
    _hand_in(draft, row, _words(row), {"copies": copies, **originals})


def _material(draft: Draft, row: ReviewRow) -> None:
    known = draft.document.get("handing_in", [])
    if not any(item["what"] == row.value and row.clause in item["x-source"] for item in known):
        _hand_in(draft, row, row.value, {})


def _hand_in(draft: Draft, row: ReviewRow, what: str, numbers: Mapping[str, int]) -> None:
    item = {"what": what, "how": f"{_UNSURE}：纸质还是电子。", **numbers, "x-source": [row.clause]}
    draft.add("handing_in", "m", item)


def _attachment(draft: Draft, row: ReviewRow) -> None:
    missing = "缺失" in row.becomes or "missing" in row.becomes
    status = "missing" if missing else "given"
    note = "没有随原文提供" if missing else "随原文提供"
    item = {"title": row.value, "status": status, "note": note, "x-source": [row.clause]}
    draft.add("attachments", "a", item)
    if missing:
        _gap(draft, row, "missing", f"附件“{row.value}”没有随原文提供", "附件缺失")


def _numbering(draft: Draft, row: ReviewRow) -> None:
    _gap(draft, row, "numbering", f"编号“{row.value}”与前面的不连续", "原文如此")


def _gap(draft: Draft, row: ReviewRow, kind: str, found: str, shown: str) -> None:
    item = {"kind": kind, "found": found, "shown": shown, "where": [row.clause]}
    draft.add("gaps", "G", {**item, "lines": row.line, "reading": None})


def _contact(draft: Draft, row: ReviewRow) -> None:
    plain = unicodedata.normalize("NFKC", row.value)
    if _CALLED.search(_BETWEEN.sub("", _MAILBOX.sub("", plain))):
        draft.wrong.append(said("authoring-row-phone", row=row.row))
        return
    contact = draft.document.get("contact", _ABSENT)
    if "absent" in contact:
        phone = "见原文，不转载" if _PHONE.search(draft.source) else _ABSENT
        facts = dict.fromkeys(("office", "mailbox", "address"), _ABSENT)
        contact = {**facts, "phone": phone, "note": "", "x-source": []}
    part = "mailbox" if "@" in row.value else "address"
    part = "office" if part == "address" and _OFFICE.fullmatch(row.value) else part
    clauses = [*contact["x-source"], row.clause]
    draft.document["contact"] = {
        **contact,
        part: row.value,
        "x-source": list(dict.fromkeys(clauses)),
    }


def _open_list(draft: Draft, row: ReviewRow) -> None:
    items = list(dict.fromkeys(filter(None, (part.strip() for part in row.value.split("、")))))
    about = {
        "$schema": "../../dialect/list.schema.json",
        "name": "",
        "title": f"{_UNSURE}：{_words(row)}",
        "description": "原文以“等”结尾的名单：只作建议，不据此判错。",
        "openness": "open",
        "status": "given",
        "basis": "source",
        "x-source": [row.clause],
        "columns": [{"name": "code", "title": "代码"}, {"name": "label", "title": "名称"}],
        "expected_count": None,
        "gap": None,
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("code", "label"), *((str(n), item) for n, item in enumerate(items, 1))])
    base = f"list_{row.clause.replace('-', '_')}"[:40]
    for number in range(1, len(draft.known) + len(draft.lists) + 2):
        name = f"{base}_{number}"
        described = json.dumps({**about, "name": name}, **_LAYOUT)
        made = (
            Artifact.text(f"lists/{name}.json", f"{described}\n"),
            Artifact.text(f"lists/{name}.csv", text.getvalue()),
        )
        held = [draft.held(artifact.path) for artifact in made]
        if held == [artifact.content for artifact in made]:
            return
        if not any(held):
            draft.lists.update({artifact.path: artifact for artifact in made})
            return


_LAYOUT: Mapping[str, Any] = {"ensure_ascii": False, "indent": 2}


def _severity(draft: Draft, row: ReviewRow) -> None:
    _check(draft, row, f"“{row.value}”：写成规则时，算错误、提醒还是说明？")


def _check(draft: Draft, row: ReviewRow, told: str, words: str = "") -> None:
    """Add an item of the checklist: the words of a row, and what they come to."""
    said_so = words or _words(row)
    item = {
        "ask": f"{said_so}。" if told.removesuffix("。") in said_so else f"{said_so}——{told}",
        "who": "intake",
        "severity": "review",
        "programmes": [],
        "topics": [],
        "note": "由候选得来；写成规则以后删去。",
        "x-source": [row.clause],
    }
    draft.add("checklist", f"{draft.document['id'].upper()}-C", item)


def _words(row: ReviewRow) -> str:
    """Return the words that a row rests on, without a number before and braces in them."""
    mark = mark_of(row.words)
    words = row.words[mark.length :].strip() if mark is not None else row.words
    return words.translate(str.maketrans("{}", "｛｝"))[:_MOST_WORDS] or row.value


def _unfit(draft: Draft, row: ReviewRow, example: str) -> None:
    wrong = said("authoring-row-value", row=row.row, found=row.value, example=example)
    draft.wrong.append(wrong)


_TAKEN: Mapping[Kind, Callable[[Draft, ReviewRow], None]] = {
    "title": _title,
    "issuer": _issuer,
    "number": _number,
    "issued": _issued,
    "deadline": _deadline,
    "period": _period,
    "amount": _parameter,
    "age": _parameter,
    "quota": _parameter,
    "rank": _rank,
    "copies": _copies,
    "material": _material,
    "attachment": _attachment,
    "contact": _contact,
    "open-list": _open_list,
    "severity": _severity,
    "numbering": _numbering,
}
"""What becomes of each kind of candidate."""
