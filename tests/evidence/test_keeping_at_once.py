"""Several hands bring the same file at the same moment, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connections

from heyi.evidence.codes import FileForm
from heyi.evidence.models import KeptFile
from heyi.evidence.operations import open_file
from tests.factories.files import kept, picture


def stored() -> set[Path]:
    return {path for path in Path(settings.HEYI_FILES).rglob("*") if path.is_file()}


def test_whoever_is_second_takes_the_firsts_row_and_leaves_nothing_behind(own_database) -> None:
    before, sent = stored(), picture(colour="#654321")

    def bring(_turn: int):
        try:
            return kept(sent)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(6) as pool:
        files = list(pool.map(bring, range(6)))
    assert len({file.id for file in files}) == 1
    assert KeptFile.objects.count() == 1
    assert len(stored() - before) == 3
    assert b"".join(open_file(files[0].id, FileForm.ORIGINAL).parts) == sent
