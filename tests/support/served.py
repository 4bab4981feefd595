"""``shenbao serve`` as a process of its own, asked over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

PATIENCE = 90.0
"""Seconds for anything to happen on a machine that has much else to do."""

STRIP = re.compile(r'<aside id="shenbao-serve".*?</aside>', re.DOTALL)


class Served:
    """A running preview; leaving the block ends it. ``first`` is run before the program."""

    def __init__(self, root: Path, *more: str, first: str = "") -> None:
        run = "import runpy; runpy.run_module('shenbao', run_name='__main__')"
        program = ["-c", f"{first}; {run}"] if first else ["-m", "shenbao"]
        command = [sys.executable, *program, "serve", "--root", str(root), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.port = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def open(self) -> Self:
        """Wait for the address."""
        assert self.process.stdout is not None
        said = ""
        while not self.port:
            line = self.process.stdout.readline()
            said += line
            assert line, said
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            self.port = int(found[1]) if found else 0
        return self

    def ask(
        self, path: str, *, method: str = "GET", host: str | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and content of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host if host is not None else f"127.0.0.1:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """Return a page, whatever its status."""
        return self.ask(f"/{path}")[2].decode("utf-8")

    def strip(self, path: str = "index.html") -> str:
        """Return what a page says of itself."""
        found = STRIP.search(self.page(path))
        assert found is not None
        return found[0]

    def until(self, path: str, holds: Callable[[str], bool]) -> str:
        """Return a page once something holds of it."""
        end = time.monotonic() + PATIENCE
        while not holds(found := self.page(path)):
            assert time.monotonic() < end, found[-3000:]
            time.sleep(0.05)
        return found

    def checked(self) -> None:
        """Wait until links and search are renewed."""
        self.until("index.html", lambda page: "正在更新" not in page)

    def family(self) -> list[int]:
        """Return the ids of the processes that it started, and of those that they started."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                parents[int(folder.name)] = int(fields[1])
        found = [self.process.pid]
        for parent in found:
            found += [child for child, its in parents.items() if its == parent]
        return found[1:]

    def end(self, number: int = signal.SIGTERM) -> str:
        """Send a signal; return what was printed since, once the process has ended."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return said


def alive(process: int) -> bool:
    """Say whether there is such a process, not counting one that waits to be buried."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
