"""``shenbao build`` and ``shenbao serve``: the site and everything on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shenbao.cli.common import Lists, Root, announced_folder, console
from shenbao.core.messages import say


def build(
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="网站放在哪里 / where the site goes"),
    ] = None,
    lists: Lists = None,
    root: Root = None,
) -> None:
    """生成网站、表单、数据包、日历和目录。Build the site and everything on it."""
    from shenbao.app.notices.site import SiteRequest
    from shenbao.app.notices.site import build as use

    screen = console()
    request = SiteRequest(root=announced_folder(root), out=out, lists=lists)
    result = use(request, lambda line: screen.print(line, markup=False))
    index = (result.out / "index.html").resolve()
    screen.print(say("cli-built", {"pages": result.pages}), markup=False)
    screen.print(f"  {index}", markup=False, soft_wrap=True)
    screen.print(say("cli-open"), markup=False)


def serve(
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 / port")] = 8000,
    host: Annotated[str, typer.Option("--host", help="地址 / address")] = "127.0.0.1",
    lists: Lists = None,
    root: Root = None,
) -> None:
    """在本机打开网站，政策文件改动后自动刷新。Serve the site with live reload."""
    from shenbao.app.notices.site import SiteRequest, site_place, watched
    from shenbao.app.notices.site import build as use
    from shenbao.site.builder.build import serve_site

    screen = console()
    folder = announced_folder(root)

    def log(line: str) -> None:
        screen.print(line, markup=False, soft_wrap=True)

    request = SiteRequest(root=folder, lists=lists)
    serve_site(
        lambda: use(request, log),
        out=site_place(folder),
        watch=watched(folder),
        log=log,
        host=host,
        port=port,
    )
