"""Seasons, their steps by the secretary, and the places live, for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from ninja import Query, Router
from ninja.responses import Status

from acuerdo.operate import long_steps, places, refusing, seasons
from acuerdo.operate.audit import NotThere
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Season
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import language
from acuerdo.web.api.schemas import CeilingTold, Page, Paging, SeasonTold, StepAsked
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import BeaconSent, CommitmentSent, OpeningSent, SecretSent

router = Router(tags=["seasons"])


@router.get("/seasons", response=Page[SeasonTold], operation_id="list_seasons", summary="List seasons")
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Every season."""
    check(who(request), "season.see")
    return page(Season.objects.order_by("pk"), paging)


@router.get("/seasons/{name}", response=SeasonTold, operation_id="read_season", summary="Read a season")
def one(request: HttpRequest, name: str) -> Season:
    """With the record of its lottery so far, which shows no secret before its time."""
    account = who(request)
    check(account, "season.see")
    return _season(account, name)


@router.post(
    "/seasons/{name}/opening", response=SeasonTold, operation_id="open_season", summary="Open a season"
)
def open_season(request: HttpRequest, name: str, sent: OpeningSent) -> Season:
    """The terms of its lottery are settled."""
    account, season = _mine(request, name)
    seasons.open_season(account, season, sent.beacon)
    return _again(season)


@router.post(
    "/seasons/{name}/commitments",
    response=SeasonTold,
    operation_id="commit_to_secret",
    summary="Enter what a party commits to",
)
def commit(request: HttpRequest, name: str, sent: CommitmentSent) -> Season:
    """Before applications close."""
    account, season = _mine(request, name)
    seasons.commit(account, season, sent.party, sent.commitment)
    return _again(season)


@router.post(
    "/seasons/{name}/closing", response=SeasonTold, operation_id="close_season", summary="Close applications"
)
def close(request: HttpRequest, name: str) -> Season:
    """The list is settled."""
    account, season = _mine(request, name)
    seasons.close(account, season)
    return _again(season)


@router.post(
    "/seasons/{name}/secrets",
    response=SeasonTold,
    operation_id="reveal_secret",
    summary="Enter the secret of a party",
)
def reveal(request: HttpRequest, name: str, sent: SecretSent) -> Season:
    """Once applications are closed."""
    account, season = _mine(request, name)
    seasons.reveal(account, season, sent.party, sent.secret)
    return _again(season)


@router.post(
    "/seasons/{name}/draw", response=SeasonTold, operation_id="draw_lottery", summary="Draw the lottery"
)
def draw(request: HttpRequest, name: str, sent: BeaconSent) -> Season:
    """With what the beacon said."""
    account, season = _mine(request, name)
    seasons.draw(account, season, sent.beacon)
    return _again(season)


@router.post(
    "/seasons/{name}/match",
    response={202: StepAsked},
    operation_id="match_season",
    summary="Ask for the match",
)
def match(request: HttpRequest, name: str, response: HttpResponse) -> Status[dict[str, Any]]:
    """Everybody who takes part with every order that stands. It is answered at once, and taken by a job: ask
    at `Location` what came of it. A second time changes nothing."""
    return _ask(request, name, "match", response)


@router.get(
    "/seasons/{name}/step",
    response=StepAsked,
    operation_id="read_step",
    url_name="read_step",
    summary="Read what came of a long step",
)
def step(request: HttpRequest, name: str) -> dict[str, Any]:
    """Of the match, or of the matching of places that came back, whichever was asked for last."""
    account = who(request)
    check(account, "season.see")
    return _step(_season(account, name))


@router.post(
    "/seasons/{name}/publication",
    response=SeasonTold,
    operation_id="publish_season",
    summary="Publish the match",
)
def publish(request: HttpRequest, name: str) -> Season:
    """The time to answer begins."""
    account, season = _mine(request, name)
    seasons.publish(account, season)
    return _again(season)


@router.post(
    "/seasons/{name}/replacement",
    response={202: StepAsked},
    operation_id="replace_places",
    summary="Ask that the places that came back are matched",
)
def replace(request: HttpRequest, name: str, response: HttpResponse) -> Status[dict[str, Any]]:
    """With whoever still waits; nobody loses a place. Answered as the match is."""
    return _ask(request, name, "replace", response)


@router.get("/places", response=Page[CeilingTold], operation_id="list_places", summary="The places, live")
def ceilings(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Every cap and set-aside by its path in the text and its period: the places it gives, and those used."""
    check(who(request), "places.see")
    return page(places.shown(), paging)


def _mine(request: HttpRequest, name: str) -> tuple[Account, Season]:
    account = who(request)
    check(account, "season.run")
    return account, _season(account, name)


def _season(account: Account, name: str) -> Season:
    found = Season.objects.filter(name=name).first()
    if found is None:
        raise NotThere(name)
    return found


def _again(season: Season) -> Season:
    season.refresh_from_db()
    return season


def _ask(request: HttpRequest, name: str, wanted: str, response: HttpResponse) -> Status[dict[str, Any]]:
    account, season = _mine(request, name)
    season = long_steps.ask(account, season, wanted)
    response.headers["Location"] = reverse("api-1:read_step", kwargs={"name": season.name})
    return Status(202, _step(season))


def _step(season: Season) -> dict[str, Any]:
    asked = long_steps.asked(season)
    if asked is None:
        raise NotThere(season.name)
    with override(language()):
        refused = " ".join(str(each) for each in refusing.words(asked.refused)) if asked.refused else ""
    return {
        "season": season.name,
        "step": asked.step,
        "state": asked.state,
        "since": asked.since,
        "placed": asked.placed,
        "refused": refused,
    }
