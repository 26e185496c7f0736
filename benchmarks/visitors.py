"""Fifty people at once, over kept-open connections on this machine, each asking for the next page when one came."""

import asyncio
import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode

USERS = 50
PATIENCE = 60.0


@dataclass
class Burst:
    """What came of many requests for one page: the seconds each took, how many went wrong, and the whole."""

    asked: int = 0
    errors: int = 0
    seconds: list[float] = field(default_factory=list)
    whole: float = 0.0


def burst(port: int, path: str, cookie: str, *, requests: int) -> Burst:
    return asyncio.run(_burst(port, path, cookie, requests))


async def _burst(port: int, path: str, cookie: str, requests: int) -> Burst:
    found, started = Burst(), perf_counter()
    question = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(_visitor(port, question, requests, found) for _ in range(USERS)))
    found.whole = perf_counter() - started
    return found


async def _visitor(port: int, question: bytes, requests: int, found: Burst) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while found.asked < requests:
        found.asked += 1
        started = perf_counter()
        writer.write(question)
        ok = await _answer(reader)
        found.seconds.append(perf_counter() - started)
        found.errors += not ok
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> bool:
    """Read one whole answer. True when it is a page (status 200) with something on it."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: (\d+)", head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return head.startswith(b"http/1.1 200") and b"<h1" in body


def sign_in(port: int, username: str) -> str:
    """The cookies of one of the example's people, from its sign-in page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/account/login/")
    page = connection.getresponse()
    cookies = _cookies(page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    body = urlencode({"csrfmiddlewaretoken": token[1] if token else ""})
    headers = {"Cookie": _said(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/sign-in-as/{username}/", body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"signing in as {username} was answered with status {answer.status}")
    return _said(cookies | _cookies(answer))


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    for given in answer.headers.get_all("Set-Cookie") or []:
        jar.load(given)
    return {name: morsel.value for name, morsel in jar.items()}


def _said(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={said}" for name, said in cookies.items())
