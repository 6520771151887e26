"""IRIs: one per thing, made from its type and accession, and read back.

Our own stand behind the base (`GSAGRAPH_BASE_IRI`). Mirrored INSDC records keep the identifiers.org
form, taxa and ontology terms the IRI of their ontology, publications the one of their DOI or PubMed
number, organisations the one of ROR. Everything outside the unreserved signs is percent-encoded as
UTF-8, so an IRI is a URI too. What an accession is, is told by `graph_schema.accession`.
"""

import os
import re
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from graph_schema.accession import Accession, detect, kind_of, letters_of
from graph_schema.model import NODE_TYPES
from ontologies.reader import Prefix, prefix_map

DEFAULT_BASE = "https://w3id.org/gsagraph/"

_SAFE = "/:@!$&'()*+,;=~"
_UNRESERVED = re.compile(r"[A-Za-z0-9_.\-/:]+")
_SPECIAL_PATHS = {"biosample": "Sample", "omixfile": "File"}
_ABSOLUTE = ("http://", "https://")


def base_iri() -> str:
    """The base of our own IRIs, ending in a slash: the setting `GSAGRAPH_BASE_IRI`, or the default."""
    return os.environ.get("GSAGRAPH_BASE_IRI", DEFAULT_BASE).rstrip("/") + "/"


@cache
def _paths() -> dict[str, str]:
    """Node type by the path of its IRIs."""
    return {node_type.path: name for name, node_type in NODE_TYPES.items()} | _SPECIAL_PATHS


@cache
def _prefixes() -> dict[str, Prefix]:
    """Prefix records by prefix and by its other spellings."""
    return {name: row for row in prefix_map() for name in (row.prefix, *row.prefix_synonyms)}


def expand(curie: str) -> str | None:
    """The IRI of a CURIE, or None where its prefix is not known.

    >>> expand("OBI:0002117")
    'http://purl.obolibrary.org/obo/OBI_0002117'
    """
    prefix, colon, local = curie.partition(":")
    row = _prefixes().get(prefix)
    return row.uri_prefix + _quoted(local) if colon and local and row else None


def contract(iri: str) -> str | None:
    """The CURIE of an IRI under the longest prefix that fits its pattern, or None.

    >>> contract("http://www.ebi.ac.uk/efo/EFO_0008637")
    'EFO:0008637'
    """
    for start, prefix in _uri_prefixes():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{unquote(iri[len(start) :])}"
    return None


@cache
def _uri_prefixes() -> tuple[tuple[str, str], ...]:
    """Beginnings of IRIs with their prefix, longest first."""
    starts = ((start, row.prefix) for row in prefix_map() for start in (row.uri_prefix, *row.uri_prefix_synonyms))
    return tuple(sorted(starts, key=lambda pair: (-len(pair[0]), pair)))


def node_iri(node_type: str, accession: str) -> str:
    """The IRI of a node (one per thing, the accession inside).

    >>> node_iri("Run", "SRR554510")
    'http://identifiers.org/insdc.sra/SRR554510'
    """
    if node_type in _BY_CURIE:
        iri = expand(accession)
        if iri and parse(iri) == (node_type, accession):
            return iri
    template = _template(node_type, accession) or "$path/$1"
    return _filled(template, node_type, accession)


def accession_iri(accession: Accession) -> str | None:
    """The IRI of the thing an accession names, or None where its kind is given none."""
    kind = kind_of(accession.value)
    if kind is None or kind.iri is None or ("$path" in kind.iri and accession.node_type is None):
        return None
    return _filled(kind.iri, accession.node_type or "", accession.value)


@lru_cache(maxsize=4096)
def _template(node_type: str, accession: str) -> str | None:
    """The registry's template, if the accession is one of this node type in its fixed spelling."""
    known = detect(accession)
    fits = known is not None and (known.value, known.node_type) == (accession, node_type)
    kind = kind_of(accession) if fits else None
    return kind.iri if kind else None


def _filled(template: str, node_type: str, accession: str) -> str:
    path = NODE_TYPES[node_type].path if "$path" in template else ""
    iri = template.replace("$path", path).replace("$1", _quoted(accession))
    return iri if iri.startswith(_ABSOLUTE) else base_iri() + iri


def _quoted(text: str) -> str:
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe=_SAFE, errors="replace")


def parse(iri: str) -> tuple[str, str] | None:
    """Type and accession of an IRI made by `node_iri`, or None if it is not one of these forms.

    >>> parse("http://purl.obolibrary.org/obo/NCBITaxon_9606")
    ('Taxon', 'NCBITaxon:9606')
    """
    base = base_iri()
    if iri.startswith(base):
        path, _, rest = iri[len(base) :].partition("/")
        node_type = _paths().get(path)
        return (node_type, unquote(rest)) if node_type and rest else None
    return _parse_foreign(iri)


def _parse_foreign(iri: str) -> tuple[str, str] | None:
    curie = contract(iri)
    if curie is None:
        return None
    prefix, _, local = curie.partition(":")
    if prefix in _TYPE_OF_PREFIX:
        return _TYPE_OF_PREFIX[prefix], curie
    known = detect(local)
    if prefix in _INSDC_PREFIXES:
        return (known.node_type, known.value) if known and known.node_type else None
    return ("OntologyTerm", curie) if prefix in term_prefixes() else None


_TYPE_OF_PREFIX = {"NCBITaxon": "Taxon", "doi": "Publication", "pmid": "Publication", "ror": "Organization"}
_INSDC_PREFIXES = frozenset({"bioproject", "biosample", "insdc.sra"})
_BY_CURIE = frozenset({"Taxon", "OntologyTerm", "Publication", "Organization"})


@cache
def term_prefixes() -> frozenset[str]:
    """Prefixes of ontology terms: those with a pattern that name neither taxa, people, papers nor records."""
    others = {"orcid", *_TYPE_OF_PREFIX, *_INSDC_PREFIXES}
    return frozenset(
        row.prefix for row in prefix_map() if row.pattern and row.prefix not in others and "." not in row.prefix
    )


def page_url(accession: str | Accession) -> str | None:
    """The page of the archive that holds the accession, or None where there is none to name.

    >>> page_url("CRA010170")
    'https://ngdc.cncb.ac.cn/gsa/browse/CRA010170'
    """
    known = detect(accession) if isinstance(accession, str) else accession
    kind = kind_of(known.value) if known else None
    if known is None or kind is None:
        return None
    letters = letters_of(known.value, kind)
    page = kind.letters.pages.get(letters, kind.page) if kind.letters and letters else kind.page
    return page.replace("$1", known.value) if page else None
