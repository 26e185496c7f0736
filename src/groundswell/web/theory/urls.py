from django.urls import path

from groundswell.web.theory import nodes, views

urlpatterns = [
    path("projects/<int:number>/theory/", views.theory, name="theory"),
    path("projects/<int:number>/theory/add/", views.add, name="theory_add"),
    path("projects/<int:number>/theory/keep/", views.keep, name="theory_keep"),
    path("projects/<int:number>/theory/versions/<int:version>/", views.version, name="theory_version"),
    path("projects/<int:number>/theory/nodes/<int:node>/", nodes.node, name="theory_node"),
]
