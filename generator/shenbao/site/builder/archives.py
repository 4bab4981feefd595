"""A notice, and the whole site, as archives to take along: the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from shenbao.core.artifacts import Artifact
from shenbao.core.messages import say
from shenbao.forms import urls
from shenbao.forms.controls import LANGUAGE
from shenbao.media.zip import pack, zipped
from shenbao.policy.model import Notice

_FOLDER = "shenbao-site"
# What leads to archives: in the copy that is in an archive they are not there.
_LEADS = re.compile(r"<p [^>]*\bdata-archive\b[^>]*>.*?</p>", re.DOTALL)
_SIZE = re.compile(r"(<small [^>]*\bdata-archive-size\b[^>]*>)</small>")


def notice_archives(notices: Sequence[Notice], files: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the archive of each notice that has any, out of the ``files`` of the site."""
    files = tuple(files)
    for notice in notices:
        parts = (
            (f"notices/{notice.id}/forms/", "forms/"),
            (f"schemas/{notice.id}/", "schemas/"),
            (urls.packages(notice), "data-packages/"),
        )
        members = [
            Artifact(f"{notice.id}/{into}{item.path.removeprefix(folder)}", item.content)
            for item in files
            for folder, into in parts
            if item.path.startswith(folder) and not _other_version(item.path)
        ]
        if members:
            said = {"title": notice.title, "version": notice.edition.version}
            # Notepad of old reads UTF-8 by its mark, and lines by both signs.
            text = say("site-archive-about", said, LANGUAGE).replace("\n", "\r\n") + "\r\n"
            about = Artifact(f"{notice.id}/说明.txt", text.encode("utf-8-sig"))
            yield Artifact(urls.notice_archive(notice), zipped([about, *members]))


def _other_version(path: str) -> bool:
    return path.startswith("schemas/") and path.split("/")[2:3] in (["versions"], ["latest"])


def whole_site(site: Path) -> None:
    """Write the archive of the finished ``site`` into it, and its size beside the links to it."""
    target = site / urls.WHOLE_SITE
    pages = {file for file in site.rglob("*.html") if b"data-archive" in file.read_bytes()}
    pack(target, _members(site, pages))
    size = f"{target.stat().st_size / 1024**2:.0f} MB"
    for page in pages:
        text = page.read_text(encoding="utf-8")
        changed = _SIZE.sub(rf"\g<1>{size}</small>", text)
        page.write_text(changed, encoding="utf-8", newline="\n")


def _members(site: Path, pages: set[Path]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path == urls.WHOLE_SITE or _is_archive(path):
            continue
        content = file.read_bytes()
        if file in pages:
            content = _LEADS.sub("", content.decode("utf-8")).encode("utf-8")
        yield f"{_FOLDER}/{path}", content


def _is_archive(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder.startswith("notices/") and name == f"{folder.rpartition('/')[2]}.zip"
