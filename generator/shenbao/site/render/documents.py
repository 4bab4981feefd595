"""Hand-written pages: read from ``docs/`` and copied through under the same paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbao.site.content.escape import one_line

PARTS = {
    "apply": "申报指南",
    "report-data": "报数据指南",
    "administer": "管理与维护",
    "reference": "参考",
    "explanation": "设计说明",
}
_BEHIND = frozenset({"administer", "reference", "explanation"})
"""Parts for those who keep the policy or build on it: others search for what notices say."""

_LAST = 99

_LOWER = "search:\n  boost: 0.3\n"
_HEADING = re.compile(r"^#\s+(.+?)\s*(?:\{[^}]*\})?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of ``docs/``; ``title`` is empty for what is not a page (pictures).

    ``order`` is what the page says of itself: lower ones come first in their folder.
    """

    path: str
    title: str
    description: str
    content: bytes
    order: int = _LAST

    @property
    def part(self) -> str:
        """The first folder of the path, empty at the top."""
        return self.path.split("/", 1)[0] if "/" in self.path else ""

    @property
    def page(self) -> str:
        """The HTML page it becomes."""
        return self.path.removesuffix(".md") + ".html"


def read_documents(folder: Path | None) -> tuple[Document, ...]:
    """Read every file below ``folder``; nothing where there is no such folder."""
    if folder is None or not folder.is_dir():
        return ()
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    found = (
        _document(file, file.relative_to(folder).as_posix())
        for file in files
        if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    return tuple(sorted(found, key=_order))


def _document(file: Path, path: str) -> Document:
    content = file.read_bytes()
    if file.suffix != ".md":
        return Document(path=path, title="", description="", content=content)
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    meta = _meta(text)
    if path.split("/", 1)[0] in _BEHIND and text.startswith("---\n") and "search" not in meta:
        text = f"---\n{_LOWER}{text[4:]}"
    heading = _HEADING.search(text)
    title = meta.get("title") or (heading.group(1) if heading else file.stem)
    return Document(
        path=path,
        title=one_line(str(title)),
        description=one_line(str(meta.get("description") or "")),
        content=text.encode("utf-8"),
        order=order if isinstance(order := meta.get("order"), int) else _LAST,
    )


def _meta(text: str) -> dict[str, Any]:
    from mkdocs.utils.meta import get_data

    _, found = get_data(text)
    return dict(found)


def _order(document: Document) -> tuple[str, bool, int, str]:
    folder, _, name = document.path.rpartition("/")
    return folder, name != "index.md", document.order, document.path
