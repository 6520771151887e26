"""CRAM: all versions with and without references, each structure broken, and a decoder that may die."""

import hashlib
import random
import socket
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pysam
import pytest

from qc.sequence.alignment import cram_source
from qc.sequence.alignment.cram import check_cram
from qc.sequence.checked import Checked, told
from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from tests.qc.sequence.alignment.built import said, the

END_3 = bytes.fromhex("0f000000ffffffff0fe0454f4600000000010005bdd94f0001000606010001000100ee63014b")
END_2 = bytes.fromhex("0b000000ffffffff0fe0454f46000000000100000100060601000100 0100")
PAIRS = 60
READ = 50
VARIANTS = {
    "2.1": ["version=2.1"],
    "3.0": ["version=3.0"],
    "3.1": ["version=3.1", "archive"],
    "several references in a slice": ["version=3.0", "multi_seq_per_slice=1", "seqs_per_slice=1000"],
}
FREE = {
    "without reference": ["version=3.0", "no_ref=1"],
    "with the reference inside": ["version=3.0", "embed_ref=1"],
    "with a consensus inside": ["version=3.1", "embed_ref=2"],
}


@dataclass(frozen=True, slots=True)
class Made:
    """A folder of CRAM files of the same reads, and the reference they were made with."""

    folder: Path
    reference: Path
    sequences: dict[str, str]

    def file(self, variant: str) -> Path:
        """The file of one variant."""
        return self.folder / f"{variant}.cram"


def _md5(sequence: str) -> str:
    return hashlib.md5(sequence.encode(), usedforsecurity=False).hexdigest()


