from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "groundswell.domain.places"
    label = "places"
