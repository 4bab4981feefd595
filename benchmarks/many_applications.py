"""Many applications in one run of the command: CPU seconds, and the memory that they take.

python benchmarks/many_applications.py [--applications 1000 20000]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from processes import measured

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
SECONDS, MEGABYTES = 12.0, 400.0
"""The goals for 20,000."""

_WRONG = 10
"""One in so many has a mistake."""


def applications(count: int) -> Iterator[dict[str, Any]]:
    """Yield applications of form ``shenkang-2024/p1``, each of another unit and person."""
    example = EXAMPLE.read_text(encoding="utf-8")
    for number in range(count):
        data = json.loads(example)
        unit = f"示例医院{number}"
        data["basic"]["project_title"] += f"{number}"
        data["unit"]["lead_unit"] = unit
        data["leader"] |= {"name": f"示例人员{number}", "unit": unit}
        if number % _WRONG == 0:
            data["basic"]["period_end"] = "2026-05-31"
        yield data
