"""Words for the names of the model: what a reader sees for a type, a slot, a relation, in either language.

English words are the name's own parts; Chinese ones are in the catalogue under the English words, so that
one test sees which are missing. Descriptions come from the model.
"""

import re

from api.ui.language import Language, gettext
from graph_schema.definition import NodeType, RelationField, Slot
from graph_schema.model import NODE_TYPES

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBERED = re.compile(r"(?<=[a-z])(?=\d$)")
_SPELLED = {
    "ascii": "ASCII",
    "bmi": "BMI",
    "doi": "DOI",
    "dv200": "DV200",
    "gc": "GC",
    "hgr": "HGR",
    "ibs0": "IBS0",
    "iri": "IRI",
    "md5": "MD5",
    "n50": "N50",
    "pmid": "PMID",
    "qc": "QC",
    "rna": "RNA",
    "ror": "ROR",
    "sdev": "standard deviation",
    "sha256": "SHA-256",
    "sop": "SOP",
    "uid": "UID",
    "url": "URL",
    "urls": "URLs",
    "xref": "cross reference",
}
_WHOLE = {"bioProjects": "BioProjects", "bioProject": "BioProject"}
_TYPES = {
    "DataAccessCommittee": "Data access committee",
    "ImagingStudy": "Imaging study",
    "ImagingSeries": "Imaging series",
    "OntologyTerm": "Ontology term",
    "AccessRequest": "Access request",
    "QcReport": "QC report",
    "QcFinding": "QC finding",
    "TaxonProfile": "Taxon profile",
}


def words(alias: str) -> str:
    """The English words of a camelCase name.

    >>> words("libraryStrategy"), words("md5"), words("bioProjects")
    ('Library strategy', 'MD5', 'BioProjects')
    """
    if alias in _WHOLE:
        return _WHOLE[alias]
    parts = _CAPITAL.sub(" ", alias).lower().split()
    text = " ".join(_SPELLED.get(part) or _NUMBERED.sub(" ", part) for part in parts)
    return text[:1].upper() + text[1:]


def type_words(name: str) -> str:
    """The English words of a node type: BioProject stays one word, ImagingStudy becomes two."""
    return _TYPES.get(name, name)


def name_label(language: Language, alias: str) -> str:
    """The label of a slot or relation by its camelCase name."""
    return gettext(language, words(alias))


def type_label(language: Language, name: str) -> str:
    """The label of one node of a type."""
    return gettext(language, type_words(name))


def root_label(language: Language, name: str) -> str:
    """The label of the list of all nodes of a type: its root field, or the type where it has none."""
    root = NODE_TYPES[name].root
    return name_label(language, root) if root else type_label(language, name)


def description(language: Language, item: Slot | RelationField | NodeType) -> str:
    """What the model says of a slot, relation or type, in the language where it says it."""
    return (item.description_zh if language == "zh" else "") or item.description
