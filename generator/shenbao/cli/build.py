"""``shenbao build`` and ``shenbao serve``: the site and everything on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import Lists, Root, own_folder
from shenbao.cli.console import console
from shenbao.core.messages import say

if TYPE_CHECKING:
    from shenbao.core.artifacts import Artifact
    from shenbao.policy.model import Notice
    from shenbao.site.builder.build import BuildResult


def site_artifacts(
    notices: tuple[Notice, ...], kept: Path, log: Callable[[str], None]
) -> Iterator[Artifact]:
    """Yield what the site offers besides its pages, with paths as on the site.

    ``kept`` is where forms stay that need not be made again.
    """
    from shenbao.core import resources
    from shenbao.core.artifacts import Artifact
    from shenbao.media.form_files import documents, on_page
    from shenbao.media.html.write import html_form
    from shenbao.media.package.write import packages
    from shenbao.site.eligibility.page import eligibility
    from shenbao.site.feeds.calendar import calendar
    from shenbao.site.feeds.catalogue import catalogue
    from shenbao.site.feeds.json_schemas import published_schemas

    for notice in notices:
        for home in notice.homes:
            if on_page(notice, home):
                yield html_form(notice, home, notices=notices)
        yield from published_schemas(notice)
    yield from documents(notices, kept, log)
    for artifact in packages(notices):
        yield Artifact(f"data-packages/{artifact.path}", artifact.content)
    for file in resources.published():
        path = file.relative_to(resources.home()).as_posix()
        yield Artifact(path, file.read_bytes())
    yield eligibility(notices)
    yield catalogue(notices)
    yield calendar(notices)


def _build(folder: Path, out: Path, lists: Path | None, log: Callable[[str], None]) -> BuildResult:
    """Load the policy as it is now, renew the data packages and build the site."""
    from shenbao.core import resources
    from shenbao.core.artifacts import locked, write
    from shenbao.media.package.write import packages
    from shenbao.policy.load.folder import load_notices, load_sound
    from shenbao.site.builder.build import build_site

    # A site, or its packages, without one of its notices would be published without a word.
    notices = load_sound(folder, lists=lists).require_all("cli-build-unsound")
    with _workplace(folder) as workplace, locked(out):
        if (folder / "data-packages").is_dir():
            write(packages(load_notices(folder)), folder / "data-packages", prune=True)
        return build_site(
            folder,
            notices,
            site_artifacts(notices, workplace / "forms", log),
            staging=workplace / "site-src",
            out=out,
            config=resources.site_config(folder),
            log=log,
        )


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """Hold the place where a policy folder is built, and what need not be made again is kept.

    Of a folder that may only be read it is a temporary one.
    """
    from shenbao.core import resources
    from shenbao.core.artifacts import locked
    from shenbao.core.nets import reason

    own = resources.workplace(folder)
    with ExitStack() as held:
        try:
            held.enter_context(locked(own))
            own.mkdir(exist_ok=True)
        except OSError as error:
            if reason(error) not in {"read-only", "permission"}:
                raise
            own = Path(held.enter_context(TemporaryDirectory(prefix="shenbao-")))
        yield own


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
    from shenbao.core import resources
    from shenbao.core.artifacts import require_folder_around

    screen = console()
    folder = own_folder(root)
    if out is not None:
        require_folder_around(out)
    place = out or resources.workplace(folder) / "site"
    result = _build(folder, place, lists, lambda line: screen.print(line, markup=False))
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
    from shenbao.core import resources
    from shenbao.site.builder.build import serve_site

    screen = console()
    folder = own_folder(root)
    out = resources.workplace(folder) / "site"

    def log(line: str) -> None:
        screen.print(line, markup=False, soft_wrap=True)

    watched = [folder / "schemas", folder / "docs", folder / "mkdocs.yml"]
    parts = ("pages", "form", "eligibility", "paper", "theme")
    watched += [resources.templates(part) for part in parts]
    serve_site(
        lambda: _build(folder, out, lists, log),
        out=out,
        watch=watched,
        log=log,
        host=host,
        port=port,
    )
