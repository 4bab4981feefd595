"""Materials, contacts, lists that are open, and words that say how firm a demand is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shenbao.authoring.candidates.candidate import Candidate, Claimed, Passage

_DOCUMENTS = (
    "申请书|申报书|推荐书|任务书|合同书|汇总表|申报表|申请表|推荐表|登记表|承诺书|查新报告|证明材料|证明"
    "|预算书|预算表|简历|总结报告|工作总结|年度总结|实施方案|实施计划|可行性报告|伦理审查意见|协议书|复印件"
)
_MATERIAL = re.compile(
    rf"(?:《[^《》]{{2,40}}(?:{_DOCUMENTS})》|[\u4e00-\u9fff“”]{{0,10}}?(?:{_DOCUMENTS}))"
    r"(?!中|一致|的内容)"
)
_HANDED = re.compile(
    r"提交|一式|报送|填写|填报|附有?(?!件)|提供|打印|[送寄](?:至|到)|前送|(?<!申)报(?![告名书表])|上传|出具"
)
_LEADING = re.compile(
    r"^.*(?:提交|报送|填写|填报|提供|打印|须附|附|连同|出具的|上传|将|把|的|版|[在与于和及])"
)
_MAILBOX = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_ADDRESS = re.compile(
    r"地\s?址\s?[:：]\s?(?P<place>[^。；;\n]{4,60}?)(?=[。；;]|\s{2,}|邮编|联系|电话|$)"
)
_OFFICE = re.compile(
    r"(?:报送|送至|送到|交至|交到|寄至|寄到|报至|(?<!报)送|(?<=前)报)至?"
    r"(?P<office>[\u4e00-\u9fff（）]{2,24}?(?:科|处|股|室|部|办))(?=[。；，、（(,;备]|$)"
    r"|联系(?:部门|单位|科室|处室)\s?[:：]\s?(?P<named>[^\s，。；]{2,24})"
)
_ITEM = r"[^、，。；：,;:（）()\s]{1,24}"
_OPEN = re.compile(
    rf"(?<![^、，。；：,;:（）()\s])(?P<items>(?:{_ITEM}、){{1,40}}{_ITEM}?)(?<![甲乙丙特高初同])等(?!(?<=中等)(?:专业|教育|职业|学校)|[级候次于同额待保值比位身量离到院])"
    r"(?![^，。；,]{0,10}[\d二两三四五六七八九十]{1,2}[大个类项种])"
)
_FIRM = re.compile(
    r"原则上|鼓励|力争|(?<!积极)争取(?!本级|资金|支持)|必须|(?<!项)不得|严禁|不予受理|逾期不受理|应当|一票否决"
)


def materials(passage: Passage) -> Iterator[Candidate]:
    """Yield documents that are handed in, where the sentence says so."""
    seen: set[str] = set()
    for match in _MATERIAL.finditer(passage.text):
        words = passage.words(*match.span())
        name = _bare(match[0])
        if _HANDED.search(words) and name not in seen:
            seen.add(name)
            yield passage.candidate("material", name, *match.span())


def contacts(passage: Passage) -> Iterator[Candidate]:
    """Yield mailboxes, addresses and offices; never names, never telephone numbers."""
    for match in _MAILBOX.finditer(passage.text):
        yield _bare_contact(passage, match[0], match.start())
    for match in _ADDRESS.finditer(passage.text):
        yield _bare_contact(passage, match["place"].strip(), match.start())
    for match in _OFFICE.finditer(passage.text):
        office = match["office"] or match["named"]
        yield _bare_contact(passage, office, match.start())


def open_lists(passage: Passage) -> Iterator[Candidate]:
    """Yield lists that end in 等: what is not on them is not excluded."""
    for match in _OPEN.finditer(passage.text):
        yield passage.candidate("open-list", match["items"], *match.span())


def firmness(passage: Passage, claimed: Claimed) -> Iterator[Candidate]:
    """Yield the words that say how firm a demand is."""
    for match in _FIRM.finditer(passage.text):
        if claimed.take(*match.span()):
            yield passage.candidate("severity", match[0], *match.span())


def _bare_contact(passage: Passage, value: str, begin: int) -> Candidate:
    """Return a contact that rests on itself: beside it stand names, which are not carried."""
    return Candidate(
        kind="contact",
        value=value,
        words=value,
        clause=passage.clause,
        line=passage.line(begin),
    )


def _bare(name: str) -> str:
    """Return the name of a document without the words before it that belong to the sentence."""
    return name if name.startswith("《") else _LEADING.sub("", name) or name
