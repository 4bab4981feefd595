"""Runs cases in a child process: what kills, hangs or bloats it is told, and the next goes on.

Case number *n* of a seed number is the same on every machine, so that it can be run again.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from fuzzing import corpus, judge
from fuzzing.corpus import Seed
from fuzzing.damage import Damaged, damage

MOST_MEMORY = 600 * 1024 * 1024
"""Bytes that one file may cost beyond what the program holds anyway."""

_ADDRESSES = 6 * 1024 * 1024 * 1024
"""Address space of a child: a bomb ends the child, not the machine."""

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A law that was broken: by which case of which seed, and how."""

    reader: str
    number: int
    seed: str
    how: str
    what: str
    file: Path | None = None


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many cases ran, how long the slowest took, how much memory the largest."""

    cases: int = 0
    slowest: float = 0.0
    largest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to run: ``cases`` of a reader from number ``first`` on, or until ``seconds`` are over.

    A case that takes longer than ``patience`` seconds hangs. ``keep`` is the folder for the
    inputs of faults.
    """

    reader: str
    seed: int = 0
    first: int = 0
    cases: int | None = None
    seconds: float | None = None
    patience: float = 60.0
    memory: int = MOST_MEMORY
    keep: Path | None = None


def run(job: Job, tally: Tally) -> Iterator[Fault]:
    """Run a job; yield its faults as they are met. Raises KeyError for an unknown reader."""
    seeds = corpus.seeds(job.reader)
    ends = None if job.seconds is None else time.monotonic() + job.seconds
    following = job.first
    while not _over(job, following, ends):
        with _Child(job, seeds, following) as child:
            while not _over(job, following, ends):
                answer = child.next()
                if answer is None:
                    yield _fault(job, seeds, following, child.ended())
                    following += 1
                    break
                tally.cases += 1
                tally.slowest = max(tally.slowest, answer["seconds"])
                tally.largest = max(tally.largest, answer["memory"])
                for what in answer["faults"]:
                    yield _fault(job, seeds, following, what)
                following += 1


def _over(job: Job, following: int, ends: float | None) -> bool:
    done = job.cases is not None and following >= job.first + job.cases
    return done or (ends is not None and time.monotonic() >= ends)


def case(job: Job, seeds: tuple[Seed, ...], number: int) -> tuple[Seed, Damaged]:
    """Return a case: the first ones are the sound files themselves."""
    if number < len(seeds):
        seed = seeds[number]
        return seed, Damaged(raw=seed.raw, harm="none", how="none")
    chance = random.Random(f"{job.reader}/{job.seed}/{number}")  # noqa: S311 - repeatable
    seed = chance.choice(seeds)
    return seed, damage(seed, chance)


def _fault(job: Job, seeds: tuple[Seed, ...], number: int, what: str) -> Fault:
    seed, damaged = case(job, seeds, number)
    file = None
    if job.keep is not None:
        name = f"{job.reader}-{job.seed}-{number}{seed.suffix}"
        job.keep.mkdir(parents=True, exist_ok=True)
        file = job.keep / name
        file.write_bytes(damaged.raw or b"")
    return Fault(
        reader=job.reader, number=number, seed=seed.name, how=damaged.how, what=what, file=file
    )


class _Child:
    """A process that runs cases one after another and answers after each."""

    def __init__(self, job: Job, seeds: tuple[Seed, ...], first: int) -> None:
        # Forked, so that the corpus and the policy are there already, and a fault that a test
        # has planted is planted in the child as well.
        context = multiprocessing.get_context("fork")
        self._answers, there = context.Pipe(duplex=False)
        self._patience = job.patience
        self._process = context.Process(target=_work, args=(job, seeds, first, there), daemon=True)
        self._process.start()
        there.close()
        self._hung = False
        if not self._answers.poll(10 * job.patience) or self._answers.recv() != "ready":
            raise RuntimeError(self.ended())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._answers.close()

    def next(self) -> Mapping[str, Any] | None:
        """Return the next answer, None where the process ended or hangs."""
        if not self._answers.poll(self._patience):
            self._hung = True
            return None
        try:
            answer: Mapping[str, Any] = self._answers.recv()
        except EOFError:
            return None
        return answer

    def ended(self) -> str:
        """Return why there is no answer."""
        if self._hung:
            return f"a hang: no answer after {self._patience:g} s"
        self._process.join(5)
        return f"a crash: the process ended with {self._process.exitcode}"


def _work(job: Job, seeds: tuple[Seed, ...], number: int, answers: Connection) -> None:
    faulthandler.disable()
    _limit_addresses()
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as name:
        folder = Path(name)
        for seed in seeds if job.reader not in {"policy", "notice"} else ():
            judge.learn(seed, _target(folder, seed))
        answers.send("ready")
        while True:
            seed, damaged = case(job, seeds, number)
            path = _target(folder, seed)
            if damaged.raw is None:
                path.unlink()
            else:
                path.write_bytes(damaged.raw)
            _reset_peak()
            before, began = _memory("VmRSS"), time.monotonic()
            try:
                found = list(judge.faults(path, seed, damaged))
            except BaseException:  # noqa: BLE001 - whatever comes out is the finding
                found = ["an exception: " + traceback.format_exc(limit=-4)[-1500:]]
            took, grown = time.monotonic() - began, _memory("VmHWM") - before
            if grown > job.memory:
                found.append(f"memory: {grown // 1024 // 1024} MB for one file")
            answers.send({"faults": found, "seconds": took, "memory": grown})
            number += 1


def _target(folder: Path, seed: Seed) -> Path:
    """Return the place of a file: alone, or within a fresh copy of the policy folder."""
    if seed.policy is None:
        return folder / f"input{seed.suffix}"
    shutil.rmtree(folder / "policy", ignore_errors=True)
    shutil.copytree(seed.policy, folder / "policy")
    return folder / "policy" / "schemas" / seed.name


def _limit_addresses() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))


def _reset_peak() -> None:
    """Linux: let the high-water mark begin anew."""
    if _CLEAR.exists():
        _CLEAR.write_text("5")


def _memory(name: str) -> int:
    """Return a line of this process's status in bytes, 0 where there is none."""
    if not _STATUS.exists():
        return 0
    for line in _STATUS.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0
