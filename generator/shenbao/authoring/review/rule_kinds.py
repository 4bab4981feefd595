"""Candidates that a rule kind says exactly: the rule, and the field that it stands on.

Only where nothing is left to decide: the sentence speaks of the leader, or of the money that is
applied for, of nobody else and of no single track; an age says the day that it is counted on;
there is one form. All else stays for a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbao.authoring.review.values import Quantity, figure
from shenbao.core.artifacts import Artifact

_LEADER = r"(?:(?:本|该)?(?:申报|申请|项目|课题){0,2}(?:负责人|主持人|申请人|申报人))"
_OTHERS = re.compile(
    r"成员|骨干|参与|参加|合作|推荐人|第[一二三]|共同|或|出生|青年|学生|博士后|重点|一般|面上|自筹|单位|类|除外|可放宽"
)
_LEADS = re.compile(rf"^(?P<who>{_LEADER})")
_MONEY = re.compile(r"^(?:每项|每个项目|项目|单项)?(?:的)?申请(?:经费|金额|资金)(?:额度|总额)?")
_SENTENCE = re.compile(r"[。；！？]")
_PARTS = re.compile(r"[，、,：:]")
_MARKS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、](?!\d)"
)
_DAY = re.compile(r"(?:截至|截止到?|截止至)(\d{4})年(\d{1,2})月(\d{1,2})日")
_FIRM = re.compile(r"原则上|鼓励|优先|力争")
_LEVELS = {"正高": "chief", "副高": "associate", "中级": "intermediate"}
_EDUCATION = {"研究生": "postgraduate", "本科": "undergraduate", "大学本科": "undergraduate"}
_EASY_YEARS = 10
_UNIT = "万元"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A rule of a kind that says a candidate, and the field that it is about.

    ``shared`` is the shared definition of the field; ``key``, ``title`` and ``role`` are its own
    where the form has none yet, ``beside`` is the role of a field of the same part. ``example``
    is a value that keeps the rule.
    """

    rule: Mapping[str, Any]
    shared: str
    key: str
    title: str
    beside: str
    example: Any
    role: str = ""


Declare = Callable[[str], Any]
"""Makes a parameter of a number that a rule names, and returns what stands for it."""


def rank_asked(value: str, words: str, source: str) -> Asked | None:
    """Return the rule of a title or education and above; None where it is not that exactly."""
    who = _leader(words, source)
    least = re.fullmatch(r"(?P<name>\S{2,6}?)级?及?以上", value)
    if who is None or least is None:
        return None
    name = least["name"]
    if name in _LEVELS and "学历" not in words:
        level, key, title = _LEVELS[name], "title_level", "负责人职称级别"
    elif name in _EDUCATION and "学历" in words and "学位" not in words:
        level, key, title = _EDUCATION[name], "education", "负责人学历"
    else:
        return None
    return Asked(
        rule={"kind": "level-at-least", "level": level, "who": who},
        shared=f"person.schema.json#/$defs/{key}",
        key=key,
        title=title,
        beside="leader",
        example=level,
    )


def age_asked(found: Quantity, words: str, source: str, declare: Declare) -> Asked | None:
    """Return the rule of an age on a day; None where it is not that exactly."""
    who, day = _leader(words, source), _DAY.search(sentence(words, source)[0])
    if who is None or day is None or found.low or found.unit != "周岁" or "." in found.number:
        return None
    kind = {"<=": "age-at-most", ">=": "age-at-least"}.get(found.sign)
    if kind is None:
        return None
    year, month, number = map(int, day.groups())
    years = int(found.number)
    away = years - _EASY_YEARS if found.sign == "<=" else years + _EASY_YEARS
    return Asked(
        rule={
            "kind": kind,
            "years": declare(found.number),
            "on": f"{year:04}-{month:02}-{number:02}",
            "who": who,
        },
        shared="person.schema.json#/$defs/birth_date",
        key="birth_date",
        title="负责人出生日期",
        beside="leader",
        example=f"{year - max(away, 1):04}-01-01",
    )


def amount_asked(found: Quantity, words: str, declare: Declare) -> Asked | None:
    """Return the rule of the money that is applied for; None where it is not that exactly."""
    begins = _MONEY.match(words)
    told = words[begins.end() :] if begins is not None else ""
    if begins is None or found.unit != _UNIT or _OTHERS.search(words) or _FIRM.search(words):
        return None
    number = r"\d+(?:\.\d+)?(?:万元)?"
    between = f"{number}[-~—～至到]{number}(?:之间)?"
    bound = f"(?:不得?超过|不[少低]于|最高|最低){number}"
    says = f"(?:应)?(?:在|为)?(?:{between}|{bound})"
    if not re.fullmatch(says, told.replace(" ", "")):
        return None
    least = found.low or (found.number if found.sign == ">=" else "")
    most = found.number if found.low or found.sign == "<=" else ""
    if not least and not most:
        return None
    bounds = {"least": least, "most": most}
    return Asked(
        rule={
            "kind": "amount-between",
            **{key: declare(number) for key, number in bounds.items() if number},
        },
        shared="money.schema.json#/$defs/amount",
        key="funding",
        title="申请经费",
        beside="lead_unit",
        example=figure(most or least),
        role="funding",
    )


def sentence(words: str, source: str) -> tuple[str, str]:
    """Return the sentence of a text without blanks that words stand in, and what is before them."""
    plain = "".join(words.split())
    at = source.find(plain)
    if at < 0 or source.find(plain, at + 1) >= 0:
        return plain, ""
    before = _SENTENCE.split(source[:at])[-1]
    before = _MARKS.split(before)[-1]
    after = _SENTENCE.split(source[at + len(plain) :])[0]
    return before + plain + after, before


