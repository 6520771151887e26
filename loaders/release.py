"""From what archives write about release to our states, and from a state to who may see a node."""

from graph_schema.names import fold

STATES = {
    "published": "published",
    "public": "published",
    "live": "published",
    "released": "published",
    "open": "published",
    "private": "private",
    "unpublished": "private",
    "unsubmitted": "private",
    "in review": "private",
    "cancelled": "withdrawn",
    "pending": "pendingRelease",
    "pending release": "pendingRelease",
    "pendingrelease": "pendingRelease",
    "hup": "pendingRelease",
    "publishing": "publishing",
    "withdraw": "withdrawn",
    "withdrawn": "withdrawn",
    "suppressed": "suppressed",
    "killed": "killed",
    "replaced": "replaced",
}
ACCESS = {"public": "open", "controlled-access": "controlled", "controlled": "controlled"}
"""Our kinds of access for the words of NCBI and DDBJ."""
VISIBLE = frozenset({"published", "withdrawn", "suppressed", "killed", "replaced"})


def release_state(literal: str) -> str:
    """Our release state for an archive's word; an unknown word is given back as it is."""
    return STATES.get(fold(literal.strip()), literal)


def scope_of(state: str | None) -> str:
    """Who may see a node of this release state: nothing said means released; withdrawn ones stay as tombstones.

    A word nobody knows ("under embargo") closes the node: it was said because something is not as usual.
    """
    return "public" if state is None or state in VISIBLE else "review"
