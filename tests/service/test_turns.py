"""Requests of one process are answered in turn, and what works for long lets others go on."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

import pytest
from django.http import HttpRequest, HttpResponse

from acuerdo.web.turns import TURN, Turns, aside

SOON = 30
"""Seconds after which a test gives up waiting; none of them waits so long unless it fails."""


def asked(answer: Callable[[HttpRequest], HttpResponse]) -> Thread:
    """A request on a thread of its own."""
    thread = Thread(target=Turns(answer), args=(HttpRequest(),), daemon=True)
    thread.start()
    return thread


def in_line(count: int) -> None:
    """Wait until so many requests wait for their turn."""
    while len(TURN._waiting) < count:
        pass


def test_requests_are_answered_one_after_the_other_in_the_sequence_in_which_they_came() -> None:
    began: SimpleQueue[int] = SimpleQueue()
    leave = Event()

    def first(request: HttpRequest) -> HttpResponse:
        began.put(0)
        assert leave.wait(SOON)
        return HttpResponse()

    def later(number: int) -> Callable[[HttpRequest], HttpResponse]:
        def answer(request: HttpRequest) -> HttpResponse:
            began.put(number)
            return HttpResponse()

        return answer

    threads = [asked(first)]
    assert began.get(timeout=SOON) == 0
    for number in range(1, 5):
        threads.append(asked(later(number)))
        in_line(number)
    assert began.empty(), "nobody begins before the first is answered"
    leave.set()
    assert [began.get(timeout=SOON) for _ in range(4)] == [1, 2, 3, 4]
    for each in threads:
        each.join(SOON)
    assert not TURN.mine() and TURN._holder is None


def test_what_works_aside_lets_others_be_answered_meanwhile_and_takes_its_turn_again() -> None:
    answered, done = Event(), Event()

    def long(request: HttpRequest) -> HttpResponse:
        with aside():
            asked(short)
            assert answered.wait(SOON), "the other request waits for this one"
        assert TURN.mine()
        done.set()
        return HttpResponse()

    def short(request: HttpRequest) -> HttpResponse:
        answered.set()
        return HttpResponse()

    asked(long)
    assert done.wait(SOON)


def test_a_request_that_fails_hands_its_turn_on() -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        raise ValueError("not answered")

    with pytest.raises(ValueError, match="not answered"):
        Turns(fails)(HttpRequest())
    assert not TURN.mine()
    assert Turns(lambda request: HttpResponse(b"next"))(HttpRequest()).content == b"next"


def test_outside_of_a_request_nothing_is_handed_on_and_nothing_taken() -> None:
    with aside():
        assert TURN._holder is None
    assert TURN._holder is None
