from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "groundswell.domain.people"
    label = "people"
