"""The proofs of a comparison as files: one JSON for each instance that only one side accepts."""

from __future__ import annotations

import json

from shenbao.changes.comparison import Comparison
from shenbao.core.artifacts import Artifact


def proofs(comparison: Comparison) -> tuple[Artifact, ...]:
    """Return the files, named by the fingerprint of the change and the side that accepts."""
    found: dict[str, Artifact] = {}
    for change in comparison.changes:
        for witness in change.witnesses:
            path = f"{change.fingerprint}-{witness.accepted_by}.json"
            document = {
                "kind": change.kind,
                "rules": list(change.rules),
                "acceptedBy": witness.accepted_by,
                "part": witness.part,
                "instance": witness.instance,
            }
            text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            found[path] = Artifact.text(path, text)
    return tuple(found.values())
