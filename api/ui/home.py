"""The first page: one search box, what is in the graph, and questions to start from."""

from starlette.requests import Request
from starlette.responses import Response

from api.ui.addresses import list_path
from api.ui.asking import Asked, ask
from api.ui.documents import stored
from api.ui.page import Page
from api.ui.questions import questions
from graph_schema.model import NODE_TYPES


def home(request: Request) -> Response:
    """Answers `/`."""
    data = ask(request, Asked(stored("statistics"), {}))
    counted = {item["type"]: item["count"] for item in data["statistics"]["nodes"]}
    counts = [(name, counted[name]) for name in NODE_TYPES if counted.get(name)]
    return Page.of(request).render("home.html", counts=counts, questions=questions(), list_path=list_path)
