"""What a site costs: CPU of the command and its children, largest memory, pages.

python benchmarks/sites.py [--notices 5 20]

Built first; again with nothing changed; again with one notice changed; again with no page kept;
and what mkdocs alone takes for the same pages.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from commands import policy
from processes import SHENBAO, Cost, measured

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, nargs="*", default=[5])
    chosen = parser.parse_args()
    print(f"{'':34}{'CPU s':>8}{'MiB':>8}{'pages':>8}")
    for count in chosen.notices:
        with tempfile.TemporaryDirectory() as folder:
            site_of(Path(folder), count)


def site_of(folder: Path, count: int) -> None:
    """Print what the site of so many notices costs, built in the ways that there are."""
    policy(folder, count)
    shutil.copytree(ROOT / "docs", folder / "docs")
    own = folder / "build"
    command = (*SHENBAO, "build", "--root", str(folder))
    told(f"{count} notices, first", measured(command), own)
    told("again, nothing changed", measured(command), own)
    file = next(folder.glob("schemas/*/notice.json"))
    notice = json.loads(file.read_text(encoding="utf-8"))
    notice["summary"] = f"{notice['summary']}（改）"
    file.write_text(json.dumps(notice, ensure_ascii=False), encoding="utf-8")
    told("again, one notice changed", measured(command), own)
    shutil.rmtree(own / "pages")
    (own / "facts.json").unlink()
    whole = measured(command)
    told("again, no page kept", whole, own)
    target = folder / "alone"
    settings = ("-f", str(own / "mkdocs.yml"), "-d", str(target))
    alone = measured((sys.executable, "-m", "mkdocs", "build", "-q", *settings))
    told("mkdocs alone", alone, own)
    print(f"  {'our share of it':32}{(whole.seconds - alone.seconds) / whole.seconds:8.0%}")


def told(name: str, cost: Cost, own: Path) -> None:
    """Print a row."""
    pages = sum(1 for _ in (own / "site-src").rglob("*.md"))
    print(f"  {name:32}{cost.seconds:8.1f}{cost.memory:8.0f}{pages:8}", flush=True)


if __name__ == "__main__":
    main()
