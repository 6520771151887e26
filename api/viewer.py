"""Who asks: the scopes of a request, by its bearer token.

Tokens are listed in a TOML file (`GSAGRAPH_TOKENS`) by the sha256 of their text, so the file
tells nobody a token:

    [[token]]
    sha256 = "9f86d081884c7d65…"
    scopes = ["review", "dataset:HRA000001"]
    note = "curators, until March"
"""

import hashlib
import hmac
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.errors import refused
from graph_schema.errors import UnusableInput

PUBLIC = "public"
SCOPE = re.compile(r"public|review|withheld|dataset:\S+")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks, and what they may see."""

    scopes: tuple[str, ...] = (PUBLIC,)
    note: str = ""


ANONYMOUS = Viewer()


@dataclass(frozen=True, slots=True)
class Token:
    """A row of the token table: the digest of a token, and the viewer it stands for."""

    sha256: str
    viewer: Viewer


def read_tokens(path: str) -> tuple[Token, ...]:
    """The token table of a file; none for an empty path. UnusableInput where a row is wrong."""
    if not path:
        return ()
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise UnusableInput(
            f"the token table {path} cannot be read", hint="see GSAGRAPH_TOKENS in docs/settings.md"
        ) from cause
    rows = table.get("token", [])
    return tuple(_token(row, number) for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1))


def _token(row: Any, number: int) -> Token:
    digest, scopes = (row.get("sha256"), row.get("scopes", [])) if isinstance(row, dict) else (None, None)
    if not isinstance(digest, str) or not SHA256.fullmatch(digest.lower()):
        raise UnusableInput(
            f"token {number} has no sha256 of 64 hexadecimal digits", hint="printf %s TOKEN | sha256sum"
        )
    if not isinstance(scopes, list) or not all(isinstance(scope, str) and SCOPE.fullmatch(scope) for scope in scopes):
        raise UnusableInput(
            f"token {number} has scopes that are none", hint="public, review, withheld, dataset:ACCESSION"
        )
    return Token(digest.lower(), Viewer(tuple(sorted({PUBLIC, *scopes})), str(row.get("note", ""))))


def viewer_of(authorization: str | None, tokens: tuple[Token, ...]) -> Viewer:
    """The viewer of an `Authorization` header; anonymous without one, BAD_TOKEN for an unknown token.

    Every row is compared, in constant time, so that time tells nothing of the table.
    """
    if authorization is None:
        return ANONYMOUS
    scheme, _, token = authorization.strip().partition(" ")
    digest = hashlib.sha256(token.strip().encode("utf-8", "surrogateescape")).hexdigest()
    found = [row.viewer for row in tokens if hmac.compare_digest(row.sha256, digest)]
    if scheme.lower() != "bearer" or not found:
        raise refused("BAD_TOKEN", headers={"WWW-Authenticate": 'Bearer realm="gsagraph"'})
    return found[0]
