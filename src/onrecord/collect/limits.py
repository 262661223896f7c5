"""How much one input may be. Beyond a limit an input is refused, before it is read where that can be told."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.collect.inputs import CONTAINERS, DOCUMENTS, JSON

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of size, all in bytes unless they say otherwise.

    The longest news pages on the web are about 5 MiB with their scripts; eight leave room and still cost little memory.
    """

    #: One article: a file, a member of an archive, a record.
    article: int = 8 * MEBIBYTE
    #: A PDF, a Word document, a mail, a page saved with its pictures: most of it is no text.
    document: int = 64 * MEBIBYTE
    #: A ``.json`` file with an array of records; it is parsed whole.
    array: int = 64 * MEBIBYTE
    #: A file of many inputs: JSON Lines, CSV, Parquet, WARC, zip. They are read piece by piece, so a monthly web archive's
    #: file of a gibibyte is no harm.
    container: int = 2048 * MEBIBYTE
    #: Everything that is unpacked from one archive or compressed file.
    unpacked: int = 16 * 1024 * MEBIBYTE
    #: Unpacked size over packed size of one member. Prose packs to about a third, a page full of markup to a tenth.
    ratio: int = 100
    #: Members below this size are not held against ``ratio``: a short file of blanks harms nobody.
    ratio_from: int = MEBIBYTE
    #: Records or members of one container.
    members: int = 200_000
    #: Folders inside folders.
    depth: int = 64

    def of(self, kind: str | None) -> int:
        """How many bytes an input of the type ``kind`` may have; ``None``: a type that is not known yet."""
        if kind in CONTAINERS:
            return self.container
        if kind in DOCUMENTS:
            return self.document
        return self.array if kind in (JSON, None) else self.article


DEFAULT_LIMITS = Limits()
