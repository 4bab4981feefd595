"""The engine that is used: the host's, else that of the command."""

from __future__ import annotations

from shenbao.policy.cel.engine.port import Engine

_chosen: list[Engine] = []


def engine() -> Engine:
    """Return the engine in use; without a choice that of the command."""
    if not _chosen:
        from shenbao.policy.cel.engine.google import GoogleEngine

        _chosen.append(GoogleEngine())
    return _chosen[0]


def use(chosen: Engine) -> None:
    """Evaluate by ``chosen`` from now on: a host calls it once, before anything is evaluated."""
    _chosen[:] = [chosen]
