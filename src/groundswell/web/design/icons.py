"""One pen: the icons by what they mean here, drawn from Lucide or by us, 20 px at stroke 1.6."""

from functools import lru_cache

from lucide.templatetags.lucide import lucide

MEANINGS = {
    "account": "user",
    "add": "plus",
    "ask": "hand",
    "away": "cloud-off",
    "calendar": "calendar",
    "close": "x",
    "contents": "menu",
    "document": "file-text",
    "download": "download",
    "error": "triangle-alert",
    "find": "search",
    "hint": "pencil",
    "home": "house",
    "key": "key-round",
    "link": "link",
    "locked": "lock",
    "looked": "eye",
    "people": "users",
    "photo": "camera",
    "print": "printer",
    "project": "book-open",
    "record": "pencil",
    "say": "mic",
    "school": "school",
    "share": "share-2",
    "signout": "log-out",
    "storyboard": "book-open",
    "test": "rotate-cw",
    "theme": "sun-moon",
    "tick": "check",
    "time": "clock",
    "undo": "undo-2",
    "upload": "upload",
}
OWN_DRAWINGS = {
    "aim": '<circle cx="12" cy="12" r="9.5"/><circle cx="12" cy="12" r="3.2"/>',
    "barrier": '<path d="M2.5 7h19v6h-19ZM6 13v6.5M18 13v6.5M6.5 13l4-6m2.5 6 4-6"/>',
    "note": '<path d="M4 3.5h11l5 5v12H4ZM15 3.5v5h5M8 12.5h8M8 16.5h8"/>',
    "measure": '<path d="M2 15.5 5.5 11l3 4L13 7.5l3.5 5 2-3.5 3 1.5"/><path d="M2 18.5h3m3 0h3m3 0h3"/>',
    "theory": '<path d="M2.5 12H21M21 5h-4.5C13 5 13 12 10 12s3 7 6.5 7H21"/>',
}
_SVG = (
    '<svg class="{css}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
    'stroke-width="1.92" stroke-linecap="round" stroke-linejoin="round"{heard}>{drawing}</svg>'
)


@lru_cache(maxsize=512)
def icon_svg(name: str, css: str = "icon", label: str = "") -> str:
    """The icon as SVG. Without a `label` (escaped already) it is hidden from assistive technology."""
    heard = f' role="img" aria-label="{label}"' if label else ' aria-hidden="true"'
    return _SVG.format(css=css, heard=heard, drawing=OWN_DRAWINGS.get(name) or _lucide_drawing(name))


def _lucide_drawing(name: str) -> str:
    svg: str = lucide(MEANINGS.get(name, name))
    return svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()
