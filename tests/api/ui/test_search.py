"""Search: accessions, lists of accessions, words."""

import re

import pytest
from httpx import ASGITransport, AsyncClient
from hypothesis import given
from hypothesis import strategies as st

from api.ui import listing, search
from api.ui.listing import found_by_type, tokens_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("sepsis", []),
        ("CRR000001", ["CRR000001"]),
        (" crr000001 ", ["crr000001"]),
        ("CRR000001, CRR000002;CRR000003 CRR000001", ["CRR000001", "CRR000002", "CRR000003"]),
        ("CRR000001、CRR000002,CRR000003", ["CRR000001", "CRR000002", "CRR000003"]),
        ("lung CRR000001", []),
        ("CRR000001 CRR000002 x", ["CRR000001", "CRR000002", "x"]),
        ("CRR000001\nsample 1\nCRR000002 CRR000003\n\n", ["CRR000001", "sample 1", "CRR000002", "CRR000003"]),
        ("two\nlines", []),
        (
            "https://ngdc.cncb.ac.cn/gsa/browse/CRA000001/CRR000001",
            ["https://ngdc.cncb.ac.cn/gsa/browse/CRA000001/CRR000001"],
        ),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    """A list is told from words by what its entries are; a bad line stays one entry."""
    assert tokens_of(text) == tokens


@given(st.text(max_size=60))
def test_tokens_of_anything(text: str) -> None:
    """Entries are never empty and never repeated."""
    tokens = tokens_of(text)
    assert len(tokens) == len(set(tokens))
    assert all(token.strip() for token in tokens)


async def test_one_accession_leads_to_its_record(get) -> None:
    """An accession in the box opens the record, however it is written."""
    for text in ("HRR000001", "hrr000001", "%20HRR000001%C2%A0"):
        told = await get(f"/search?q={text}")
        assert (told.status_code, told.headers["location"]) == (302, "/run/HRR000001")


async def test_unknown_accession_is_explained(get) -> None:
    """A valid accession that is not here is called so, with the archive's own page."""
    text = (await get("/search?q=HRR999999")).text
    assert "not in this graph" in text
    assert 'href="https://ngdc.cncb.ac.cn/' in text


async def test_list_page(get) -> None:
    """Each line of a list has its own state; a bad one stops nothing."""
    told = await get("/search?q=HRR000001%0Asample%201%0AHRR999999%0AsubHRA000009%0AOMIX000002%0AHRA000001%0ACRA000009")
    rows = re.findall(r'<td><code>([^<]*)</code></td>\s*<td><span class="badge \w+">([^<]*)</span>', told.text)
    assert rows == [
        ("HRR000001", "found"),
        ("sample 1", "not an accession"),
        ("HRR999999", "not in this graph"),
        ("subHRA000009", "not an accession yet"),
        ("OMIX000002", "withdrawn"),
        ("HRA000001", "found"),
        ("CRA000009", "not in this graph"),
    ]
    assert "found: 2 · not in this graph: 2 · not an accession: 1 · not an accession yet: 1 · withdrawn: 1" in told.text
    assert "Controlled access" in told.text
    assert 'href="/graph?ids=HRR000001,OMIX000002,HRA000001"' in told.text


async def test_long_lists_are_cut_in_the_open(get, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes beyond the limit is counted, not dropped in silence."""
    monkeypatch.setattr(search, "MOST_LINES", 2)
    text = (await get("/search?q=HRR000001,HRR000002,HRR000003,HRR000004")).text
    assert "The last 2 lines were left out: a list has at most 2." in text
    assert "HRR000003</code>" not in text


async def test_words(get) -> None:
    """Words find records by type, with counts, each type with a way to all of its hits."""
    text = (await get("/search?q=invented")).text
    assert "3 records" in text
    assert 'href="/search?q=invented&amp;type=Dataset"' in text
    assert "脓毒症 sepsis, an invented project" in text
    alone = (await get("/search?q=invented&type=Dataset")).text
    assert "1 record<" in alone
    assert "脓毒症" not in alone


async def test_words_in_chinese(get) -> None:
    """Chinese words are found as a phrase."""
    assert "PRJCA000001" in (await get("/search?q=%E8%84%93%E6%AF%92%E7%97%87")).text


async def test_nothing_found(get) -> None:
    """No hit says what to try; no text asks for one; nothing that may not be seen is found."""
    assert "Nothing in the graph has all of these words." in (await get("/search?q=qqqq")).text
    assert "Nothing in the graph has all of these words." in (await get("/search?q=unreleased")).text
    assert "Type an accession, or words of a title." in (await get("/search")).text


async def test_unknown_type_is_ignored(get) -> None:
    """A type that does not exist searches all of them."""
    assert "3 records" in (await get("/search?q=invented&type=Nope")).text


def test_found_by_type() -> None:
    """Only found accessions are asked for again, by type."""
    items = [
        {"state": "found", "nodeType": "Run", "accession": "CRR1"},
        {"state": "unknown", "nodeType": "Run", "accession": "CRR2"},
        {"state": "found", "nodeType": "Dataset", "accession": "CRA1"},
        {"state": "found", "nodeType": "Run", "accession": "CRR3"},
    ]
    assert found_by_type(items) == {"Run": ["CRR1", "CRR3"], "Dataset": ["CRA1"]}


def test_states_cover_the_resolver() -> None:
    """Every state the resolver knows has words."""
    assert {"found", "unknown", "invalid", "pre_accession"} <= listing.STATES.keys()


@pytest.fixture
async def post(page_app):
    """Post a text as the form of the first page does."""
    async with AsyncClient(transport=ASGITransport(page_app), base_url="http://pages.test") as client:

        async def posted(text: str):
            return await client.post("/search", data={"q": text}, headers={"accept": "text/html"})

        yield posted


async def test_short_texts_become_addresses(post) -> None:
    """A short text posted leads to an address that can be shared."""
    told = await post(" CRR000001\r\nb ")
    assert (told.status_code, told.headers["location"]) == (303, "/search?q=CRR000001%0D%0Ab")


async def test_long_lists_are_answered_at_once(post) -> None:
    """A list too long for an address is told line by line all the same."""
    told = await post("\n".join(f"HRR{number:06}" for number in range(1, 301)))
    assert told.status_code == 200
    assert told.text.count('<span class="badge good">found</span>') == 60
    assert "found: 60 · not in this graph: 240" in told.text


async def test_too_long_is_refused(post) -> None:
    """A body above the service's limit is 413, in words."""
    told = await post("x" * 300_000)
    assert told.status_code == 413
    assert "BODY_TOO_LARGE" in told.text
