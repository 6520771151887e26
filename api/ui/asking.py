"""How pages ask: a GraphQL document run in this process, for the reader's scopes, with the service's limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request as HttpRequest

from api.errors import CODES, RequestRefused
from api.execute import Request
from api.viewer import viewer_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A document with its variables, as a page ran it and as a reader may run it again."""

    document: str
    variables: Mapping[str, Any]

    @property
    def given(self) -> dict[str, Any]:
        """The variables that say something."""
        return {name: value for name, value in self.variables.items() if value is not None}

    @property
    def variables_text(self) -> str:
        """The variables as indented JSON; empty where there are none."""
        return orjson.dumps(self.given, option=orjson.OPT_INDENT_2).decode() if self.given else ""

    @property
    def href(self) -> str:
        """The query page with this document in its editor."""
        said = {"query": self.document} | ({"variables": self.variables_text} if self.given else {})
        return f"/graphql?{urlencode(said)}"


def ask(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The data of the answer for the reader's scopes; RequestRefused with the errors where there are any."""
    engine = request.app.state.engine
    viewer = viewer_of(request.headers.get("authorization"), request.app.state.tokens)
    body = engine.execute(Request(asked.document, asked.given), viewer.scopes).body
    if body.get("errors"):
        raise _refused(body["errors"])
    data: dict[str, Any] = body["data"]
    return data


def _refused(errors: Sequence[dict[str, Any]]) -> RequestRefused:
    code = errors[0]["extensions"]["code"]
    return RequestRefused(errors, CODES[code].status if code in CODES else 400)
