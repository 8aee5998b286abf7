"""Permits as signed documents: what is signed, what is shown, what is changed, what a list says."""

import hmac
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey

from acuerdo.proof.credentials import digits, disclosing, permits, statuses
from acuerdo.proof.credentials.disclosing import Shown, digest, issue, opened, parsed
from acuerdo.proof.credentials.published import PublishedKey, key_of, name_of, public, read_keys, written
from acuerdo.proof.credentials.signing import BadSignature, Malformed, check, read, signed, unbase64url

KEY, OTHER, DEVICE = (ECKey.generate_key("P-256") for _ in range(3))
SALT = bytes(range(16))
DAY = date(2017, 5, 1)
TOLD = {"number": "P-000000000", "from": "2017-04-01", "until": "2017-10-31", "surnames": "de Muestra"}


def document(**hidden: Any) -> Shown:
    salts = [bytes([at]) * 16 for at in range(len(hidden))]
    return issue({"iss": "USA"}, hidden, salts, KEY, name_of(KEY))


def claims(shown: Shown) -> dict[str, Any]:
    token = read(shown.issued, disclosing.TYPE)
    check(token, KEY)
    return opened(token, shown)


def test_a_digest_is_the_one_of_the_example_in_rfc_9901() -> None:
    shown = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    assert digest(shown) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def test_another_library_reads_what_is_signed() -> None:
    made = document(surnames="de Muestra")
    token = jwt.decode(made.issued, KEY, algorithms=["ES256"])
    assert token.claims["iss"] == "USA"
    assert token.claims["_sd"] == [digest(made.disclosures[0])]


def test_what_is_held_back_is_not_in_the_document() -> None:
    made = document(surnames="de Muestra", born_on="1990-05-17")
    assert claims(made) == {"iss": "USA", "surnames": "de Muestra", "born_on": "1990-05-17"}
    part = made.only("born_on")
    assert claims(part) == {"iss": "USA", "born_on": "1990-05-17"}
    assert "Muestra" not in unbase64url(part.issued.split(".")[1]).decode()
    assert claims(made.only()) == {"iss": "USA"}


def test_the_sequence_of_digests_does_not_tell_which_claim_is_which() -> None:
    told = read(document(a=1, b=2, c=3).issued, disclosing.TYPE).claims["_sd"]
    assert told == sorted(told)


@given(st.text(), st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.booleans(), max_size=6))
def test_what_is_issued_is_read_as_it_was(name: str, hidden: dict[str, Any]) -> None:
    hidden = {key: each for key, each in hidden.items() if key not in ("_sd", "...", "_sd_alg", "name")}
    made = issue({"name": name}, hidden, [SALT] * len(hidden), KEY, "x")
    assert claims(parsed(made.text)) == {"name": name, **hidden}
    assert digits.from_digits(digits.to_digits(made)) == made


def test_disclosures_that_lie_deeper_are_put_in_their_place() -> None:
    inner = disclosing._disclosure(SALT, "city", "Torreón")
    entry = disclosing.base64url(json.dumps(["s", "MEX"]).encode())
    body = {"address": {"_sd": [digest(inner)]}, "of": [{"...": digest(entry)}, "USA"]}
    made = signed({"typ": disclosing.TYPE, "kid": "x"}, body, KEY)
    assert claims(Shown(made, (inner, entry))) == {"address": {"city": "Torreón"}, "of": ["MEX", "USA"]}
    assert claims(Shown(made, ())) == {"address": {}, "of": ["USA"]}


def test_what_may_not_stand_in_a_document_is_refused() -> None:
    good = disclosing._disclosure(SALT, "a", 1)
    other = disclosing._disclosure(SALT, "b", 1)
    named = disclosing._disclosure(SALT, "_sd", 1)
    for body, disclosures in (
        ({"_sd": [digest(good)], "a": 2}, (good,)),
        ({"_sd": [digest(good), digest(good)]}, (good,)),
        ({"_sd": [digest(named)]}, (named,)),
        ({"_sd": [1]}, ()),
        ({"_sd": "x"}, ()),
        ({"_sd": [digest(good)]}, (good, other)),
        ({"_sd": [digest(good)]}, (good, good)),
        ({"_sd": [digest("!!")]}, ("!!",)),
        ({"_sd_alg": "md5"}, ()),
        ({"a": [{"...": digest(good)}]}, (good,)),
        ({"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {}}}}}}}}}}, ()),
    ):
        made = signed({"typ": disclosing.TYPE, "kid": "x"}, body, KEY)
        with pytest.raises(Malformed):
            opened(read(made, disclosing.TYPE), Shown(made, disclosures))


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "ES256", "typ": "JWT"}, {}])
def test_no_token_chooses_another_algorithm_or_kind(header: dict[str, str]) -> None:
    head = disclosing.base64url(json.dumps(header).encode())
    body = document().issued.split(".", 1)[1]
    with pytest.raises(Malformed):
        read(f"{head}.{body}", disclosing.TYPE)


def test_a_public_key_is_no_secret_that_signs() -> None:
    head = disclosing.base64url(json.dumps({"alg": "HS256", "typ": disclosing.TYPE}).encode())
    words = f"{head}.{document().issued.split('.')[1]}"
    seal = hmac.new(KEY.as_pem(private=False), words.encode(), "sha256").digest()
    with pytest.raises(Malformed):
        read(f"{words}.{disclosing.base64url(seal)}", disclosing.TYPE)


