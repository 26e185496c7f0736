"""What every answer carries in its head: nothing runs from elsewhere, nothing is framed, nothing is kept."""

from collections.abc import Iterator

from django.http import HttpResponse

UNSAFE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
STRICT = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")


def head_problems(response: HttpResponse) -> Iterator[str]:
    """Everything that is missing or too loose."""
    policy = response.headers.get("Content-Security-Policy", "")
    if policy != "sandbox":  # a picture opened as a file: nothing in it may do anything at all
        yield from (f"the content policy lacks {part}" for part in STRICT if part not in policy)
        yield from (
            f"the content policy allows {word}" for word in UNSAFE if word in policy.replace("'none'", "")
        )
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    yield from (
        f"{name} is {response.headers.get(name)!r}"
        for name, value in wanted.items()
        if response.headers.get(name) != value
    )
    if "no-store" not in response.headers.get("Cache-Control", ""):
        yield "a browser may keep it (Cache-Control has no no-store)"
    yield from _cookie_problems(response)


def _cookie_problems(response: HttpResponse) -> Iterator[str]:
    for name, cookie in response.cookies.items():
        if cookie["samesite"] not in {"Lax", "Strict"}:
            yield f"the cookie {name} goes along with other sites' requests"
        if name.startswith("groundswell") and cookie.value and not cookie["httponly"]:
            yield f"a script can read the cookie {name}"
