"""Where everything stands on the site: paths from the site's root, and links between them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import quote

from shenbao.policy.model import Home, Notice, Programme, Rule

HOME = "index.html"
CATALOGUE = "catalogue.html"
DEADLINES = "deadlines.html"
CLAUSES = "clauses.html"
GAPS = "gaps.html"
DOWNLOADS = "downloads.html"
OFFLINE = "offline.html"
MACHINE_CATALOGUE = "catalogue.json"
CALENDAR = "calendar.ics"
ELIGIBILITY = "eligibility.html"
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


def page(notice: Notice, name: str) -> str:
    """Return the page ``name`` of a notice."""
    return f"notices/{notice.id}/{name}.html"


def programme(notice: Notice, item: Programme) -> str:
    """Return the page of a programme."""
    return page(notice, f"programme-{item.id}")


def fields(notice: Notice, form_id: str) -> str:
    """Return the page that explains the fields of a form or table."""
    return page(notice, f"fields-{form_id}")


def fillable(notice: Notice, form_id: str) -> str:
    """Return the form that is filled in the browser."""
    return f"notices/{notice.id}/forms/{form_id}.html"


def published_schema(notice: Notice, form_id: str) -> str:
    """Return the published JSON Schema of a form or table."""
    return f"schemas/{notice.id}/{form_id}.schema.json"


def packages(notice: Notice) -> str:
    """Return the folder of a notice's data packages."""
    return f"data-packages/{notice.id}/"


def package_file(path: str) -> str:
    """Return what a file of a data package is, in plain words."""
    return _PACKAGE_FILES.get(_use(path), posixpath.basename(path))


def by_use(paths: Iterable[str]) -> list[str]:
    """Return the files of a data package, those for people first."""
    order = list(_PACKAGE_FILES)
    return sorted(paths, key=lambda path: ([*order, ""].index(_use(path)), path))


def _use(path: str) -> str:
    if "/lists/" in path:
        return "/lists/"
    fitting = [ending for ending in _PACKAGE_FILES if path.endswith(ending)]
    return max(fitting, key=len, default="")


def clause(notice: Notice, clause_id: str) -> str:
    """Return the place of a clause in the library."""
    return f"{CLAUSES}#{clause_anchor(notice, clause_id)}"


def clause_anchor(notice: Notice, clause_id: str) -> str:
    """Return the id of a clause in the library, unique among all notices."""
    return f"{notice.id}-{clause_id}"


def rule(notice: Notice, item: Rule, home: Home) -> str:
    """Return the place of a rule under its form or table."""
    return f"{page(notice, 'rules')}#{rule_anchor(item, home)}"


def rule_anchor(item: Rule, home: Home) -> str:
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
