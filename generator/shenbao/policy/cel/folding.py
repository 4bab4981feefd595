"""Names that people write in many ways, made comparable; ``src/data/text.ts`` folds alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
"""Signs without a look of their own that come along when a name is copied."""

_IDLE_BLANK = re.compile(r" (?=[^\x00-\x7f()\[\]])|(?<=[^\x00-\x7f()\[\]]) | ?([()\[\]]) ?")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a name so that its ways of writing compare equal.

    Full-width letters and brackets count as half-width; blanks beside Chinese characters and
    brackets do not count, others count once; signs that are not seen do not count, nor does
    whether a letter is a capital. Small letters, not ``casefold``, which no browser has.
    """
    line = " ".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).lower().split())
    return _IDLE_BLANK.sub(lambda match: match[1] or "", line)
