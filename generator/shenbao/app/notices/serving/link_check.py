"""Links and search of a preview: the whole site, built apart from the pages that are looked at.

It runs in a process of its own, at a low priority, and ends with the one that started it,
however that ends. The forms as files are empty there: only that they exist matters.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from shenbao.core import resources
from shenbao.core.artifacts import Artifact
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say

_NICE = 10
_PATIENCE = 5
"""Seconds for a process to end that was told to."""


class LinkCheck:
    """The process; there is one at most. ``own`` is a folder for it alone."""

    def __init__(self, root: Path, lists: Path | None, *, own: Path, language: str) -> None:
        self._words = [str(root), str(lists or ""), str(own), language]
        self._language = language
        self._own = own
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> Path:
        """Where the last complete site stands."""
        return self._own / "site"

    @property
    def running(self) -> bool:
        """Whether there is one, ended perhaps and not asked yet."""
        return self._process is not None

    def start(self) -> None:
        """Begin anew; what was begun before is given up."""
        self.close()
        command = [sys.executable, "-m", __name__, *self._words]
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # An interrupt at the keyboard is for the one that started it.
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def result(self) -> tuple[str, ...] | None:
        """Return what is wrong with the links once the process has ended, else None."""
        process = self._process
        if process is None or process.poll() is None:
            return None
        said = process.stdout.read() if process.stdout is not None else b""
        self.close()
        try:
            return tuple(json.loads(said))
        except ValueError:
            return (say("serve-links-failed", None, self._language),)

    def close(self) -> None:
        """End the process, if there is one; nothing of it is left when this returns."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def check(root: Path, lists: Path | None, own: Path, language: str) -> list[str]:
    """Build the site of a policy folder below ``own``; return what is wrong with it."""
    from shenbao.app.notices.site import site_artifacts
    from shenbao.media.form_files import makers
    from shenbao.policy.compiled.load import load_sound
    from shenbao.site.builder.build import build_site
    from shenbao.site.record.editions import Record

    own.mkdir(parents=True, exist_ok=True)
    for left in own.glob(".shenbao-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        notices = load_sound(root, lists=lists).require_all("cli-build-unsound")
        files: Iterator[Artifact] = (
            Artifact(path, b"") for notice in notices for path in makers(notice)
        )
        build_site(
            root,
            notices,
            site_artifacts(notices, files, Record(notices)),
            staging=own / "site-src",
            out=own / "site",
            config=resources.site_config(root),
            log=lambda _: None,
        )
    except ShenbaoError as error:
        return list(error.lines(language))
    return []


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> None:
    """Check and print the result as a JSON array, for the process that started this one."""
    root, lists, own, language = sys.argv[1:]
    Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        os.nice(_NICE)
    found = check(Path(root), Path(lists) if lists else None, Path(own), language)
    sys.stdout.buffer.write(json.dumps(found).encode())
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
