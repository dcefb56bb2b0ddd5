"""Pages that stop: what happened, what to do, a number to quote; nothing of the inside, nothing typed lost."""

from collections.abc import Callable

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from heyi.config import urls
from heyi.config.observing import ObservingMiddleware
from heyi.web.stopping import misread

pytestmark = pytest.mark.django_db


def raises(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("SELECT secret FROM inside")


handler400, handler500 = urls.handler400, urls.handler500
urlpatterns = [path("desk/raises", raises), path("raises", raises), path("", include(urls.urlpatterns))]
failing = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@failing
@pytest.mark.parametrize(("address", "whom"), [("/raises", "12345"), ("/desk/raises", "系统管理员")])
def test_a_failure_says_whom_to_tell_and_under_which_number(client: Client, address: str, whom: str) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-Id"][:8] in page
    assert whom in page
    assert f'href="{address}"' in page, "the way to try again"
    assert "RuntimeError" not in page
    assert "secret" not in page


@failing
def test_a_failure_hands_back_what_was_typed(client: Client) -> None:
    page = client.post("/raises", {"text": "三个月工资没有发<b>"}).content.decode()
    assert "三个月工资没有发&lt;b&gt;" in page
    assert "再试一次" not in page, "a form is not sent twice by a link"


@failing
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "系统出错了"), ("en", "Something went wrong")])
def test_a_failure_keeps_language_theme_and_size(client: Client, language: str, words: str) -> None:
    client.cookies.load({"django_language": language, "heyi_theme": "dark", "heyi_text": "large"})
    page = client.get("/raises").content.decode()
    assert words in page
    assert 'data-theme="dark" data-text="large"' in page
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page


@failing
def test_a_failure_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):
        client.get("/raises")


@pytest.mark.parametrize("address", ["/report/send", "/mine/leave", "/language"])
def test_an_address_that_takes_forms_alone_is_no_white_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "这个地址不能直接打开" in answer.content.decode()


def test_machines_are_told_in_their_own_way(client: Client) -> None:
    answer = client.get("/api/v1/reports")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


def test_too_much_is_told_apart_from_nonsense(rf: RequestFactory) -> None:
    request = rf.post("/mine/send")
    too_big = ObservingMiddleware(lambda asked: misread(asked, RequestDataTooBig()))(request)
    assert (too_big.status_code, "分几次提交" in too_big.content.decode()) == (413, True)
    assert misread(request, ValueError()).status_code == 400


def test_an_old_page_hands_back_what_was_typed() -> None:
    answer = Client(enforce_csrf_checks=True).post("/report/what", {"text": "楼上漏水三天了"})
    assert answer.status_code == 403
    assert "楼上漏水三天了" in answer.content.decode()


@pytest.mark.parametrize(("address", "way"), [("/nowhere", "查办理进度"), ("/desk/no/where", "回工作台")])
def test_each_door_is_told_its_own_way_on(client: Client, address: str, way: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert way in answer.content.decode()
