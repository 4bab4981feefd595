"""What the theme leaves undone, put right in the finished HTML files.

Each repair is a row: what to find, what to put. They keep to the theme's own marks, so
that pages of other generators (forms) are left as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_THEME_MARK = '<meta name="generator" content="mkdocs-'

_FOLDER = (
    r'(<nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*" aria-expanded="\w+">'
    r'(\s*<label class="md-nav__title" for="[^"]*">'
    r'\s*<span class="md-nav__icon md-icon"></span>\s*)([^<]*?)(\s*</label>)'
)
_HIDDEN = r'\1 tabindex="0"><span class="sb-hidden">{}</span>'

_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Dialogs and regions need names.
        (
            r'(<div class="md-dialog" data-md-component="dialog")>',
            r'\1 role="status" aria-label="消息">',
        ),
        # Real labels: the theme's buttons are labels of hidden boxes.
        (r'(<input class="md-toggle" data-md-toggle="drawer")', r'\1 aria-label="打开导航栏"'),
        # The search is ours; the theme's script wants its own switch all the same.
        (r'(<input class="md-toggle" data-md-toggle="search")', r'\1 aria-label="搜索" disabled'),
        (r'(<input class="md-nav__toggle md-toggle[^"]*")', r'\1 aria-label="展开或收起"'),
        (r'(<input class="md-option"[^>]*?) aria-hidden="true"', r"\1"),
        (
            r'(<label class="md-header__button md-icon" for="__drawer")>',
            _HIDDEN.format("导航栏"),
        ),
        # aria-expanded is not for navigation; the name is the folder's title.
        (
            _FOLDER,
            r'\1 aria-label="\3">\2\3\4',
        ),
    )
)
_TABLE = re.compile(r"<table(?P<attributes>[^>]*)>(?P<body>.*?)</table>", re.DOTALL)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_CELLS = (
    (re.compile(r"<(thead|tbody)>"), r'<\1 role="rowgroup">'),
    (re.compile(r"<tr(?=[ >])"), '<tr role="row"'),
    (re.compile(r'<th(?=[^>]*scope="row")'), '<th role="rowheader"'),
    (re.compile(r"<th(?=[ >])(?![^>]*role=)"), '<th role="columnheader"'),
    (re.compile(r"<td(?=[ >])"), '<td role="cell"'),
)
_SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]*\*/)\s*\Z")


def polish(site: Path) -> int:
    """Repair every page of the theme below ``site``; return how many there are."""
    for suffix in ("*.js", "*.css"):
        for file in sorted((site / "assets").rglob(suffix)):
            text = file.read_text(encoding="utf-8")
            changed = polish_asset(text)
            if changed != text:
                file.write_text(changed, encoding="utf-8", newline="\n")
    pages = 0
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if _THEME_MARK in text:
            pages += 1
            file.write_text(polish_page(text), encoding="utf-8", newline="\n")
    return pages


def drop_unused(site: Path) -> None:
    """Take away what mkdocs made and is of no use offline, or differs from build to build.

    Site map, the theme's error page, source maps, the scripts of the theme's own search.
    """
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html"):
        (site / name).unlink(missing_ok=True)
    for file in {*site.rglob("*.map"), *site.glob("assets/javascripts/workers/*")}:
        file.unlink()


def polish_asset(text: str) -> str:
    """Return a script or style sheet of the site with the repairs."""
    return _SOURCE_MAP.sub("\n", text)


def polish_page(text: str) -> str:
    """Return one page with the repairs."""
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    names: Counter[str] = Counter()
    return _TABLE.sub(lambda match: _table(match, names), text)


def _table(match: re.Match[str], names: Counter[str]) -> str:
    """Wrap a table in a region that a keyboard can scroll; keep its meaning when stacked."""
    attributes, body = match["attributes"], match["body"]
    label = _LABEL.search(attributes)
    if "sb-table" not in attributes:
        attributes += ' class="sb-table"'
    if "sb-stack" in attributes:
        attributes += ' role="table"'
        for pattern, replacement in _CELLS:
            body = pattern.sub(replacement, body)
    name = label.group(1) if label else "表格"
    names[name] += 1
    if names[name] > 1:
        name = f"{name} {names[name]}"
    return (
        f'<div class="sb-scroll" role="region" tabindex="0" aria-label="{name}">'
        f"<table{attributes}>{body}</table></div>"
    )
