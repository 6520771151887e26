"""What went wrong, in words and with a next step: one text, as a page for people or JSON for programs."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.errors import CODES, RequestRefused, error, of_own
from api.ui.forms import HTML, JSON, accepted
from api.ui.page import Page
from graph_schema.errors import QueryRefused, StoreUnavailable

Handler = Callable[[Request], Response]

TITLES: dict[int | str, str] = {
    "IMAGE_UNKNOWN": "No such image",
    "IMAGE_UNUSABLE": "The image cannot be used",
    "IMAGE_WITHOUT_CODE": "The image has no code",
    "ONE_IMAGE_NEEDED": "No image was chosen",
    400: "This address cannot be read",
    401: "The token is not known",
    403: "Sent from another site",
    404: "Nothing found here",
    405: "This is not offered here",
    406: "No such form",
    410: "Withdrawn",
    413: "Too large",
    415: "No such form",
    500: "Something went wrong here",
    503: "The graph cannot be reached",
}


def problem(request: Request, code: str, message: str = "", hint: str = "") -> Response:
    """The response for a problem: HTML where the client prefers it, else the JSON all errors have."""
    return answer(request, [error(code, message, hint)], CODES[code].status)


def answer(
    request: Request, errors: list[dict[str, Any]], status: int, headers: Mapping[str, str] | None = None
) -> Response:
    """Finished errors as a page or as JSON."""
    if wants_json(request):
        return JSONResponse({"errors": errors}, status, headers={"vary": "accept", **(headers or {})})
    title = TITLES.get(errors[0]["extensions"]["code"]) or TITLES.get(status, TITLES[400])
    return Page.of(request).render("problem.html", status, headers=headers, title=title, errors=errors)


def wants_json(request: Request) -> bool:
    """Whether the client likes JSON better than a page."""
    if request.url.path.endswith(".json"):
        return True
    return accepted(request.headers.get("accept"), (HTML, JSON)) is not HTML


def told(handler: Handler) -> Handler:
    """The handler, with what it refuses told in words, as page or JSON."""

    def telling(request: Request) -> Response:
        try:
            return handler(request)
        except RequestRefused as cause:
            return answer(request, cause.errors, cause.status, cause.headers)
        except QueryRefused as cause:
            return answer(request, [of_own(cause)], 400)
        except StoreUnavailable as cause:
            return answer(request, [of_own(cause)], 503, {"retry-after": "5"})

    return telling
