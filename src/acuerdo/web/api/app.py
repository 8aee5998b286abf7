"""The interface as a whole: its version, its parts, what it tells of itself."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from acuerdo.web.api import (
    applications,
    audit,
    complaints,
    crossings,
    decisions,
    employers,
    orders,
    papers,
    pay,
    permits,
    placements,
    seasons,
    stays,
    visits,
    workers,
)
from acuerdo.web.api.problems import MEDIA, handle
from acuerdo.web.api.schemas import Problem
from acuerdo.web.api.security import BearerToken, Strict

ABOUT = """Everything that employers' systems and the systems of governments do here, by the same actions, \
permissions and audit as the pages. Refusals are problem details (RFC 9457), in English or Spanish as \
Accept-Language asks. What is filed carries an Idempotency-Key, and gives the same signed receipt however \
often it is sent. Lists come in parts. Amounts are whole US cents; days are written 2017-03-01."""
REFUSALS = {
    400: "The request cannot be read",
    401: "No token, or one that is not in use",
    403: "The role may not do this, or not this far",
    404: "Not there, or not to be seen",
    409: "Not possible in the state it is in",
    413: "Too large",
    415: "Not JSON",
    422: "Something is to be mended",
    429: "Too many requests",
}
ONLY_WITH_BODY = (413, 415)


class Api(NinjaAPI):
    """The interface; every operation tells which problems it may answer with."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """The description of the interface, with its problems."""
        told = super().get_openapi_schema(**given)
        schemas = told["components"]["schemas"]
        described = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= described.pop("$defs", {})
        schemas["Problem"] = described
        for path in told["paths"].values():
            for operation in path.values():
                operation["responses"] |= {
                    status: {
                        "description": words,
                        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    }
                    for status, words in REFUSALS.items()
                    if "requestBody" in operation or status not in ONLY_WITH_BODY
                }
        return told


api = Api(
    title="Acuerdo",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    auth=BearerToken(),
    parser=Strict(),
)
handle(api)
api.add_router("/orders", orders.router)
api.add_router("/workers", workers.router)
api.add_router("/workers", papers.router)
api.add_router("/employers", employers.router)
api.add_router("/applications", applications.router)
for each in (placements, permits, seasons, decisions, audit, crossings, stays, pay, visits, complaints):
    api.add_router("", each.router)


def described() -> str:
    """The description of the interface (OpenAPI 3.1), as a file."""
    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=2, ensure_ascii=False) + "\n"


@api.get("/openapi.json", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the interface."""
    return HttpResponse(described(), "application/json")
