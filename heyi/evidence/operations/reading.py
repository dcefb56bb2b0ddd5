"""Reading a kept text for a page: its beginning, as words."""

from dataclasses import dataclass
from uuid import UUID

from heyi.evidence.codes import FileForm
from heyi.evidence.operations.opening import open_file
from heyi.evidence.rules.texts import MOST_BYTES, Piece, decoded, pieces


@dataclass(frozen=True, slots=True)
class ShownText:
    """The beginning of a text; `is_cut` where there is more, `has_marks` where something in it cannot be seen."""

    pieces: tuple[Piece, ...]
    is_cut: bool

    @property
    def has_marks(self) -> bool:
        """Whether a letter that cannot be seen is named."""
        return any(piece.is_mark for piece in self.pieces)


def read_text(file_id: UUID) -> ShownText:
    """The words of a text file; raises CannotOpen or BytesMissing as opening does."""
    content = b""
    for part in open_file(file_id, FileForm.ORIGINAL).parts:
        content += part
        if len(content) > MOST_BYTES:
            break
    is_cut = len(content) > MOST_BYTES
    return ShownText(tuple(pieces(decoded(content[:MOST_BYTES], is_cut=is_cut))), is_cut)
