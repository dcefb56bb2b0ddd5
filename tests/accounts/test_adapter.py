import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from heyi.accounts.adapter import ClosedDoor, LongEnough
from heyi.accounts.models import Person


def test_nobody_signs_up_alone(rf) -> None:
    assert not ClosedDoor().is_open_for_signup(rf.get("/accounts/signup/"))


def test_a_short_password_is_told_in_the_readers_language() -> None:
    for language, words in (("zh-hans", "密码太短，至少要 10 位。"), ("en", "10 characters at least")):
        with translation.override(language), pytest.raises(ValidationError, match=words):
            LongEnough(10).validate("short")


@pytest.mark.django_db
def test_who_leaves_is_told_so_at_the_door(client) -> None:
    client.force_login(
        Person.objects.create(username="li", name="李"), "heyi.accounts.backends.PersonBackend"
    )
    page = client.post("/accounts/logout/", follow=True).content.decode()
    assert "已经退出。" in page
    assert "工作人员登录" in page


@pytest.mark.django_db
def test_who_is_signed_in_is_not_asked_to_come_in(client, settings) -> None:
    settings.HEYI_DEMO = True
    client.force_login(
        Person.objects.create(username="li", name="李"), "heyi.accounts.backends.PersonBackend"
    )
    for address in ("/accounts/2fa/", "/accounts/password/change/", "/desk/no/where"):
        assert "以工作人员身份进入" not in client.get(address).content.decode()
