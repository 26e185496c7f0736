"""The style of a page that stands alone: the product's own tokens and chart classes, fonts included."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

import groundswell

STATIC = Path(groundswell.__file__).parent / "static"
PAGE = Path(__file__).with_name("page.css")
# The subset for the phone entry has all of Latin and Spanish that headings need, at half the size.
EMBEDDED = {
    "atkinson.woff2": "atkinson.woff2",
    "figures.woff2": "figures.woff2",
    "literata.woff2": "entry-literata.woff2",
}
_FACE = re.compile(r"@font-face \{.*?\}\n*", re.DOTALL)
_FILE = re.compile(r'url\("\.\./fonts/([^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@lru_cache(maxsize=1)
def style() -> str:
    """All rules but those of single points. Fonts are data, so that the file needs no other."""
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    charts = (STATIC / "css" / "charts.css").read_text(encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    return _tight("\n".join((_FACE.sub(_embedded, tokens), charts, page)))


def _embedded(face: re.Match[str]) -> str:
    file = _FILE.search(face.group())
    if file is None or file.group(1) not in EMBEDDED:
        return ""
    font = (STATIC / "fonts" / EMBEDDED[file.group(1)]).read_bytes()
    return _FILE.sub(f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}")', face.group())


def _tight(css: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", _COMMENT.sub("", css)).strip()


def policy(css: str) -> str:
    """A content security policy under which the page works: this one style, fonts as data, nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
