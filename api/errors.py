"""The one shape of errors, for GraphQL and every other route, and the table of their codes.

An error is `{"message", "locations"?, "path"?, "extensions": {"code", "hint"}}`, always in a list
under `errors`. What a store or a library says of its own troubles is never told to a client: the
message is then the sentence of the code. `docs/errors.md` is written from `CODES`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graphql import GraphQLError

from graph_schema.errors import GsagraphError, QueryRefused, QueryTimeout, StoreError, StoreUnavailable

LONGEST_MESSAGE = 400
"""graphql-core repeats what a client wrote; no more of it is sent back."""


class Code(NamedTuple):
    """A stable code: its HTTP status, what happened, and what to do."""

    status: int
    sentence: str
    hint: str


CODES: dict[str, Code] = {
    "AMBIGUOUS_ID": Code(400, "Several nodes have this accession.", "Say which with type:, or ask by IRI."),
    "BAD_ARGUMENT": Code(
        400, "An argument has a value its type does not allow.", "Compare the argument with the schema."
    ),
    "BAD_CURSOR": Code(
        400,
        "The cursor is none of this service, or belongs to another order.",
        "Use an endCursor of the same list and orderBy, unchanged.",
    ),
    "BAD_FILTER": Code(400, "A filter in the address cannot be read.", "The hint of the error lists what is known."),
    "BAD_FIRST": Code(400, "`first` is below nought.", "Give a number from 0."),
    "BAD_ORDER": Code(
        400,
        "An entry of orderBy does not have exactly one field.",
        "Write orderBy: [{ releaseDate: DESC }, { title: ASC }].",
    ),
    "BAD_REQUEST": Code(
        400,
        "The request is no GraphQL request.",
        'Send a JSON object with "query", and "variables" and "operationName" where needed.',
    ),
    "BAD_TOKEN": Code(401, "The token is not known.", "Check the token, or send none to see what is public."),
    "BAD_VALUE": Code(
        400, "A value is no text or number that can be stored.", "Give valid Unicode text, and numbers within 63 bits."
    ),
    "BAD_VARIABLES": Code(
        400, "The variables do not fit the operation.", "Compare the variables with the types the operation declares."
    ),
    "BODY_TOO_LARGE": Code(413, "The request body is too large.", "Ask in several requests."),
    "CROSS_SITE": Code(
        403, "A page of another site sent this.", "Send files from the pages of this service, or from a program."
    ),
    "FILTER_TOO_DEEP": Code(400, "Conditions are nested too deeply.", "Write a flatter filter."),
    "FILTER_TOO_LONG": Code(400, "There are too many conditions.", "Use in: [...] instead of many conditions."),
    "FIRST_TOO_LARGE": Code(400, "`first` is above the limit.", "Ask for less and go on with after: endCursor."),
    "GONE": Code(410, "This record was withdrawn by its archive.", "What is left is its metadata."),
    "IMAGE_UNKNOWN": Code(
        400,
        "There is no such image that you may see.",
        "Give the SOP Instance UID or the IRI of an image of the graph.",
    ),
    "IMAGE_UNUSABLE": Code(
        400,
        "The image cannot be decoded, or cannot be de-identified.",
        "Send one DICOM image, or a PNG or JPEG file, within the limits of size.",
    ),
    "IMAGE_WITHOUT_CODE": Code(400, "The image is blank, or has no code yet.", "Choose another image."),
    "INTERNAL": Code(500, "Something went wrong here.", "Try again; if it stays, report the time of the request."),
    "INVALID_DOCUMENT": Code(400, "The document does not fit the schema.", "Compare it with the schema at /graphql."),
    "LIST_TOO_LONG": Code(400, "A list has too many entries.", "Ask in several requests."),
    "METHOD_NOT_ALLOWED": Code(405, "This method is not offered here.", "Use GET for queries, or POST."),
    "NESTED_AFTER_NEEDS_ONE_PARENT": Code(
        400,
        "A nested `after` would page below several parents at once.",
        "Ask for one parent: node(id:), where: { accession: { eq } }, or first: 1.",
    ),
    "NOT_ACCEPTABLE": Code(
        406,
        "None of the media types asked for can be answered.",
        "Accept application/json or application/graphql-response+json.",
    ),
    "NOT_A_FACET": Code(400, "This field cannot be counted.", "The hint of the error lists the fields that can."),
    "NOT_FOUND": Code(404, "There is nothing at this address.", "Look for the accession at /search."),
    "NULL_OPERAND": Code(400, "null is no operand.", "Leave the operand out for no filter, or ask with isNull: true."),
    "ONE_IMAGE_NEEDED": Code(
        400, "Neither or both of `image` and `upload` are given.", "Give a UID as `image`, or a file as `upload`."
    ),
    "OPERATION_NEEDED": Code(
        400, "The document has several operations, or none of this name.", "Say which with operationName."
    ),
    "QUERY_REFUSED": Code(400, "The question breaks a rule of the service.", "The message says which."),
    "QUERY_TIMEOUT": Code(
        400, "The question took longer than allowed.", "Ask for fewer nodes, or filter on an accession."
    ),
    "STORE_ERROR": Code(500, "The store could not answer.", "Try again; if it stays, report the time of the request."),
    "STORE_UNAVAILABLE": Code(
        503, "The store cannot be reached.", "Load data first (gsagraph load), or check GSAGRAPH_STORE."
    ),
    "SYNTAX_ERROR": Code(400, "The document is not written in GraphQL.", "The location names the line and column."),
    "TOO_COSTLY": Code(
        400,
        "Together the lists ask for too many nodes.",
        "Give smaller `first` on the nested lists, or ask for totalCount only.",
    ),
    "TOO_DEEP": Code(
        400, "The document or its values are nested too deeply.", "Ask for the inner objects in a second request."
    ),
    "TOO_MANY_ALIASES": Code(
        400, "The document has too many aliases.", "Ask for several objects with where: { accession: { in: [...] } }."
    ),
    "TOO_MANY_DIRECTIVES": Code(
        400, "The document has too many directives.", "Leave fields out instead of skipping them."
    ),
    "TOO_MANY_FIELDS": Code(400, "The document has too many fields.", "Ask for fewer fields."),
    "TOO_MANY_ROOT_FIELDS": Code(400, "The operation has too many root fields.", "Ask in several requests."),
    "TOO_MANY_TOKENS": Code(400, "The document is too long.", "Move lists into variables."),
    "UNKNOWN_RELATIONSHIP": Code(
        400, "There is no such relationship type.", "The hint of the error lists those there are."
    ),
    "UNSUPPORTED_MEDIA_TYPE": Code(415, "The request body is not JSON.", "Send Content-Type: application/json."),
}


class RequestRefused(GsagraphError):
    """A request that is answered with errors and no data; `errors` are finished error objects."""

    code = "BAD_REQUEST"

    def __init__(self, errors: Sequence[dict[str, Any]], status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(errors[0]["message"], code=errors[0]["extensions"]["code"])
        self.errors = list(errors)
        self.status = status
        self.headers = headers or {}


def error(code: str, message: str = "", hint: str = "", path: Sequence[str | int] | None = None) -> dict[str, Any]:
    """An error object; what is not said comes from the table."""
    known = CODES[code]
    told: dict[str, Any] = {"message": message or known.sentence}
    if path:
        told["path"] = list(path)
    return told | {"extensions": {"code": code, "hint": hint or known.hint}}


def refused(code: str, message: str = "", hint: str = "", headers: dict[str, str] | None = None) -> RequestRefused:
    """The refusal of a whole request."""
    return RequestRefused([error(code, message, hint)], CODES[code].status, headers)


def of_own(cause: GsagraphError, path: Sequence[str | int] | None = None) -> dict[str, Any]:
    """One of our errors: what refuses a client is told as it is, everything else by its code alone."""
    if isinstance(cause, QueryRefused):
        return error(cause.code if cause.code in CODES else QueryRefused.code, cause.message, cause.hint, path)
    return error(code_of(cause), path=path)


def code_of(cause: GsagraphError) -> str:
    """The code a client is told for one of our errors; a store has finer ones of its own."""
    if isinstance(cause, QueryRefused | RequestRefused):
        return cause.code
    kinds = (QueryTimeout, StoreUnavailable, StoreError)
    return next((kind.code for kind in kinds if isinstance(cause, kind)), "INTERNAL")


def of_graphql(causes: Iterable[GraphQLError], code: str) -> list[dict[str, Any]]:
    """What graphql-core says of a document or of variables."""
    found = []
    for cause in causes:
        told = error(code, cause.message[:LONGEST_MESSAGE], path=cause.path)
        if cause.locations:
            told["locations"] = [{"line": place.line, "column": place.column} for place in cause.locations]
        found.append(told)
    return found


def markdown() -> str:
    """The page `docs/errors.md`."""
    head = [
        "# Error codes",
        "",
        "Every error, of GraphQL and of every other route, has one shape:",
        "",
        "```json",
        '{"errors": [{"message": "…", "path": ["runs"], "extensions": {"code": "FIRST_TOO_LARGE", "hint": "…"}}]}',
        "```",
        "",
        "Codes do not change; messages may. The status is that of a refused request; a code that comes up while",
        "a root field is answered (`QUERY_TIMEOUT`, `AMBIGUOUS_ID`, `STORE_ERROR`, `INTERNAL`) leaves that field null,",
        "has a `path`, and the answer is 200. This page is written from `api/errors.py`.",
    ]
    parts = [
        f"\n## {code}\n\nHTTP {known.status}. {known.sentence} {known.hint}" for code, known in sorted(CODES.items())
    ]
    return "\n".join([*head, *parts, ""])
