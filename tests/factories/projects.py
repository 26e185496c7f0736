from datetime import date

from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.models import (
    Aim,
    AimTarget,
    Charter,
    DataReading,
    Membership,
    Problem,
    Project,
)
from tests.factories.people import NOW


def make_project(place: Place, *, lead: Person, name: str = "Someone noticed", **fields: object) -> Project:
    project = Project.objects.create(
        place=place,
        name=name,
        path=f"pending-{place.pk}-{lead.pk}-{name}",
        started_on=date(2014, 10, 21),
        created_by=lead,
        **fields,
    )
    project.path = f"{place.path}p{project.pk}/"
    project.save(update_fields=["path"])
    make_membership(project, lead, role="lead")
    return project


def make_membership(
    project: Project,
    person: Person,
    *,
    role: str = "member",
    starts_on: date = date(2014, 10, 21),
    **fields: object,
) -> Membership:
    return Membership.objects.create(project=project, person=person, role=role, starts_on=starts_on, **fields)


def make_problem(project: Project, **fields: object) -> Problem:
    defaults: dict[str, object] = {
        "number": project.problems.count() + 1,
        "statement": "In 2013-14 a typical day here was 87.0% present.",
        "evidence": ["numbers", "voices"],
        "by": project.created_by,
        "at": NOW,
    }
    return Problem.objects.create(project=project, **(defaults | fields))


def make_aim(project: Project, **fields: object) -> Aim:
    defaults: dict[str, object] = {
        "number": project.aims.count() + 1,
        "direction": "raise",
        "what": "the typical week's attendance",
        "population": "all students",
        "where": project.place.name,
        "unit": "percent",
        "change_in": "points",
        "baseline": 87.2,
        "baseline_period": "49 weeks to February 2015",
        "target": 91.0,
        "by_when": date(2016, 6, 10),
        "by": project.created_by,
        "at": NOW,
    }
    return Aim.objects.create(project=project, **(defaults | fields))


def make_charter(project: Project, **fields: object) -> Charter:
    defaults: dict[str, object] = {
        "number": project.charters.count() + 1,
        "why_now": "Attendance slides each spring.",
        "by": project.created_by,
        "at": NOW,
    }
    return Charter.objects.create(project=project, **(defaults | fields))


def make_aim_target(aim: Aim, *, group_name: str = "Grade 6", **fields: object) -> AimTarget:
    defaults: dict[str, object] = {"baseline": 84.0, "target": 89.0}
    return AimTarget.objects.create(aim=aim, group_name=group_name, **(defaults | fields))


def make_data_reading(project: Project, **fields: object) -> DataReading:
    defaults: dict[str, object] = {"notice": "Girls miss more.", "by": project.created_by, "at": NOW}
    return DataReading.objects.create(project=project, **(defaults | fields))
