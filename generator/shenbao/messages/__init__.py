"""Wording by id, per language, from the Fluent files beside this module.

Each language is a folder of ``.ftl`` files, one for each part of the product. Every id
exists in every language (tested). An unknown id is a programming error and raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh-CN", "en")
DEFAULT = "zh-CN"


def say(message: str, args: Mapping[str, Any] | None = None, language: str = DEFAULT) -> str:
    """Return the wording of ``message`` filled with ``args``.

    Raises KeyError for an id that no file defines or a language that is not offered.
    """
    bundle = _bundle(language)
    entry = bundle.get_message(message)
    if entry.value is None:
        raise KeyError(message)
    text, errors = bundle.format_pattern(entry.value, dict(args or {}))
    if errors:
        raise KeyError(f"{message}: {errors[0]}")
    return str(text)


def has(message: str, language: str = DEFAULT) -> bool:
    """Say whether ``message`` is defined in ``language``."""
    return bool(_bundle(language).has_message(message))


def sources(language: str) -> dict[str, str]:
    """Return the Fluent files of a language: name → text (the browser is given these)."""
    folder = files(__package__) / language
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".ftl")
    }


@cache
def _bundle(language: str) -> Any:
    if language not in LANGUAGES:
        raise KeyError(language)
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    for text in sources(language).values():
        bundle.add_resource(FluentResource(text))
    return bundle
