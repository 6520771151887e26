"""What the reads are of, on the pages of runs and profiles."""

import pytest
from httpx import ASGITransport, AsyncClient
from lxml import html

from api.app import create_app
from api.settings import Settings
from api.ui.taxonomy import share
from graph_schema.record import Provenance
from graph_store.open import open_store
from qc.taxonomy.counts import Profile
from qc.taxonomy.records import profile_records
from qc.taxonomy.tree import Taxon
from tests.api.graph import record

TREE = (
    Taxon(1, "root", "no rank", 1),
    Taxon(2, "Bacteria", "superkingdom", 1),
    Taxon(562, "Escherichia coli", "species", 2),
    Taxon(511145, "K-12", "strain", 562),
    Taxon(1280, "Staphylococcus aureus", "species", 2),
    Taxon(9606, "Homo sapiens", "species", 1),
)
COUNTS = {562: 600, 511145: 100, 1280: 150, 9606: 50}
PROFILE = Profile("STAT", "0.4", "tree.dbss", "", None, None, 1000, 5000, 905, COUNTS, TREE, 2, 5)
WHERE = Provenance("a.json", "0" * 64, "[1]", "run-taxonomy", "1", "2026-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """A run with a profile, one with a hidden profile, one with an empty one, one without."""
    url = f"sqlite:///{tmp_path_factory.mktemp('taxonomy') / 'graph.db'}"
    store = open_store(url, write=True)
    empty = Profile("STAT", "0.4", "", "", None, None, 7, 7, 0, {}, ())
    store.write(
        [
            *(record("Run", f"CRR00000{number}") for number in (1, 2, 3, 4)),
            *profile_records(PROFILE, "CRR000001", WHERE, "public"),
            *profile_records(PROFILE, "CRR000002", WHERE, "review"),
            *profile_records(empty, "CRR000003", WHERE, "public"),
        ]
    )
    store.close()
    return Settings(store=url)


@pytest.fixture
async def page(settings):
    """Read a page as its tree."""
    app = create_app(settings)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://pages.test") as client:

        async def read(path, **headers):
            answer = await client.get(path, headers={"accept": "text/html", **headers})
            assert answer.status_code == 200, answer.text
            return html.fromstring(answer.text)

        yield read
    app.state.engine.close()


def rows(tree):
    """The table: depth, name, own spots, spots with all below, share."""
    found = []
    for row in tree.xpath("//div[@class='sunburst']//tbody/tr"):
        name = row.xpath("string(th/a)") or row.xpath("th/text()")[-1]
        cells = [cell.text_content() for cell in row.xpath("td")]
        found.append((len(row.xpath("th/span[@class='step']")), name.strip(), cells[1], cells[2], cells[3]))
    return found


async def test_the_table_says_everything(page):
    """Own counts, totals that follow from the tree, and shares of the analysed spots."""
    assert rows(await page("/run/CRR000001.html")) == [
        (0, "root", "0", "900", "90.0 %"),
        (1, "Bacteria", "0", "850", "85.0 %"),
        (2, "Escherichia coli", "600", "700", "70.0 %"),
        (3, "K-12", "100", "100", "10.0 %"),
        (2, "Staphylococcus aureus", "150", "150", "15.0 %"),
        (1, "Homo sapiens", "50", "50", "5.0 %"),
    ]


async def test_figures_say_how_the_profile_was_made(page):
    """Spots, the database, and what was left out."""
    tree = await page("/run/CRR000001.html")
    figures = {div.findtext("dt"): div.findtext("dd") for div in tree.xpath("//div[@class='taxonomy']/dl/div")}
    assert figures == {
        "Spots of the run": "5,000", "Spots analysed": "1,000", "Spots with a taxon": "905 (90.5 %)",
        "Taxa left out for too few spots": "2 (5)", "Reference database": "tree.dbss",
    }  # fmt: skip


async def test_every_arc_is_a_link_with_words(page):
    """It says what it stands for and leads to itself in the middle."""
    tree = await page("/run/CRR000001.html")
    links = {link.get("aria-label"): link.get("href") for link in tree.xpath("//div[@class='sunburst']//figure//a")}
    assert links == {
        "Bacteria, superkingdom, 850, 85.0 %": "?taxon=NCBITaxon%3A2#taxonomy",
        "Homo sapiens, species, 50, 5.0 %": "?taxon=NCBITaxon%3A9606#taxonomy",
        "Escherichia coli, species, 700, 70.0 %": "?taxon=NCBITaxon%3A562#taxonomy",
        "Staphylococcus aureus, species, 150, 15.0 %": "?taxon=NCBITaxon%3A1280#taxonomy",
        "K-12, strain, 100, 10.0 %": "?taxon=NCBITaxon%3A511145#taxonomy",
    }


async def test_a_taxon_in_the_middle(page):
    """Only what is below it is drawn, and a link leads up; the table stays whole."""
    tree = await page("/run/CRR000001.html?taxon=NCBITaxon:562")
    links = {link.get("aria-label"): link.get("href") for link in tree.xpath("//div[@class='sunburst']//figure//a")}
    assert links == {
        "K-12, strain, 100, 10.0 %": "?taxon=NCBITaxon%3A511145#taxonomy",
        "Back to the taxon above": "?taxon=NCBITaxon%3A2#taxonomy",
    }
    assert tree.xpath("string(//figcaption)") == "Escherichia coli, species, 700, 70.0 %"
    assert len(rows(tree)) == 6


@pytest.mark.parametrize("taxon", ["NCBITaxon:77", "", "<script>", "x" * 5000])
async def test_an_unknown_taxon_leaves_the_whole(page, taxon):
    """Whatever an address says."""
    tree = await page(f"/run/CRR000001.html?taxon={taxon}")
    assert len(tree.xpath("//div[@class='sunburst']//figure//a")) == 5


async def test_the_page_of_a_profile_shows_it_too(page):
    """The same drawing and table."""
    run = await page("/run/CRR000001.html")
    href = run.xpath("string(//div[@class='taxonomy']/h3/a/@href)")
    assert rows(await page(f"{href}.html")) == rows(run)


async def test_a_hidden_profile_is_not_shown(page):
    """Nor is an absent one; a profile that counts nothing has figures and no drawing."""
    for run in ("CRR000002", "CRR000004"):
        assert (await page(f"/run/{run}.html")).xpath("//*[@id='taxonomy']") == []
    empty = await page("/run/CRR000003.html")
    assert empty.xpath("string(//div[@class='taxonomy']//dd)") == "7"
    assert empty.xpath("//div[@class='sunburst']") == []


async def test_ranks_in_chinese(page):
    """Words of ranks are translated, names of taxa are not."""
    tree = await page("/run/CRR000001.html", **{"accept-language": "zh-CN"})
    row = tree.xpath("//div[@class='sunburst']//tbody/tr")[2]
    assert (row.xpath("string(th/a)"), row.xpath("string(td[1])")) == ("Escherichia coli", "种")


@pytest.mark.parametrize(("count", "text"), [(1000, "100.0 %"), (15, "1.5 %"), (5, "0.5 %"), (1, "0.1 %"), (0, "0 %")])
def test_shares(count, text):
    """One digit, or two that count where a share is small."""
    assert share(count, 1000) == text
