"""A person at a browser: every click, tap, key and field is an interaction, and every page is looked over."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.watch import Watch

expect.set_options(timeout=10_000)


@dataclass
class Visitor:
    """What a journey does. Fields are named as the form names them; everything else by its visible words."""

    page: Page
    watch: Watch
    is_phone: bool
    site: str
    has_scripts: bool = True
    interactions: int = 0

    # Going somewhere

    def open(self, address: str, *, status: int = 200) -> None:
        """An address that was typed, or kept: not an interaction with a page."""
        with self.expecting(status):
            answer = self.page.goto(address)
            assert answer is not None
            assert answer.status == status, f"{answer.status} from {address}"
            self.watch.check()

    def follow(self, words: str, *, within: str | Locator = "main") -> None:
        self._leave(self._part(within).get_by_role("link", name=words).locator("visible=true").first)

    def press(self, words: str, *, within: str | Locator = "main", exact: bool = False) -> None:
        """A button that sends a form, so that another page comes."""
        self._leave(
            self._part(within).get_by_role("button", name=words, exact=exact).locator("visible=true").first
        )

    def go_to(self, words: str, *, on_phone: str = "") -> None:
        """Through the rail; on the phone through the bar, or its page of contents."""
        if not self.is_phone:
            self.follow(words, within=".rail")
        elif on_phone:
            self.follow(on_phone, within=".bar")
        else:
            self.follow("Contents", within=".bar")
            self.follow(words, within=".rail")

    # On a page

    def fill(self, field: str, words: str) -> None:
        self._touch(lambda: self.field(field).fill(words))

    def choose(self, field: str, value: str) -> None:
        """A radio or a checkbox, by its value."""
        spot = self.page.locator(f"[name='{field}'][value='{value}']").first
        self._touch(lambda: spot.check(force=True))

    def tick(self, field: str) -> None:
        self._touch(lambda: self.field(field).check())

    def pick(
        self, field: str, *, label: str | re.Pattern[str] | None = None, value: str | None = None
    ) -> None:
        spot = self.field(field)
        if isinstance(label, re.Pattern):
            label = str(spot.locator("option", has_text=label).first.text_content()).strip()
        self._touch(
            lambda: spot.select_option(value) if value is not None else spot.select_option(label=label)
        )

    def unfold(self, words: str, *, within: str | Locator = "main") -> None:
        summary = self._part(within).locator("summary").filter(has_text=words).locator("visible=true").first
        self._touch(lambda: self._hit(summary))
        self.watch.check()

    def tap(self, spot: Locator) -> None:
        """Something that changes the page in place."""
        self._touch(lambda: self._hit(spot))

    # Looking

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']:not([type=hidden]), #{name}").locator("visible=true").first

    def sees(self, *words: str | re.Pattern[str], within: str | Locator = "body") -> None:
        for each in words:
            expect(self._part(within)).to_contain_text(each)

    def does_not_see(self, *words: str | re.Pattern[str], within: str | Locator = "body") -> None:
        for each in words:
            expect(self._part(within)).not_to_contain_text(each)

    def reads(self) -> str:
        """The text of the page as it is shown."""
        return self.page.locator("main").first.inner_text()

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url).split("?")[0].split("#")[0]

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Answers that are right here, though elsewhere they would be a fault."""
        self.watch.expected |= set(statuses)
        yield
        self.watch.expected.clear()

    def _leave(self, spot: Locator) -> None:
        self.interactions += 1
        with self.page.expect_navigation(wait_until="load"):
            self._hit(spot)
        self.watch.check()

    def _hit(self, spot: Locator) -> None:
        if self.is_phone:
            spot.tap()
        else:
            spot.click()

    def _touch(self, act: object) -> None:
        self.interactions += 1
        act()  # type: ignore[operator]

    def _part(self, within: str | Locator) -> Locator:
        return self.page.locator(within).first if isinstance(within, str) else within
