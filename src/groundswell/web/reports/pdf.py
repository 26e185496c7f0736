"""The storyboard as a one-page PDF. Words and charts go in as data, never into the template."""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.web.reports.pages import StoryboardPage
from groundswell.web.templatetags.groundswell import said

TEMPLATE = Path(__file__).with_name("storyboard.typ")
MOST_TESTS = 9
FONTS = settings.PACKAGE / "static" / "fonts" / "pdf"


def storyboard_pdf(page: StoryboardPage) -> bytes:
    """PDF/UA-1: tagged, titled, with words for each chart; Typst refuses it otherwise."""
    return bytes(
        typst.compile(
            str(TEMPLATE),
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(_data(page))},
        )
    )


def _data(page: StoryboardPage) -> dict[str, object]:
    told = page.told
    return {
        "headline": told.headline,
        "over": f"{told.project} · {told.place}",
        "story": list(told.story),
        "aim": told.content["aim"],
        "ask": told.ask,
        "panels": [_panel(row) for row in told.measures[:2]],
        "tests": [_test(row) for row in told.tests[-MOST_TESTS:]],
        "more": _more(len(told.tests) - MOST_TESTS),
        "words": _words(),
        "foot": _foot(page),
    }


def _panel(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("name", "sentence", "source", "alt", "paper")}


def _test(row: dict[str, object]) -> dict[str, str]:
    return {
        "title": str(row["title"]),
        "scale": str(row["scale"]),
        "learned": str(row["learned"]),
        "decision": str(row["decision_words"]),
    }


def _words() -> dict[str, str]:
    return {
        "aim": _("What we want"),
        "tests": _("What we tested"),
        "ask": _("What we would like from you"),
        "test": _("Test"),
        "scale": _("How large"),
        "learned": _("What we learned"),
        "decision": _("Decision"),
    }


def _more(count: int) -> str:
    words = ngettext("And %(count)d earlier test.", "And %(count)d earlier tests.", count)
    return words % {"count": count} if count > 0 else ""


def _foot(page: StoryboardPage) -> str:
    day = said(page.storyboard.shared_at or page.storyboard.at)
    return _(
        "Version %(number)d, %(day)s. Groups under 11 students are withheld. Charts say what differs, not why."
    ) % {
        "number": page.storyboard.number,
        "day": day,
    }
