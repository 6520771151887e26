"""Which references are at hand on this machine for a CRAM file, and an environment that keeps htslib off the network."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from qc.sequence.alignment.header import Header

NOWHERE = "/nonexistent/%s"
"""A place without references: without any, htslib would ask a server."""
DEAD_PROXY = "http://127.0.0.1:9"
REMOTE = re.compile(r"URL=|[A-Za-z0-9+.]+::?//")
BETWEEN = re.compile(r":(?!//)")
ESCAPED = "\0"


def local_path(path: str) -> str:
    """REF_PATH without its remote places; a colon inside a place is written twice, or stands before two slashes."""
    places = [place.replace(ESCAPED, "::") for place in BETWEEN.split(path.replace("::", ESCAPED))]
    return ":".join(place for place in places if place and not REMOTE.match(place))


def offline(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for a decoder: local references only, and proxies that lead nowhere."""
    kept = {key: value for key, value in environment.items() if not key.lower().endswith("_proxy")}
    kept["REF_PATH"] = local_path(environment.get("REF_PATH", "")) or NOWHERE
    for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"):
        kept[name] = kept[name.upper()] = DEAD_PROXY
    return kept


def stay_offline() -> None:
    """Let htslib in this process look for references on this machine alone, until it ends."""
    os.environ["REF_PATH"] = local_path(os.environ.get("REF_PATH", "")) or NOWHERE


def spelt_out(pattern: str, md5: str) -> Path:
    """A place of REF_PATH for one M5: `%2s` takes two characters of it, `%s` the rest, appended where neither stands."""
    if "%" not in pattern:
        return Path(pattern, md5)
    parts, left = pattern.split("%"), md5
    built = parts[0]
    for part in parts[1:]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        taken = int(digits) if digits else len(left)
        built += left[:taken] + part[len(digits) :].removeprefix("s")
        left = left[taken:]
    return Path(built)


def has_md5(md5: str, environment: Mapping[str, str]) -> bool:
    """Whether a sequence of this M5 lies in a local place of REF_CACHE or REF_PATH."""
    if len(md5) != 32:
        return False
    patterns = [environment.get("REF_CACHE", ""), *local_path(environment.get("REF_PATH", "")).split(":")]
    return any(spelt_out(pattern, md5).is_file() for pattern in patterns if pattern)


def indexed(reference: Path | None) -> dict[str, int]:
    """Names and lengths of an indexed FASTA; nothing without its index."""
    if reference is None:
        return {}
    try:
        lines = Path(f"{reference}.fai").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    fields = [line.split("\t") for line in lines]
    return {field[0]: int(field[1]) for field in fields if len(field) > 1 and field[1].isdigit()}


def missing(header: Header, needed: Iterable[int], reference: Path | None) -> list[str]:
    """Names of needed references that are not at hand; a negative number stands for all of them."""
    known = indexed(reference)
    numbers = set(needed)
    if any(number < 0 for number in numbers):
        numbers = set(range(len(header.references)))
    wanted = [header.references[number] for number in sorted(numbers) if number < len(header.references)]
    return [one.name for one in wanted if known.get(one.name) != one.length and not has_md5(one.md5, os.environ)]
