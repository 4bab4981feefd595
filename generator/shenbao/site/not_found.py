"""The page for an address that leads nowhere: how to go on, and where a thing went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.media.html.script_data import embedded
from shenbao.media.html.write import (
    environment,
    page_styles,
    script_text,
    security_policy,
    site_links,
    trusted,
)
from shenbao.policy.model import Notice

_PART = "not-found"


def not_found(notices: Sequence[Notice], paths: Iterable[str], look: str = "") -> Artifact:
    """Return the page; ``paths`` are those of all pages of the site.

    A server shows it at any address, however deep, so that it links by its script alone, which
    finds the root of the site before the first part that the site has.
    """
    script = script_text(resources.templates(_PART) / "not-found.js")
    style = page_styles(_PART, look)
    pages = sorted(path for path in paths if path.endswith(".html"))
    data: dict[str, Any] = {
        "pages": pages,
        "notices": {notice.id: notice.short_title for notice in notices},
        "moved": {
            earlier[0]: notice.id
            for notice in notices
            if (earlier := notice.edition.earlier) is not None
        },
    }
    known = {notice.id for notice in notices}
    data["moved"] = {old: new for old, new in data["moved"].items() if old and old not in known}
    text = (
        environment(_PART)
        .get_template(f"{_PART}.html.j2")
        .render(
            links=site_links(urls.HOME),
            search=f"{urls.HOME}?q=",
            policy=security_policy(script, style),
            style=trusted(style),
            script=trusted(script),
            data=trusted(embedded(data)),
        )
    )
    return Artifact.text(urls.NOT_FOUND, text)
