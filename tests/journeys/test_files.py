"""Files from door to proof: with a report, found when missing or changed, forgotten when nobody hung them."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from heyi.dispatch import operations as ops
from heyi.evidence.codes import MOST_FILES, FileForm
from heyi.evidence.models import KeptFile
from heyi.evidence.operations import CannotKeep, FileErased, open_file
from heyi.intake.rules import body_hash, read_report
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.files import changed_files, forget_loose_files, missing_files
from heyi.journeys.receive import receive
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import attachments_of, entering, find_tracked, matter_view, tracked_attachments
from heyi.matters.codes import Zone
from tests.factories.files import PDF, kept, picture
from tests.factories.matters import MORNING, SOURCE, ZHILI, Received, body, desk, received, step, unit
from tests.factories.reacting import reacted


def with_files(files, *, key: str = "") -> Received:
    """A report with files, received."""
    report = read_report(body(), at=now(), regions={"330502100"})
    with entering("receive", source=SOURCE):
        answer = receive(
            report,
            source=SOURCE,
            key=key or uuid4().hex,
            body_hash=body_hash(body()),
            at=MORNING,
            files=files,
        )
    return Received(answer.receipt, *find_tracked(answer.receipt["tracking_code"]))


def stored() -> set[Path]:
    return {path for path in Path(settings.HEYI_FILES).rglob("*") if path.is_file()}


def path_of(address: str) -> Path:
    (found,) = Path(settings.HEYI_FILES).rglob(address.partition(":")[2])
    return found


@pytest.fixture
def matter(own_database) -> Received:
    """A matter with a picture that came with it and a paper that a unit hung there."""
    found = with_files([kept(name="楼道.jpg")])
    with desk(ZHILI):
        ops.attach(
            found.key, step=step(ZHILI), files=[kept(PDF, "协议.pdf")], zone=Zone.CONFIDENTIAL, note="协议"
        )
    reacted()
    return found


@pytest.mark.django_db
def test_what_comes_with_a_report_is_the_reporters_and_hangs_once() -> None:
    file = kept(name="楼道.jpg")
    first = with_files([file, file], key="one")
    assert with_files([file], key="one").id == first.id  # sent again over a bad line
    with entering("tracking", matter=first.id):
        assert [each.name for each in tracked_attachments(*first.key)] == ["楼道.jpg"]
    with desk(ZHILI):
        (attachment,) = attachments_of(matter_view(*first.key, units=[unit(ZHILI)]))
        verbs = [event.verb for event in timeline_of(*first.key)]
    assert (attachment.is_reporters, attachment.author, attachment.zone) == (True, "", "WORKING")
    assert verbs.count("file.attached") == 1


@pytest.mark.django_db
def test_too_many_are_told_before_anything_is_taken() -> None:
    files = [kept(f"第{place}页".encode(), "a.txt") for place in range(MOST_FILES + 1)]
    with pytest.raises(CannotKeep):
        with_files(files, key="two")
    assert with_files(files[:-1], key="two").number


def test_all_is_proved_where_nothing_was_touched(matter: Received) -> None:
    assert list(verify_problems()) == []
    assert list(missing_files()) == []
    assert list(changed_files()) == []


@pytest.mark.parametrize("form", ["original", "shown", "thumb"])
def test_a_missing_file_is_named_by_check(matter: Received, form: str) -> None:
    path_of(getattr(KeptFile.objects.get(media="image/jpeg"), form)).unlink()
    (problem,) = (found for found in check_problems(at=now()) if found.code.startswith("file."))
    assert (problem.code, problem.where) == ("file.missing", matter.number)
    assert {found.code for found in changed_files()} == {"file.missing"}


@pytest.mark.parametrize("form", ["original", "shown"])
@pytest.mark.parametrize(
    "harm", [lambda old: old[:-1], lambda old: bytes([old[0] ^ 1]) + old[1:], lambda _old: b""]
)
def test_changed_bytes_are_named_by_verify(matter: Received, form: str, harm) -> None:
    path = path_of(getattr(KeptFile.objects.get(media="image/jpeg"), form))
    path.write_bytes(harm(path.read_bytes()))
    assert list(missing_files()) == []
    (problem,) = changed_files()
    assert (problem.code, problem.where) == ("file.changed", matter.number)


def test_a_row_swapped_with_its_bytes_is_named(matter: Received) -> None:
    """Another file, whole and with a key of its own, in the place of the one that was hung there."""
    file, other = KeptFile.objects.get(media="image/jpeg"), kept(picture(colour="#010203"))
    stranger = KeptFile.objects.get(id=other.id)
    KeptFile.objects.filter(id=stranger.id).delete()
    columns = ("key_ref", "original", "shown", "thumb", "size", "digest")
    KeptFile.objects.filter(id=file.id).update(**{column: getattr(stranger, column) for column in columns})
    (problem,) = changed_files()
    assert problem.code == "file.changed"


def test_what_nobody_hung_is_forgotten_after_a_week(matter: Received) -> None:
    before = stored()
    loose, young = (
        kept(picture(colour="#0000ff"), at=now() - timedelta(days=8)),
        kept(picture(colour="#00ff00"), at=now()),
    )
    hung = set(KeptFile.objects.values_list("id", flat=True)) - {loose.id, young.id}
    KeptFile.objects.filter(id__in=hung).update(kept_at=now() - timedelta(days=8))
    assert forget_loose_files(now=now) == 1
    assert set(KeptFile.objects.values_list("id", flat=True)) == {*hung, young.id}
    assert len(stored() - before) <= 4  # three forms of the young one, and a book of keys elsewhere
    assert list(missing_files()) == []


def test_an_erased_file_goes_at_night_unless_it_hangs_elsewhere(matter: Received) -> None:
    picture_of = KeptFile.objects.get(media="image/jpeg")
    other = received("另一起邻里纠纷。")
    with desk(ZHILI):
        ops.attach(other.key, step=step(ZHILI), files=[kept(name="同一张.jpg")], zone=Zone.WORKING)
    erase(matter)
    forget_loose_files(now=now)
    assert open_file(picture_of.id, FileForm.THUMB).parts
    erase(other)
    forget_loose_files(now=now)
    with pytest.raises(FileErased):
        open_file(picture_of.id, FileForm.THUMB)
    assert list(verify_problems()) == []
    assert list(missing_files()) == []


def erase(matter: Received) -> None:
    """Take the picture from a matter."""
    with desk(ZHILI):
        files = attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))
        file = next(each for each in files if each.is_picture)
        ops.erase_file(
            matter.key, step=step(ZHILI, at=now()), attachment=file.id, ground="UNLAWFUL", text="放错了"
        )
