"""Which page answers which address: each page module brings its own."""

from django.urls import include, path

from acuerdo.web.api.app import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("acuerdo.web.pages.home")),
    path("", include("acuerdo.web.pages.access")),
    path("", include("acuerdo.web.pages.registering")),
    path("", include("acuerdo.web.pages.worker")),
    path("", include("acuerdo.web.pages.offers")),
    path("", include("acuerdo.web.pages.ranking")),
    path("", include("acuerdo.web.pages.uploads")),
    path("", include("acuerdo.web.pages.employers")),
    path("", include("acuerdo.web.pages.queues")),
    path("", include("acuerdo.web.pages.cases")),
    path("", include("acuerdo.web.pages.registers")),
    path("", include("acuerdo.web.pages.people")),
    path("", include("acuerdo.web.pages.consulate")),
    path("", include("acuerdo.web.pages.seasons")),
    path("", include("acuerdo.web.pages.places")),
    path("", include("acuerdo.web.pages.audits")),
    path("", include("acuerdo.web.pages.support")),
    path("", include("acuerdo.web.pages.own_file")),
    path("", include("acuerdo.web.pages.correcting")),
    path("", include("acuerdo.web.pages.permits")),
    path("", include("acuerdo.web.pages.tokens")),
    path("", include("acuerdo.web.pages.complaining")),
    path("", include("acuerdo.web.pages.complaints")),
    path("", include("acuerdo.web.pages.moving")),
]
