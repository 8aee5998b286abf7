"""What is too large is refused before it is read, on every page and by the programming interface."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from acuerdo.records.models import Account
from service.calling import calling

MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class Unread(io.RawIOBase):
    """A body that tells whoever reads it."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("it was read")

    readline = read


def send(client: Client, path: str, length: int | str, kind: str, **given: Any) -> Any:
    told = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": Unread()}
    return client.generic("POST", path, **told, **given)


@pytest.mark.parametrize("path", ["/orders/upload/", "/people/upload/", "/accounts/login/", "/nowhere/"])
@pytest.mark.parametrize(("language", "said"), [("en", "larger than the 10 MB"), ("es", "más de los 10 MB")])
def test_a_page_refuses_what_is_too_large_unread_and_in_words(
    who: dict[str, Account], path: str, language: str, said: str
) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(who["employer"])
    answer = send(client, path, MOST + 1, "multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert said in " ".join(answer.content.decode().split())


@pytest.mark.parametrize("path", ["/orders", "/orders/bulk", "/workers", "/nowhere"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_interface_refuses_what_is_too_large_unread_as_a_problem(
    who: dict[str, Account], path: str, language: str
) -> None:
    given = {"authorization": f"Bearer {calling(who['employer']).token}", "accept-language": language}
    answer = send(Client(), f"/api/v1{path}", MOST + 1, "application/json", headers=given)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:acuerdo:problem:too-large")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_as_large_as_may_be_is_read(who: dict[str, Account]) -> None:
    client = Client()
    client.force_login(who["employer"])
    with pytest.raises(AssertionError, match="it was read"):
        send(client, "/orders/upload/", MOST, "multipart/form-data; boundary=x")


@pytest.mark.parametrize(
    ("length", "status"), [("", 422), ("0", 422), ("9" * 5000, 413), ("many", 400), ("-5", 400), ("1e3", 400)]
)
def test_of_a_body_whose_size_is_not_said_or_cannot_be_nothing_is_read(
    who: dict[str, Account], length: str, status: int
) -> None:
    client = Client()
    client.force_login(who["employer"])
    answer = send(client, "/orders/upload/", length, "application/x-www-form-urlencoded")
    assert answer.status_code == status
