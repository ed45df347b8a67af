"""Making a file plain: UTF-8 text with one kind of line end, as the CSV reader needs it.

A file that is so already is read where it stands. Others (gzip, UTF-16, a declared encoding,
mixed line ends) are written anew into the scratch folder, in a stream.
"""

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bigtrust.errors import SourceError
from bigtrust.sources.origin import FileOrigin

CHUNK_BYTES = 4 << 20
LARGEST_EXPANSION = 250  # times; dull but honest exports reach 100, a bomb 1,000
SMALL_BYTES = 64 << 20  # whatever expands to no more than this is no bomb

_GZIP, _ZIP, _OLD_EXCEL = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PLAIN = ("utf-8", "utf-8-sig", "ascii")
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class PlainText:
    """A UTF-8 file, the size of the one it came from, and what was noticed."""

    path: Path
    size: int
    holds_nul: bool
    warnings: tuple[str, ...]


def make_plain(origin: FileOrigin, encoding: str, folder: Path) -> PlainText:
    """The file as plain text.

    Raises SourceError for an empty file, one that is no text (a spreadsheet, an archive), one
    that expands beyond reason, and one that is not in the encoding declared for it.
    """
    path = origin.path
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(8)
    _refuse_other_formats(path, first, size)
    warnings = []
    compressed = first.startswith(_GZIP)
    if compressed:
        path = _write(folder / "unpacked", _unpacked(origin.path, size))
    encoding = encoding or _marked(path)
    if encoding and _known(encoding, origin.name) not in _PLAIN:
        warnings.append(f"the text is transcoded from {encoding}")
        path = _write(folder / "transcoded", _transcoded(path, encoding, origin.name))
    seen = _survey(path)
    if seen.mixed:
        warnings.append("line ends are mixed")
        path = _write(folder / "one-line-end", _one_line_end(path))
    return PlainText(path, size, seen.nul, tuple(warnings))


def largest_expansion(size: int) -> int:
    """How many bytes a packed file of that size may unpack to."""
    return max(SMALL_BYTES, size * LARGEST_EXPANSION)


def _refuse_other_formats(path: Path, first: bytes, size: int) -> None:
    if not size:
        raise SourceError(f"{path.name} is empty.", "Export it again.")
    if first.startswith(_OLD_EXCEL):
        raise SourceError(f"{path.name} is an Excel workbook.", "Save it as CSV (UTF-8).")
    if first.startswith(_ZIP):
        raise SourceError(*_said_of_archive(path))


def _said_of_archive(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        names = []
    if "[Content_Types].xml" in names:
        return f"{path.name} is an Excel workbook (XLSX), not CSV.", "Save it as CSV (UTF-8)."
    outside = [name for name in names if ".." in Path(name).parts or name.startswith("/")]
    if outside:
        return (
            f"{path.name} is a zip archive that writes outside its folder ({outside[0]!r}).",
            "Do not unpack it: ask whoever made it.",
        )
    return f"{path.name} is a zip archive.", "Unpack it, or pack the file with gzip."


def _write(path: Path, chunks: Iterable[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(chunks)
    return path


def _unpacked(path: Path, size: int) -> Iterator[bytes]:
    largest = largest_expansion(size)
    written = 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(CHUNK_BYTES):
                written += len(chunk)
                if written > largest:
                    raise SourceError(
                        f"{path.name} has {size:,} bytes and unpacks to more than {largest:,}.",
                        "If that is right, unpack it yourself and load the plain file.",
                    )
                yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(
            f"{path.name} is a damaged gzip file: {error}.", "Copy it again."
        ) from error


def _known(encoding: str, name: str) -> str:
    try:
        "".encode(encoding)  # hex and the like are codecs too, and of no text
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise SourceError(
            f"{encoding!r}, declared for {name}, is no encoding.",
            "Write utf-8, cp1252, utf-16 or the like.",
        ) from error


def _marked(path: Path) -> str:
    """The encoding that the file's first bytes tell, or nothing."""
    with path.open("rb") as file:
        return _UTF_16.get(file.read(2), "")


def _transcoded(path: Path, encoding: str, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield decoder.decode(chunk).encode()
            yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name} is not in its declared encoding {encoding}: {error.reason}.",
            "Declare the encoding that it was exported in.",
        ) from error


@dataclass
class _Seen:
    """Which line ends a text holds, and whether a NUL."""

    both: bool = False  # CR LF
    newline: bool = False  # LF without a CR
    carriage_return: bool = False  # CR without an LF
    nul: bool = False

    @property
    def mixed(self) -> bool:
        return self.carriage_return or (self.both and self.newline)


def _survey(path: Path) -> _Seen:
    seen, held = _Seen(), b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            seen.nul = seen.nul or b"\0" in chunk
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""  # its LF may come with the next chunk
            _see_line_ends(seen, chunk[: len(chunk) - len(held)])
    seen.carriage_return |= bool(held)
    return seen


def _see_line_ends(seen: _Seen, chunk: bytes) -> None:
    if b"\r" not in chunk:
        seen.newline |= b"\n" in chunk
        return
    both = chunk.count(b"\r\n")
    seen.both |= both > 0
    seen.newline |= chunk.count(b"\n") > both
    seen.carriage_return |= chunk.count(b"\r") > both


def _one_line_end(path: Path) -> Iterator[bytes]:
    held = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""
            chunk = chunk[: len(chunk) - len(held)]
            yield chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if held:
        yield b"\n"
