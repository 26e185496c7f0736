"""Browser windows that are kept from visit to visit, washed in between: to open one costs more than many pages."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.watch import TELL_VIOLATIONS

Settings = dict[str, Any]


class Windows:
    """`take` one of a kind for a visit, and `give_back` what was taken. The next visitor finds it as if new."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.idle: dict[str, list[Page]] = {}

    def take(self, kind: str, settings: Settings, *, cookies: list[Any]) -> Page:
        idle = self.idle.setdefault(kind, [])
        page = idle.pop() if idle else self._opened(settings)
        page.context.add_cookies(cookies)
        return page

    def give_back(self, kind: str, page: Page) -> None:
        if len(page.context.pages) > 1:
            page.context.close()
            return
        page.evaluate("() => { try { sessionStorage.clear() } catch { /* no page was opened */ } }")
        page.goto("about:blank")
        page.context.clear_cookies()
        browser = page.context.new_cdp_session(page)
        browser.send("Storage.clearDataForOrigin", {"origin": self.site, "storageTypes": "all"})
        browser.detach()
        self.idle[kind].append(page)

    def _opened(self, settings: Settings) -> Page:
        context = self.browser.new_context(base_url=self.site, **settings)
        context.set_default_timeout(20_000)
        if settings["java_script_enabled"]:
            context.add_init_script(TELL_VIOLATIONS)
        return context.new_page()
