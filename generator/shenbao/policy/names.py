"""Finding a form or table by the name that a submission or a person gives it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from shenbao.policy.model import FormOrTable, Notice

_SUFFIX = ".schema.json"


def resolve(notices: Sequence[Notice], name: str) -> FormOrTable | None:
    """Return the form or table that ``name`` means, or None.

    A name is short (``shenkang-2024/p1``) or a published address under any host whose path
    ends in ``schemas/<notice>/<form>.schema.json``. Nothing is fetched.
    """
    notice_id, _, form_id = short_name(name).partition("/")
    named = (notice for notice in notices if notice.id == notice_id)
    return next((home for home in homes(named) if home.id == form_id), None)


def short_name(name: str) -> str:
    """Return ``<notice>/<form>`` for a short name or a published address."""
    path = _path(name) if "://" in name else name
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    return "/".join(parts[-2:]).removesuffix(_SUFFIX)


def notice_of(name: str) -> str:
    """Return the id of the notice that the name of a form or table begins with."""
    return short_name(name).partition("/")[0]


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # no address after all, such as https://[x
        return ""


def homes(notices: Iterable[Notice]) -> Iterator[FormOrTable]:
    """Yield every form and table of the notices."""
    for notice in notices:
        yield from notice.homes


def near(notices: Sequence[Notice], name: str, most: int = 3) -> tuple[str, ...]:
    """Return the short names most like ``name``."""
    known = [home.ref for home in homes(notices)]
    return tuple(difflib.get_close_matches(short_name(name), known, n=most, cutoff=0.4))
