from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "groundswell.domain.projects"
    label = "projects"