def _leader(words: str, source: str) -> str | None:
    """Return what the leader is called where a sentence is about the leader and nobody else."""
    whole, before = sentence(words, source)
    parts = list(filter(None, _PARTS.split(before + "".join(words.split()))))
    begins = _LEADS.match(parts[0]) if parts else None
    if begins is None or _OTHERS.search(whole) or _FIRM.search(whole):
        return None
    return begins["who"] if len(re.findall(_LEADER, whole)) == 1 else None


class OneForm:
    """The only form of a notice and the examples of it, written into as candidates are taken."""

    def __init__(self, path: str, document: dict[str, Any], examples: dict[str, Any]) -> None:
        self._path = path
        self._document = document
        self._examples = examples
        self._changed = False

    @classmethod
    def of(cls, notice: str, files: Mapping[str, bytes]) -> OneForm | None:
        """Return the form of a notice; None where it has several, or an example is no JSON."""
        paths = [path for path in files if re.fullmatch(r"forms/[^_/][^/]*\.schema\.json", path)]
        handed_in = {
            path: content
            for path, content in files.items()
            if re.fullmatch(r"examples/(?!vectors/|lists/)[^/]+/[^/]+", path)
            and path.rpartition("/")[2] not in {"case.json", "expected.json"}
        }
        if len(paths) != 1 or not all(path.endswith(".json") for path in handed_in):
            return None
        document = json.loads(files[paths[0]])
        ref = f"{notice}/{paths[0].removeprefix('forms/').removesuffix('.schema.json')}"
        examples = {path: json.loads(content) for path, content in handed_in.items()}
        own = {path: data for path, data in examples.items() if _is_of(data, ref)}
        return cls(paths[0], document, own)

    @property
    def id(self) -> str:
        """The id of the form: the name of its file."""
        return self._path.removeprefix("forms/").removesuffix(".schema.json")

    def place(self, role: str) -> str:
        """Return where the one field with a role stands in a submission, empty where none does."""
        found = [
            f"/{part}/{key}"
            for part, group in self._document.get("properties", {}).items()
            for key, node in (
                group.get("properties", {}) if isinstance(group, dict) else {}
            ).items()
            if isinstance(node, dict) and node.get("x-role") == role
        ]
        return found[0] if len(found) == 1 else ""

    def has(self, role: str, example: str) -> bool:
        """Say whether an example, below ``examples``, has a value in a field with a role."""
        data = self._examples.get(f"examples/{example}", {})
        for part, group in self._document.get("properties", {}).items():
            inside = group.get("items", group) if isinstance(group, dict) else {}
            rows = data.get(part) if "items" in group else [data.get(part)]
            for key, node in inside.get("properties", {}).items():
                if isinstance(node, dict) and node.get("x-role") == role:
                    return any(isinstance(row, dict) and row.get(key) for row in rows or ())
        return False

    def base(self, known: Mapping[str, bytes]) -> str:
        """Return the first example without a finding, below ``examples``; empty for none."""
        for path in sorted(self._examples):
            expected = known.get(f"{path.rpartition('/')[0]}/expected.json", b"{}")
            if json.loads(expected).get("verdict") == "pass":
                return path.removeprefix("examples/")
        return ""

    def takes(self, asked: Asked) -> bool:
        """Say whether there is one place for a rule."""
        fields = list(self._fields(asked.shared))
        return len(fields) == 1 or (not fields and self._part(asked) is not None)

    def add(self, asked: Asked, identity: str, clause: str) -> None:
        """Put a rule on its field, which is added to form and examples where there is none.

        The same once more is not added again.
        """
        rule = {"id": identity, **asked.rule, "x-source": [clause]}
        fields = list(self._fields(asked.shared))
        field = fields[0] if fields else self._new_field(asked, clause)
        rules = field.setdefault("x-rules", [])
        if all({**known, "id": ""} != {**rule, "id": ""} for known in rules):
            rules.append(rule)
            self._changed = True

    @property
    def text(self) -> str:
        """The form as it is now."""
        return json.dumps(self._document, ensure_ascii=False)

    def files(self) -> tuple[Artifact, ...]:
        """Return the form and the examples as they are now, nothing where they are as before."""
        made = {self._path: self._document, **self._examples} if self._changed else {}
        return tuple(
            Artifact.text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
            for path, content in made.items()
        )

    def _fields(self, shared: str) -> Iterator[dict[str, Any]]:
        for node in _objects(self._document):
            if str(node.get("$ref", "")).endswith(f"/common/{shared}"):
                yield node

    def _part(self, asked: Asked) -> str | None:
        """Return the part of the form that a new field goes to."""
        for name, part in self._document.get("properties", {}).items():
            inside = part.get("properties", {}) if isinstance(part, dict) else {}
            roles = {node.get("x-role") for node in inside.values() if isinstance(node, dict)}
            if asked.beside in roles and asked.key not in inside:
                return str(name)
        return None

    def _new_field(self, asked: Asked, clause: str) -> dict[str, Any]:
        part = self._part(asked)
        if part is None:
            raise KeyError(asked.key)
        field: dict[str, Any] = {
            "title": asked.title,
            "$ref": f"../../common/{asked.shared}",
            "x-required": True,
            "x-source": [clause],
            **({"x-role": asked.role} if asked.role else {}),
        }
        self._document["properties"][part]["properties"][asked.key] = field
        for data in self._examples.values():
            if isinstance(data.get(part), dict):
                data[part].setdefault(asked.key, asked.example)
        return field


def _is_of(data: Any, ref: str) -> bool:
    return isinstance(data, dict) and data.get("$schema") == ref


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a value, the value itself first."""
    below = list(value.values()) if isinstance(value, dict) else value
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for item in below:
            yield from _objects(item)
