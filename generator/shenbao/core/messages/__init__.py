"""Wording by id, per language, from the Fluent files beside this module.

Each language is a folder of ``.ftl`` files, one for each part of the product. Every id
exists in every language (tested). An unknown id is a programming error and raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from shenbao.core.messages.shortening import shorten
from shenbao.core.messages.values import Many, PolicyText, Said, Value, quoted, texts_only

LANGUAGES = ("zh-CN", "en")
DEFAULT = "zh-CN"

_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE | re.ASCII)
_LINE = re.compile(r"^([a-zA-Z][\w-]*) *= *([^ \n].*)\n(?! |\n+ )", re.MULTILINE | re.ASCII)
_ARGUMENT = re.compile(r"\{ *\$([a-zA-Z][\w-]*) *\}|\{ *\"([^\"\\\\]*)\" *\}", re.ASCII)
_REFERENCE = re.compile(r"\{ *([a-z][\w-]*) *\}", re.ASCII)
_GLOSSARY = "severity.ftl"
"""Words that the messages of every file may use: there is one for each thing."""

_TWICE_QUOTED = re.compile('["“](「[^"“”]*」)["”]')
"""A marked name in quotes; the marks are enough."""

_LARGEST = 1 << 53
_GROUPED = 1000
"""From here on the digits of a number are grouped."""

_LONGEST = 2000
"""Characters of one argument; Fluent refuses to format much longer ones."""


def say(message: str, args: Mapping[str, Value] | None = None, language: str = DEFAULT) -> str:
    """Return the wording of ``message`` filled with ``args``.

    Raises KeyError for an id that no file defines or a language that is not offered.
    """
    filled = {name: _worded(value, language) for name, value in (args or {}).items()}
    told = _filled(message, filled, language)
    return told if language == DEFAULT else _TWICE_QUOTED.sub(r"\1", told)


def words(value: Value, language: str = DEFAULT, *, marked: bool = True) -> str:
    """Return a value as text in ``language``.

    Words of the policy that are Chinese only stand in 「」 in English where they are ``marked``.
    """
    if isinstance(value, Said | Many) and texts_only(value):
        return _remembered(value, language, marked)
    return str(_worded(value, language, marked=marked))


@lru_cache(maxsize=1024)
def _remembered(value: Said | Many, language: str, marked: bool) -> str:  # noqa: FBT001 - a key
    """Return what thousands of findings say of the same fields and lists."""
    return str(_worded(value, language, marked=marked))


def has(message: str, language: str = DEFAULT) -> bool:
    """Say whether ``message`` is defined in ``language``."""
    return message in _files(language)


def _worded(value: Value, language: str, *, marked: bool = True) -> str | int | float:
    """Return a value as Fluent takes it: text, cut where it is too long, or a number."""
    if isinstance(value, PolicyText):
        value = value.in_language(language) if marked else value.bare(language)
    elif isinstance(value, Said):
        value = say(value.message, dict(value.args), language)
    elif isinstance(value, Many):
        value = _enumerated(value, language, marked=marked)
    return _short(value)


def _enumerated(value: Many, language: str, *, marked: bool) -> str:
    """Return the items as text; steps of one path that are marked alike are marked once."""
    joint = say(f"joint-{value.joint}", None, language)
    parts: list[str] = []
    for alone, items in groupby(value.items, lambda item: _is_foreign(item, language)):
        together = marked and alone and value.joint == "dot"
        some = [words(item, language, marked=marked and not together) for item in items]
        parts += [quoted(joint.join(some))] if together else some
    text = joint.join(parts) + (say("joint-more", None, language) if value.more else "")
    return text if value.longest is None else shorten(text, value.longest)


def _is_foreign(value: Value, language: str) -> bool:
    """Say whether a value is marked in ``language``: it is the policy's, in Chinese only."""
    return language != DEFAULT and isinstance(value, PolicyText) and not value.en


def _filled(message: str, filled: Mapping[str, Any], language: str) -> str:
    parts = _plain(language, message) if language in LANGUAGES else None
    if parts is not None and all(_reads_alike(filled.get(name)) for name in parts[1::2]):
        return "".join(str(filled[part]) if index % 2 else part for index, part in enumerate(parts))
    bundle = _bundle(language, _files(language)[message])
    entry = bundle.get_message(message)
    if entry.value is None:
        raise KeyError(message)
    text, errors = bundle.format_pattern(entry.value, filled)
    if errors:
        raise KeyError(f"{message}: {errors[0]}")
    return str(text)


def _reads_alike(value: Any) -> bool:
    """Say whether Fluent writes a value as Python does: text, whole numbers without groups."""
    return isinstance(value, str) or (type(value) is int and 0 <= value < _GROUPED)


@cache
def sources(language: str) -> dict[str, str]:
    """Return the Fluent files of a language: name → text (the browser is given these)."""
    folder = files(__package__) / language
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".ftl")
    }


def _short(value: str | float) -> str | int | float:
    """Cut a text from outside: names of files and keys of data are as long as somebody likes.

    A number beyond what a double holds exactly is shown as it is; Fluent cannot format it.
    """
    if isinstance(value, int) and abs(value) > _LARGEST:
        value = str(value)
    if isinstance(value, str) and len(value) > _LONGEST:
        return shorten(value, _LONGEST)
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
def _plain(language: str, message: str) -> tuple[str, ...] | None:
    """Return a message as text, argument, text …, None where it takes more than putting in.

    Loading Fluent takes longer than checking a small file, and most messages need it not.
    """
    line = _lines(language).get(message)
    if line is None:
        return None
    line = _REFERENCE.sub(lambda found: _lines(language).get(found[1], found[0]), line)
    pieces = _ARGUMENT.split(line.rstrip(" "))
    parts = [pieces[0]]
    for text, name, literal in zip(pieces[3::3], pieces[1::3], pieces[2::3], strict=True):
        if name is None:
            parts[-1] += literal + text
        else:
            parts += [name, text]
    # What is left in braces is a selector, a function or another message.
    return None if any("{" in text or "}" in text for text in parts[::2]) else tuple(parts)


@cache
def _lines(language: str) -> dict[str, str]:
    """Return the messages that are one line."""
    return {
        match[1]: match[2]
        for text in sources(language).values()
        for match in _LINE.finditer(text + "\n")
    }


@cache
def _bundle(language: str, file: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    for name in dict.fromkeys((file, _GLOSSARY)):
        bundle.add_resource(FluentResource(sources(language)[name]))
    return bundle
