"""``shenbao build`` and ``shenbao serve``: the site and everything on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from shenbao.cli.common import Lang, Language, Lists, Root, announced_folder, console
from shenbao.core.messages import say, words
from shenbao.core.messages.values import Said
from shenbao.reports.terminal_text import terminal_safe


def build(
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="网站放在哪里 / where the site goes"),
    ] = None,
    lists: Lists = None,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """生成网站、表单、数据包、日历和目录。Build the site and everything on it."""
    from shenbao.app.notices.site import SiteRequest
    from shenbao.app.notices.site import build as use

    request = SiteRequest(root=announced_folder(root, lang.value), out=out, lists=lists)
    screen = _Screen(lang.value)
    result = use(request, screen.tell)
    screen.put(say("cli-built", {"pages": result.pages}, lang.value))
    screen.put(f"  {(result.out / 'index.html').resolve()}")
    screen.put(say("cli-open", None, lang.value))


def serve(
    *,
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65535, help="端口，0 由系统选一个 / port, 0 for any free one"
        ),
    ] = 8000,
    lists: Lists = None,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """在本机打开网站，保存后立刻显示改动。Serve the site, renewed after each save."""
    from shenbao.app.notices.serving.serve import ServeRequest
    from shenbao.app.notices.serving.serve import serve as use

    folder = announced_folder(root, lang.value)
    screen = _Screen(lang.value)
    request = ServeRequest(root=folder, lists=lists, port=port, language=lang.value)
    use(request, screen.tell, screen.put_all)


class _Screen:
    """Where it is said, in one language, how far a build is."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._console = console()

    def tell(self, step: Said) -> None:
        """Print what was done."""
        self.put(words(step, self._language))

    def put_all(self, lines: Sequence[str]) -> None:
        """Print what is wrong with the folder."""
        for line in lines:
            self.put(terminal_safe(line))

    def put(self, line: str) -> None:
        """Print a line as it is."""
        self._console.print(line, markup=False, soft_wrap=True)
