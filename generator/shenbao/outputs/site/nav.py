"""The navigation: what stands where, with titles for folders."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TypeAlias

from shenbao.outputs.site import links
from shenbao.outputs.site.documents import PARTS, Document
from shenbao.outputs.site.escape import one_line
from shenbao.policy.model import Home, Notice

Nav: TypeAlias = list["str | dict[str, str | Nav]"]


def navigation(notices: Sequence[Notice], documents: Sequence[Document]) -> Nav:
    """Return mkdocs' ``nav``. Titles are HTML: the theme prints them as they are."""
    top: Nav = [
        {"首页": _page(links.HOME)},
        {
            "申报": [
                {"项目目录": _page(links.CATALOGUE)},
                {"截止日历": _page(links.DEADLINES)},
                *_part(documents, "apply"),
            ]
        },
    ]
    if notices:
        top.append({"通知": [_notice(notice) for notice in notices]})
    top += [
        {"报数据": [{"下载中心": _page(links.DOWNLOADS)}, *_part(documents, "report-data")]},
        {
            "查政策": [
                {"条款库": _page(links.CLAUSES)},
                {"原文缺漏": _page(links.GAPS)},
            ]
        },
        {"帮助": [{"离线使用": _page(links.OFFLINE)}, *_help(documents)]},
    ]
    return top


def _notice(notice: Notice) -> dict[str, str | Nav]:
    programmes: Nav = [
        {title(f"{item.id} {item.title}"): _page(links.programme(notice, item))}
        for item in notice.programmes
    ]
    homes: tuple[Home, ...] = notice.homes
    fields: Nav = [{title(home.title): _page(links.fields(notice, home.id))} for home in homes]
    pages: Nav = [{"概览": _page(links.page(notice, "index"))}]
    if programmes:
        pages.append({"项目": programmes})
    pages.append({"材料与表单": _page(links.page(notice, "materials"))})
    if fields:
        pages.append({"字段说明": fields})
    pages += [
        {words: _page(links.page(notice, name))}
        for name, words in (
            ("lists", "代码表"),
            ("rules", "校验规则"),
            ("checklist", "评审与受理清单"),
            ("clauses", "条款对照"),
            ("gaps", "原文缺漏与读法"),
            ("changes", "变更"),
        )
    ]
    return {title(notice.short_title): pages}


def title(text: str) -> str:
    """Return ``text`` as the theme needs it: HTML, on one line."""
    return html.escape(one_line(text))


def _part(documents: Sequence[Document], part: str) -> Nav:
    return [
        {title(item.title): item.path} for item in documents if item.title and item.part == part
    ]


def _help(documents: Sequence[Document]) -> Nav:
    own = {"apply", "report-data"}
    parts = dict.fromkeys(
        [*PARTS, *(item.part for item in documents if item.title)],
    )
    found: Nav = []
    for part in parts:
        if part not in own and (pages := _part(documents, part)):
            found += [{title(PARTS.get(part, part)): pages}] if part else pages
    return found


def _page(target: str) -> str:
    return links.markdown(target)
