"""The query page: GraphiQL from this server, the example questions as tabs, a plain form where scripts are off."""

from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.ui.page import EDITOR_POLICY, Page

EXAMPLES = Path(__file__).parents[1] / "examples" / "queries"
FIRST_QUESTION = """# What is here that you may see?
query WhatIsHere {
  statistics {
    nodes { type count }
    relationships { type count }
  }
}
"""


@cache
def tabs(folder: Path = EXAMPLES) -> tuple[dict[str, str], ...]:
    """The example questions, one a tab, by file name; with the variables of `<name>.json` where there is one."""
    found = [_tab(path) for path in sorted(folder.glob("*.graphql"))]
    return ({"query": FIRST_QUESTION}, *found)


def _tab(path: Path) -> dict[str, str]:
    variables = path.with_suffix(".json")
    tab = {"query": path.read_text("utf-8")}
    return tab | {"variables": variables.read_text("utf-8")} if variables.is_file() else tab


def page(request: Request) -> Response:
    """The query page; a query in the address is shown instead of the examples."""
    asked = request.query_params
    given: dict[str, Any] = {
        "endpoint": request.url.path,
        "tabs": tabs(),
        "query": asked.get("query"),
        "variables": asked.get("variables"),
    }
    shown = Page.of(request)
    return shown.render(
        "graphiql.html",
        policy=EDITOR_POLICY,
        headers={"vary": "accept, accept-language, cookie"},
        given=given,
        bundle=shown.assets.bundle("graphiql.js"),
    )
