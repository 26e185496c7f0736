from django.urls import path

from groundswell.web.projects.views import aim, documents, home, pack, start, team

urlpatterns = [
    path("projects/start/", start.start, name="project_start"),
    path("projects/<int:number>/", home.home, name="project"),
    path("projects/<int:number>/mode/", home.mode, name="project_mode"),
    path("projects/<int:number>/settings/", home.settings, name="project_settings"),
    path("projects/<int:number>/problem/", documents.problem, name="problem_edit"),
    path("projects/<int:number>/data-pack/", pack.pack, name="data_pack"),
    path("projects/<int:number>/charter/", documents.charter, name="charter_edit"),
    path("projects/<int:number>/aim/", aim.aim, name="aim_edit"),
    path("projects/<int:number>/team/", team.team, name="team"),
    path("projects/<int:number>/team/<int:membership>/", team.member, name="member_change"),
]
