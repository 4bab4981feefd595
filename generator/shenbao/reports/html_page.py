"""Pages of reports: one HTML file that asks for nothing, marked for voices, closed to the rest."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from shenbao.core import messages, resources
from shenbao.core.messages.values import policy_text
from shenbao.reports.content_policy import content_policy
from shenbao.reports.terminal_text import terminal_safe

_CHINESE = re.compile(
    "([\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef]"
    "(?:[^A-Za-z<>&\"']*[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef])?)"
)
"""Chinese words, with what stands between them."""

_GONE = re.compile(r"/\*.*?\*/", re.DOTALL)


def rendered(
    template: str, language: str, *, styles: tuple[str, ...], script: str, **values: Any
) -> str:
    """Return a page of ``site-templates/report``.

    ``styles`` and ``script`` are files beside it, the script may be none; the page lets in these
    and nothing else.
    """
    from markupsafe import Markup

    sheet = "\n".join(map(_file, styles))
    sheet = _GONE.sub("", sheet)
    style = "".join(f"{line.strip()}\n" for line in sheet.splitlines() if line.strip())
    code = _file(script) if script else ""
    # Both come with the package; nothing of a submission is in them.
    trusted = {"style": Markup(style), "script": Markup(code)}  # noqa: S704
    made = (
        _environment(resources.templates("report"), language)
        .get_template(template)
        .render(**trusted, language=language, policy=content_policy(code, style), **values)
    )
    # A lone surrogate has no encoding; it can come from the name of a file.
    return str(made).encode("utf-8", "replace").decode("utf-8")


@cache
def _environment(folder: Path, language: str) -> Any:
    """Return the templates: compiled once for a language, and again when a file has changed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["say"] = lambda message, /, **args: messages.say(message, args, language)
    environment.globals["number"] = lambda number: f"{number:,}"
    environment.filters["clean"] = terminal_safe
    environment.filters["policy"] = lambda words: policy_text(terminal_safe(words))
    if language != messages.DEFAULT:
        environment.finalize = _in_its_language
    return environment


def _in_its_language(shown: Any) -> Any:
    """Mark Chinese words in a page of another language, for voices and fonts.

    They are the policy's, which a notice gives in Chinese, or stand in the data.
    """
    from markupsafe import Markup, escape

    if isinstance(shown, Markup) or not isinstance(shown, str) or not _CHINESE.search(shown):
        return shown
    parts = _CHINESE.split(shown)
    marked = (
        Markup('<span lang="zh-CN">{}</span>').format(part) if turn % 2 else escape(part)
        for turn, part in enumerate(parts)
    )
    return Markup("").join(marked)


def _file(name: str) -> str:
    return (resources.templates("report") / name).read_text(encoding="utf-8")
