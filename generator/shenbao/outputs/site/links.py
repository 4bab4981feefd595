"""Where everything stands on the site: paths from the site's root, and links between them."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from shenbao.policy.model import Form, Notice, Programme, Rule, Table

HOME = "index.html"
CATALOGUE = "catalogue.html"
DEADLINES = "deadlines.html"
CLAUSES = "clauses.html"
GAPS = "gaps.html"
DOWNLOADS = "downloads.html"
OFFLINE = "offline.html"
MACHINE_CATALOGUE = "catalogue.json"
CALENDAR = "calendar.ics"


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


def clause(notice: Notice, clause_id: str) -> str:
    """Return the place of a clause in the library."""
    return f"{CLAUSES}#{clause_anchor(notice, clause_id)}"


def clause_anchor(notice: Notice, clause_id: str) -> str:
    """Return the id of a clause in the library, unique among all notices."""
    return f"{notice.id}-{clause_id}"


def rule(notice: Notice, item: Rule, home: Form | Table) -> str:
    """Return the place of a rule under its form or table."""
    return f"{page(notice, 'rules')}#{rule_anchor(item, home)}"


def rule_anchor(item: Rule, home: Form | Table) -> str:
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
