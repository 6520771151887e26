"""Thumbnails of images: who has one, the words that stand for it, and the address that serves it.

`gsagraph images thumbnails` draws them into a folder, by SOP Instance UID. Each time one is asked for, the graph
says whether the image is public and its pixels are clean; whatever else is asked for is answered 404, all alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from api.ui.asking import Asked, ask
from api.ui.documents import stored
from api.ui.language import Language, gettext
from api.ui.problems import problem
from api.viewer import PUBLIC
from graph_schema.model import VOCABULARIES
from qc.images.thumbnail import file_name

PLANES = ("axial", "coronal", "sagittal", "oblique")
BODY_PARTS = (
    "abdomen", "ankle", "arm", "bladder", "bone", "brain", "breast", "chest", "elbow", "eye", "face", "foot", "hand",
    "head", "heart", "hip", "kidney", "knee", "leg", "liver", "lung", "neck", "ovary", "pancreas", "pelvis", "prostate",
    "shoulder", "skull", "spine", "spleen", "stomach", "thyroid", "uterus", "wholebody", "wrist",
)  # fmt: skip
"""Body parts (PS3.16 annex L, in small letters) that have a word in both languages; others are told in small letters as they are."""
FIVE_MINUTES = "public, max-age=300"
"""How long a copy may be shown: an image that is withdrawn takes its thumbnail along soon."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A thumbnail as a page shows it: its address and the text in its place."""

    href: str
    alt: str


def shown(request: Request, language: Language, node: Mapping[str, Any]) -> Thumbnail | None:
    """The thumbnail of an image; None where it may have none, or none was drawn."""
    file = _file(request, str(node.get("accession") or ""))
    if not _is_open(node) or file is None or not file.is_file():
        return None
    return Thumbnail(f"/thumbnails/{file.name}", described(language, node))


def of_image(request: Request, language: Language, uid: str | None) -> Thumbnail | None:
    """The thumbnail of an image known by its UID alone."""
    if not uid or _file(request, uid) is None:
        return None
    found = ask(request, Asked(stored("thumbnail"), {"id": uid}))["node"]
    return shown(request, language, found) if found else None


def described(language: Language, node: Mapping[str, Any]) -> str:
    """Modality, body part and plane in words; nothing by which the image or anybody could be known.

    >>> described("en", {"plane": "axial", "imagingSeries": {"modality": "CT", "bodyPart": "CHEST"}})
    'Computed Tomography, chest, axial'
    """
    series = node.get("imagingSeries") or {}
    parts = [_modality(language, series.get("modality")), in_words(language, series.get("bodyPart"))]
    parts.append(in_words(language, node.get("plane")))
    known = [part for part in parts if part]
    return ("、" if language == "zh" else ", ").join(known) or gettext(language, "Image")


def _modality(language: Language, code: str | None) -> str:
    """What a modality's code stands for."""
    for term in VOCABULARIES["Modality"].terms:
        if term.value == code:
            return (term.description_zh if language == "zh" else "") or term.description or term.value
    return code or ""


def in_words(language: Language, value: str | None) -> str:
    """A body part or plane in a language; one without a word there as it is written, in small letters."""
    return gettext(language, value.lower()) if value else ""


def _is_open(node: Mapping[str, Any]) -> bool:
    return node.get("scope") == PUBLIC and node.get("pixelsClean") is True


def _file(request: Request, uid: str) -> Path | None:
    """Where the thumbnail of an image would be; None for what is no UID, or where no folder is set."""
    folder = request.app.state.settings.thumbnails
    name = file_name(uid)
    return Path(folder, name) if folder and name else None


def thumbnail(request: Request) -> Response:
    """Answers `/thumbnails/{uid}.png`; only for public images with clean pixels, whoever asks."""
    file = _file(request, request.path_params["uid"])
    found = ask(request, Asked(stored("thumbnail"), {"id": request.path_params["uid"]}))["node"] if file else None
    if file is None or not found or not _is_open(found) or not file.is_file():
        return problem(request, "NOT_FOUND")
    response = FileResponse(file, headers={"cache-control": FIVE_MINUTES}, stat_result=file.stat())
    if request.headers.get("if-none-match") == response.headers["etag"]:
        return Response(status_code=304, headers={"etag": response.headers["etag"], "cache-control": FIVE_MINUTES})
    return response
