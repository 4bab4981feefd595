"""Checking submissions against notices: data in, findings out; nothing is printed or read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.validation.run import Validator, require_schema, validate
    from shenbao.validation.submission.json_schema import EngineName

__all__ = ["EngineName", "Validator", "require_schema", "validate"]


def __getattr__(name: str) -> Any:
    """Load what checks submissions when it is asked for: a table alone needs none of it."""
    if name not in __all__:
        raise AttributeError(name)
    from shenbao.validation import run

    return getattr(run, name)
