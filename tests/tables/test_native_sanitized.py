"""The compiled scan under sanitizers: any bytes, compared with a plain reader, for some seconds."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import cases
import pytest

HERE = Path(__file__).resolve().parent
TARGET = HERE / "fuzz" / "target.c"
INCLUDE = HERE.parents[1] / "generator" / "shenbao" / "checks" / "tables"
SECONDS = int(os.environ.get("SHENBAO_FUZZ_SECONDS", "10"))
STRICT = ("-std=c11", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fno-sanitize-recover=all")
QUIET = {"ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1", "UBSAN_OPTIONS": ""}


def _compile(tmp_path: Path, compiler: str, *more: str) -> Path:
    if shutil.which(compiler) is None:
        pytest.fail(f"no {compiler}: tests/install_tools.sh installs it")
    target = tmp_path / "run"
    command = (compiler, *STRICT, *more, f"-I{INCLUDE}", str(TARGET), "-o", str(target))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env={**os.environ, **QUIET}, capture_output=True,
        text=True, errors="replace", check=False, timeout=SECONDS * 6 + 60,
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
        path.write_bytes(
            bytes((seed * 37 + place * 11) % 256 for place in range(40)) + raw[:20_000]
        )
        made.append(path)
    return made


def test_address_and_undefined_behaviour(tmp_path: Path) -> None:
    """Tables of the corpora, and tables made by chance; vector code and portable code."""
    for more in ((), ("-DSHENBAO_PORTABLE",)):
        run = _compile(tmp_path, "gcc", "-DOWN_MAIN", "-fsanitize=address,undefined", *more)
        corpus = tmp_path / "corpus"
        files = sorted(corpus.iterdir()) if corpus.exists() else _corpus(corpus)
        assert f"{len(files)} files" in _run(run, *files, folder=tmp_path)
        said = _run(run, "--seconds", str(SECONDS // 2 or 1), folder=tmp_path)
        assert int(said.split()[0]) > 1000


def test_libfuzzer_finds_nothing(tmp_path: Path) -> None:
    """A fuzzer that follows the branches, for a bounded time."""
    run = _compile(tmp_path, "clang", "-fsanitize=fuzzer,address,undefined")
    _corpus(tmp_path / "corpus")
    (tmp_path / "found").mkdir()
    said = _run(
        run, f"-max_total_time={SECONDS}", "-max_len=2000", "-rss_limit_mb=1500", "-seed=1",
        "found", "corpus", folder=tmp_path,
    )  # fmt: skip
    assert "Done" in said
