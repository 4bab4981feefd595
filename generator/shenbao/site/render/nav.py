"""The navigation: what stands where, with titles for folders."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from typing import TypeAlias

from shenbao.forms import urls
from shenbao.policy.model import FormOrTable, Notice
from shenbao.site.content import wording
from shenbao.site.content.escape import one_line
from shenbao.site.content.page_index import in_order, leaves
from shenbao.site.content.plans import pair_title, pairs
from shenbao.site.render.documents import PARTS, Document

Nav: TypeAlias = list["str | dict[str, str | Nav]"]


def navigation(
    notices: Sequence[Notice], documents: Sequence[Document], offered: Collection[str] = ()
) -> Nav:
    """Return mkdocs' ``nav``. Titles are HTML: the theme prints them as they are.

    ``offered`` are the paths of what the site has besides its pages.
    """
    checking: Nav = [{"检查文件": urls.CHECKING}] if urls.CHECKING in offered else []
    notices = in_order(notices)
    top: Nav = [
        {"首页": _page(urls.HOME)},
        {
            "申报": [
                {"项目目录": _page(urls.CATALOGUE)},
                {"截止日历": _page(urls.DEADLINES)},
                *_part(documents, "apply"),
            ]
        },
    ]
    if notices:
        top.append({"通知与文件": _by_kind(notices)})
    top += [
        {
            "报数据": [
                {"下载中心": _page(urls.DOWNLOADS)},
                *checking,
                *_part(documents, "report-data"),
            ]
        },
        {"查政策": _policy(notices)},
        {"帮助": [{"离线使用": _page(urls.OFFLINE)}, *_help(documents)]},
    ]
    return top


def _by_kind(notices: Sequence[Notice]) -> Nav:
    """Group notices: those by which something is applied for, then plans."""
    applied: Nav = [_notice(notice) for notice in notices if wording.applied(notice)]
    plans: Nav = [_notice(notice) for notice in notices if not wording.applied(notice)]
    if not applied or not plans:
        return [*applied, *plans]
    return [{"申报与遴选": applied}, {"工作要点与方案": plans}]


def _policy(notices: Sequence[Notice]) -> Nav:
    pages: Nav = []
    if len(notices) > 1:
        count = wording.counted(len(notices))
        pages.append({f"{count}份文件对照": _page(urls.ACROSS)})
    else:
        pages.append({"文件一览": _page(urls.ACROSS)})
    connected = pairs(notices)
    pages += [
        {
            "上级的任务怎样落实" if len(connected) == 1 else title(pair_title(pair)): _page(
                urls.taken_up(pair.earlier, pair.later)
            )
        }
        for pair in connected
    ]
    pages += [
        {"时间线": _page(urls.TIMELINE)},
        {"名词表": _page(urls.GLOSSARY)},
        {"条款库": [{"全部文件": _page(urls.CLAUSES)}, *_libraries(notices)]},
        {"原文缺漏": _page(urls.GAPS)},
        {"变更记录": _page(urls.CHANGES)},
    ]
    return pages


def _libraries(notices: Sequence[Notice]) -> Nav:
    return [{title(item.short_title): _page(urls.library(item))} for item in notices]


def _notice(notice: Notice) -> dict[str, str | Nav]:
    programmes: Nav = [
        {title(f"{item.id} {item.title}"): _page(urls.programme(notice, item))}
        for item in notice.programmes
    ]
    homes: tuple[FormOrTable, ...] = notice.homes
    fields: Nav = [{title(home.title): _page(urls.fields(notice, home.id))} for home in homes]
    pages: Nav = []
    for leaf in leaves(notice):
        pages.append({leaf.title: _page(urls.page(notice, leaf.name))})
        if leaf.name == "index" and programmes:
            pages.append({"项目": programmes})
        if leaf.name == "materials" and fields:
            pages.append({"字段说明": fields})
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
    return urls.markdown(target)
