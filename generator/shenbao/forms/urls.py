"""Where everything stands on the site: paths from the site's root, and links between them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import quote

from shenbao.policy.model import Deadline, FormOrTable, Notice, Programme, Rule

HOME = "index.html"
CATALOGUE = "catalogue.html"
DEADLINES = "deadlines.html"
CLAUSES = "clauses.html"
GAPS = "gaps.html"
DOWNLOADS = "downloads.html"
OFFLINE = "offline.html"
ACROSS = "across.html"
TIMELINE = "timeline.html"
GLOSSARY = "glossary.html"
MACHINE_CATALOGUE = "catalogue.json"
CALENDAR = "calendar.ics"
ELIGIBILITY = "eligibility.html"
CHANGES = "changes.html"
MACHINE_CHANGES = "changes.json"
CHANGE_FEED = "changes.xml"
CHECKING = "check-files.html"
NOT_FOUND = "404.html"
WHOLE_SITE = "shenbao-site.zip"
# What the files of a data package are, those for people first; the longest ending fits.
_PACKAGE_FILES = {
    "README.md": "栏目说明",
    ".csv": "空表，只有表头",
    "-example.csv": "填好的示例（虚构内容）",
    "/lists/": "代码表",
    "datapackage.json": "数据包描述，供信息系统读取",
    ".schema.json": "栏目结构，供信息系统读取",
    "README.en.md": "栏目说明（英文）",
}
_FILLED = "空表，固定的行已经填好"


def page(notice: Notice, name: str) -> str:
    """Return the page ``name`` of a notice."""
    return f"notices/{notice.id}/{name}.html"


def programme(notice: Notice, item: Programme) -> str:
    """Return the page of a programme."""
    return page(notice, f"programme-{item.id}")


def fields(notice: Notice, form_id: str) -> str:
    """Return the page that explains the fields of a form or table."""
    return page(notice, f"fields-{form_id}")


def fillable(notice: Notice, form_id: str, medium: str = "html") -> str:
    """Return the form that is filled in the browser, or another kind of file to fill in."""
    return f"notices/{notice.id}/forms/{form_id}.{medium}"


def notice_archive(notice: Notice) -> str:
    """Return the archive of a notice's forms, tables, structures and data packages."""
    return f"notices/{notice.id}/{notice.id}.zip"


def published_schema(notice: Notice, form_id: str) -> str:
    """Return the published JSON Schema of a form or table."""
    return f"schemas/{notice.id}/{form_id}.schema.json"


def packages(notice: Notice) -> str:
    """Return the folder of a notice's data packages."""
    return f"data-packages/{notice.id}/"


def package_file(path: str, *, filled: bool = False) -> str:
    """Return what a file of a data package is, in plain words.

    ``filled``: the empty table carries rows that are given.
    """
    use = _use(path)
    if filled and use == ".csv":
        return _FILLED
    return _PACKAGE_FILES.get(use, posixpath.basename(path))


def by_use(paths: Iterable[str]) -> list[str]:
    """Return the files of a data package, those for people first."""
    order = list(_PACKAGE_FILES)
    return sorted(paths, key=lambda path: ([*order, ""].index(_use(path)), path))


def _use(path: str) -> str:
    if "/lists/" in path:
        return "/lists/"
    fitting = [ending for ending in _PACKAGE_FILES if path.endswith(ending)]
    return max(fitting, key=len, default="")


def package(notice: Notice, table_id: str) -> str:
    """Return the place of a table's data package among the downloads."""
    return f"{DOWNLOADS}#{notice.id}-package-{table_id}"


def library(notice: Notice) -> str:
    """Return the page of the library with the clauses of a notice."""
    return f"clauses/{notice.id}.html"


def clause(notice: Notice, clause_id: str) -> str:
    """Return the place of a clause in the library."""
    return f"{library(notice)}#{clause_id}"


def work_item(notice: Notice, item_id: str) -> str:
    """Return the place of a work item."""
    return f"{page(notice, 'work')}#item-{item_id}"


def target(notice: Notice, target_id: str) -> str:
    """Return the place of a target."""
    return f"{page(notice, 'targets')}#{target_id}"


def indicator(notice: Notice, list_name: str, code: str) -> str:
    """Return the place of an indicator."""
    return f"{page(notice, 'indicators')}#{indicator_anchor(list_name, code)}"


def indicator_anchor(list_name: str, code: str) -> str:
    """Return the id of an indicator on the page of indicators."""
    return f"{list_name}-{code}"


def term(notice: Notice, term_id: str) -> str:
    """Return the place of a term on the page of its notice."""
    return f"{page(notice, 'terms')}#term-{term_id}"


def deadline(notice: Notice, item: Deadline) -> str:
    """Return the place of a deadline on the first page of its notice."""
    return f"{page(notice, 'index')}#deadline-{item.id}"


def taken_up(earlier: Notice, later: Notice) -> str:
    """Return the page that sets the work of two notices side by side."""
    return f"work/{later.id}-{earlier.id}.html"


def rule(notice: Notice, item: Rule, home: FormOrTable) -> str:
    """Return the place of a rule under its form or table."""
    return f"{page(notice, 'rules')}#{rule_anchor(item, home)}"


def rule_anchor(item: Rule, home: FormOrTable) -> str:
    """Return the id of a rule under its form; the bare rule id is its first place."""
    return f"{home.id}-{item.id}"


def code_list(notice: Notice, name: str) -> str:
    """Return the place of a code list."""
    return f"{page(notice, 'lists')}#list-{name}"


def reading(notice: Notice, reading_id: str) -> str:
    """Return the place of a reading."""
    return f"{page(notice, 'index')}#reading-{reading_id}"


def markdown(target: str) -> str:
    """Return the Markdown file behind an HTML page."""
    return target.removesuffix(".html") + ".md"


def relative(target: str, here: str) -> str:
    """Return the link from the page ``here`` to ``target``, both paths from the root."""
    path, mark, fragment = target.partition("#")
    if path == here and mark:
        return f"#{quote(fragment)}"
    to = posixpath.relpath(path, posixpath.dirname(here) or ".")
    slash = "/" if path.endswith("/") else ""
    return quote(to) + slash + (f"#{quote(fragment)}" if mark else "")
