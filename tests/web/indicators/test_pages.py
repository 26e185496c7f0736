"""The explorer's pages: every tab, every reader, and no withheld number anywhere in the HTML."""

import re

import pytest

from groundswell.core.disclosure.released import Coded
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.queries import Choice
from groundswell.domain.indicators.queries.schools import SchoolNumber
from groundswell.domain.places.models import Place
from groundswell.web.indicators.addresses import Address
from groundswell.web.indicators.schools_part import page_links, page_of
from tests.factories.student_data import ReleaseMaker, row

pytestmark = pytest.mark.django_db
ABSENT = "chronic_absence_cde"
TABS = ("groups", "time", "schools", "similar")


def address(linked, organization, tail=""):
    return f"/places/{linked.places[organization].code}/data/{tail}"


def html(client, url, **headers):
    answer = client.get(url, **headers)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.fixture
def staff(sign_in, linked):
    return sign_in(linked.person("1010000"))


@pytest.fixture
def hub(sign_in, linked):
    return sign_in(linked.person("network", "hub"))


def test_the_list_by_family(staff, linked):
    page = html(staff, address(linked, "1010000"))
    for words in ("Missing many days", "Chronic absence (California Dashboard)", "Widest gap:", "since 2024-25",
                  "Held back.", "No numbers yet", "numbers as of 20 November 2026"):  # fmt: skip
        assert words in page


def test_totals_say_that_they_are_totals(staff, linked):
    page = html(staff, address(linked, "101"))
    assert "You see the totals of Quail Lake Unified" in page
    assert "tab=schools" not in html(staff, address(linked, "101", f"{ABSENT}/"))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("organization", ["network", "101", "1010000", "1010004"])
@pytest.mark.parametrize(
    "more",
    [
        "",
        "&set=race_ethnicity",
        "&who=disability/yes",
        "&year=2024",
        "&year=x&when=y&set=z&who=/&order=q&period=w",
    ],
)
def test_every_tab_opens_everywhere(hub, linked, tab, organization, more):
    page = html(hub, address(linked, organization, f"{ABSENT}/?tab={tab}{more}"))
    assert "What can this not tell?" in page
    assert "How this is counted" in page
    for word in ("caused", "failed", "poor ", "at risk"):
        assert word not in re.sub(r"<[^>]+>", " ", page)


def test_groups_say_points_and_ratio_with_the_reference(staff, linked):
    page = html(staff, address(linked, "1010000", f"{ABSENT}/?set=english_learner"))
    assert "Gap, percentage points" in page
    assert "Ratio" in page
    assert "Everyone else: all other students of the place in the same period." in page
    assert "Not English learners" in page


def test_without_a_script_the_choices_are_a_form(staff, linked):
    page = html(staff, address(linked, "1010000", f"{ABSENT}/?tab=groups&set=sex"))
    form = page[page.index('<form class="look-form') :]
    form = form[: form.index("</form>")]
    assert 'method="get"' in form
    assert '<option value="sex" selected>Sex</option>' in form
    assert 'type="submit"' in form


