"""Two server processes over one database count tries together."""

import requests

from tests.web.accounts.browser import ONCE
from tests.web.accounts.site import PASSWORD

pytestmark = ONCE


def answer(address: str, password: str) -> requests.Response:
    """One try of a fresh visitor. Both processes are known by one name, as behind a proxy."""
    visitor = requests.Session()
    visitor.headers["Host"] = "localhost"
    page = f"{address}/account/login/"
    visitor.get(page, timeout=60)
    form = {"login": "cy", "password": password, "csrfmiddlewaretoken": visitor.cookies["groundswell_csrf"]}
    return visitor.post(page, form, timeout=60, allow_redirects=False)


def test_ten_tries_over_two_processes_close_both(address: str, joined: str) -> None:
    tried = [answer(one, "not this one").text for one in (address, joined) * 5]
    assert all("do not go together" in text for text in tried)
    for one in (address, joined):
        assert "Wait five minutes" in answer(one, PASSWORD).text
