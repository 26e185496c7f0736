"""Pages for everybody who is signed in, and the few that need no sign-in."""

from tests.architecture.rows.shapes import BRIEFED, EVERYONE, NOBODY, NOT_SIGNED_IN, Row, page, write

ANYBODY = EVERYONE | NOT_SIGNED_IN
GUIDE = "prewitt"  # the one person of the house who is marked as a persona of the example


def _wrong_password(house: object) -> dict[str, object]:
    return {"login": GUIDE, "password": "not the right one"}


ROWS: tuple[Row, ...] = (
    page("today", EVERYONE, says=("Groundswell",)),
    page("contents", EVERYONE, says=("Contents",)),
    page("contents", BRIEFED, query="?project={project}", shows=("project",), case="of a project"),
    page("you", EVERYONE, says=("Language",)),
    write(
        "you", EVERYONE, verb="people.set_preferences",
        sent=lambda h: {"name": "New name", "language": "en", "theme": "dark"},
    ),
    page("account_login", NOT_SIGNED_IN, says=("password",), others=302),
    write("account_login", NOT_SIGNED_IN, sent=_wrong_password, status=(200,), others=302, says=("do not go together",)),
    page("account_logout", EVERYONE, says=("Sign out",)),
    write("account_logout", EVERYONE, goes_to="/account/login/"),
    write("sign_in_as", NOBODY, args=lambda h: (GUIDE,), is_open=True, case="in a real network"),
    write("sign_in_as", ANYBODY, args=lambda h: (GUIDE,), is_open=True, in_example=True, goes_to="/"),
    write("sign_in_as", NOBODY, args=lambda h: (h.people["lead"].username,), is_open=True, in_example=True, case="of no persona"),
    page("about_example", NOBODY, is_open=True, case="in a real network"),
    page("about_example", ANYBODY, is_open=True, in_example=True, says=("NYC Open Data",)),
    page("start_yours", NOBODY, is_open=True, case="in a real network"),
    page("start_yours", ANYBODY, is_open=True, in_example=True, says=("Tallow Street",)),
    write("tour_go", NOBODY, args=lambda h: (1,), is_open=True, case="in a real network"),
    write("tour_go", ANYBODY, args=lambda h: (2,), is_open=True, in_example=True, goes_to="/places/"),
    write("tour_leave", NOBODY, is_open=True, case="in a real network"),
    write("tour_leave", ANYBODY, is_open=True, in_example=True, goes_to="/"),
    page("design", ANYBODY, says=("Groundswell",)),
    page("design_entry", ANYBODY, says=("12",)),
    page("design_contents", ANYBODY, says=("Today",)),
    page("design_theory", ANYBODY, says=("Theory",)),
)  # fmt: skip
