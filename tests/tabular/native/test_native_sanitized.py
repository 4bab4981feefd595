"""The compiled scan under sanitizers: any bytes, compared with a plain reader."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.by_chance import cases
from support.programs import program

pytestmark = pytest.mark.long

HERE = Path(__file__).resolve().parent
TARGET = HERE / "fuzz" / "target.c"
INCLUDE = HERE.parents[2] / "generator" / "shenbao" / "tabular" / "native"
RUNS = 50_000
STRICT = ("-std=c11", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fno-sanitize-recover=all")
USUAL = bytes((132, 129, 1))
"""What chooses the comma and the quotation mark, behind the size of the chunks."""

PLANTED = {
    "an empty cell before a dash is a whole number": (
        "if (!n || n > 1000)", "if (n > 1000)"
    ),
    "an empty cell before a dash is a number": ("if (!n || n > 24)", "if (n > 24)"),
    "nineteen digits overflow": (
        "digits = digits * 10 + digit;", "digits = (uint64_t)((int64_t)digits * 10 + digit);"
    ),
    "a limit is passed": (
        "(point == n && n - (size_t)negative > 18)", "(point == n && n - (size_t)negative > 19)"
    ),
    "text after a closing quote is lost": (
        "                    return HAND_OVER;\n                closed = at;",
        "                    b = b;\n                closed = at;",
    ),
    "swallowed rows are not told": ("quoted.alike >= FEW_ROWS;", "quoted.alike > FEW_ROWS;"),
    "an automaton ends anywhere": (
        "return a->table[state] && (uint64_t)", "return state && (uint64_t)"
    ),
    "characters are mistaken": ("code = code << 6 |", "code = code << 5 |"),
    "a row is lost": ("s->row++;\n", "s->row++;\n            s->skip += s->row % 7 == 3;\n"),
}  # fmt: skip
"""Faults that the scan had, or might have: what stands in its source, and the fault instead."""

QUIET = {"ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1", "UBSAN_OPTIONS": ""}


def _compile(tmp_path: Path, compiler: str, *more: str, include: Path = INCLUDE) -> Path:
    target = tmp_path / "run"
    command = (program(compiler), *STRICT, *more, f"-I{include}", str(TARGET), "-o", str(target))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env={**os.environ, **QUIET}, capture_output=True,
        text=True, errors="replace", check=False, timeout=1800,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout + done.stderr


def _corpus(folder: Path) -> list[Path]:
    """Write tables of the corpora behind bytes that choose a program."""
    folder.mkdir()
    made = []
    for seed in range(150):
        raw = (cases.make(seed) if seed % 2 else cases.scannable(seed)).raw
        path = folder / f"{seed}"
        program = bytearray((seed * 37 + place * 11) % 256 for place in range(70))
        if seed % 3:
            program[1:4] = USUAL
        path.write_bytes(bytes(program) + raw[:20_000])
        made.append(path)
    return made


def test_address_and_undefined_behaviour(tmp_path: Path) -> None:
    """Tables of the corpora, and tables made by chance; vector code and portable code."""
    for more in ((), ("-DSHENBAO_PORTABLE",)):
        run = _compile(tmp_path, "gcc", "-DOWN_MAIN", "-fsanitize=address,undefined", *more)
        corpus = tmp_path / "corpus"
        files = sorted(corpus.iterdir()) if corpus.exists() else _corpus(corpus)
        assert f"{len(files)} files" in _run(run, *files, folder=tmp_path)
        assert _run(run, "--runs", str(RUNS), folder=tmp_path) == f"{RUNS} runs\n"


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    """The target sees what it is there for, in a few thousand tables."""
    right, wrong = PLANTED[fault]
    source = (INCLUDE / "_scan.c").read_text(encoding="utf-8")
    assert source.count(right) == 1
    (tmp_path / "_scan.c").write_text(source.replace(right, wrong), encoding="utf-8")
    run = _compile(tmp_path, "gcc", "-DOWN_MAIN", "-fsanitize=address,undefined", include=tmp_path)
    done = subprocess.run(
        (run, "--runs", str(RUNS)), env={**os.environ, **QUIET}, capture_output=True, check=False
    )
    assert done.returncode != 0


def test_libfuzzer_finds_nothing(tmp_path: Path) -> None:
    """A fuzzer that follows the branches, for a number of runs."""
    run = _compile(tmp_path, "clang", "-fsanitize=fuzzer,address,undefined")
    _corpus(tmp_path / "corpus")
    (tmp_path / "found").mkdir()
    said = _run(
        run, f"-runs={RUNS}", "-max_len=2000", "-rss_limit_mb=1500", "-seed=1",
        "found", "corpus", folder=tmp_path,
    )  # fmt: skip
    assert f"Done {RUNS} runs" in said