def test_htmx_gets_the_part_alone(staff, linked):
    url = address(linked, "1010000", f"{ABSENT}/?tab=time")
    part = without_token(html(staff, url, headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<div id="look"')
    assert "<html" not in part
    assert part.strip() in without_token(html(staff, url))


def without_token(page):
    """A form's secret token is another in each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def _one_school(store, *, hidden):
    """A school whose English learners are withheld; their number lies nowhere but in the test's own hands."""
    made = ReleaseMaker(store)
    made.place("1010000", "school", "Alder", None, ["KG", "05"])
    rows = []
    for year in (2024, 2025, 2026):
        rows.append(row(ABSENT, "1010000", of=300, count=60, year=year))
        for group in ("yes", "no"):
            parts = (
                {"of": None, "count": None} if hidden else {"of": 150, "count": 92 if group == "yes" else 60}
            )
            rows.append(row(ABSENT, "1010000", year=year, group=("english_learner", group), **parts))
    made.table(ABSENT, rows)
    made.write()


@pytest.mark.parametrize("tab", TABS)
def test_nothing_withheld_is_in_the_html(sign_in, linked, tmp_path, settings, tab):
    """Neither in text nor in an attribute; and the same page does show the number where it may be shown."""
    client = sign_in(linked.person("1010000"))
    url = address(linked, "1010000", f"{ABSENT}/?tab={tab}&set=english_learner&group=yes")
    settings.GROUNDSWELL_STORE = tmp_path / "open"
    _one_school(settings.GROUNDSWELL_STORE, hidden=False)
    if tab in {"groups", "time"}:
        assert "61.3" in html(client, url)
    settings.GROUNDSWELL_STORE = tmp_path / "hidden"
    _one_school(settings.GROUNDSWELL_STORE, hidden=True)
    page = html(client, url)
    for secret in ("61.3", ">150<", ">92<", "41.3", "20 points", "+21"):
        assert secret not in page, secret
    if tab in {"groups", "time"}:
        assert "withheld" in page
    assert "61.3" not in html(client, address(linked, "1010000"))


def test_a_withheld_number_is_never_drawn_as_zero(sign_in, linked, tmp_path, settings):
    client = sign_in(linked.person("1010000"))
    settings.GROUNDSWELL_STORE = tmp_path / "hidden"
    _one_school(settings.GROUNDSWELL_STORE, hidden=True)
    page = html(client, address(linked, "1010000", f"{ABSENT}/?set=english_learner"))
    cells = re.findall(r'<th scope="row">(?:Not )?English learners.*?</tr>', page, re.S)
    assert len(cells) == 2
    for cell in cells:
        assert "withheld" in cell
        assert not re.search(r">\s*0", cell)


def test_schools_are_in_the_order_of_their_names(hub, linked):
    page = html(hub, address(linked, "101", f"{ABSENT}/?tab=schools"))
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    names = re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', table)
    assert len(names) == 14
    assert names == sorted(names)
    assert not re.search(r"\b(rank|1st|best|worst|top school)\b", table)


def test_names_of_similar_schools_are_for_those_who_may_see_them(hub, linked, sign_in):
    url = address(linked, "1010000", f"{ABSENT}/?tab=similar")
    assert "Similar schools, by name" in html(hub, url)
    page = html(sign_in(linked.person("1010000")), url)
    assert "Similar schools, by name" not in page
    assert "They are not named here." in page
    others = [
        f"{first} {second}" for first in ("Cedar", "Ginkgo", "Dogwood") for second in ("Bay", "Hill", "Park")
    ]
    assert not [name for name in others if name in page]


@pytest.mark.parametrize("organization", ["1010002", "102"])
def test_other_places_are_not_there(staff, linked, organization):
    for tail in ("", f"{ABSENT}/"):
        assert staff.get(address(linked, organization, tail)).status_code == 404


def test_a_role_without_numbers_is_refused_with_the_reason(sign_in, linked):
    answer = sign_in(linked.person("network", "researcher")).get(address(linked, "1010000"))
    assert answer.status_code == 403
    assert "needs one of these roles" in answer.content.decode()


def test_an_indicator_that_nobody_defined_is_not_there(staff, linked):
    assert staff.get(address(linked, "1010000", "happiness/")).status_code == 404


def test_held_and_missing_indicators_say_why(staff, linked):
    assert "These numbers are held back." in html(staff, address(linked, "1010000", "graduation_4_year/"))
    assert "have not been loaded" in html(staff, address(linked, "1010000", "college_going/"))


def test_before_any_release(sign_in, linked, settings, tmp_path):
    settings.GROUNDSWELL_STORE = tmp_path / "nothing"
    client = sign_in(linked.person("1010000"))
    assert "No student data have been released yet." in html(client, address(linked, "1010000"))
    assert "No student data have been released yet." in html(client, address(linked, "1010000", f"{ABSENT}/"))


def test_the_place_and_the_rail_lead_here(staff, linked):
    place = linked.places["1010000"]
    page = html(staff, f"/places/{place.code}/")
    assert page.count(f'href="/places/{place.code}/data/"') == 2
    PlaceInData.objects.filter(place=place).delete()
    assert f"/places/{place.code}/data/" not in html(staff, f"/places/{place.code}/")


@pytest.mark.parametrize(
    "tail", ["", f"{ABSENT}/?tab=groups", f"{ABSENT}/?tab=time", f"{ABSENT}/?tab=similar"]
)
def test_few_questions_to_the_database(sign_in, linked, django_assert_max_num_queries, tail):
    client = sign_in(linked.person("network", "hub"))
    url = address(linked, "1010000", tail)
    html(client, url)
    with django_assert_max_num_queries(12):
        html(client, url)


def test_a_bound_is_said_as_a_bound(sign_in, linked, tmp_path, settings):
    """1 of 150 is said as at most 2%, in the chart, the words and the table; no gap is told from it or to it."""
    settings.GROUNDSWELL_STORE = tmp_path / "coded"
    made = ReleaseMaker(settings.GROUNDSWELL_STORE, SuppressionRule(threshold=11, code_ends=True))
    made.place("1010000", "school", "Alder", None)
    coded = row(
        ABSENT, "1010000", of=150, count=1, group=("english_learner", "yes"), value=Coded("at most", 2)
    )
    others = row(ABSENT, "1010000", of=150, count=59, group=("english_learner", "no"))
    halves = [
        row(ABSENT, "1010000", of=150, count=n, group=("sex", who))
        for n, who in ((20, "male"), (40, "female"))
    ]
    made.table(ABSENT, [row(ABSENT, "1010000", of=300, count=60), coded, others, *halves])
    made.write()
    client = sign_in(linked.person("1010000"))
    page = html(client, address(linked, "1010000", f"{ABSENT}/?set=english_learner"))
    assert "at most 2%" in page[page.index("<tbody>") : page.index("</tbody>")]
    assert page.count("at most 2%") >= 3
    for secret in ("0.7%", "38.7", "58.5"):
        assert secret not in page
    assert "+13.3" in html(client, address(linked, "1010000", f"{ABSENT}/?set=sex"))


def test_many_schools_come_in_pages_by_name():
    schools = [SchoolNumber(str(n), f"School {n:03d}", "", None, None, None, None) for n in range(230)]
    here = Address(Place(code="net"), ABSENT, Choice(order="size"), "schools")
    links = page_links(schools, "2", here)
    assert [link.label for link in links] == [
        "School 000 – School 099", "School 100 – School 199", "School 200 – School 229",
    ]  # fmt: skip
    assert links[1].url == ""
    assert links[2].url == f"/places/net/data/{ABSENT}/?tab=schools&order=size&page=3"
    assert [len(page_of(schools, asked)) for asked in ("", "1", "3", "99", "x", "0")] == [
        100,
        100,
        30,
        30,
        100,
        100,
    ]
    assert page_links(schools[:100], "1", here) == ()
