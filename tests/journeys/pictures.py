"""Pictures for the README, taken on the way when GROUNDSWELL_PICTURES=1 is set."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 200_000


def take(page: Page, name: str, *, phone: bool = False) -> None:
    """A picture of the page's top: 1280 x 860, or the whole of a phone's screen. In few colors, so that it stays small."""
    if os.environ.get("GROUNDSWELL_PICTURES") != "1":
        return
    from io import BytesIO

    from PIL import Image

    clip = {"x": 0, "y": 0, "width": 390 if phone else 1280, "height": 844 if phone else 860}
    page.evaluate("() => document.fonts.ready")
    page.evaluate("() => document.querySelectorAll('.toasts .toast').forEach((one) => one.remove())")
    page.evaluate("() => window.scrollTo(0, 0)")
    data = page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
    FOLDER.mkdir(parents=True, exist_ok=True)
    small = Image.open(BytesIO(data)).convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
    path = FOLDER / f"{name}.png"
    small.save(path, optimize=True)
    assert path.stat().st_size < LARGEST, f"{path.name} has {path.stat().st_size} bytes"
