from django.urls import path

from groundswell.web.cycles import cards, plan, views

urlpatterns = [
    path("projects/<int:number>/tests/", views.tests, name="tests"),
    path("tests/<int:number>/", views.test, name="test"),
    path("tests/<int:number>/plan/", plan.plan, name="test_plan"),
    path("tests/<int:number>/start/", views.start, name="test_start"),
    path("tests/<int:number>/end/", views.end, name="test_end"),
    path("tests/<int:number>/study/", views.study, name="test_study"),
    path("tests/<int:number>/decide/", views.decide, name="test_decide"),
    path("tests/<int:number>/next/", views.plan_next, name="test_next"),
    path("tests/<int:number>/amend/", views.amend, name="test_amend"),
    path("tests/<int:number>/cancel/", views.cancel, name="test_cancel"),
    path("tests/<int:number>/again/", views.read_again, name="test_again"),
    path("tests/<int:number>/cards/", cards.cards, name="test_cards"),
    path("tests/<int:number>/cards/<int:card>/take-back/", cards.take_back, name="test_card_take_back"),
    path("tests/<int:number>/paper/", cards.paper, name="test_paper"),
    path("photos/<int:number>/", views.photo, name="photo"),
]
