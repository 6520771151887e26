"""Files sent with a question: the multipart form, its refusals, and that nothing of a file stays anywhere."""

import asyncio
import threading
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import orjson
import pydicom
import pytest
from httpx import ASGITransport, AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydicom.data import get_testdata_file
from structlog.testing import capture_logs

from api import similar
from api.app import create_app
from api.errors import RequestRefused
from api.settings import Settings
from api.uploads import UploadedFile, form_parts, request_of
from graph_store.open import open_store
from qc.images.model import untrained
from qc.images.picture import Picture, read_picture
from qc.images.query import sent_picture
from tests.api.coded_images import coded_graph
from tests.api.graph import record

CT = Path(get_testdata_file("CT_small.dcm", download=False))
DATA = CT.read_bytes()
QUERY = "query ($upload: Upload) { similarImages(upload: $upload, first: 3) { distance node { accession } } }"
KIND = "multipart/form-data; boundary=xx"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A store of coded images, among them pydicom's CT image."""
    url = f"sqlite:///{tmp_path_factory.mktemp('uploads') / 'images.db'}"
    store = open_store(url, write=True)
    slots = {"image_code": read_picture(DATA).code(untrained()), "image_code_version": "untrained-1"}
    store.write([*coded_graph(), record("Image", "1.9.7", **slots)])
    store.close()
    return url


@pytest.fixture
async def client(address):
    """A client of the service over it."""
    app = create_app(Settings(store=address))
    async with AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://g.test") as made:
        yield made
    app.state.engine.close()


async def send(client, data, query=QUERY, headers=None, operations=None, places=None):
    """A GraphQL multipart request with one file."""
    told = operations if operations is not None else {"query": query, "variables": {"upload": None}}
    form = {"operations": orjson.dumps(told), "map": orjson.dumps(places or {"0": ["variables.upload"]})}
    files = {"0": ("Zhang^San.dcm", data, "application/dicom")}
    return await client.post("/graphql", data=form, files=files, headers=headers or {})


async def test_a_dicom_file_finds_itself(client):
    """The code of what is sent is that of the same pixels in the graph, whatever its header says."""
    answer = (await send(client, DATA)).json()
    assert answer["data"]["similarImages"][0] == {"distance": 0, "node": {"accession": "1.9.7"}}
    changed = pydicom.dcmread(CT)
    changed.PatientName, changed.PatientID, changed.SOPInstanceUID = "Li^Si", "77", "1.2.3"
    out = BytesIO()
    changed.save_as(out)
    assert (await send(client, out.getvalue())).json() == answer


async def test_a_png_of_it_is_near(client):
    """A picture of the image as a viewer draws it differs in few bits."""
    values = read_picture(DATA).values
    out = BytesIO()
    Image.fromarray(np.round(values * 255).astype(np.uint8)).resize((300, 300)).save(out, "PNG")
    hit = (await send(client, out.getvalue())).json()["data"]["similarImages"][0]
    assert hit["node"]["accession"] == "1.9.7"
    assert hit["distance"] <= 8


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG\r\n\x1a\nbroken", DATA[:5000]])
async def test_what_is_no_image_is_refused_without_repeating_it(client, data):
    """One code; the answer is 200 with a null field, as for any failing root field."""
    answer = await send(client, data)
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "IMAGE_UNUSABLE"
    assert "text" not in error["message"]
    assert "CompressedSamples" not in answer.text


async def test_a_blank_image_has_no_code(client):
    """All pixels equal: nothing to compare."""
    out = BytesIO()
    Image.new("L", (64, 64), 9).save(out, "PNG")
    (error,) = (await send(client, out.getvalue())).json()["errors"]
    assert error["extensions"]["code"] == "IMAGE_WITHOUT_CODE"