@pytest.mark.parametrize("text", ["", "a.b.c", "a.b", "..", "é.é.é", "x" * 70_000, "e30.e30.e30"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read(text, disclosing.TYPE)


def test_a_signature_by_another_key_is_none() -> None:
    with pytest.raises(BadSignature):
        check(read(document().issued, disclosing.TYPE), OTHER)


@given(st.text(alphabet="0123456789", max_size=400) | st.text(max_size=80))
def test_digits_of_anything_are_read_or_refused(text: str) -> None:
    try:
        found = digits.from_digits(text)
    except Malformed:
        return
    assert digits.to_digits(found)


def test_a_code_of_digits_is_smaller_than_the_document_as_text() -> None:
    made = permits.issue_permit(TOLD, "USA", 1, "", [SALT], KEY, name_of(KEY))
    bits = len(digits.to_digits(made)) * 10 / 3
    assert bits < 0.75 * 8 * len(made.text)


def test_a_device_answers_what_it_is_asked_and_nothing_else() -> None:
    made = permits.issue_permit(TOLD, "USA", 1, name_of(DEVICE), [SALT], KEY, name_of(KEY))
    good = made.only().bound("12345678", permits.ASKED_BY, 7, DEVICE)
    assert permits.answered(parsed(good.text), "12345678")
    assert not permits.answered(good, "12345679")
    assert not permits.answered(made.only().bound("12345678", "urn:x", 7, DEVICE), "12345678")
    assert not permits.answered(made.only().bound("12345678", permits.ASKED_BY, 7, OTHER), "12345678")
    assert not permits.answered(made, "12345678")
    moved = Shown(good.issued, made.disclosures, good.binding)
    assert not permits.answered(moved, "12345678"), "it is bound to what was shown with it"
    paper = permits.issue_permit(TOLD, "USA", 1, "", [SALT], KEY, name_of(KEY))
    assert not permits.answered(paper.only().bound("12345678", permits.ASKED_BY, 7, DEVICE), "12345678")


def test_keys_are_published_with_their_days_and_read_as_they_were() -> None:
    keys = [
        PublishedKey(name_of(KEY), "USA", KEY, DAY),
        PublishedKey(name_of(OTHER), "MEX", OTHER, DAY, date(2018, 1, 1), date(2017, 6, 1)),
    ]
    text = written(keys)
    assert '"d"' not in text, "a private key is not published"
    found = read_keys(text)
    assert [found[each.kid].as_dict() for each in keys] == [each.as_dict() for each in keys]


@pytest.mark.parametrize(
    "changed",
    [
        {"kid": "x"},
        {"x": "AA"},
        {"crv": "P-384"},
        {"kty": "OKP"},
        {"signs_from": "soon"},
        {"party": None},
        None,
    ],
)
def test_a_set_with_a_key_that_is_none_is_refused(changed: dict[str, str] | None) -> None:
    (row,) = json.loads(written([PublishedKey(name_of(KEY), "USA", KEY, DAY)]))["keys"]
    rows = [{**row, **changed}] if changed is not None else "none"
    if changed == {"party": None}:
        del row["party"]
        rows = [row]
    with pytest.raises(Malformed):
        read_keys(json.dumps({"keys": rows}))


def test_a_point_that_is_not_on_the_curve_is_no_key() -> None:
    told = {**public(KEY), "y": public(OTHER)["y"]}
    with pytest.raises(Malformed):
        key_of(told)


@given(st.sets(st.integers(0, 199)), st.integers(200, 260))
def test_a_list_says_of_each_document_whether_it_is_revoked(revoked: set[int], count: int) -> None:
    text = statuses.sign_list("x", revoked, count, 5, 9, KEY, "k")
    found = statuses.open_list(text, KEY)
    assert {index for index in range(count) if found.revoked(index)} == revoked
    assert (found.revoked(10_000), found.revoked(-1)) == (None, None)
    assert (found.about, found.kid, found.made_at, found.relied_until) == ("x", "k", 5, 9)


def test_a_list_of_400_000_permits_is_small_and_read_whole() -> None:
    text = statuses.sign_list("x", set(range(0, 400_000, 97)), 400_000, 5, 9, KEY, "k")
    assert len(text) < 60_000
    assert statuses.open_list(text, KEY).revoked(97 * 5)


def test_a_list_that_unpacks_to_more_than_is_read_is_refused() -> None:
    text = statuses.sign_list("x", set(), 8 * statuses.MOST_BYTES + 8, 5, 9, KEY, "k")
    with pytest.raises(Malformed):
        statuses.open_list(text, KEY)


@pytest.mark.parametrize("listed", [{}, {"bits": 2, "lst": ""}, {"bits": 1, "lst": "AAAA"}, "x"])
def test_what_is_no_list_is_refused(listed: Any) -> None:
    text = signed({"typ": statuses.TYPE, "kid": "k"}, {"iat": 1, "exp": 2, "status_list": listed}, KEY)
    with pytest.raises(Malformed):
        statuses.open_list(text, KEY)


def test_a_list_by_an_unknown_or_withdrawn_key_is_not_used() -> None:
    text = statuses.sign_list("x", {1}, 9, 5, 9, KEY, name_of(KEY))
    for known in ({}, {name_of(KEY): PublishedKey(name_of(KEY), "USA", KEY, DAY, withdrawn_on=DAY)}):
        assert permits.open_statuses(text, known) is None
    assert permits.open_statuses("x", {}) is None
