"""Seasons, their steps by the secretary, and the places live, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from acuerdo.operate import places, seasons
from acuerdo.operate.audit import NotThere
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Season
from acuerdo.web.api.paging import page
from acuerdo.web.api.schemas import CeilingTold, Page, Paging, Replaced, SeasonTold
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import BeaconSent, CommitmentSent, OpeningSent, SecretSent
from acuerdo.web.turns import aside

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


@router.post("/seasons/{name}/match", response=SeasonTold, operation_id="match_season", summary="Match")
def match(request: HttpRequest, name: str) -> Season:
    """Everybody who takes part with every order that stands; a second time changes nothing."""
    account, season = _mine(request, name)
    with aside():
        return seasons.match(account, season)


@router.post(
    "/seasons/{name}/publication",
    response=SeasonTold,
    operation_id="publish_season",
    summary="Publish the match",
)
def publish(request: HttpRequest, name: str) -> Season:
    """The time to answer begins."""
    account, season = _mine(request, name)
    with aside():
        seasons.publish(account, season)
    return _again(season)


@router.post(
    "/seasons/{name}/replacement",
    response=Replaced,
    operation_id="replace_places",
    summary="Match the places that came back",
)
def replace(request: HttpRequest, name: str) -> dict[str, int]:
    """With whoever still waits; nobody loses a place."""
    account, season = _mine(request, name)
    with aside():
        return {"placed": seasons.replace(account, season)}


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