async def test_nothing_of_a_file_is_kept(client, tmp_path, monkeypatch, capfd):
    """No temporary file is made and no line of the log repeats the patient."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tempfile._TemporaryFileWrapper.__init__", lambda *_: pytest.fail("a temporary file"))
    assert (await send(client, DATA)).status_code == 200
    assert (await send(client, DATA[:4000])).status_code == 200
    assert list(tmp_path.iterdir()) == []
    said = "".join(capfd.readouterr())
    assert "CompressedSamples" not in said
    assert "Zhang" not in said


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}],
)
async def test_other_sites_may_not_send(client, headers):
    """A form of another site is refused before it is read."""
    answer = await send(client, DATA, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "CROSS_SITE")


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://g.test"}])
async def test_our_own_pages_may(client, headers):
    """Browsers say where a form comes from."""
    assert (await send(client, DATA, headers=headers)).status_code == 200


async def test_a_large_body_is_refused(address):
    """The limit is a setting of its own, and counts the whole body."""
    app = create_app(Settings(store=address, max_upload_bytes=20_000))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as client:
        answer = await send(client, DATA)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")
    app.state.engine.close()


async def test_an_upload_is_no_text(client):
    """JSON cannot stand for a file, neither as variable nor in the document."""
    answer = await client.post("/graphql", json={"query": QUERY, "variables": {"upload": "Zg=="}})
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_VARIABLES"
    answer = await client.post("/graphql", json={"query": '{ similarImages(upload: "x") { distance } }'})
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_DOCUMENT"


@pytest.mark.parametrize(
    ("operations", "places"),
    [
        ([{"query": "{ __typename }"}], None),
        ("text", None),
        ({"query": QUERY, "variables": {"upload": 1}}, None),
        ({"query": QUERY, "variables": {}}, None),
        ({"query": QUERY}, None),
        ({"query": QUERY, "variables": {"upload": None}}, {"0": ["query"]}),
        ({"query": QUERY, "variables": {"upload": None}}, {"0": "variables.upload"}),
        ({"query": QUERY, "variables": {"upload": None}}, {"1": ["variables.upload"]}),
        ({"query": QUERY, "variables": {"upload": None}}, {"0": ["variables.a.b.c"]}),
    ],
)
async def test_a_wrong_form_is_a_bad_request(client, operations, places):
    """`map` must lead from files that were sent to variables that are null."""
    answer = await send(client, b"x", operations=operations, places=places)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=a\x00b", f"; boundary={'x' * 99}"])
def test_a_boundary_is_needed(boundary):
    """A multipart body without one cannot be read."""
    with pytest.raises(RequestRefused) as refused:
        form_parts(b"--x--", f"multipart/form-data{boundary}")
    assert refused.value.code == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--xx--",
        b"--xx\r\nA: b\r\n\r\nc",
        b"--xx\r\nno end of the head\r\n--xx--",
        b"--xx\r\nContent-Type: text/plain\r\n\r\nc\r\n--xx--",
        b"--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n2\r\n--xx--",
        b"--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" * 40 + b"--xx--",
    ],
)
def test_broken_bodies_are_refused(body):
    """Cut off, without names, with one name twice, with too many parts."""
    with pytest.raises(RequestRefused) as refused:
        form_parts(body, KIND)
    assert refused.value.code == "BAD_REQUEST"


@given(content=st.binary(max_size=300).filter(lambda data: b"\r\n--xx" not in b"\r\n" + data))
def test_content_comes_out_as_it_went_in(content):
    """Whatever bytes a part has, line ends and dashes among them."""
    head = b'Content-Disposition: form-data; name="upload"; filename="x"\r\nContent-Type: a/b\r\n\r\n'
    assert form_parts(b"--xx\r\n" + head + content + b"\r\n--xx--\r\n", KIND) == {"upload": content}


@given(body=st.binary(max_size=400))
def test_no_body_breaks_the_reading(body):
    """Any bytes: parts, or a refusal."""
    try:
        form_parts(body, KIND)
        request_of(body, KIND, 1000)
    except RequestRefused as refused:
        assert refused.code in ("BAD_REQUEST", "UNSUPPORTED_MEDIA_TYPE")


def test_a_file_is_printed_without_its_content():
    """Neither a log nor an error message can repeat it."""
    assert repr(UploadedFile(b"secret")) == "UploadedFile()"


async def test_what_is_no_file_stays_within_the_limit_of_questions(client):
    """A body may be large for its file's sake only."""
    told = {"query": QUERY, "variables": {"upload": None, "more": "x" * 300_000}}
    answer = await send(client, DATA, operations=told)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")
    answer = await send(client, DATA, places={"0": ["variables.upload"] * 20_000})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


async def test_an_unforeseen_fault_tells_its_kind_only(client, monkeypatch):
    """The words of a library may repeat the file: neither the answer nor the log has them."""

    def fail(_: bytes) -> None:
        raise LookupError("Zhang^San")

    monkeypatch.setattr(similar, "sent_picture", fail)
    with capture_logs() as lines:
        answer = await send(client, DATA)
    assert answer.json()["errors"][0]["extensions"]["code"] == "IMAGE_UNUSABLE"
    assert [line["kind"] for line in lines if line["log_level"] == "error"] == ["LookupError"]
    assert "Zhang" not in answer.text + str(lines)


async def test_few_images_are_decoded_at_a_time(address, monkeypatch):
    """However many ask, two are decoded; who waits too long is told so, and places are given back."""
    inside, most = 0, 0
    lock = threading.Lock()

    def slowly(data: bytes) -> Picture:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.05)
        with lock:
            inside -= 1
        return sent_picture(data)

    monkeypatch.setattr(similar, "sent_picture", slowly)
    app = create_app(Settings(store=address))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as client:
        answers = await asyncio.gather(*(send(client, DATA) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert not any("errors" in answer.json() for answer in answers)
    assert most == 2
    app.state.engine.close()


async def test_waiting_ends_with_the_time_of_the_request(address, monkeypatch):
    """A full service says QUERY_TIMEOUT instead of keeping a thread."""
    monkeypatch.setattr(similar, "DECODING", threading.BoundedSemaphore(1))
    similar.DECODING.acquire()
    app = create_app(Settings(store=address, query_seconds=0.05))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://g.test") as client:
        (error,) = (await send(client, DATA)).json()["errors"]
    assert error["extensions"]["code"] == "QUERY_TIMEOUT"
    app.state.engine.close()
