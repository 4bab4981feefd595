"""Git told to use ``shenbao compare``: its differences, and a look before a commit."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.git_tree import repository
from shenbao.core.artifacts import replace_file
from shenbao.core.errors import ShenbaoError

if TYPE_CHECKING:
    from dulwich.repo import Repo

ATTRIBUTES = (
    "schemas/*/notice.json diff=shenbao",
    "schemas/*/clauses.md diff=shenbao",
    "schemas/*/forms/*.json diff=shenbao",
    "schemas/*/tables/*.json diff=shenbao",
    "schemas/*/lists/* diff=shenbao",
)
"""The files whose differences are told in words."""

COMMAND = "shenbao compare --git-driver"
_MARK = "# shenbao compare"
HOOK = f"""#!/bin/sh
{_MARK}: what was probably forgotten is told before it is committed.
git diff --cached --name-only --diff-filter=d -- schemas |
sed -n 's|^\\(schemas/[A-Za-z0-9._-]*\\)/.*|\\1|p' | sort -u |
while read -r folder; do
  git cat-file -e "HEAD:$folder/notice.json" 2>/dev/null || continue
  [ -f "$folder/notice.json" ] || continue
  shenbao compare "HEAD:$folder" "$folder" --perspective reviewer --fail-on drift || exit 1
done
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What was written; ``left`` is a file that had other content, with the line it lacks."""

    files: tuple[str, ...]
    left: tuple[tuple[str, str], ...] = ()


def install(start: Path | None = None) -> Installed:
    """Write the attributes, the configuration and the hook of the repository around a folder.

    What is there already stays; a hook that somebody else wrote is left alone and told.
    Raises ShenbaoError where there is no repository.
    """
    with repository("--install-git", start) as repo:
        top = Path(os.fsdecode(repo.path))
        written = [_attributes(top), _config(repo)]
        hook = _hooks(repo, top) / "pre-commit"
    present = hook.read_text("utf-8", "replace") if hook.is_file() else ""
    if present and _MARK not in present:
        line = "shenbao compare HEAD:schemas/… schemas/… --fail-on drift"
        return Installed(files=tuple(written), left=((str(hook), line),))
    replace_file(hook, HOOK.encode("utf-8"))
    hook.chmod(0o755)
    return Installed(files=(*written, str(hook)))


def _attributes(top: Path) -> str:
    file = top / ".gitattributes"
    if file.is_symlink():
        raise ShenbaoError("compare-git-link", file=str(file))
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    known = {line.strip() for line in text.splitlines()}
    missing = [line for line in ATTRIBUTES if line not in known]
    if missing:
        ended = text if not text or text.endswith("\n") else f"{text}\n"
        replace_file(file, (ended + "\n".join(missing) + "\n").encode("utf-8"))
    return str(file)


def _config(repo: Repo) -> str:
    config = repo.get_config()
    config.set((b"diff", b"shenbao"), b"command", COMMAND.encode("ascii"))
    config.write_to_path()
    return str(Path(os.fsdecode(repo.commondir())) / "config")


def _hooks(repo: Repo, top: Path) -> Path:
    try:
        chosen = repo.get_config_stack().get((b"core",), b"hooksPath").decode("utf-8")
    except KeyError:
        return Path(os.fsdecode(repo.commondir())) / "hooks"
    return top / chosen
