"""The pages on accessions, vocabularies and RDF say what the data say."""

import re
from pathlib import Path

import jsonschema_rs
import orjson
import pytest

from graph_store.resolve import resolve
from ontologies.reader import accession_kinds

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_kind_of_accession_is_on_the_page() -> None:
    """The table lists the kinds of the registry in resolver order, with archive, pattern and example."""
    page = (DOCS / "accessions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([^|]+) \| `(.+?)` \| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE)
    assert [(kind, archive, pattern.replace("\\|", "|"), example) for kind, archive, pattern, example in rows] == [
        (kind.kind, kind.archive, kind.pattern, kind.examples[0]) for kind in accession_kinds()
    ]


@pytest.mark.parametrize("page", ["accessions.md", "vocabularies.md", "rdf.md"])
def test_links_of_the_pages_lead_somewhere(page: str) -> None:
    """Every relative link on a page is a file."""
    text = (DOCS / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)\\]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (DOCS / target).is_file()] == []


def test_answers_keep_the_contract_of_resolve() -> None:
    """What `resolve --json` prints for any kind of token is valid under the published schema."""
    schema = jsonschema_rs.validator_for(orjson.loads((DOCS / "contracts" / "resolve.schema.json").read_bytes()))
    tokens = [example for kind in accession_kinds() for example in kind.examples] + ["", "x", "OBI:1"]
    names = ("input", "accession", "type", "archive", "iri", "state")
    answers = [{name: getattr(answer, name) for name in names} for answer in resolve(None, tokens)]
    schema.validate(answers)
    assert not schema.is_valid([{**answers[0], "state": "maybe"}])
    assert not schema.is_valid([{**answers[-1], "iri": "https://example.org/"}])


def test_the_contract_of_resolve_names_every_kind() -> None:
    """The schema allows exactly the kinds of the registry as types."""
    schema = orjson.loads((DOCS / "contracts" / "resolve.schema.json").read_bytes())
    assert schema["items"]["properties"]["type"]["enum"] == [*(kind.kind for kind in accession_kinds()), None]


def test_the_contract_of_stats() -> None:
    """Counts are valid under the published schema, anything else is not."""
    schema = jsonschema_rs.validator_for(orjson.loads((DOCS / "contracts" / "stats.schema.json").read_bytes()))
    schema.validate({"nodes": {"Run": 2}, "relationships": {"OF_EXPERIMENT": 1}, "unresolved": 0})
    for wrong in ({}, {"nodes": {}, "relationships": {}}, {"nodes": {"Run": -1}, "relationships": {}, "unresolved": 0}):
        assert not schema.is_valid(wrong)
