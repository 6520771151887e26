"""The HTML page: what it tells, and that text of the file cannot become markup."""

from lxml import html

from qc.sequence.checked import Checked, FileFacts
from qc.sequence.remarks import Remark
from qc.sequence.report.page import page, told


def test_the_page_tells_verdict_figures_and_findings(single: Checked) -> None:
    """Verdict, shares in percent, the worst findings first, with counts."""
    tree = html.fromstring(page(single))
    assert tree.find_class("verdict")[0].text_content() == "failed"
    assert "87.5 %" in tree.find_class("figures")[0].text_content()
    codes = [code.text_content() for code in tree.xpath("//summary/code")]
    assert codes == ["E_BASE", "E_DUP_NAME", "W_IUPAC"]
    assert "× 130" in tree.xpath("//summary[code='E_BASE']")[0].text_content()
    assert "110 more are counted" in tree.text_content()


def test_text_of_the_file_is_no_markup(single: Checked) -> None:
    """A name with tags in it is shown as it is written."""
    written = page(single)
    assert "<b>x</b>" not in written
    assert "the name <b>x</b> & another" in html.fromstring(written).text_content()


def test_the_page_needs_nothing_else(single: Checked) -> None:
    """No script, no style sheet, no picture of another address."""
    tree = html.fromstring(page(single))
    assert not tree.xpath("//script|//link|//img|//iframe")
    assert "url(" not in page(single)


def test_every_plot_has_a_table(pair: Checked) -> None:
    """Both files of a pair are drawn, each figure with its table."""
    tree = html.fromstring(page(pair))
    assert len(tree.xpath("//figure")) == len(tree.xpath("//figure//table")) == 10
    assert [one.text for one in tree.xpath("//h2")][1:3] == ["x_1.fastq.gz", "x_2.fastq.gz"]
    assert "nothing was found" in tree.text_content()


def test_figures_as_people_write_them() -> None:
    """Thousands are parted, shares are short, lists are joined, nothing is a dash."""
    assert [told(value) for value in (1234567, 0.5, 36.25, ["a", 2], {"min": 1}, None, True, [])] == [
        "1,234,567", "0.5", "36.25", "a, 2", "min 1", "–", "yes", "none",
    ]  # fmt: skip


def test_a_page_without_figures_has_no_empty_headings() -> None:
    """A file that could not be checked has neither tiles nor a list of figures, but its finding and its checksums."""
    fault = Remark("E_EMPTY", "error", "a.fastq", "the file has 0 bytes", "send the file again")
    unchecked = Checked((FileFacts("a.fastq", "0" * 32, "0" * 64, 0, "plain", "fastq"),), {}, (fault,))
    tree = html.fromstring(page(unchecked))
    assert [one.text for one in tree.xpath("//h2")] == ["Findings", "Files"]
    assert not tree.find_class("figures")
