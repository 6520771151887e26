"""Thumbnails: only of public images with clean pixels, whoever asks, and everything else is 404 alike."""

import hashlib

import pytest
from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.settings import Settings
from api.ui.thumbnails import described
from graph_schema.record import Relation
from graph_store.open import open_store
from tests.api.graph import record

PNG = b"\x89PNG\r\n\x1a\nfile"
IMAGES = {
    "1.8.1.1": ("public", True),
    "1.8.1.2": ("review", True),
    "1.8.1.3": ("public", False),
    "1.8.1.4": ("public", None),
    "1.8.1.5": ("public", True),
}
WITHOUT_FILE = "1.8.1.5"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """A store of images of all kinds, all but one with a file in the folder."""
    folder = tmp_path_factory.mktemp("thumbnails")
    url = f"sqlite:///{folder / 'graph.db'}"
    drawn = folder / "drawn"
    drawn.mkdir()
    slots = {"modality": "CT", "body_part": "CHEST", "representative_image": "1.8.1.1", "image_code": "0" * 16}
    made = [record("ImagingStudy", "1.8"), record("ImagingSeries", "1.8.1", Relation("IN_STUDY", "1.8"), **slots)]
    for uid, (scope, clean) in IMAGES.items():
        known = {} if clean is None else {"pixels_clean": clean}
        made.append(record("Image", uid, Relation("IN_SERIES", "1.8.1"), scope=scope, plane="axial", **known))
        if uid != WITHOUT_FILE:
            (drawn / f"{uid}.png").write_bytes(PNG + uid.encode())
    (drawn / "1.8.1.9.png").write_bytes(PNG)
    store = open_store(url, write=True)
    store.write(made)
    store.close()
    tokens = folder / "tokens.toml"
    digest = hashlib.sha256(b"reviewer").hexdigest()
    tokens.write_text(f'[[token]]\nsha256 = "{digest}"\nscopes = ["review"]\n', "utf-8")
    return Settings(store=url, thumbnails=str(drawn), tokens=str(tokens))


@pytest.fixture
async def client(settings):
    """A browser."""
    app = create_app(settings)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as made:
        yield made
    app.state.engine.close()


async def test_an_open_image_has_one(client):
    """PNG, kept for minutes only, with a mark by which an unchanged one is not sent again."""
    answer = await client.get("/thumbnails/1.8.1.1.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content == PNG + b"1.8.1.1"
    assert answer.headers["cache-control"] == "public, max-age=300"
    again = await client.get("/thumbnails/1.8.1.1.png", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_all_others_are_404_alike(client):
    """Hidden, not clean, not judged, without a file, without a node, and no UID at all."""
    names = ["1.8.1.2", "1.8.1.3", "1.8.1.4", "1.8.1.5", "1.8.1.9", "7.7", "..", "a", "%2e%2e%2fgraph"]
    for headers in ({}, {"authorization": "Bearer reviewer"}):
        asked = {"accept": "application/json", **headers}
        answers = [await client.get(f"/thumbnails/{name}.png", headers=asked) for name in names]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1


async def test_pages_show_it_with_words(client):
    """On the image, and on the series it stands for, in both languages; no identifier is in the words."""
    for path in ("/image/1.8.1.1.html", "/imaging-series/1.8.1.html"):
        text = (await client.get(path, params={"lang": "en"})).text
        assert '<img src="/thumbnails/1.8.1.1.png" alt="Computed Tomography, chest, axial">' in text
        chinese = (await client.get(path, params={"lang": "zh"})).text
        assert 'alt="计算机断层扫描、胸部、轴位"' in chinese
    assert "<img" not in (await client.get("/image/1.8.1.3.html")).text
    assert "<img" not in (await client.get("/image/1.8.1.5.html")).text


async def test_without_a_folder_there_are_none(settings):
    """No setting, no thumbnails."""
    app = create_app(Settings(store=settings.store))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as client:
        assert (await client.get("/thumbnails/1.8.1.1.png")).status_code == 404
        assert "<img" not in (await client.get("/image/1.8.1.1.html")).text
    app.state.engine.close()


@pytest.mark.parametrize(
    ("node", "english", "chinese"),
    [
        (
            {"imagingSeries": {"modality": "MR", "bodyPart": "BRAIN"}, "plane": "sagittal"},
            "Magnetic Resonance, brain, sagittal",
            "磁共振、脑、矢状位",
        ),
        ({"imagingSeries": {"modality": "QQ", "bodyPart": "TAIL"}}, "QQ, tail", "QQ、tail"),
        ({"imagingSeries": None}, "Image", "图像"),
    ],
)
def test_words_for_an_image(node, english, chinese):
    """What is known of modality, body part and plane; a plain word where nothing is."""
    assert (described("en", node), described("zh", node)) == (english, chinese)
