"""The forms a record is answered in: by the suffix of its document's address, or by what the client accepts.

A thing's own address answers 303 to one of its documents; a document's address ends in a suffix.
"""

from dataclasses import dataclass

from api.negotiation import preferred


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a document: the suffix of its address, its media type, and other names of that."""

    suffix: str
    media_type: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with its character set."""
        return f"{self.media_type}; charset=utf-8"


HTML = Form("html", "text/html", ("application/xhtml+xml",))
JSON = Form("json", "application/json", ("text/json",))
JSON_LD = Form("jsonld", "application/ld+json")
TURTLE = Form("ttl", "text/turtle", ("application/x-turtle",))
N_TRIPLES = Form("nt", "application/n-triples", ("text/plain",))
FORMS = (HTML, JSON, JSON_LD, TURTLE, N_TRIPLES)
BY_SUFFIX = {form.suffix: form for form in FORMS}
BY_TYPE = {name: form for form in FORMS for name in (form.media_type, *form.also)}


def split_suffix(path: str) -> tuple[str, Form | None]:
    """The accession and the form of a path; a dot that belongs to the accession stays there.

    >>> split_suffix("CRR000001.ttl")[0], split_suffix("doi:10.1000/182")
    ('CRR000001', ('doi:10.1000/182', None))
    """
    stem, dot, suffix = path.rpartition(".")
    form = BY_SUFFIX.get(suffix) if dot and stem else None
    return (stem, form) if form else (path, None)


def accepted(accept: str | None, forms: tuple[Form, ...] = FORMS) -> Form | None:
    """The form a client likes best, the first one without an opinion; None if it accepts none."""
    best = preferred(accept, [name for form in forms for name in (form.media_type, *form.also)])
    return BY_TYPE[best] if best else None
