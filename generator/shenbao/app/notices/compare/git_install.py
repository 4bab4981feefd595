"""Git told to use ``shenbao compare``: its differences, and a look before a commit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.app.notices.compare.git_tree import repository
from shenbao.core.artifacts import replace_file
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import DEFAULT, say

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
CONFIG = ('[diff "shenbao"]', f"\tcommand = {COMMAND}")
"""What the configuration of the repository says more."""

_MARK = "# shenbao compare"
_HOOK = f"""#!/bin/sh
{_MARK}: what was probably forgotten is told before it is committed.
git -c core.quotePath=false diff --cached --name-only --no-renames -- schemas |
sed -n 's|^\\(schemas/[A-Za-z0-9._-]*\\)/.*|\\1|p' | sort -u |
while read -r folder; do
  git cat-file -e "HEAD:$folder/notice.json" 2>/dev/null || continue
  git cat-file -e ":$folder/notice.json" 2>/dev/null || continue
  shenbao compare "HEAD:$folder" ":$folder" --perspective reviewer --fail-on drift || exit 1
done || {{ printf '%s\\n' '%s' >&2; exit 1; }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What was written; ``left`` are files with content of others, each with the line it lacks."""

    files: tuple[str, ...]
    left: tuple[tuple[str, str], ...] = ()


def install(start: Path | None = None, language: str = DEFAULT) -> Installed:
    """Write the attributes, the configuration and the hook of the repository around a folder.

    What is there already stays; a hook or a command that somebody else wrote is left alone and
    told. What the hook says itself is in ``language``.
    Raises ShenbaoError where there is no repository.
    """
    with repository("--install-git", start) as repo:
        top = Path(os.fsdecode(repo.path))
        config = Path(os.fsdecode(repo.commondir())) / "config"
        driver = _driver(repo)
        hook = _hooks(repo, top) / "pre-commit"
    files, left = [_attributes(top)], list[tuple[str, str]]()
    if driver in {None, COMMAND}:
        files.append(_appended(config, () if driver else CONFIG))
    else:
        left.append((str(config), f"command = {COMMAND}"))
    present = hook.read_text("utf-8", "replace") if hook.is_file() else ""
    if present and _MARK not in present:
        left.append((str(hook), "shenbao compare HEAD:schemas/… schemas/… --fail-on drift"))
        return Installed(files=tuple(files), left=tuple(left))
    if not present:
        replace_file(hook, hook_text(language).encode("utf-8"))
        hook.chmod(0o755)
    return Installed(files=(*files, str(hook)), left=tuple(left))


def hook_text(language: str = DEFAULT) -> str:
    """Return the script that looks before a commit, and says in ``language`` why it stops one."""
    stopped = say("compare-hook-stopped", None, language).replace("'", "")
    return _HOOK.replace("'%s' >&2", f"'{stopped}' >&2")


def _attributes(top: Path) -> str:
    file = top / ".gitattributes"
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    known = {line.strip() for line in text.splitlines()}
    return _appended(file, [line for line in ATTRIBUTES if line not in known])


def _appended(file: Path, lines: Sequence[str]) -> str:
    """Add lines below what a file has, which stays byte by byte as it is."""
    if file.is_symlink():
        raise ShenbaoError("compare-git-link", file=str(file))
    if lines:
        present = file.read_bytes() if file.is_file() else b""
        ended = present if not present or present.endswith(b"\n") else present + b"\n"
        replace_file(file, ended + "".join(f"{line}\n" for line in lines).encode("utf-8"))
    return str(file)


def _driver(repo: Repo) -> str | None:
    """Return the command that the repository has for the name already, if any."""
    try:
        command = repo.get_config().get((b"diff", b"shenbao"), b"command")
    except KeyError:
        return None
    return command.decode("utf-8", "replace")


def _hooks(repo: Repo, top: Path) -> Path:
    try:
        chosen = repo.get_config_stack().get((b"core",), b"hooksPath").decode("utf-8")
    except KeyError:
        return Path(os.fsdecode(repo.commondir())) / "hooks"
    return top / Path(chosen).expanduser()
