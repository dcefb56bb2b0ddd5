"""First loads by the browser's own account: light, steady, nothing held up, nothing too small for a thumb."""

import pytest
from playwright.sync_api import Browser

from scripts.pages import measured, opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("window", ["desk", "phone"])
@pytest.mark.parametrize("address", ["/", "/t/", "/report/", "/mine/", "/components", "/accounts/login/"])
def test_a_page_that_everybody_may_open(browser: Browser, served: str, address: str, window: str) -> None:
    page = opened(browser, served, window)
    found = measured(page, address, window)
    page.context.close()
    assert (found.status, found.faults) == (200, [])
