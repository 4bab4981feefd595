"""Many applications in one run of the command: CPU seconds, and the memory that they take.

python benchmarks/many_applications.py [--applications 1000 20000]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from processes import SHENBAO, measured

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "schemas" / "shenkang-2024" / "examples" / "p1-valid" / "application.json"
MOST, GOAL_SECONDS, GOAL_MEMORY = 20_000, 12, 400

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


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, nargs="+", default=[1_000, MOST])
    chosen = parser.parse_args()
    print("| applications | s of CPU | ms each | MiB at most | goal |")
    print("| ---: | ---: | ---: | ---: | --- |")
    for count in chosen.applications:
        with tempfile.TemporaryDirectory() as folder:
            for number, data in enumerate(applications(count)):
                text = json.dumps(data, ensure_ascii=False, indent=2)
                Path(folder, f"{number:06}.json").write_text(text, encoding="utf-8")
            cost = measured([*SHENBAO, "validate", folder, "--root", str(ROOT)])
        goal = f"≤ {GOAL_SECONDS} s, ≤ {GOAL_MEMORY} MiB" if count == MOST else ""
        each = cost.seconds / count * 1000
        print(f"| {count:,} | {cost.seconds:.1f} | {each:.2f} | {cost.memory:.0f} | {goal} |")


if __name__ == "__main__":
    main()
