"""Wording by id, per language, from the Fluent files beside this module.

Each language is a folder of ``.ftl`` files, one for each part of the product. Every id
exists in every language (tested). An unknown id is a programming error and raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh-CN", "en")
DEFAULT = "zh-CN"

_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE | re.ASCII)
_LONGEST = 2000
"""Characters of one argument; Fluent refuses to format much longer ones."""


def say(message: str, args: Mapping[str, Any] | None = None, language: str = DEFAULT) -> str:
    """Return the wording of ``message`` filled with ``args``.

    Raises KeyError for an id that no file defines or a language that is not offered.
    """
    bundle = _bundle(language, _files(language)[message])
    entry = bundle.get_message(message)
    if entry.value is None:
        raise KeyError(message)
    text, errors = bundle.format_pattern(
        entry.value, {name: _short(value) for name, value in (args or {}).items()}
    )
    if errors:
        raise KeyError(f"{message}: {errors[0]}")
    return str(text)


def has(message: str, language: str = DEFAULT) -> bool:
    """Say whether ``message`` is defined in ``language``."""
    return message in _files(language)


@cache
def sources(language: str) -> dict[str, str]:
    """Return the Fluent files of a language: name → text (the browser is given these)."""
    folder = files(__package__) / language
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".ftl")
    }


def _short(value: Any) -> Any:
    """Cut a text from outside: names of files and keys of data are as long as somebody likes."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[: _LONGEST - 1] + "…"
    return value


@cache
def _files(language: str) -> dict[str, str]:
    """Return the file of each message; parsing all files takes longer than most commands."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return {
        match[1]: name for name, text in sources(language).items() for match in _ID.finditer(text)
    }


@cache
def _bundle(language: str, file: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(sources(language)[file]))
    return bundle
