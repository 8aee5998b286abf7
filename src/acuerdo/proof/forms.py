"""The forms of the files of a proof, and how they are read: strictly, and in one way of writing."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from acuerdo.proof.hashing import DIGEST_BYTES, canonical
from acuerdo.proof.told import Told

MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Form(BaseModel):
    """A file, or a part of one: these fields, of these types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def written(self) -> bytes:
        """The bytes in which it is written."""
        return canonical(self.model_dump())


F = TypeVar("F", bound=Form)


def _moment(value: str) -> str:
    read = datetime.strptime(value, MOMENT).replace(tzinfo=UTC)
    if read.strftime(MOMENT) != value:
        raise ValueError("is not a moment")
    return value


def _key(value: str) -> str:
    raw = base64.b64decode(value, validate=True)
    if len(raw) != DIGEST_BYTES or base64.b64encode(raw).decode() != value:
        raise ValueError("is not a key")
    return value


def _signature(value: str) -> str:
    raw = base64.b64decode(value, validate=True)
    if len(raw) != 2 * DIGEST_BYTES or base64.b64encode(raw).decode() != value:
        raise ValueError("is not a signature")
    return value


Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\z")]
"""32 bytes, each as two signs."""
Moment = Annotated[str, AfterValidator(_moment)]
"""A second of universal time, such as 2016-12-31T23:59:59Z."""
Key = Annotated[str, AfterValidator(_key)]
"""A public key of Ed25519 (RFC 8032): 32 bytes in base 64."""
Signature = Annotated[str, AfterValidator(_signature)]
"""A signature of Ed25519: 64 bytes in base 64."""
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}\z")]
"""The code of a party."""


class Malformed(Exception):
    """A file is not of its form; `told` is everything that is wrong with it."""

    def __init__(self, told: list[Told]) -> None:
        self.told = told
        super().__init__("\n".join(f"{each.code} {each.facts}" for each in told))


def read_form(form: type[F], data: bytes, file: str, *, as_published: bool = True) -> F:
    """Read a file of a form.

    Args:
        form: the form.
        data: the bytes of the file.
        file: its name, as it is told.
        as_published: whether it has to be written in the one way.

    Raises:
        Malformed: it is not JSON, not of the form, or not written in the one way.
    """
    if not data.strip():
        raise Malformed([Told("empty", {"file": file})])
    try:
        tree: Any = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Malformed([Told("not_json", {"file": file})]) from None
    try:
        read = form.model_validate(tree)
    except ValidationError as error:
        raise Malformed(list(_said(error, file))) from None
    try:
        same = canonical(tree) == data
    except (ValueError, RecursionError):
        same = False
    if as_published and not same:
        raise Malformed([Told("not_canonical", {"file": file})])
    return read


def _said(error: ValidationError, file: str) -> Iterator[Told]:
    codes = {"missing": "field_missing", "extra_forbidden": "field_unknown"}
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        at = " > ".join(str(step) for step in each["loc"] if step != "[key]")
        yield Told(codes.get(each["type"], "field_wrong"), {"file": file, "at": at or "it"})
