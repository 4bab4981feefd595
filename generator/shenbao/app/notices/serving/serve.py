"""The site of a policy folder while somebody writes it: served, renewed after each save."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NoReturn

from shenbao.app.notices.serving.link_check import LinkCheck
from shenbao.app.notices.serving.preview import Preview
from shenbao.core import resources
from shenbao.core.messages import DEFAULT
from shenbao.core.messages.values import Said, said
from shenbao.site.preview.server import Server
from shenbao.site.preview.watching import Watcher

_TEMPLATES = ("pages", "form", "eligibility", "paper", "theme", "web/dist")
_PAUSE = 0.7
"""Seconds without a save after which links and search are renewed."""
_LOOK, _REST = 0.2, 3600.0
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Those of the system's that end a program, as far as it has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeRequest:
    """Which policy folder, with which supplied lists, on which port (0: any free one)."""

    root: Path
    lists: Path | None = None
    port: int = 8000
    language: str = DEFAULT


def serve(
    request: ServeRequest, log: Callable[[Said], None], tell: Callable[[Sequence[str]], None]
) -> None:
    """Serve the site until a signal ends it; nothing is written into the policy folder.

    ``log`` is told what is done, ``tell`` what is wrong with the folder, after each change.
    Raises ShenbaoError where the port cannot be had, before anything is read.
    """
    root, lists, language = request.root, request.lists, request.language
    with (
        _until_a_signal(log),
        closing(Server(request.port)) as server,
        TemporaryDirectory(prefix="shenbao-serve-") as folder,
        closing(Watcher(_watched(request))) as watcher,
        closing(LinkCheck(root, lists, own=Path(folder, "links"), language=language)) as check,
    ):
        preview = Preview(root, lists, own=Path(folder), search=check.site, language=language)
        server.start(preview)
        log(said("site-serving", url=server.url))
        preview.renew(theme=True)
        tell(preview.problems)
        _follow(watcher, preview, check, log, tell)


def _follow(
    watcher: Watcher,
    preview: Preview,
    check: LinkCheck,
    log: Callable[[Said], None],
    tell: Callable[[Sequence[str]], None],
) -> NoReturn:
    """Renew the preview after each change, links and search when no more change comes."""
    due = time.monotonic() + _PAUSE
    while True:
        changed = watcher.changed(_LOOK if check.running or due else _REST)
        if changed:
            check.close()
            start = time.monotonic()
            preview.renew(theme=_concerns_theme(changed))
            log(said("serve-renewed", seconds=f"{time.monotonic() - start:.1f}"))
            tell(preview.problems)
            due = time.monotonic() + _PAUSE
        elif due and time.monotonic() > due:
            due = 0.0
            if not preview.problems:
                check.start()
        faults = check.result()
        if faults is not None:
            preview.links(faults=faults)


def _watched(request: ServeRequest) -> list[Path]:
    """Return what a site is made of: where something changes there, it is renewed."""
    own = [request.root / name for name in ("schemas", "docs", "mkdocs.yml")]
    templates = [resources.templates(part) for part in _TEMPLATES]
    return [*own, *templates, *([request.lists] if request.lists else [])]


def _concerns_theme(changed: Collection[Path]) -> bool:
    theme = resources.templates("theme")
    return any(file.name == "mkdocs.yml" or file.is_relative_to(theme) for file in changed)


@contextmanager
def _until_a_signal(log: Callable[[Said], None]) -> Iterator[None]:
    """Run until a signal comes, and say so; what is left is then put away without a further one.

    Only the main thread hears signals: elsewhere an interrupt alone ends it.
    """
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {}

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    except KeyboardInterrupt:
        log(said("site-stopped"))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
