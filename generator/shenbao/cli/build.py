"""``shenbao build`` and ``shenbao serve``: the site and everything on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import Lists, Root, console

if TYPE_CHECKING:
    from shenbao.artifacts import Artifact
    from shenbao.policy.model import Notice


def site_artifacts(notices: tuple[Notice, ...]) -> Iterator[Artifact]:
    """Yield what the site offers besides its pages, with paths as on the site."""
    from shenbao.artifacts import Artifact
    from shenbao.outputs.calendar import calendar
    from shenbao.outputs.catalogue import catalogue
    from shenbao.outputs.html_form import html_form
    from shenbao.outputs.packages import packages
    from shenbao.outputs.published import published_schemas

    for notice in notices:
        for form in notice.forms:
            yield html_form(notice, form)
        yield from published_schemas(notice)
    for artifact in packages(notices):
        yield Artifact(f"data-packages/{artifact.path}", artifact.content)
    yield catalogue(notices)
    yield calendar(notices)


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
    from shenbao import resources
    from shenbao.artifacts import write
    from shenbao.outputs.packages import packages
    from shenbao.outputs.site.build import build_site
    from shenbao.policy.load import load_notices

    screen = console()
    folder = resources.policy_root(root)
    work = Path.cwd() / "build" if folder == resources.home() else folder / "build"
    notices = load_notices(folder, lists=lists)
    if (folder / "data-packages").is_dir():
        write(packages(notices), folder / "data-packages", prune=True)
    result = build_site(
        folder,
        notices,
        list(site_artifacts(notices)),
        staging=work / "site-src",
        out=out or work / "site",
        config=resources.site_config(folder),
        log=lambda line: screen.print(line, markup=False),
    )
    index = (result.out / "index.html").resolve()
    screen.print(f"网站已生成，共 {result.pages} 页：{index}", markup=False, soft_wrap=True)
    screen.print("打开方法：双击这个文件，或运行 shenbao serve", markup=False)


def serve(
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 / port")] = 8000,
    host: Annotated[str, typer.Option("--host", help="地址 / address")] = "127.0.0.1",
    lists: Lists = None,
    root: Root = None,
) -> None:
    """在本机打开网站，政策文件改动后自动刷新。Serve the site with live reload."""
    from shenbao import resources
    from shenbao.outputs.site.build import serve_site
    from shenbao.policy.load import load_notices

    screen = console()
    folder = resources.policy_root(root)

    def load() -> tuple[tuple[Notice, ...], list[Artifact]]:
        notices = load_notices(folder, lists=lists)
        return notices, list(site_artifacts(notices))

    serve_site(
        folder,
        load,
        config=resources.site_config(folder),
        host=host,
        port=port,
        log=lambda line: screen.print(line, markup=False),
    )
