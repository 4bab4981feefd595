"""What lies beside the data that are handed in: every file with its SHA-256, and the verdict.

``manifest.json`` is for programs; ``SHA256SUMS`` says the same in the form that ``sha256sum -c``
reads and a person can hold against what ``certutil -hashfile`` prints. They show a file that was
changed or lost on the way, not who made it: nothing is signed. No clock, so that the same data
give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from shenbao.core.artifacts import Artifact
from shenbao.core.findings import Counts, Followed, Verdict
from shenbao.media.package.contract import MANIFEST, SUMS
from shenbao.media.package.write import as_json
from shenbao.policy.model import Notice, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of the data: how many rows, their fingerprint, what the checks found.

    ``structure`` is the number of places that do not fit the Table Schema, ``readings`` are those
    of unclear clauses that the verdict rests on.
    """

    rows: int
    fingerprint: str
    verdict: Verdict
    counts: Counts
    structure: int
    readings: tuple[Followed, ...] = ()


def manifest(
    notice: Notice, table: Table, files: Sequence[Artifact], facts: Facts
) -> tuple[Artifact, Artifact]:
    """Return the manifest of the files and the list of checksums, which has the manifest too."""
    sums = {item.path: hashlib.sha256(item.content).hexdigest() for item in files}
    own = as_json(
        MANIFEST,
        {
            "notice": notice.id,
            "table": table.ref,
            "title": table.title,
            "edition": notice.edition.version,
            "digest": table.digest,
            "rows": facts.rows,
            "fingerprint": facts.fingerprint,
            "check": {
                "verdict": facts.verdict,
                "counts": asdict(facts.counts),
                "structure": facts.structure,
                "readings": [
                    {"id": item.id, "option": item.option, "text": item.text}
                    for item in facts.readings
                ],
            },
            "files": [
                {"path": item.path, "bytes": len(item.content), "sha256": sums[item.path]}
                for item in sorted(files, key=lambda item: item.path)
            ],
        },
    )
    sums[MANIFEST] = hashlib.sha256(own.content).hexdigest()
    lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
    return own, Artifact.text(SUMS, lines)
