"""Pages of which nothing has changed: mkdocs is not asked for them again.

A page of the theme follows from its Markdown, the navigation, the settings, the theme and the
programs, and from which other files there are, since it links to them. What is the same for
all is digested once; a page that was made under the same digest from the same text is taken.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from shenbao.core.artifacts import Artifact, replace_file

_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
_EMPTY = "kept.html"
"""The template that prints nothing: mkdocs writes no file for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPages:
    """The pages of the last build in ``folder``; ``names`` of this one by Markdown path."""

    folder: Path
    names: Mapping[str, str]
    taken: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, staged: Iterable[Artifact], world: str) -> KeptPages:
        """Read what is kept of the pages ``staged``; ``world`` is a digest of what all share."""
        names = {
            item.path: hashlib.sha256(f"{world}\0{item.path}\0".encode() + item.content).hexdigest()
            for item in staged
            if item.path.endswith(".md")
        }
        kept = cls(folder=folder, names=names)
        for path, name in names.items():
            file = folder / name
            if file.is_file():
                kept.taken[_page(path)] = file.read_bytes()
        return kept

    def plugin(self) -> Any:
        """Return a plugin of mkdocs that has it pass over the pages that are taken."""
        from mkdocs.plugins import BasePlugin

        taken = self.taken

        class Passing(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
            """Gives a page that is kept neither text nor template."""

            def on_config(self, config: Any, **_: Any) -> Any:
                # Site map and error page: no use offline, and the whole theme is read for them.
                config.theme.static_templates.clear()
                return config

            def on_page_markdown(self, markdown: str, page: Any, **_: Any) -> str:
                if _page(page.file.src_uri) not in taken:
                    return markdown
                page.meta = {**page.meta, "template": _EMPTY}
                return ""

        return Passing()

    def pages(self) -> tuple[Artifact, ...]:
        """Return the pages that are taken, finished, with their paths on the site."""
        return tuple(Artifact(path, content) for path, content in self.taken.items())

    def keep(self, site: Path) -> None:
        """Keep the finished pages of ``site`` for the next time, and nothing else."""
        for path, name in self.names.items():
            page = _page(path)
            if page not in self.taken and (site / page).is_file():
                replace_file(self.folder / name, (site / page).read_bytes())
        wanted = set(self.names.values())
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            if file.name not in wanted:
                file.unlink()


def world(settings: Iterable[Path], theme: Path, staged: Iterable[str]) -> str:
    """Return a digest of what every page follows from: settings, theme, programs, names."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        try:
            digest.update(version(library).encode())
        except PackageNotFoundError:
            digest.update(b"-")
    own = Path(__file__).parent
    for file in (*settings, *sorted(theme.rglob("*")), *sorted(own.glob("*.py"))):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update("\0".join(sorted(staged)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _page(markdown: str) -> str:
    return markdown.removesuffix(".md") + ".html"
