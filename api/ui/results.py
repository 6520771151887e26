"""Result tables and their downloads: `/runs`, `/datasets` …, with facets, filters, order and pages in the address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.ui import downloads, facets, tables
from api.ui.asking import Asked, ask
from api.ui.columns import COLUMNS, columns_of
from api.ui.filters import Filter, root_type
from api.ui.labels import description, name_label
from api.ui.page import Page
from api.ui.tables import Selection
from graph_schema.model import NODE_TYPES

TEXTS = ("title.contains", "name.contains")


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its words."""

    param: str
    label: str
    description: str
    buckets: tuple[facets.Bucket, ...]
    most: int | None


@dataclass(frozen=True, slots=True)
class Chip:
    """An active value of a filter, and the address without it."""

    text: str
    href: str


def _selection(request: Request) -> Selection:
    root = request.url.path.strip("/").partition(".")[0]
    return tables.selection(root_type(root), request.query_params)


def results(request: Request) -> Response:
    """Answers `/{root}`."""
    chosen, page = _selection(request), Page.of(request)
    asked = chosen.asked()
    data = ask(request, asked)
    connection = data[chosen.root]
    found = facets.read(chosen.node_type, chosen.filters, data)
    found += facets.count_related(
        chosen.node_type, chosen.filters, lambda text, given: ask(request, Asked(text, given))
    )
    total, columns = connection["totalCount"], columns_of(chosen.node_type)
    rows = tables.rows(columns, connection)
    return page.render(
        "table.html",
        asked=asked,
        chosen=chosen,
        about=description(page.language, NODE_TYPES[chosen.node_type]),
        heads=tables.heads(page.language, chosen, page.here),
        rows=rows,
        facets=[_facet(page, facet) for facet in found],
        texts=list(_texts(page, chosen)),
        hidden=list(_hidden(chosen, found)),
        chips=list(_chips(page, chosen)),
        next_href=page.here(after=connection["pageInfo"]["endCursor"])
        if connection["pageInfo"]["hasNextPage"]
        else None,
        total_words=page.ngettext("%(n)s record", "%(n)s records", total) % {"n": f"{total:,}"},
        rows_words=page.ngettext("%(n)s row on this page", "%(n)s rows on this page", len(rows)) % {"n": len(rows)},
        limited=downloads.MOST if total > downloads.MOST else None,
        downloads=[(suffix, _download_path(request, chosen, suffix)) for suffix in downloads.FORMATS],
    )


def _facet(page: Page, facet: facets.Facet) -> FacetView:
    said = description(page.language, facet.slot)
    label = " › ".join(name_label(page.language, name) for name in facet.param.split(".")[-2:])
    return FacetView(facet.param, label, said, facet.buckets, facet.most)


def _texts(page: Page, chosen: Selection) -> Iterator[tuple[str, str, str]]:
    """Fields to type into: parameter, label, present value."""
    for param in TEXTS:
        alias = param.partition(".")[0]
        if alias in COLUMNS[chosen.node_type]:
            yield param, name_label(page.language, alias), _given(chosen, param)


def _given(chosen: Selection, param: str) -> str:
    return next((item.values[0] for item in chosen.filters if item.param == param), "")


def _hidden(chosen: Selection, shown: list[facets.Facet]) -> Iterator[tuple[str, str]]:
    """Filters of the address that have no control of their own; the form must not lose them."""
    controlled = {*TEXTS, *(facet.param for facet in shown)}
    for item in chosen.filters:
        if item.param not in controlled:
            yield from ((item.param, value) for value in item.values)


def _chips(page: Page, chosen: Selection) -> Iterator[Chip]:
    for item in chosen.filters:
        for value in item.values:
            yield Chip(f"{_named(page, item)}: {value}", _without(page, item.param, value))


def _named(page: Page, item: Filter) -> str:
    names = [name_label(page.language, step.name) for step in item.steps]
    operator = {"eq": "", "has": ""}.get(item.operator, f" {page.gettext(item.operator)}")
    return " › ".join([*names, name_label(page.language, item.slot.alias)]) + operator


def _without(page: Page, param: str, value: str) -> str:
    kept = [
        pair
        for pair in page.request.query_params.multi_items()
        if (pair[0], pair[1].strip()) != (param, value) and pair[0] != "after"
    ]
    return f"{page.request.url.path}?{urlencode(kept)}" if kept else page.request.url.path


def _download_path(request: Request, chosen: Selection, suffix: str) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] not in ("after", "first", "lang")]
    return f"/{chosen.root}.{suffix}" + (f"?{urlencode(kept)}" if kept else "")


def download(request: Request) -> Response:
    """Answers `/{root}.csv`, `.tsv` and `.json`: the selected rows from the first one on."""
    chosen = _selection(request)
    form = downloads.FORMATS[request.url.path.rpartition(".")[2]]

    def run(asked: Asked) -> Any:
        return ask(request, asked)

    name = downloads.file_name(chosen, form, datetime.now(UTC).date())
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"}
    return Response(downloads.content(chosen, form, run), media_type=form.media_type, headers=headers)
