"""``shenbao build`` and ``shenbao serve``: the site and everything on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import Lang, Language, Lists, Root, announced_folder, console
from shenbao.core.messages import say, words

if TYPE_CHECKING:
    from shenbao.core.errors import ShenbaoError
    from shenbao.core.messages.values import Said


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
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 / port")] = 8000,
    host: Annotated[str, typer.Option("--host", help="地址 / address")] = "127.0.0.1",
    lists: Lists = None,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """在本机打开网站，政策文件改动后自动刷新。Serve the site with live reload."""
    from shenbao.app.notices.site import SiteRequest, site_place, watched
    from shenbao.app.notices.site import build as use
    from shenbao.site.builder.build import serve_site

    folder = announced_folder(root, lang.value)
    screen = _Screen(lang.value)
    request = SiteRequest(root=folder, lists=lists)
    serve_site(
        lambda: use(request, screen.tell),
        out=site_place(folder),
        watch=watched(folder),
        log=screen.tell,
        on_mistake=screen.refuse,
        host=host,
        port=port,
    )


class _Screen:
    """Where it is said, in one language, how far a build is."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._console = console()

    def tell(self, step: Said) -> None:
        """Print what was done."""
        self.put(words(step, self._language))

    def refuse(self, error: ShenbaoError) -> None:
        """Print why nothing was built."""
        for line in error.lines(self._language):
            self.put(line)

    def put(self, line: str) -> None:
        """Print a line as it is."""
        self._console.print(line, markup=False, soft_wrap=True)
