"""How names are compared: as words in lower case, without accents and full stops, split at hyphens and apostrophes.

So "al-Assad" and "Al Assad", "U.S." and "US" meet in one key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPLIT = re.compile(r"[-‐‑–/\s+#'’‘`ʼ⁠]+")
_DROP = str.maketrans("", "", '.,()"“”:;!?​')
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "Ł": "L", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"})


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """``text`` as the words that names are compared by; empty for mere punctuation."""
    if text.isascii():
        folded = text
    else:
        folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).translate(
            _PLAIN
        )
    return tuple(w for w in _SPLIT.split(folded.translate(_DROP).lower()) if w)
