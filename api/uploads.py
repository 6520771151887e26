"""Files sent with a question: the GraphQL multipart request, held in memory and nowhere else.

`operations` is the request as JSON, `map` says which of its variables each file stands for, the files follow
(github.com/jaydenseric/graphql-multipart-request-spec). Names and types that the sender gives files are not read.
A browser sends such bodies across sites without asking first, so what it calls cross-site is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, NewType
from urllib.parse import urlsplit

import orjson
from graphql import GraphQLError

from api.errors import refused

MULTIPART = "multipart/form-data"
MOST_PARTS = 12
LONGEST_HEADER = 4_096
BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{1,70}")
SAME = frozenset({"same-origin", "same-site", "none"})

Upload = NewType("Upload", object)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """The bytes of a file somebody sent; what is printed of it tells nothing."""

    data: bytes = field(repr=False)


def parse_upload(value: Any) -> UploadedFile:
    """The value of an `Upload` variable: a file of the same request."""
    if not isinstance(value, UploadedFile):
        raise GraphQLError("Upload must be a file of a multipart request.")
    return value


def no_upload_literal(*_: Any) -> Any:
    """A file cannot be written into a document."""
    raise GraphQLError("Upload must be a variable that a file of a multipart request stands for.")


def check_same_site(headers: Mapping[str, str]) -> None:
    """Refuse what a browser sends on behalf of another site (Fetch Metadata, or Origin where that is absent)."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in SAME:
        raise refused("CROSS_SITE")
    if site is None and origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise refused("CROSS_SITE")


def request_of(body: bytes, content_type: str, longest: int) -> dict[str, Any]:
    """The GraphQL request in a multipart body, files in the places of their variables.

    What is not a file may be as long as a request without one: `longest` bytes.
    """
    parts = form_parts(body, content_type)
    said = {name: parts.pop(name, b"") for name in ("operations", "map")}
    if max(map(len, said.values())) > longest:
        raise refused("BODY_TOO_LARGE", f"`operations` or `map` is longer than {longest} bytes")
    told, places = (_json(part, name) for name, part in said.items())
    if set(places) - set(parts):
        raise refused("BAD_REQUEST", "`map` names a file that was not sent")
    for name, paths in places.items():
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise refused("BAD_REQUEST", "`map` must hold lists of paths")
        for path in paths:
            _put(told, path.split("."), UploadedFile(parts[name]))
    return told


def _json(part: bytes, name: str) -> dict[str, Any]:
    try:
        found = orjson.loads(part)
    except orjson.JSONDecodeError as cause:
        raise refused("BAD_REQUEST", f"the part `{name}` is missing, or is no JSON") from cause
    if not isinstance(found, dict):
        raise refused("BAD_REQUEST", f"the part `{name}` is no JSON object", "send one request at a time")
    return found


def _put(told: dict[str, Any], path: list[str], file: UploadedFile) -> None:
    """Replace the null at a path below `variables`."""
    place: Any = told
    for step in path[:-1]:
        place = place.get(step) if isinstance(place, dict) else None
    if path[0] != "variables" or not isinstance(place, dict) or path[-1] not in place or place[path[-1]] is not None:
        raise refused("BAD_REQUEST", "`map` must lead to variables that are null, such as variables.upload")
    place[path[-1]] = file


def form_parts(body: bytes, content_type: str) -> dict[str, bytes]:
    """The parts of a multipart/form-data body (RFC 7578) by name; BAD_REQUEST for what is none."""
    boundary = _parameter(content_type, "content-type", "boundary")
    if not content_type.lower().startswith(MULTIPART) or not BOUNDARY.fullmatch(boundary):
        raise refused("UNSUPPORTED_MEDIA_TYPE", "the multipart body names no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("ascii"), MOST_PARTS + 2)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--") or len(pieces) > MOST_PARTS + 2:
        raise refused("BAD_REQUEST", f"the multipart body is broken, or has more than {MOST_PARTS} parts")
    found: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        name, content = _part(piece)
        if name in found:
            raise refused("BAD_REQUEST", "two parts of the multipart body have one name")
        found[name] = content
    return found


def _part(piece: bytes) -> tuple[str, bytes]:
    """Name and content of one part."""
    head, end, content = piece.partition(b"\r\n\r\n")
    if not end or len(head) > LONGEST_HEADER:
        raise refused("BAD_REQUEST", "a part of the multipart body is broken")
    for line in head.decode("utf-8", "replace").split("\r\n"):
        key, _, value = line.partition(":")
        if key.strip().lower() == "content-disposition":
            return _parameter(value.strip(), "content-disposition", "name"), content
    raise refused("BAD_REQUEST", "a part of the multipart body has no name")


def _parameter(value: str, header: str, name: str) -> str:
    """A parameter of a header; empty where it is not given."""
    message = Message()
    message[header] = value.replace("\r", " ").replace("\n", " ")
    found = message.get_param(name, "", header)
    return found if isinstance(found, str) else ""
