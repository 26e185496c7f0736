"""What a page owes to everyone who opens it: no violation, no error, nothing wider than the phone."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
# A page is looked at once in each state: what differs alone in its form's secret token is the same page.
STATE = """() => document.documentElement.outerHTML.replaceAll(/value="[A-Za-z0-9]{64}"|content="[A-Za-z0-9]{64}"/g, "")
    + [...document.querySelectorAll("details")].map((one) => one.open).join()"""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation",
    (event) => console.error("CSP: " + event.violatedDirective + " " + event.blockedURI));"""
# What lies under a pinned bar can be scrolled free, so each page is judged as if nothing were pinned.
JUDGE = """async (options) => {
    for (const one of document.querySelectorAll("body *")) {
        if (!["fixed", "sticky"].includes(getComputedStyle(one).position)) continue;
        one.dataset.pinned = one.style.position; one.style.position = "static"; }
    const found = await axe.run(options);
    for (const one of document.querySelectorAll("[data-pinned]")) {
        one.style.position = one.dataset.pinned; delete one.dataset.pinned; }
    return found.violations }"""
RULES_ARE_HERE = "() => typeof axe !== 'undefined'"
WIDTH = "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
WIDEST = """(width) => { const wide = (one) => one.getBoundingClientRect().right > width + 1;
    const scrolls = (one) => one.closest(".table-wrap, .drivers-scroll, .chart-figure__scroll, svg");
    return [...document.querySelectorAll("body *")]
        .filter((one) => wide(one) && !scrolls(one) && ![...one.children].some((child) => wide(child) && !scrolls(child)))
        .slice(0, 4).map((one) => one.tagName + "." + one.className) }"""


@dataclass
class Watch:
    """Looks over one visitor's shoulder. `looked` is shared by the visitors of one device and theme.

    The accessibility rules are themselves a script, so a visitor without scripts is spared them; the same pages are
    judged on the visits with scripts.
    """

    page: Page
    width: int
    looked: set[int]
    has_scripts: bool = True
    on_paper: bool = False
    expected: set[int] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", self._script_error)
        self.page.on("response", self._response)

    def rest(self) -> None:
        """Hear no more: the page is given to another."""
        self.page.remove_listener("console", self._console)
        self.page.remove_listener("pageerror", self._script_error)
        self.page.remove_listener("response", self._response)

    def check(self) -> None:
        """Fail with every fault of the page as it stands now."""
        faults = [*self.heard, *self._too_wide()]
        self.heard.clear()
        state = hash(self.page.evaluate(STATE))
        if self.has_scripts and state not in self.looked:
            self.looked.add(state)
            faults += violations(self.page, on_paper=self.on_paper)
        assert not faults, "\n".join([f"{self.page.url}:", *faults])

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._is_expected(message.text):
            self.heard.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _is_expected(self, text: str) -> bool:
        return any(f"status of {status}" in text for status in self.expected)

    def _script_error(self, error: Error) -> None:
        self.heard.append(f"script error: {error}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.heard.append(f"{response.status} from {response.url}")

    def _too_wide(self) -> list[str]:
        wide = self.page.evaluate(WIDTH)
        if wide <= self.width:
            return []
        return [f"{wide} px wide on a screen of {self.width}: {self.page.evaluate(WIDEST, self.width)}"]


def violations(page: Page, *, on_paper: bool) -> list[str]:
    """Each violation of the page in a line: rule, where, why. On paper nothing is pressed, so no size is asked of targets."""
    options = OPTIONS | {"rules": {"target-size": {"enabled": not on_paper}}}
    if not page.evaluate(RULES_ARE_HERE):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(JUDGE, options)
    return [
        f"axe {one['id']}: {node['target']} {node['html'][:160]} | {_why(node)}"
        for one in found
        for node in one["nodes"][:4]
    ]


def _why(node: dict[str, Any]) -> str:
    return str(node.get("failureSummary", "")).replace("\n", " ")[:240]
