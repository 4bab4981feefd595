"""The data of a large table while they wait to be compared: a tenth of the room, once unpacked."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, replace

from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.unreadable_paths import UnreadablePaths


@dataclass(frozen=True, slots=True)
class PackedData:
    """The data of a submission, the same as the rules see them, and what cannot be read.

    What they share, and the words that repeat, are shared again when they are unpacked.
    """

    _packed: bytes

    @classmethod
    def of(cls, subject: Evaluation) -> PackedData:
        """Pack the data of ``subject``."""
        content = (subject.data, subject.variables["app"], frozenset(subject.broken))
        return cls(zlib.compress(pickle.dumps(content, protocol=5), level=1))

    def unpack(self, bare: Evaluation) -> Evaluation:
        """Return the subject that was packed, of which ``bare`` is the rest."""
        packed = zlib.decompress(self._packed)
        data, app, broken = pickle.loads(packed)  # noqa: S301 - made by this process
        return replace(bare.holding(data, app), broken=UnreadablePaths(broken))
