"""May I use it, and who decides: the access state of a node in words.

"May I download now?" is: open, released, and nothing that stops it. Where the state is another one,
the sentence says whom to ask. A node without a state of its own shows that of its datasets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.ui.columns import Link, node_link

Mood = Literal["good", "warn", "bad", "quiet"]

GONE = frozenset({"withdrawn", "suppressed", "killed", "replaced"})
NOT_YET = frozenset({"private", "pendingRelease", "publishing", "unpublished", "in review"})

DATASET_FIELDS = (
    "__typename accession iri title accessType releaseState blocker useLimits conditionsOfAccess "
    "dataAccessCommittee { __typename accession iri title name }"
)
PATHS: dict[str, str] = {
    "Dataset": "",
    "BioProject": "datasets[]",
    "Individual": "datasets[]",
    "Sample": "datasets[]",
    "Experiment": "dataset",
    "Run": "experiment.dataset",
    "File": "dataset",
    "Analysis": "analysedDatasets[]",
    "ImagingStudy": "dataset",
    "ImagingSeries": "imagingStudy.dataset",
    "Image": "imagingSeries.imagingStudy.dataset",
}
SHOWN = 5
UNSAID = "The archive does not say how the data can be accessed."


@dataclass(frozen=True, slots=True)
class Access:
    """The state of one dataset: a sentence, how good it is, who decides, and which uses are allowed."""

    mood: Mood
    sentence: str
    dataset: Link | None
    committee: Link | None
    limits: tuple[str, ...]
    conditions: str


def selection(node_type: str) -> str:
    """The GraphQL that finds the datasets a node belongs to; empty where there are none to ask for."""
    path = PATHS.get(node_type)
    if path is None:
        return ""
    if not path:
        return "dataAccessCommittee { __typename accession iri title name }"
    *steps, last = path.removesuffix("[]").split(".")
    inner = (
        f"(first: {SHOWN}) {{ totalCount nodes {{ {DATASET_FIELDS} }} }}"
        if path.endswith("[]")
        else f" {{ {DATASET_FIELDS} }}"
    )
    asked = f"{last}{inner}"
    for step in reversed(steps):
        asked = f"{step} {{ {asked} }}"
    return f"access: {asked}"


def datasets(node_type: str, node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The datasets out of the answer to `selection`."""
    path = PATHS.get(node_type)
    if not path:
        return [node] if path == "" else []
    here: Any = node.get("access")
    for step in path.removesuffix("[]").split(".")[1:]:
        here = here.get(step) if here else None
    if path.endswith("[]"):
        return list(here["nodes"]) if here else []
    return [here] if here else []


def states(node_type: str, node: Mapping[str, Any]) -> list[Access]:
    """The access states to show for a node: one for each dataset, or its own where it has no dataset."""
    found = [_state(dataset, None if dataset is node else node_link(dataset)) for dataset in datasets(node_type, node)]
    if found or not (node.get("accessType") or node.get("releaseState") in GONE | NOT_YET):
        return found
    return [_state(node, None)]


def _state(dataset: Mapping[str, Any], link: Link | None) -> Access:
    mood, sentence = _words(dataset)
    committee = dataset.get("dataAccessCommittee")
    decides = node_link(committee) if committee else None
    if decides and committee and (committee.get("title") or committee.get("name")):
        decides = Link(decides.text, decides.href, committee.get("title") or committee.get("name"))
    limits = tuple(dataset.get("useLimits") or ())
    return Access(mood, sentence, link, decides, limits, dataset.get("conditionsOfAccess") or "")


def _words(dataset: Mapping[str, Any]) -> tuple[Mood, str]:
    """The sentence for a state, the most telling reason first; texts are in the catalogue."""
    state, access, blocker = dataset.get("releaseState"), dataset.get("accessType"), dataset.get("blocker")
    for mood, sentence, holds in _rules(state, access, blocker):
        if holds:
            return mood, sentence
    return "quiet", UNSAID


def _rules(state: str | None, access: str | None, blocker: str | None) -> Iterator[tuple[Mood, str, bool]]:
    yield "bad", "Withdrawn by its archive: only this metadata remains.", state in GONE
    yield "warn", "Not released yet.", state in NOT_YET
    yield (
        "warn",
        "Not downloadable yet: the registration for human genetic resources is pending.",
        blocker == "hgrRegistrationPending",
    )
    yield "warn", "Not downloadable yet: the archive is reviewing it.", blocker == "underReview"
    yield "warn", "Not downloadable yet: it is under embargo.", blocker == "embargo"
    yield "good", "Open access: anyone may download the data.", access == "open"
    yield (
        "warn",
        "Controlled access: the metadata is public, a data access committee decides on each request for the data.",
        access == "controlled",
    )


SENTENCES = (*(sentence for _, sentence, _ in _rules(None, None, None)), UNSAID)