def _reads(header: pysam.AlignmentHeader, sequences: dict[str, str]) -> list[pysam.AlignedSegment]:
    """Proper pairs along the references and one pair that is unmapped."""
    chance = random.Random(7)
    reads = []
    for number in range(PAIRS + 1):
        name = f"c{number % 2}"
        first = chance.randrange(0, 800)
        for flag, place, mate in ((99, first, first + 90), (147, first + 90, first)):
            read = pysam.AlignedSegment(header)
            read.query_name = f"r{number}"
            read.flag = flag if number < PAIRS else {99: 77, 147: 141}[flag]
            read.query_sequence = sequences[name][place : place + READ]
            read.query_qualities = pysam.qualitystring_to_array("".join(chance.choices("F:,", k=READ)))
            read.set_tag("RG", "g")
            if number < PAIRS:
                read.reference_name, read.reference_start = name, place
                read.next_reference_name, read.next_reference_start = name, mate
                read.cigarstring, read.mapping_quality = f"{READ}M", 60
                read.template_length = 140 if flag == 99 else -140
            reads.append(read)
    last = 1 << 40
    return sorted(reads, key=lambda read: (read.reference_id, read.reference_start) if not read.flag & 4 else (last, 0))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One file of each variant."""
    return make(tmp_path_factory.mktemp("cram"), VARIANTS | FREE)


def make(folder: Path, variants: dict[str, list[str]]) -> Made:
    """One file of each of the variants."""
    chance = random.Random(1)
    sequences = {f"c{i}": "".join(chance.choices("ACGT", k=1000)) for i in range(2)}
    reference = folder / "reference.fa"
    reference.write_text("".join(f">{name}\n{bases}\n" for name, bases in sequences.items()), encoding="ascii")
    pysam.faidx(str(reference))
    lines = [{"SN": name, "LN": len(bases), "M5": _md5(bases)} for name, bases in sequences.items()]
    declared = {"HD": {"VN": "1.6", "SO": "coordinate"}, "SQ": lines, "RG": [{"ID": "g", "SM": "s"}]}
    header = pysam.AlignmentHeader.from_dict(declared)
    for variant, options in variants.items():
        from_outside = None if variant in {"without reference", "with a consensus inside"} else str(reference)
        with pysam.AlignmentFile(
            str(folder / f"{variant}.cram"),
            "wc",
            header=header,
            reference_filename=from_outside,
            format_options=[option.encode() for option in options],
        ) as file:
            for read in _reads(header, sequences):
                file.write(read)
    return Made(folder, reference, sequences)


def check(file: Path, options: Options | None = None) -> Checked:
    """The outcome of checking a CRAM file."""
    remarks = Remarks(str(file))
    with open_stream(file, remarks) as stream:
        metrics = check_cram(file, stream, remarks, options or Options())
    return Checked((), metrics, told([remarks]))


@pytest.fixture(autouse=True)
def _no_references(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own places of references do not count."""
    for name in ("REF_PATH", "REF_CACHE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_version_passes_with_its_reference(made: Made, variant: str) -> None:
    """All reads with all their bases."""
    checked = check(made.file(variant), Options(reference=made.reference))
    assert said(checked) == []
    metrics = checked.metrics
    assert (metrics["records"], metrics["bases"], metrics["bases_decoded"]) == (
        2 * PAIRS + 2,
        (2 * PAIRS + 2) * READ,
        True,
    )
    assert metrics["read_groups"][0]["sm"] == "s"


@pytest.mark.parametrize("variant", FREE)
def test_a_file_that_needs_no_reference_passes_without(made: Made, variant: str) -> None:
    """The bases are in the file."""
    checked = check(made.file(variant))
    assert said(checked) == []
    assert checked.metrics["bases"] == (2 * PAIRS + 2) * READ


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_reference_that_is_not_at_hand_is_a_warning(made: Made, variant: str) -> None:
    """All but bases is checked, and the verdict is no pass."""
    checked = check(made.file(variant))
    assert said(checked) == ["W_CRAM_REFERENCE"]
    assert the(checked, "W_CRAM_REFERENCE").message == "2 references are not at hand: c0, c1"
    assert (checked.verdict, checked.metrics["records"]) == ("warn", 2 * PAIRS + 2)
    assert checked.metrics["bases_decoded"] is False


@pytest.mark.parametrize("pattern", ["%s", "%2s/%2s/%s", ""])
def test_references_are_found_by_md5(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """In a local place of REF_PATH, laid out as htslib does; places on the network are passed over."""
    for bases in made.sequences.values():
        md5 = _md5(bases)
        file = tmp_path / (f"{md5[:2]}/{md5[2:4]}/{md5[4:]}" if "%2s" in pattern else md5)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(bases, encoding="ascii")
    monkeypatch.setenv("REF_PATH", f"http://example.invalid/%s:{tmp_path}{'/' if pattern else ''}{pattern}")
    checked = check(made.file("3.0"))
    assert said(checked) == []
    assert checked.metrics["bases_decoded"] is True


def test_another_reference_of_the_same_names_is_a_warning(made: Made, tmp_path: Path) -> None:
    """The checksum of a slice shows that the reference given is not the file's."""
    other = tmp_path / "other.fa"
    other.write_text("".join(f">{name}\n{bases[::-1]}\n" for name, bases in made.sequences.items()), encoding="ascii")
    pysam.faidx(str(other))
    checked = check(made.file("3.0"), Options(reference=other))
    assert said(checked) == ["W_CRAM_REFERENCE"]
    assert checked.metrics["records"] == 2 * PAIRS + 2


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine that notes whoever comes."""
    visits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    visitor, _ = listening.accept()
                except TimeoutError:
                    continue
                with visitor:
                    visits.append(visitor.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        yield listening.getsockname()[1], visits
        over.set()
        thread.join()


def test_nothing_is_asked_on_the_network(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: tuple[int, list[bytes]]
) -> None:
    """Neither REF_PATH nor UR of the header makes a decoder call a server."""
    port, visits = server
    address = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("REF_PATH", f"{address.replace(':', '::')}/%s")
    lines = "".join(
        f"@SQ\tSN:{name}\tLN:1000\tM5:{_md5(bases)}\tUR:{address}/r.fa\n" for name, bases in made.sequences.items()
    )
    file = tmp_path / "asks.cram"
    header = pysam.AlignmentHeader.from_text(f"@HD\tVN:1.6\tSO:coordinate\n{lines}@RG\tID:g\tSM:s\n")
    with pysam.AlignmentFile(
        str(file), "wc", header=header, reference_filename=str(made.reference), format_options=[b"version=3.0"]
    ) as out:
        for read in _reads(header, made.sequences):
            out.write(read)
    for fields in (cram_source.ALL_FIELDS, cram_source.WITHOUT_BASES):
        source = cram_source.CramSource(file, fields, None)
        source.readinto(np.zeros(1 << 20, np.uint8))
        source.close()
    assert said(check(file)) == ["W_CRAM_REFERENCE"]
    assert visits == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_records_are_decoded_without_any_reference(tmp_path: Path, variant: str) -> None:
    """The place that UR names is gone: no slice asks for it, whatever references its reads lie on."""
    folder = make(tmp_path, {variant: VARIANTS[variant]})
    folder.reference.unlink()
    Path(f"{folder.reference}.fai").unlink()
    checked = check(folder.file(variant))
    assert said(checked) == ["W_CRAM_REFERENCE"]
    assert checked.metrics["records"] == 2 * (PAIRS + 1)


def test_an_end_that_stands_twice_is_a_warning(made: Made, tmp_path: Path) -> None:
    """Nothing is lost by it."""
    file = tmp_path / "twice.cram"
    file.write_bytes(made.file("without reference").read_bytes() + END_3)
    checked = check(file)
    assert said(checked) == ["E_CRAM_TRAILING"]
    assert checked.verdict == "warn"


def test_every_cut_is_an_error(made: Made, tmp_path: Path) -> None:
    """Whatever byte a file is cut at, it fails, without a decoder where its structure is broken."""
    whole = made.file("3.0").read_bytes()
    file = tmp_path / "cut.cram"
    places = {*range(1, 60), *range(60, len(whole) - 100, 97), *range(len(whole) - 45, len(whole))}
    at_the_end = len(whole) - len(END_3)
    for end in sorted(places - {at_the_end}):
        file.write_bytes(whole[:end])
        assert check(file).verdict == "fail", end
    file.write_bytes(whole[:at_the_end])
    assert said(check(file, Options(reference=made.reference))) == ["E_CRAM_EOF"]


def test_the_end_of_version_2_is_another(made: Made, tmp_path: Path) -> None:
    """Version 2.1 has an end without check values."""
    whole = made.file("2.1").read_bytes()
    assert whole.endswith(END_2)
    file = tmp_path / "cut.cram"
    file.write_bytes(whole[: -len(END_2)])
    assert said(check(file, Options(reference=made.reference))) == ["E_CRAM_EOF"]


def test_version_2_0_has_no_end(made: Made, tmp_path: Path) -> None:
    """Its files end with their last reads."""
    whole = made.file("2.1").read_bytes()
    file = tmp_path / "old.cram"
    file.write_bytes(whole[:5] + b"\0" + whole[6 : -len(END_2)])
    assert said(check(file, Options(reference=made.reference))) == []


def test_every_flipped_bit_is_an_error(made: Made, tmp_path: Path) -> None:
    """From version 3 on each header and block has a check value."""
    whole = made.file("without reference").read_bytes()
    file = tmp_path / "flipped.cram"
    for at in range(26, len(whole), 61):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :])
        assert check(file).verdict == "fail", at


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"CRAN" + data[4:], "E_NOT_CRAM"),
        (lambda data: data[:4] + b"\x01\x00" + data[6:], "E_CRAM_VERSION"),
        (lambda data: data[:4] + b"\x04\x00" + data[6:], "E_CRAM_VERSION"),
        (lambda data: data + b"\0", "E_CRAM_TRUNCATED"),
        (lambda data: data + data[26:], "E_CRAM_TRAILING"),
        (lambda data: data[:26], "E_CRAM_EOF"),
        (lambda data: data[:26] + END_3, "E_CRAM_CORRUPT"),
        (lambda data: data[:20], "E_CRAM_TRUNCATED"),
    ],
)
def test_a_structure_that_is_not_cram(made: Made, tmp_path: Path, change: object, code: str) -> None:
    """Magic, version, the first container, the end."""
    file = tmp_path / "changed.cram"
    file.write_bytes(change(made.file("without reference").read_bytes()))  # type: ignore[operator]
    assert said(check(file)) == [code]


def _block(method: int, content: int, data: bytes, raw: int | None = None) -> bytes:
    """A block of fewer than 128 bytes with its check value."""
    body = bytes([method, content, 0, len(data), len(data) if raw is None else raw]) + data
    return body + zlib.crc32(body).to_bytes(4, "little")


def _container(blocks: list[bytes], *, records: int = 0, length: int | None = None, count: int | None = None) -> bytes:
    """A container of fewer than 128 bytes of blocks with its check value."""
    data = b"".join(blocks)
    size = len(data) if length is None else length
    head = size.to_bytes(4, "little") + bytes([0, 0, 0, records, 0, 0, len(blocks) if count is None else count, 0])
    return head + zlib.crc32(head).to_bytes(4, "little") + data


TEXT = b"@HD\tVN:1.6\n"
FIRST = _container([_block(0, 0, len(TEXT).to_bytes(4, "little") + TEXT)])


@pytest.mark.parametrize(
    ("containers", "code"),
    [
        ([FIRST, END_3], "E_NO_READS"),
        ([FIRST, _container([_block(9, 4, b"abc")]), END_3], "E_CRAM_CORRUPT"),
        ([FIRST, _container([_block(0, 6, b"abc")]), END_3], "E_CRAM_CORRUPT"),
        ([FIRST, _container([_block(0, 4, b"abc", raw=4)]), END_3], "E_CRAM_CORRUPT"),
        ([FIRST, _container([_block(0, 4, b"abc")], length=11), END_3], "E_CRAM_CORRUPT"),
        ([FIRST, _container([_block(0, 4, b"abc"), b"xyz"], count=1), END_3], "E_CRAM_CORRUPT"),
        ([FIRST, _container([_block(0, 4, b"abc")], count=100), END_3], "E_CRAM_CORRUPT"),
        ([_container([_block(0, 4, b"abc")]), END_3], "E_CRAM_CORRUPT"),
        ([_container([_block(0, 0, b"\xff\0\0\0abc")]), END_3], "E_CRAM_CORRUPT"),
        ([_container([_block(1, 0, b"no gzip", raw=50)]), END_3], "E_CRAM_CORRUPT"),
        (
            [FIRST, _container([_block(0, 1, b""), _block(0, 2, b""), _block(0, 5, b"")], records=1), END_3],
            "E_CRAM_CORRUPT",
        ),
    ],
)
def test_containers_built_by_hand(tmp_path: Path, containers: list[bytes], code: str) -> None:
    """Check values are right, and what they guard is not."""
    file = tmp_path / "built.cram"
    file.write_bytes(b"CRAM\3\0" + bytes(20) + b"".join(containers))
    assert code in said(check(file))


def test_the_files_of_quickcheck_are_judged_as_they_are_labelled(shared_data: Path) -> None:
    """Two whole files whose reference is not here, three cut ones."""
    folder = shared_data / "seq" / "samtools+samtools" / "quickcheck"
    errors = {
        file.name[0]: {remark.code for remark in check(file).remarks if remark.severity == "error"}
        for file in folder.glob("*.cram")
    }
    assert errors == {"5": {"E_CRAM_EOF"}, "6": set(), "7": set(), "8": {"E_CRAM_EOF"}, "9": {"E_CRAM_EOF"}}


def test_a_decoder_that_says_nothing_is_ended(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hang becomes an error of the file."""
    monkeypatch.setattr(cram_source, "SILENT", 0.0)
    checked = check(made.file("without reference"))
    assert said(checked)[0] == "E_CRAM_CORRUPT"
    assert "no byte for too long" in the(checked, "E_CRAM_CORRUPT").message


def test_a_decoder_that_dies_is_an_error_of_the_file(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies alone, in the midst of a block."""
    program = tmp_path / "dies.py"
    program.write_text("import os, sys\nos.write(1, bytes(10))\nsys.stderr.write('last words')\nsys.exit(134)\n")
    monkeypatch.setattr(cram_source.cram_decoder, "__file__", str(program))
    checked = check(made.file("without reference"))
    assert the(checked, "E_CRAM_CORRUPT").message == "records cannot be decoded: last words"
    assert checked.verdict == "fail"
