from collections.abc import Iterable, Sequence
from typing import IO, TypeAlias, final

PAD: int

_Column: TypeAlias = tuple[int, int, int, bytes, Sequence[bytes], Sequence[bytes], Iterable[bytes]]
_Rows: TypeAlias = tuple[list[int], list[str]]
_Scanned: TypeAlias = tuple[
    int,
    int,
    int,
    list[int],
    list[tuple[int, int, int, int]],
    list[tuple[int, int, int, int]],
    list[_Rows | None],
    list[list[str | None]],
    list[list[int]],
    list[list[tuple[int, list[str | None]]]],
]

@final
class Keys:
    def __new__(
        cls,
        kinds: Sequence[int],
        partly: bool,
        spool: IO[bytes],
        bound: int,
        seed: bytes,
        mask: int = ...,
    ) -> Keys: ...
    def commit(self, made: list[tuple[int, bytes, bytes]], /) -> None: ...
    def finish(self, most: int, /) -> tuple[int, list[tuple[int, int, bytes, bytes]]]: ...
    def export(self) -> list[tuple[int, int]]: ...
    def take(self, block: bytes, shift: int, /) -> None: ...

@final
class Program:
    def __new__(
        cls,
        delimiter: int,
        quote: int,
        columns: Sequence[_Column],
        caught: Sequence[int],
        keys: tuple[Keys, ...],
        places: Sequence[Sequence[int]],
        row: int,
        skip: int,
        seed: bytes,
    ) -> Program: ...
    def scan(self, buffer: bytearray, begin: int, end: int, /) -> _Scanned: ...
    def teach(self, column: int, kind: int, numbers: bytes, /) -> None: ...
    def learn(self, column: int, texts: Iterable[bytes], /) -> None: ...
