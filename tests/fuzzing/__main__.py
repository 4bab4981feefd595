"""``make fuzz READER=word SECONDS=60``: damaged files of a kind, or of every kind, judged.

Ends with 1 where a law was broken; the inputs are kept in ``build/fuzz``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("SHENBAO_RERAISE", "1")

from fuzzing import corpus
from fuzzing.driver import Job, Tally, run


def main() -> int:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("reader", choices=[*corpus.READERS, "all"])
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--cases", type=int, help="so many instead of seconds")
    chosen = parser.parse_args()
    readers = list(corpus.READERS) if chosen.reader == "all" else [chosen.reader]
    broken = 0
    for reader in readers:
        tally = Tally()
        job = Job(
            reader=reader, seed=chosen.seed, first=chosen.first, cases=chosen.cases,
            seconds=None if chosen.cases else chosen.seconds, keep=Path("build") / "fuzz",
        )  # fmt: skip
        seen: Counter[str] = Counter()
        for fault in run(job, tally):
            broken += 1
            seen[fault.what] += 1
            if seen[fault.what] > 1:  # the same place in the code, or the same words
                continue
            place = f"case {fault.number} ({fault.seed}, {fault.how}) {fault.file}"
            print(f"{reader}: {place}\n    {fault.what}", flush=True)
        print(
            f"{reader}: {tally.cases} cases, slowest {tally.slowest:.2f} s, "
            f"most memory {tally.largest / 1024 / 1024:.0f} MB, "
            f"{sum(seen.values())} faults of {len(seen)} kinds",
            flush=True,
        )
    print(f"{broken} faults")
    return 1 if broken else 0


sys.exit(main())
