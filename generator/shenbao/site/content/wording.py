"""The words of the pages: names of kinds and degrees, and what depends on the kind of notice."""

from __future__ import annotations

from collections.abc import Iterable

from shenbao.core.messages import say
from shenbao.policy.model import Absent, CodeList, Notice, Target, Term

NOT_STATED = Absent(words="原文未载")
ABSENT = frozenset({"原文未载", "原文未定义", "附件缺失", "原文如此"})
NOT_IN_SOURCE = "参考口径（非本文件内容）"

BASIS = {"source": "依据原文", "customary": "惯例", "toolkit": "本工具"}
DOCUMENT_KINDS = {
    "notice": "通知",
    "correction": "更正",
    "supplement": "补充",
    "extension": "延期",
}
GAP_KINDS = {
    "missing": "缺失",
    "text": "文字",
    "numbering": "编号",
    "conflict": "前后不一",
    "ambiguous": "有歧义",
    "omission": "疑漏",
}
LIST_STATUS = {"given": "原文给出", "missing": "名单缺失", "supplied": "已由管理员补充"}
ATTACHMENT_STATUS = {"given": "随原文提供", "missing": "附件缺失", "cited": "仅引用"}
KINDS = {
    "call": "申报通知",
    "selection-scheme": "遴选方案",
    "work-plan": "工作要点",
    "improvement-plan": "提升方案",
}
PURPOSES = {"application": "申报", "record": "记录", "plan": "计划", "summary": "汇总"}
MEDIA = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}
TASKS = {
    "application": "填写申请表",
    "plan": "编制计划",
    "summary": "填写汇总",
    "record": "填写记录",
}
DIRECTIONS = {
    "up": "↑ 提高",
    "down": "↓ 降低",
    "full": "达到 100%",
    "near-one": "接近 1",
    "monitor": "监测，不分好坏",
    "none": "无方向",
    "target": "达到所写的数",
}
CONFIDENCE = {"high": "高", "medium": "中", "low": "低", "none": "无"}
FIRMNESS = {True: "硬性", False: "力争"}
_AGGREGATES = {
    "each": "每一家都",
    "min": "最低的一家",
    "mean": "各家平均",
    "sum": "各家合计",
    "all": "全部为“是”",
}
_KEYWORDS = {
    "const": "固定的值",
    "enum": "只能选列出的值",
    "required": "必填",
    "minLength": "最少字数",
    "maxLength": "最多字数",
    "minItems": "最少行数",
    "maxItems": "最多行数",
    "minimum": "下限",
    "maximum": "上限",
    "multipleOf": "倍数",
    "pattern": "格式",
    "uniqueItems": "不得重复",
}
_WHO = {
    "applicant": "申请人",
    "unit": "申报单位",
    "intake": "受理人员",
    "reviewer": "评审人员",
    "authority": "主管部门",
}
_WHO_OF_PLANS = {
    "applicant": "填报人",
    "unit": "本单位",
    "intake": "接收人员",
    "reviewer": "考核人员",
    "authority": "主管部门",
}
_WAN = 10_000
_NUMERALS = "零一二三四五六七八九十"


def severity(name: str) -> str:
    """Return the word for a severity: the one that reports and forms use."""
    return say(f"severity-{name}")


def in_principle(notice: Notice, clauses: Iterable[str]) -> bool:
    """Say whether the notice itself says 原则上 in any of these clauses."""
    word = say("severity-principle")
    found = (notice.clause(name) for name in clauses)
    return any(word in clause.gist or word in clause.quote for clause in found)


def applied(notice: Notice) -> bool:
    """Say whether anything is applied for: plans have no programmes."""
    return bool(notice.programmes)


def who(notice: Notice) -> dict[str, str]:
    """Return who looks at a checklist item, in the words of the notice's kind."""
    return _WHO if applied(notice) else _WHO_OF_PLANS


def checklist_title(notice: Notice) -> str:
    """Return the title of the page of what people judge."""
    return "评审与受理清单" if applied(notice) else "人工核对清单"


def materials_title(notice: Notice) -> str:
    """Return the title of the page of what is handed in."""
    if applied(notice):
        return "材料与表单"
    return "报送与表单" if notice.handing_in else "表单与表格"


def issued(notice: Notice) -> str:
    """Return what happened on the day of issue."""
    return "通知印发" if notice.kind == "call" else "文件印发"


def open_words(notice: Notice) -> str:
    """Return what stands before the days that are left."""
    return "申报中，" if notice.kind == "call" else ""


def counted(number: int) -> str:
    """Return a small number as it is written in a title."""
    return _NUMERALS[number] if 0 < number < len(_NUMERALS) else str(number)


def bound(target: Target) -> str:
    """Return the value of a target with its unit; empty for one of yes and no."""
    unit = target.unit if target.unit == "%" else f" {target.unit}".rstrip()
    low, high = target.at_least, target.at_most
    if low is not None and high is not None:
        return f"{low:g}{unit}" if low == high else f"{low:g}–{high:g}{unit}"
    if low is not None:
        return f"不低于 {low:g}{unit}"
    return f"不高于 {high:g}{unit}" if high is not None else ""


def judged(target: Target) -> str:
    """Return how a target is judged, as one phrase."""
    words = _AGGREGATES[target.aggregate]
    value = bound(target)
    return f"{words}{value}" if value else words


def members_of(target: Target, lists: tuple[CodeList, ...]) -> str:
    """Return who has to be there before many are judged together; empty for none."""
    known = {item.name: item for item in lists}
    named = [known[name] for name in target.members.values() if name in known]
    return " × ".join(
        f"{item.title}（{len(item.rows)}）" if item.rows else f"{item.title}（名单缺失）"
        for item in named
    )


def of_direction(value: str) -> str:
    """Return the words of a direction that a list gives as a code; other text as it is."""
    return DIRECTIONS.get(value, value)


def limited(keywords: Iterable[str]) -> str:
    """Return what a rule of the schema limits, in words."""
    return "、".join(_KEYWORDS.get(word, word) for word in keywords)


def tens_of_thousands(number: float) -> str:
    """Return a number as notices print it: 700000 as 70万."""
    return f"{number / _WAN:g}万" if number >= _WAN else f"{number:g}"


def names_of(term: Term) -> tuple[str, ...]:
    """Return a term and its other names, the longest first."""
    return tuple(sorted({term.term, *term.aliases}, key=lambda name: (-len(name), name)))
