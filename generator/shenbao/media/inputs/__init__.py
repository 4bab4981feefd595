"""What is handed in: files found in folders and archives, each given to the reader of its kind.

Reading is tolerant and says so: whatever was normalised is a note. What cannot be read is
a finding, and one unreadable file never stops the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.media.inputs.readers import READERS, read

__all__ = ["READERS", "read"]


def __getattr__(name: str) -> Any:
    """Load the readers when they are asked for: a table alone needs none of them."""
    if name not in __all__:
        raise AttributeError(name)
    from shenbao.media.inputs import readers

    return getattr(readers, name)
