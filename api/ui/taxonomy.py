"""What the reads of a run are of, on the pages of Run and TaxonProfile: a sunburst, and a table that says the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from api.ui.addresses import node_path
from api.ui.asking import Asked, ask
from api.ui.branches import ROOT, Branch, grown, named
from api.ui.documents import stored
from api.ui.language import Language, gettext
from api.ui.sunburst import Slice, slices
from graph_schema.model import VOCABULARIES

PROFILES = 3
"""Profiles of one run that its page draws; all are listed among its relations."""

TAXA = 1000
"""Taxa of a profile that are read, and rows of its table."""

RANKS: dict[Language, dict[str, str]] = {
    "en": {},
    "zh": {term.value: term.description_zh for term in VOCABULARIES["TaxonRank"].terms},
}
"""The words of ranks, where they are not those of the taxonomy itself."""

FIGURES = {
    "totalCount": "Spots of the run",
    "analyzedCount": "Spots analysed",
    "identifiedCount": "Spots with a taxon",
    "prunedTaxa": "Taxa left out for too few spots",
    "referenceDatabase": "Reference database",
}

ZOOM = "taxon"
"""The parameter of the address that says which taxon is in the middle."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a taxon as deep as it stands in the tree."""

    depth: int
    name: str
    href: str
    zoom: str
    rank: str
    own: int
    total: int
    share: str


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc of the drawing with where it leads and what it says to those who do not see it."""

    slice: Slice
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as a page shows it; `up` leads one taxon up where the drawing does not begin at the top."""

    href: str
    title: str
    figures: tuple[tuple[str, str], ...]
    middle: str
    middle_said: str
    up: str | None
    arcs: tuple[Arc, ...]
    rows: tuple[Row, ...]
    left_out: int


def profiles(request: Request, language: Language, node: Mapping[str, Any]) -> list[Profile]:
    """The profiles of a Run, or the profile itself; none on other pages."""
    node_type = node["__typename"]
    of_run = node_type == "Run" and (node.get("taxonProfiles") or {}).get("totalCount")
    if not of_run and node_type != "TaxonProfile":
        return []
    variables = {"id": node["accession"], "type": node_type, "first": PROFILES, "taxa": TAXA}
    answer = ask(request, Asked(stored("taxonomy"), variables))["node"] or {}
    found = [answer] if node_type == "TaxonProfile" else [edge["node"] for edge in answer["taxonProfiles"]["edges"]]
    trees = [grown(profile["taxa"]["edges"]) for profile in found]
    _name(request, trees)
    zoom = request.query_params.get(ZOOM, ROOT)
    return [_profile(language, profile, tree, zoom) for profile, tree in zip(found, trees, strict=True)]


def _name(request: Request, trees: list[dict[str, Branch]]) -> None:
    """Name the taxa that are above counted ones only."""
    wanted = sorted({branch.accession for tree in trees for branch in tree.values() if not branch.iri})
    asked = Asked(stored("lineages"), {"ids": wanted[:TAXA], "first": TAXA})
    for node in ask(request, asked)["taxa"]["nodes"] if wanted else ():
        for tree in trees:
            if node["accession"] in tree:
                named(tree[node["accession"]], node)


def _profile(language: Language, profile: Mapping[str, Any], tree: dict[str, Branch], zoom: str) -> Profile:
    analyzed = profile.get("analyzedCount") or tree[ROOT].total or 1
    root = (tree.get(zoom) or tree[ROOT]).fork()
    said = partial(_said, language, analyzed=analyzed)
    return Profile(
        node_path("TaxonProfile", profile["accession"], profile["iri"]),
        " ".join(filter(None, [profile.get("software"), profile.get("version")])),
        tuple(_figures(language, profile)),
        root.label,
        said(root),
        None if root is tree[ROOT].fork() else _zoomed(_above(root)),
        tuple(Arc(part, _zoomed(part.branch), said(part.branch)) for part in slices(root)),
        tuple(_rows(language, tree[ROOT].fork(), analyzed))[:TAXA] if tree[ROOT].total else (),
        profile["taxa"]["totalCount"] - len(profile["taxa"]["edges"]),
    )


def _above(branch: Branch) -> Branch:
    """The nearest branch above that parts or has spots of its own, else the topmost."""
    above = branch.parent or branch
    while above.parent and not above.own and len(above.below) == 1:
        above = above.parent
    return above


def _figures(language: Language, profile: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a profile says of itself, as far as it does."""
    values = {
        "totalCount": _counted(profile.get("totalCount")),
        "analyzedCount": _counted(profile.get("analyzedCount")),
        "identifiedCount": _counted(profile.get("identifiedCount"), profile.get("analyzedCount")),
        "prunedTaxa": _pruned(profile.get("prunedTaxa"), profile.get("prunedCount")),
        "referenceDatabase": profile.get("referenceDatabase") or "",
    }
    return ((gettext(language, label), values[name]) for name, label in FIGURES.items() if values[name])


def _counted(count: int | None, of: int | None = None) -> str:
    if count is None:
        return ""
    return f"{count:,} ({share(count, of)})" if of else f"{count:,}"


def _pruned(taxa: int | None, spots: int | None) -> str:
    return f"{taxa:,} ({spots or 0:,})" if taxa else ""


def _rows(language: Language, root: Branch, analyzed: int) -> Iterator[Row]:
    for depth, branch in root.walk():
        rank = RANKS[language].get(branch.rank, branch.rank)
        address = node_path("Taxon", branch.accession, branch.iri) if branch.iri else ""
        yield Row(
            depth, branch.label, address, _zoomed(branch), rank, branch.own, branch.total, share(branch.total, analyzed)
        )


def _said(language: Language, branch: Branch, analyzed: int) -> str:
    """What an arc says: name, rank, spots and share."""
    rank = RANKS[language].get(branch.rank, branch.rank)
    return ", ".join(filter(None, [branch.label, rank, f"{branch.total:,}", share(branch.total, analyzed)]))


def _zoomed(branch: Branch) -> str:
    return f"?{urlencode({ZOOM: branch.accession})}#taxonomy"


def share(count: int, of: int) -> str:
    """A share in percent, with as many digits as tell small ones apart."""
    percent = 100 * count / of
    return f"{percent:.1f} %" if percent >= 1 else f"{percent:.2g} %"
