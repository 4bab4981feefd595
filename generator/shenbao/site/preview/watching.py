"""What has changed on the disk since one last looked, several saves in a row taken together.

The system's events only wake it, what has changed is seen from the files: so nothing is missed
where events get lost or there are none (folders of other machines).
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any, TypeAlias

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_LOOK = 3.0
"""Seconds after which it looks although no event came."""
_LOOK_WITHOUT_EVENTS = 0.4
_QUIET = 0.08
"""Seconds without a further event after which a series of saves is over."""
_LONGEST = 0.6

_HEARD = 0.5 if sys.platform == "win32" else math.inf
"""Seconds that a wait lasts: on Windows a signal is heard only between two of them."""

_CHANGES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]
"""Reading files makes events too, and reading is what follows each change."""

State: TypeAlias = Mapping[Path, tuple[int, int, int]]


class _Waking(FileSystemEventHandler):
    """Sets an event of ours with each of the system's."""

    def __init__(self, woken: Event) -> None:
        self._woken = woken

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake who waits, whatever the event."""
        del event
        self._woken.set()


class Watcher:
    """Watches folders and files, those too that are not there yet."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = tuple(places)
        self._woken = Event()
        self._observer: Any = Observer()
        self._pace = _LOOK
        handler = _Waking(self._woken)
        try:
            for folder, below in _folders(self._places):
                self._observer.schedule(
                    handler, str(folder), recursive=below, event_filter=_CHANGES
                )
            self._observer.start()
        except OSError:
            # The system has no more watches to give.
            self._pace = _LOOK_WITHOUT_EVENTS
        self._seen = _state(self._places)

    def close(self) -> None:
        """Let go of the system's events."""
        with suppress(RuntimeError):
            self._observer.stop()

    def changed(self, seconds: float) -> frozenset[Path]:
        """Return the files that changed since the last call, at the latest after a time."""
        if self._wait(min(seconds, self._pace)):
            end = time.monotonic() + _LONGEST
            while self._woken.is_set() and time.monotonic() < end:
                self._woken.clear()
                self._woken.wait(_QUIET)
            self._woken.clear()
        now = _state(self._places)
        before, self._seen = self._seen, now
        return frozenset(
            file for file in before.keys() | now.keys() if before.get(file) != now.get(file)
        )

    def _wait(self, seconds: float) -> bool:
        """Wait for an event of the system's, at most a time; return whether one came."""
        end = time.monotonic() + seconds
        while not self._woken.wait(max(0.0, min(_HEARD, end - time.monotonic()))):
            if time.monotonic() >= end:
                return False
        return True


def _folders(places: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the folders to listen in, and whether what is below them counts too.

    Of a file, and of what is not there yet, it is the folder around it.
    """
    yield from ((place, True) for place in places if place.is_dir())
    around = dict.fromkeys(place.parent for place in places if not place.is_dir())
    yield from ((folder, False) for folder in around if folder.is_dir())


def _state(places: Sequence[Path]) -> State:
    found = {}
    for file in _files(places):
        with suppress(OSError):
            status = file.stat()
            found[file] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _files(places: Sequence[Path]) -> Iterator[Path]:
    """Yield the files at and below places, without those that editors keep for themselves."""
    for place in places:
        if place.is_file():
            yield place
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (
                Path(folder, name)
                for name in names
                if not name.startswith(".") and not name.endswith("~")
            )
