"""A profile as a tree: branches from own counts and lineages, with totals that follow from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ROOT = "NCBITaxon:1"
LARGEST_DEPTH = 200


@dataclass(slots=True, eq=False)
class Branch:
    """A taxon of a profile with its own spots, and the branches below it, the largest first."""

    accession: str
    parent: "Branch | None"
    name: str = ""
    rank: str = ""
    iri: str = ""
    own: int = 0
    total: int = 0
    below: list["Branch"] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The name, or the accession of a taxon whose name is not known."""
        return self.name or self.accession

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Branch"]]:
        """This branch and all below it with their depths, each before those below it."""
        waiting = [(depth, self)]
        while waiting:
            level, branch = waiting.pop()
            yield level, branch
            waiting.extend((level + 1, child) for child in reversed(branch.below))

    def fork(self) -> "Branch":
        """The first branch from here down that has spots of its own or parts."""
        branch = self
        while not branch.own and len(branch.below) == 1:
            branch = branch.below[0]
        return branch


def grown(edges: Iterable[Mapping[str, Any]]) -> dict[str, Branch]:
    """The branches of a profile by accession, from what it counts: each taxon with its own spots and its lineage.

    A taxon without lineage hangs on the root; of lineages that contradict each other the first counts.
    """
    branches = {ROOT: Branch(ROOT, None, "root")}
    for edge in sorted(edges, key=lambda edge: (-(edge["selfCount"] or 0), edge["node"]["accession"])):
        node = edge["node"]
        above = branches[ROOT]
        for accession in [*(node.get("lineage") or ())[:LARGEST_DEPTH], node["accession"]]:
            if accession not in branches:
                branches[accession] = Branch(accession, above)
                above.below.append(branches[accession])
            above = branches[accession]
        above.own += edge["selfCount"] or 0
        named(above, node)
    _sum(branches[ROOT])
    return branches


def named(branch: Branch, node: Mapping[str, Any]) -> None:
    """Give a branch the name, the rank and the address of its taxon."""
    branch.name, branch.rank, branch.iri = node.get("scientificName") or "", node.get("rank") or "", node["iri"]


def _sum(root: Branch) -> None:
    """Totals from below upwards; branches in the order of their totals."""
    for _, branch in reversed(list(root.walk())):
        branch.total = branch.own + sum(child.total for child in branch.below)
        branch.below.sort(key=lambda child: (-child.total, child.label))
