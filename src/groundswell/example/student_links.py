"""Which places of the example are which organizations of its student data."""

from groundswell.domain.indicators.actions import link_place
from groundswell.domain.indicators.models import PlaceInData
from groundswell.example.actors import acting, place
from groundswell.example.numbers import TODAY
from groundswell.example.student_places import organizations


def link_student_data() -> int:
    """Link each place that has student rows and is not linked yet; how many. Somebody's own links stay."""
    linked = set(PlaceInData.objects.values_list("place__code", flat=True))
    missing = {code: told for code, told in organizations().items() if code not in linked}
    for code, (kind, organization_id) in missing.items():
        link_place(acting("deshmukh", TODAY), place=place(code), kind=kind, organization_id=organization_id)
    return len(missing)
