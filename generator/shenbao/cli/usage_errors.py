"""What the parser of the command line refuses, in the words of the catalogue.

The parser's own sentences are English; what they are about is read from the error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shenbao.core.errors import ShenbaoError
from shenbao.core.messages.values import Value, many, said

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"")
_EXTRA = re.compile(r" \((.*)\)$", re.DOTALL)


def usage_error(error: Exception) -> ShenbaoError | None:
    """Return what an error of the parser says; None for any other error, and for a call for help.

    Typer brings its parser along or takes that of Click: its errors are known by their names.
    """
    kinds = [kind.__name__ for kind in type(error).__mro__]
    if "UsageError" not in kinds or "NoArgsIsHelpError" in kinds:
        return None
    context: Any = getattr(error, "ctx", None)
    asked = {
        "usage": context.get_usage().partition(":")[2].strip() if context else "shenbao",
        "command": context.command_path if context else "shenbao",
    }
    told = next(_TOLD[kind](error) for kind in kinds if kind in _TOLD)
    return ShenbaoError("cli-usage", said=told, **asked)


def _option(error: Any) -> Value:
    return _unknown("cli-usage-option", error.option_name, error.possibilities or ())


def _missing(error: Any) -> Value:
    return said("cli-usage-missing", name=_name(error))


def _bad_value(error: Any) -> Value:
    """Say which value cannot be, and what can."""
    message = str(error.message)
    found = next(_names(message), None) or message.partition(" ")[0]
    return said("cli-usage-value", name=_name(error), found=found, allowed=_allowed(error.param))


def _bad_option(error: Any) -> Value:
    none = "does not take" in str(error.message)
    name = "cli-usage-no-value" if none else "cli-usage-needs-value"
    return said(name, name=error.option_name)


def _other(error: Any) -> Value:
    """Say which command there is not, or which word is too much."""
    message = str(error.message)
    names = list(_names(message))
    if message.startswith("No such command") and names:
        return _unknown("cli-usage-command", names[0], names[1:])
    extra = _EXTRA.search(message)
    return said("cli-usage-extra", found=extra[1] if extra else "")


_TOLD: Mapping[str, Callable[[Any], Value]] = {
    "NoSuchOption": _option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": _bad_option,
    "UsageError": _other,
}


def _unknown(message: str, found: str, near: Any) -> Value:
    names = sorted(near)
    return said(message, found=found, similar=len(names), near=many(names))


def _allowed(param: Any) -> Value:
    kind = getattr(param, "type", None)
    choices = getattr(kind, "choices", None)
    if choices:
        return many(str(getattr(item, "value", item)) for item in choices)
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is not None or most is not None:
        bounds = {"least": "none" if least is None else least, "most": str(most or "none")}
        return said("cli-usage-range", **bounds)
    folder, file = getattr(kind, "dir_okay", None), getattr(kind, "file_okay", None)
    there = bool(getattr(kind, "exists", False))
    if folder and not file:
        return said("cli-usage-folder-there" if there else "cli-usage-folder")
    if file and not folder:
        return said("cli-usage-file-there" if there else "cli-usage-file")
    if file and folder and there:
        return said("cli-usage-path-there")
    return said("cli-usage-see-help")


def _name(error: Any) -> str:
    """Return an option or argument as it is written."""
    hint = error.param.get_error_hint(error.ctx) if error.param is not None else error.param_hint
    return re.sub("['{}]", "", str(hint or ""))


def _names(message: str) -> Iterator[str]:
    for match in _QUOTED.finditer(message):
        yield match[1] if match[1] is not None else match[2]
