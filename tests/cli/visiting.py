"""A visitor with a cookie jar and no browser: real requests to a real server."""

import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode


class Visitor:
    """Every answer is asserted to be a 200 after any redirects."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def fetch(self, path: str, form: dict[str, str] | None = None) -> tuple[str, bytes]:
        """The kind of content, and the content."""
        data = urlencode(form).encode() if form is not None else None
        with self.opener.open(self.address + path, data, timeout=120) as answer:
            assert answer.status == 200
            return str(answer.headers.get_content_type()), bytes(answer.read())

    def page(self, path: str) -> str:
        kind, content = self.fetch(path)
        assert kind == "text/html", (path, kind)
        text = content.decode()
        assert "<h1" in text, path
        return text

    def step_in_as(self, username: str) -> str:
        """Press one of the example's people on the sign-in page; the page one lands on."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page("/account/login/"))
        assert token
        _kind, content = self.fetch(f"/sign-in-as/{username}/", {"csrfmiddlewaretoken": token[1]})
        return content.decode()
