"""What a run of the command costs: CPU of the process and its children, and what it loads.

python benchmarks/commands.py [--notices 5 200] [--repeat N] [--check 5 10 20]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from processes import SHENBAO, measured, seconds

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "schemas" / "shenkang-2024" / "examples"
APPLICATION = EXAMPLES / "p1-valid" / "application.json"
WORK = {
    "one application": [APPLICATION],
    "a table that names no notice": [EXAMPLES / "bundle-valid" / "summary.csv"],
    "a package": [ROOT / "data-packages" / "shenkang-2024" / "summary" / "datapackage.json"],
    "a reading": [APPLICATION, "--reading", "I09=bracket"],
    "supplied lists": [APPLICATION, "--lists", EXAMPLES / "lists"],
    "a name that nobody has": [APPLICATION, "--schema", "shenkang-2024/p9"],
}
TRACED = """
import sys
from pathlib import Path
import shenbao
home, seen = str(Path(shenbao.__file__).parent), set()
def trace(frame, event, arg):
    if event == "call" and frame.f_code.co_flags & 1:  # neither a module nor a class body
        seen.add(frame.f_code.co_filename)
sys.setprofile(trace)
from shenbao.cli import main
try:
    main()
finally:
    sys.setprofile(None)
    ours = {name[len(home) + 1:] for name in seen if name.startswith(home)}
    print(len([name for name in ours if not name.startswith("policy")]), file=sys.stderr)
"""
"""Prints how many of our modules outside ``policy`` had a function that ran."""


def policy(folder: Path, count: int) -> Path:
    """Write a policy folder of so many notices: ours, and copies under other names.

    The tables of a copy have titles of their own, else a header would fit several notices.
    """
    own = sorted(file.parent.name for file in (ROOT / "schemas").glob("*/notice.json"))
    shutil.copytree(ROOT / "schemas" / "common", folder / "schemas" / "common")
    for number in range(count):
        name = own[number % len(own)]
        copy = name if number < len(own) else f"{name}-{number}"
        target = folder / "schemas" / copy
        shutil.copytree(ROOT / "schemas" / name, target)
        for file in target.rglob("*.json") if copy != name else ():
            text = file.read_text(encoding="utf-8")
            text = text.replace(f"{name}/", f"{copy}/").replace(f'"{name}"', f'"{copy}"')
            if file.parent.name == "tables":
                text = text.replace('"title": "', f'"title": "{number}号')
            file.write_text(text, encoding="utf-8")
    return folder


def sizes(name: str = "shenbao") -> dict[str, int]:
    """Return the bytes of a distribution and of all that it needs without extras."""
    found: dict[str, int] = {}
    waiting = [name]
    while waiting:
        one = distribution(waiting.pop())
        if one.name in found:
            continue
        files = [Path(str(file.locate())) for file in one.files or ()]
        found[one.name] = sum(file.stat().st_size for file in files if file.is_file())
        needs = map(Requirement, one.requires or ())
        environment = {"extra": ""}
        waiting += [
            item.name for item in needs if not item.marker or item.marker.evaluate(environment)
        ]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, nargs="+", default=[5, 200])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--check", type=int, nargs="*", default=[], help="notices to check")
    chosen = parser.parse_args()
    floor = seconds([sys.executable, "-c", "pass"], chosen.repeat)
    print(f"python -c pass: {floor:.3f} s")
    print(f"import typer: {seconds([sys.executable, '-c', 'import typer'], chosen.repeat):.3f} s")
    with tempfile.TemporaryDirectory() as place:
        taken: dict[tuple[str, int], float] = {}
        os.environ["SHENBAO_CACHE"] = str(Path(place, "cache"))
        for count in chosen.notices:
            root = str(policy(Path(place, str(count)), count))
            time.sleep(2)  # what was written just now is not relied on yet
            for name, given in WORK.items():
                command = [*SHENBAO, "validate", *map(str, given), "--root", root]
                taken[name, count] = seconds(command, chosen.repeat)
                print(f"{name}, {count} notices: {taken[name, count]:.3f} s")
        for count in chosen.check:
            root = str(policy(Path(place, f"check{count}"), count))
            took = measured([*SHENBAO, "check", "--root", root]).seconds
            print(f"check, {count} notices: {took:.1f} s, {took / count:.2f} s each")
    few, many = min(chosen.notices), max(chosen.notices)
    for name in WORK:
        ratio = taken[name, many] / taken[name, few]
        print(f"{name}, {many} notices over {few}: {ratio:.2f} (goal 1.2)")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", TRACED, "validate", str(APPLICATION)],
        check=False,
        capture_output=True,
        text=True,
    )
    print(f"modules outside policy with a function that ran: {done.stderr.split()[-1]}")
    parts = sorted(sizes().items(), key=lambda item: -item[1])
    print(f"installed without extras: {sum(size for _, size in parts) / 1e6:.1f} MB")
    for name, size in parts:
        print(f"  {name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
