"""The English catalogue: `.venv/bin/python scripts/words.py` takes in marked words and tells what has no English yet.

Marked are `_("…")` and Django's gettext calls in Python, translate tags in templates, and the `why` columns of the
rule tables. Chinese is the language of the source, so English is the only catalogue.
"""

import csv
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

REPOSITORY = Path(__file__).resolve().parent.parent
HOUSE = REPOSITORY / "heyi"
CATALOGUE = HOUSE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
Found = tuple[str, int, str | tuple[str, ...], str | None]


def marked() -> Catalog:
    """Every word that the house marks, with the places where it stands."""
    catalogue = Catalog(locale="en", domain="django", project="Heyi", version="", fuzzy=False)
    for path, line, words, context in _found():
        catalogue.add(words, None, [(path, line)], context=context)
    return catalogue


def known() -> Catalog:
    """The catalogue as it stands in the repository."""
    with CATALOGUE.open("rb") as held:
        return read_po(held, locale="en", domain="django")


def missing(catalogue: Catalog) -> list[str]:
    """The words that have no English."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not all(_strings(message.string)))
    ]


def merged() -> Catalog:
    """What is marked, with the English that is known; words that nobody marks any more are dropped."""
    catalogue = known()
    catalogue.update(marked(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.last_translator = catalogue.language_team = "Heyi"
    catalogue.msgid_bugs_address = ""
    catalogue.creation_date = catalogue.revision_date = BEGUN  # the same words make the same file
    return catalogue


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str | None, ...]:
    return (string,) if string is None or isinstance(string, str) else tuple(string)


def _found() -> Iterator[Found]:
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _in_python(path, path.read_text(encoding="utf-8"))
    for path in sorted(HOUSE.rglob("templates/**/*.*")):
        yield from _in_python(path, _flat(templatize(path.read_text(encoding="utf-8"), origin=str(path))))
    for path in sorted(HOUSE.rglob("data/*.tsv")):
        yield from _in_table(path)


def _flat(source: str) -> str:
    """A template as the calls it holds, without the indents that Python would stumble over."""
    return "\n".join(line.lstrip() for line in source.split("\n"))


def _in_python(path: Path, source: str) -> Iterator[Found]:
    place = path.relative_to(REPOSITORY).as_posix()
    for line, words, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        if words:
            yield place, line, words, context


def _in_table(path: Path) -> Iterator[Found]:
    """Reasons that rules give are shown to people, so they have English too."""
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row.get("why"):
                yield path.relative_to(REPOSITORY).as_posix(), 1, row["why"], None


def main() -> int:
    """Write the merged catalogue; the exit code says whether any word lacks English."""
    catalogue = merged()
    with CATALOGUE.open("wb") as held:
        write_po(held, catalogue, width=0, no_location=True)
    lacking = missing(catalogue)
    for words in lacking:
        sys.stdout.write(f"{words}\n")
    sys.stderr.write(f"{len(catalogue)} words, {len(lacking)} without English\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
