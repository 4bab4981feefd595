"""The full form of what an author wrote: the notice, and each form and table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shenbao.policy.files.reader import Problems
from shenbao.policy.shorthand import defaults
from shenbao.policy.shorthand.kinds.compiled import with_expressions
from shenbao.policy.shorthand.parameters import Parameters
from shenbao.policy.shorthand.put_in import Putting
from shenbao.policy.shorthand.setting import Setting


def notice(
    document: Mapping[str, Any], parameters: Parameters, file: Path, problems: Problems
) -> dict[str, Any]:
    """Return ``notice.json`` as the loader knows it."""
    filled = defaults.notice(document, file)
    return Putting(file=file, parameters=parameters, problems=problems).document(filled)


def judged_notice(
    document: Mapping[str, Any], parameters: Parameters, file: Path, problems: Problems
) -> dict[str, Any]:
    """Return what the dialect judges of ``notice.json``: nothing left out, no parameters."""
    filled = defaults.notice(document, file)
    return Putting(file=file, parameters=parameters, problems=problems).values(filled)


def schema(expanded: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """Return a form or table, whose references are resolved, as the loader knows it."""
    ruled = with_expressions(expanded, setting)
    return _putting(setting).document(defaults.joined(ruled))


def judged(document: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """Return what the dialect judges of a form or table: no parameters, but their values."""
    return _putting(setting).values(document)


def _putting(setting: Setting) -> Putting:
    return Putting(
        file=setting.file,
        parameters=setting.parameters,
        problems=setting.problems,
        track=setting.track,
    )
