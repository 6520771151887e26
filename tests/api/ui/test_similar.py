"""The page of similar images: by a file, by an image of the graph, filters, and what it must not tell."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from httpx import ASGITransport, AsyncClient
from PIL import Image

from api.app import create_app
from api.settings import Settings
from graph_schema.iri import node_iri
from graph_store.open import open_store
from tests.api.coded_images import coded_store, nearest, uid
from tests.api.graph import record

HTML = {"accept": "text/html"}
PATH = "/images/similar"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The coded images in a store."""
    return coded_store(tmp_path_factory.mktemp("similar"))


@pytest.fixture
async def client(address):
    """A browser without scripts."""
    app = create_app(Settings(store=address))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test", headers=HTML) as made:
        yield made
    app.state.engine.close()


def picture() -> bytes:
    """Some PNG."""
    out = BytesIO()
    Image.fromarray((np.indices((64, 64)).sum(axis=0) % 32 * 8).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


async def test_the_empty_page_has_both_ways(client):
    """A form for a file, which browsers send as multipart, and one for a UID."""
    text = (await client.get(PATH)).text
    assert 'method="post" enctype="multipart/form-data"' in text
    assert 'type="file" id="upload" name="upload" required' in text
    assert 'name="image"' in text
    assert 'id="found"' not in text


async def test_an_image_finds_others_but_not_itself(client):
    """Nearest first, each with distance, modality and body part, and links to image and series."""
    text = (await client.get(PATH, params={"image": uid(0)})).text
    wanted = [(distance, name) for distance, name in nearest(0) if name != uid(0)][:30]
    places = [text.index(f'href="/image/{name}"') for _, name in wanted]
    assert places == sorted(places)
    assert f'href="/image/{uid(0)}"' not in text
    assert f"distance {wanted[0][0]} of 64" in text
    assert "CT · CHEST" in text
    assert 'href="/imaging-series/1.9.1"' in text
    assert f'href="/images/similar?image={wanted[0][1]}"' in text


async def test_filters_stay_in_the_form(client):
    """Only images of that modality and body part; the choice is shown again."""
    text = (await client.get(PATH, params={"image": uid(0), "modality": "MR", "bodyPart": "brain"})).text
    assert '<option value="MR" selected>' in text
    assert 'value="brain"' in text
    assert "MR · BRAIN" in text
    assert "CT · CHEST" not in text


async def test_a_file_is_answered(client):
    """The same page with what was found; the file leaves no address."""
    answer = await client.post(PATH, files={"upload": ("a.png", picture())}, data={"modality": "CT", "bodyPart": ""})
    assert answer.status_code == 200
    assert "30 images" in answer.text or "images</p>" in answer.text
    assert "a.png" not in answer.text
    assert "MR · BRAIN" not in answer.text


@pytest.mark.parametrize(
    ("files", "headers", "status"),
    [
        ({"upload": ("a", b"nothing")}, {}, 400),
        ({"upload": ("a", b"")}, {}, 400),
        ({"other": ("a", b"x")}, {}, 400),
        ({"upload": ("a", b"x")}, {"sec-fetch-site": "cross-site"}, 403),
        ({"upload": ("a", b"x")}, {"content-type": "text/plain"}, 415),
    ],
)
async def test_what_cannot_be_used_is_told_in_words(client, files, headers, status):
    """A page of its own status with one heading."""
    answer = await client.post(PATH, files=files, headers=headers)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "nothing" not in answer.text.partition("<main")[2]


async def test_a_large_file_is_refused(address):
    """The limit is that of GraphQL."""
    app = create_app(Settings(store=address, max_upload_bytes=100))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test", headers=HTML) as client:
        answer = await client.post(PATH, files={"upload": ("a", b"x" * 500)})
    assert answer.status_code == 413
    app.state.engine.close()


async def test_a_hidden_image_is_told_like_an_absent_one(client):
    """The same page but for the UID in its form."""
    hidden, absent = [(await client.get(PATH, params={"image": name})) for name in (uid(3), "1.9.1.4")]
    assert hidden.status_code == absent.status_code == 400
    assert hidden.text.replace(uid(3), "") == absent.text.replace("1.9.1.4", "")


async def test_chinese(client):
    """The page speaks Chinese."""
    text = (await client.get(PATH, params={"image": uid(0), "lang": "zh"})).text
    assert "<h1>相似图像</h1>" in text
    assert "幅图像" in text


async def test_an_image_record_leads_here(client):
    """Only where the image has a code."""
    assert f'href="/images/similar?image={uid(0)}"' in (await client.get(f"/image/{uid(0)}.html")).text
    assert "/images/similar?image=" not in (await client.get(f"/image/{uid(5)}.html")).text


def test_no_template_keeps_the_file() -> None:
    """The template is never given the bytes."""
    template = Path(__file__).parents[3] / "api" / "ui" / "templates" / "similar.html"
    assert "sent" not in template.read_text("utf-8")


async def test_an_image_may_be_named_by_its_iri(tmp_path):
    """However long its UID is; it is not among what is found."""
    url, name = f"sqlite:///{tmp_path / 'graph.db'}", "2.25." + "9" * 59
    store = open_store(url, write=True)
    store.write([record("Image", uid, image_code="0" * 16, image_code_version="v") for uid in (name, "1.2")])
    store.close()
    app = create_app(Settings(store=url))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test", headers=HTML) as client:
        answer = await client.get(PATH, params={"image": node_iri("Image", name)})
    assert answer.status_code == 200
    assert 'href="/image/1.2"' in answer.text
    assert f'href="/image/{name}"' not in answer.text
    app.state.engine.close()


@pytest.mark.parametrize(
    ("image", "title"), [(uid(3), "No such image"), (uid(5), "The image has no code"), ("9.9", "No such image")]
)
async def test_what_is_wrong_with_an_image_is_the_heading(client, image, title):
    """Not the address is wrong."""
    assert f"<h1>{title}</h1>" in (await client.get(PATH, params={"image": image})).text


async def test_planes_are_in_the_language_of_the_page(tmp_path):
    """As in the words for a thumbnail."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(url, write=True)
    coded = {"image_code": "0" * 16, "image_code_version": "v"}
    store.write([record("Image", "1.1", **coded), record("Image", "1.2", plane="axial", **coded)])
    store.close()
    app = create_app(Settings(store=url))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test", headers=HTML) as client:
        told = [(await client.get(PATH, params={"image": "1.1", "lang": name})).text for name in ("en", "zh")]
    assert "<p>axial</p>" in told[0]
    assert "<p>轴位</p>" in told[1]
    app.state.engine.close()
