"""The strip on a page that is served: what is wrong, what is still being done; and the reload.

It is put into a page when it is sent, forms included: their security policy lets in this script
and this style as well, by their digests.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shenbao.core import resources
from shenbao.core.messages import say
from shenbao.reports.content_policy import source_hash

EVENTS = "@shenbao/events"
"""Where a page hears of changes; no page of a site has such a path."""

_SHOWN = 20
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_END = "</body>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What a page says of itself.

    ``problems`` keep it from being up to date; ``faults`` were found in the links of the whole
    site; ``pending`` is the message that says what is not done yet.
    """

    problems: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    pending: str = ""

    def html(self, language: str) -> str:
        """Return the inside of the strip; nothing where there is nothing to say."""
        said = _list("serve-problems", self.problems, language)
        said += _list("serve-faults", self.faults, language)
        return said + (f"<p>{_text(say(self.pending, None, language))}</p>" if self.pending else "")


def _list(heading: str, lines: Sequence[str], language: str) -> str:
    if not lines:
        return ""
    shown = list(lines[:_SHOWN])
    if len(lines) > _SHOWN:
        shown.append(say("serve-more", {"count": len(lines) - _SHOWN}, language))
    title = _text(say(heading, {"count": len(lines)}, language))
    items = "".join(f"<li>{_text(line)}</li>" for line in shown)
    return f"<details open><summary>{title}</summary><ul>{items}</ul></details>"


def marked(page: str, strip: Strip, *, path: str, language: str) -> tuple[str, str]:
    """Return a page with the strip and the reload in it, and the digest of what it was."""
    digest = digest_of(page)
    said = strip.html(language)
    script, style = _parts()
    inside = (
        f"<style>{style}</style>"
        f'<aside id="shenbao-serve" lang="{language}" role="status" data-page="{_text(path)}"'
        f' data-digest="{digest}" data-events="/{EVENTS}"{"" if said else " hidden"}>{said}</aside>'
        f"<script>{script}</script>"
    )
    before, end, after = page.rpartition(_END)
    whole = f"{before}{inside}{end}{after}" if end else f"{page}{inside}"
    return _POLICY.sub(_let_in, whole, count=1), digest


def digest_of(page: str) -> str:
    """Return what tells one state of a page from another."""
    return hashlib.sha256(page.encode("utf-8")).hexdigest()[:16]


def event(digest: str, strip: Strip, language: str) -> bytes:
    """Return what a page is told of itself, as a server-sent event."""
    said = {"digest": digest, "strip": strip.html(language)}
    return f"data: {json.dumps(said, ensure_ascii=False)}\n\n".encode()


def bare_page(title: str, lines: Sequence[str], language: str) -> str:
    """Return a page without the theme, for what has no page."""
    told = "".join(f"<p>{_text(line)}</p>" for line in lines)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title></head>'
        f'<body class="shenbao-bare"><main><h1>{_text(title)}</h1>{told}</main></body></html>'
    )


def _text(words: str) -> str:
    return html.escape(words)


def _let_in(match: re.Match[str]) -> str:
    policy = match[2]
    for directive, text in zip(("script-src", "style-src"), _parts(), strict=True):
        policy = policy.replace(directive, f"{directive} &#39;{source_hash(text)}&#39;")
    return f"{match[1]}{policy}; connect-src &#39;self&#39;{match[3]}"


@cache
def _parts() -> tuple[str, str]:
    """Return the script and the style of the strip."""
    folder = resources.templates("preview")
    script, style = (
        (folder / f"strip.{kind}").read_text(encoding="utf-8") for kind in ("js", "css")
    )
    return script, style
