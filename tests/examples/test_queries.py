"""The questions of `examples/queries/`, against answers worked out by hand from `examples/tables` and `examples/files`."""

from typing import Any

from examples.build import HERE
from examples.workbooks import read_table

COHORT = {
    "accession": "HRA900001",
    "accessType": "controlled",
    "useLimits": ["General purpose use", "Non-profitable use"],
    "dataAccessCommittee": {"accession": "HDAC900001", "name": "Invented example: sepsis genome committee"},
}
LIVER = {"accession": "HRA900004", "accessType": "open", "useLimits": None, "dataAccessCommittee": None}
IMAGES = {
    "accession": "OBIA9001",
    "accessType": "controlled",
    "useLimits": ["Non-profitable use"],
    "dataAccessCommittee": {"accession": "HDAC900002", "name": "Invented example: imaging committee"},
}


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return connection["nodes"]


def accessions(connection: dict[str, Any]) -> list[str]:
    return [node["accession"] for node in nodes(connection)]


def written_files(dataset: str, run: str) -> list[dict[str, Any]]:
    """Name, size and md5 of a run's files, as the Run sheet of a dataset has them."""
    header, *rows = read_table(HERE / "tables" / dataset / "Run.tsv")
    row = next(dict(zip(header, row, strict=True)) for row in rows if row[1] == run)
    cells = [
        (row[f"File name {number}"], row[f"MD5 checksum {number}"]) for number in (1, 2) if row[f"File name {number}"]
    ]
    named = [
        (cell.partition(" (")[0], int(cell.partition(" (")[2].removesuffix(" bytes)")), md5) for cell, md5 in cells
    ]
    return [{"name": name, "size": size, "md5": md5} for name, size, md5 in named]


def series(*found: tuple[str, int]) -> dict[str, Any]:
    return {
        "nodes": [{"bodyPart": part, "imageCount": count, "images": {"totalCount": count}} for part, count in found]
    }


async def test_imaging_and_genomes(question):
    """CT and whole genome: SEP01 and SEP02 under the genome and the imaging committee, LIV01 openly; SEP04 has an exome only."""
    found = (await question("00-imaging-and-genomes"))["individuals"]
    assert found["totalCount"] == 3
    assert accessions(found) == ["HRI9000001", "HRI9000002", "HRI9000051"]
    assert [nodes(node["datasets"]) for node in nodes(found)] == [[COHORT], [COHORT], [LIVER]]
    links = [node["sameIndividuals"]["edges"] for node in nodes(found)]
    assert [[(link["method"], link["confidence"], link["node"]["accession"]) for link in edges] for edges in links] == [
        [("declared", 1.0, "OBIA9001-I01")],
        [("declared", 1.0, "OBIA9001-I02")],
        [("declared", 1.0, "OBIA9001-I06")],
    ]
    assert [nodes(edges[0]["node"]["datasets"]) for edges in links] == [[IMAGES]] * 3
    studies = [
        [
            (study["daysFromBaseline"], study["dateShifted"], study["imagingSeries"])
            for study in nodes(edges[0]["node"]["imagingStudies"])
        ]
        for edges in links
    ]
    assert studies == [
        [(0, True, series(("CHEST", 3))), (5, True, series(("CHEST", 2)))],
        [(0, True, series(("CHEST", 2), ("CHEST", 2)))],
        [(0, True, series(("LIVER", 2)))],
    ]


async def test_the_files_of_the_genomes(question):
    """Every whole-genome file of the three individuals, with size and md5 as their sheets have them, and no RNA file."""
    found = (await question("00-imaging-and-genomes"))["individuals"]
    runs = {
        run["accession"]: run["files"]["nodes"]
        for individual in nodes(found)
        for sample in nodes(individual["samples"])
        for experiment in nodes(sample["experiments"])
        for run in nodes(experiment["runs"])
    }
    wanted = dict.fromkeys(("HRR9000001", "HRR9000002", "HRR9000003"), "HRA900001") | dict.fromkeys(
        ("HRR9000051", "HRR9000052"), "HRA900004"
    )
    assert runs == {run: written_files(dataset, run) for run, dataset in wanted.items()}
    assert all(len(found) == 2 for found in runs.values())


async def test_question_1_imaging_and_sequencing(question):
    """MR and a genome: SEP03 (head) and SEP05 (pelvis); both sides are controlled, by two committees."""
    found = (await question("01-imaging-and-sequencing"))["individuals"]
    assert (found["totalCount"], accessions(found)) == (2, ["HRI9000003", "HRI9000005"])
    imaged = [nodes(node["sameIndividuals"])[0] for node in nodes(found)]
    parts = [
        {one["bodyPart"] for study in nodes(node["imagingStudies"]) for one in nodes(study["imagingSeries"])}
        for node in imaged
    ]
    assert parts == [{"HEAD"}, {"PELVIS"}]
    committees = [
        {one["dataAccessCommittee"]["accession"] for one in (*nodes(left["datasets"]), *nodes(right["datasets"]))}
        for left, right in zip(nodes(found), imaged, strict=True)
    ]
    assert committees == [{"HDAC900001", "HDAC900002"}] * 2


async def test_question_1_by_disease(question):
    """The disease and the modality narrow the answer: CT of a liver cancer is LIV01."""
    found = await question("01-imaging-and-sequencing", disease="carcinoma", modality="CT")
    assert accessions(found["individuals"]) == ["HRI9000051"]
    assert (await question("01-imaging-and-sequencing", modality="US"))["individuals"]["totalCount"] == 0


async def test_question_2_datasets_of_a_project(question):
    """The umbrella's three projects hold twelve published datasets of four archives; unreleased ones are not told."""
    (umbrella,) = nodes((await question("02-datasets-of-a-project"))["bioProjects"])
    assert accessions(umbrella["components"]) == ["PRJCA900001", "PRJCA900002", "PRJCA900003"]
    assert [node["samples"]["totalCount"] for node in nodes(umbrella["components"])] == [10, 5, 0]
    told = {
        dataset["accession"]: (
            dataset["archive"],
            dataset["accessType"],
            dataset["blocker"],
            *(
                dataset[key]["totalCount"]
                for key in ("individuals", "samples", "experiments", "imagingStudies", "files")
            ),
        )
        for project in nodes(umbrella["components"])
        for dataset in nodes(project["datasets"])
    }
    assert told == {
        "HRA900001": ("GSA-Human", "controlled", "none", 10, 10, 10, 0, 21),
        "HRA900002": ("GSA-Human", "controlled", "none", 4, 9, 9, 0, 18),
        "OBIA9001": ("OBIA", "controlled", None, 7, 0, 0, 9, 0),
        "OMIX900001": ("OMIX", "controlled", "none", 0, 0, 0, 0, 4),
        "OMIX900002": ("OMIX", "open", "none", 0, 0, 0, 0, 2),
        "CRA900001": ("GSA", "open", "none", 0, 3, 4, 0, 8),
        "CRA900002": ("GSA", "open", "none", 0, 2, 2, 0, 11),
        "HRA900003": ("GSA-Human", "open", "none", 3, 3, 3, 0, 5),
        "HRA900004": ("GSA-Human", "open", "none", 3, 5, 6, 0, 12),
        "OMIX900003": ("OMIX", "open", "hgrRegistrationPending", 0, 0, 0, 0, 1),
    }


async def test_question_2_largest_files_and_mirrors(question):
    """The largest file of the cohort is its one BAM; only the ward's dataset has a mirror."""
    (umbrella,) = nodes((await question("02-datasets-of-a-project"))["bioProjects"])
    datasets = {
        one["accession"]: one for project in nodes(umbrella["components"]) for one in nodes(project["datasets"])
    }
    (largest, *_) = nodes(datasets["HRA900001"]["files"])
    assert largest["size"] == written_files("HRA900001", "HRR9000009")[0]["size"]
    assert {name: accessions(one["mirrors"]) for name, one in datasets.items() if nodes(one["mirrors"])} == {
        "CRA900001": ["SRP990000001"]
    }


async def test_question_3_open_rna_seq_of_a_disease(question):
    """Open, published and not blocked: HRA900004 with its two RNA-Seq runs; the OMIX matrix waits for its registration."""
    found = (await question("03-open-rna-seq-of-a-disease"))["datasets"]
    assert (found["totalCount"], accessions(found)) == (1, ["HRA900004"])
    (dataset,) = nodes(found)
    assert [(one["accession"], accessions(one["terms"])) for one in nodes(dataset["individuals"])] == [
        ("HRI9000051", ["MONDO:0007256"]),
        ("HRI9000052", ["MONDO:0007256"]),
        ("HRI9000053", ["MONDO:0006210"]),
    ]
    runs = {one["accession"]: nodes(nodes(one["runs"])[0]["files"]) for one in nodes(dataset["experiments"])}
    for experiment, run in (("HRX9000055", "HRR9000055"), ("HRX9000056", "HRR9000056")):
        assert [(file["name"], file["md5"]) for file in runs[experiment]] == [
            (file["name"], file["md5"]) for file in written_files("HRA900004", run)
        ]
        assert {file["url"].rpartition("/")[0] for file in runs[experiment]} == {
            f"https://download.cncb.ac.cn/gsa-human/HRA900004/{run}"
        }


async def test_question_3_without_the_subtype(question):
    """Asked for the sub-type alone, only the third individual is left."""
    found = (await question("03-open-rna-seq-of-a-disease", terms=["MONDO:0006210"]))["datasets"]
    assert accessions(nodes(found)[0]["individuals"]) == ["HRI9000053"]
    assert (await question("03-open-rna-seq-of-a-disease", terms=[]))["datasets"]["totalCount"] == 0


async def test_question_4_access_to_a_dataset(question):
    """Four requests: two approved after 10 and 20 days, one rejected after 24, one waiting; eighteen days on average."""
    (dataset,) = nodes((await question("04-access-to-a-dataset"))["datasets"])
    assert dataset["dataAccessCommittee"]["accession"] == "HDAC900001"
    assert {
        key: dataset[key]
        for key in ("requestCount", "processedPercent", "approvedPercent", "meanProcessingDays", "opennessScore")
    } == {
        "requestCount": 4,
        "processedPercent": 75.0,
        "approvedPercent": 50.0,
        "meanProcessingDays": 18.0,
        "opennessScore": 71.3,
    }
    assert [
        (one["accession"], one["requestState"], one["requestDate"], one["decisionDate"])
        for one in nodes(dataset["accessRequests"])
    ] == [
        ("HREQ900001", "Approved", "2024-04-01", "2024-04-11"),
        ("HREQ900002", "Approved", "2024-05-02", "2024-05-22"),
        ("HREQ900003", "Rejected", "2024-06-03", "2024-06-27"),
        ("HREQ900004", "Waiting for DAC Review", "2024-11-20", None),
    ]
    assert dataset["approved"]["totalCount"] == 2
    assert [edge["node"]["accession"] for edge in dataset["terms"]["edges"]] == ["DUO:0000042", "DUO:0000046"]


async def test_question_4_of_an_open_dataset(question):
    """Nobody decides on an open dataset, and no use is claimed for it."""
    (dataset,) = nodes((await question("04-access-to-a-dataset", dataset="HRA900004"))["datasets"])
    assert (dataset["accessType"], dataset["dataAccessCommittee"], dataset["terms"]["edges"]) == ("open", None, [])


async def test_question_5_where_a_file_comes_from(question):
    """The file of the second lane goes back to the blood of SEP01, her disease, the project and the paper."""
    found = await question("05-where-a-file-comes-from")
    (file,) = nodes(found["origin"])
    (written, _) = written_files("HRA900001", "HRR9000002")
    assert (file["accession"], file["md5"]) == (f"HRR9000002/{written['md5']}", written["md5"])
    assert (file["run"]["accession"], file["run"]["experiment"]["accession"]) == ("HRR9000002", "HRX9000001")
    (sample,) = nodes(file["run"]["experiment"]["samples"])
    assert sample == {
        "accession": "HRS9000001",
        "tissue": "blood",
        "individual": {"accession": "HRI9000001", "disease": "Sepsis"},
        "sameSamples": {"nodes": [{"accession": "SAMC9000001", "archive": "NGDC"}]},
    }
    project = file["dataset"]["bioProject"]
    assert (project["accession"], [paper["doi"] for paper in nodes(project["publications"])]) == (
        "PRJCA900001",
        ["10.5555/gsagraph.example.1"],
    )


async def test_question_5_by_md5_and_the_reverse(question):
    """The md5 finds the same file; a project lists all its files with md5 and address, page by page."""
    (written, _) = written_files("HRA900001", "HRR9000002")
    found = await question("05-where-a-file-comes-from", name=written["md5"])
    assert [file["run"]["accession"] for file in nodes(found["origin"])] == ["HRR9000002"]
    assert (found["all"]["totalCount"], found["all"]["pageInfo"]["hasNextPage"]) == (13, True)
    first = [file for run in ("HRR9000051", "HRR9000052", "HRR9000053") for file in written_files("HRA900004", run)][:5]
    assert [{key: file[key] for key in ("name", "md5", "size")} for file in nodes(found["all"])] == first


async def test_question_6_matched_pairs_and_trios(question):
    """LIV01 has tumour and adjacent tissue on one platform, LIV02 on two; one trio is complete, one lacks its father."""
    found = await question("06-matched-pairs-and-trios")
    assert accessions(found["onDnbseq"]) == ["HRI9000051"]
    assert found["onIllumina"]["totalCount"] == 0
    assert nodes(found["completeTrios"]) == [
        {
            "accession": "HRI9000001",
            "family": "Family of SEP01",
            "mother": {"accession": "HRI9000006"},
            "father": {"accession": "HRI9000007"},
        }
    ]
    assert nodes(found["incompleteTrios"]) == [
        {"accession": "HRI9000008", "mother": {"accession": "HRI9000009"}, "father": None}
    ]


async def test_question_6_of_another_strategy(question):
    """No pair and no trio has RNA-Seq on both sides."""
    found = await question("06-matched-pairs-and-trios", strategy="RNA-Seq")
    assert (found["onDnbseq"]["totalCount"], found["completeTrios"]["totalCount"]) == (0, 0)


async def test_question_7_several_omics_layers(question):
    """Three of the cohort under a second accession, and LIV01 in one sample; one project has a proteome too."""
    found = await question("07-several-omics-layers")
    told = [
        (
            one["accession"],
            one["genomes"]["totalCount"],
            one["transcriptomes"]["totalCount"],
            one["both"]["totalCount"],
            [(other["accession"], other["transcriptomes"]["totalCount"]) for other in nodes(one["sameIndividuals"])],
        )
        for one in nodes(found["individuals"])
    ]
    assert told == [
        ("HRI9000002", 1, 0, 0, [("HRI9000021", 3)]),
        ("HRI9000003", 1, 0, 0, [("HRI9000022", 3)]),
        ("HRI9000005", 1, 0, 0, [("HRI9000023", 2)]),
        ("HRI9000051", 2, 1, 1, []),
    ]
    assert accessions(found["bioProjects"]) == ["PRJCA900001"]


async def test_question_8_mirrors(question):
    """One run and one sample are mirrored in SRA, as declared; a withdrawn dataset names what replaced it."""
    found = await question("08-mirrors")
    assert found["runs"]["totalCount"] == 1
    (run,) = nodes(found["runs"])
    assert (run["accession"], run["mirrors"]["edges"]) == (
        "CRR9000001",
        [{"method": "declared", "confidence": 1.0, "node": {"accession": "SRR990000001", "archive": "INSDC"}}],
    )
    assert [(one["accession"], accessions(one["mirrors"])) for one in nodes(found["samples"])] == [
        ("SAMC9000101", ["SRS990000001"])
    ]
    assert nodes(found["replaced"]) == [
        {"accession": "CRA900009", "releaseState": "withdrawn", "replacedBy": {"nodes": [{"accession": "CRA900001"}]}}
    ]


async def test_question_9_runs_by_assay_and_tissue(question):
    """Of three single-cell runs one is too small and one too old."""
    found = (await question("09-runs-by-assay-and-tissue"))["runs"]
    assert [(run["accession"], run["bases"], run["releaseDate"]) for run in nodes(found)] == [
        ("CRR9000011", 42_240_000_000, "2024-08-15")
    ]
    (sample,) = nodes(nodes(found)[0]["experiment"]["samples"])
    assert (sample["tissue"], nodes(sample["taxa"])) == ("spleen", [{"scientificName": "Mus musculus"}])


async def test_question_9_with_looser_bounds(question):
    """An earlier date adds the old run, fewer bases the small one, in order of size; another tissue has none."""
    earlier = await question("09-runs-by-assay-and-tissue", since="2023-01-01")
    assert accessions(earlier["runs"]) == ["CRR9000011", "CRR9000013"]
    smaller = await question("09-runs-by-assay-and-tissue", bases=10_000_000_000)
    assert accessions(smaller["runs"]) == ["CRR9000011", "CRR9000012"]
    exact = await question("09-runs-by-assay-and-tissue", bases=42_240_000_000)
    assert exact["runs"]["totalCount"] == 0
    assert (await question("09-runs-by-assay-and-tissue", tissue="liver"))["runs"]["totalCount"] == 0


async def test_question_10_longitudinal(question):
    """Blood of days 0, 3 and 7 in order; imaging by days from baseline, all dates shifted."""
    found = await question("10-longitudinal")
    dates = {
        one["accession"]: [sample["collectionDate"] for sample in nodes(one["samples"])]
        for one in nodes(found["individuals"])
    }
    assert dates == {
        "HRI9000021": ["2023-01-18", "2023-01-21", "2023-01-25"],
        "HRI9000022": ["2023-02-02", "2023-02-05", "2023-02-09"],
        "HRI9000023": ["2023-03-01", "2023-03-08"],
        "HRI9000024": ["2023-04-04"],
    }
    days = {
        one["accession"]: [study["daysFromBaseline"] for study in nodes(one["imagingStudies"])]
        for one in nodes(found["imaged"])
    }
    assert days == {"OBIA9001-I01": [0, 5], "OBIA9001-I03": [2], "OBIA9001-I05": [1, 9]}
    assert {study["dateShifted"] for one in nodes(found["imaged"]) for study in nodes(one["imagingStudies"])} == {True}


async def test_question_11_mr_series_with_rna(question):
    """T2 and DWI at 3 T of SEP05; her follow-up was made at 1.5 T, and the man's MR shows the head."""
    found = (await question("11-mr-series-with-rna"))["imagingSeries"]
    told = [
        (
            one["title"],
            one["magneticFieldStrength"],
            one["images"]["totalCount"],
            one["imagingStudy"]["individual"]["accession"],
        )
        for one in nodes(found)
    ]
    assert told == [("DWI b800", 3.0, 1, "OBIA9001-I05"), ("T2 sagittal", 3.0, 2, "OBIA9001-I05")]
    assert (await question("11-mr-series-with-rna", manufacturer="GE MEDICAL SYSTEMS"))["imagingSeries"][
        "totalCount"
    ] == 0


async def test_question_12_processed_and_raw(question):
    """One matrix was made of nine runs; five raw sets and two processed ones have no partner."""
    found = await question("12-processed-and-raw")
    (file,) = nodes(found["processed"])
    runs = file["analysis"]["analysedRuns"]
    assert (file["accession"], file["dataset"]["accession"], runs["totalCount"]) == ("OMIX900002-01", "OMIX900002", 9)
    assert accessions(runs) == [f"HRR90000{number}" for number in range(21, 30)]
    assert {one["experiment"]["dataset"]["accession"] for one in nodes(runs)} == {"HRA900002"}
    assert accessions(found["rawWithoutProcessed"]) == ["CRA900001", "CRA900002", "HRA900001", "HRA900003", "HRA900004"]
    assert accessions(found["processedWithoutRaw"]) == ["OMIX900001", "OMIX900003"]


async def test_question_13_papers_and_accessions(question):
    """The paper describes one project and four datasets, all published; the dataset knows its paper."""
    found = await question("13-papers-and-accessions")
    (paper,) = nodes(found["publications"])
    assert (paper["year"], accessions(paper["bioProjects"])) == (2024, ["PRJCA900001"])
    assert [(one["accession"], one["releaseState"], one["accessType"]) for one in nodes(paper["datasets"])] == [
        ("HRA900001", "published", "controlled"),
        ("HRA900002", "published", "controlled"),
        ("OMIX900001", "published", "controlled"),
        ("OMIX900002", "published", "open"),
    ]
    (dataset,) = nodes(found["papers"])
    assert (
        nodes(dataset["publications"])
        == nodes(dataset["bioProject"]["publications"])
        == [{"doi": "10.5555/gsagraph.example.1"}]
    )


async def test_question_14_quality(question):
    """Two places contradict their coordinates, one layout its files, three values their vocabularies."""
    found = (await question("14-quality"))["qcReports"]
    told = {
        (report["about"]["accession"], finding["code"])
        for report in nodes(found)
        for finding in nodes(report["findings"])
    }
    assert told == {
        ("SAMC9000102", "PLACE_COORDINATE_MISMATCH"),
        ("HRS9000043", "PLACE_COORDINATE_MISMATCH"),
        ("CRR9000004", "LAYOUT_DISAGREES"),
        ("HRI9000003", "VOCABULARY_UNKNOWN"),
        ("HRI9000022", "VOCABULARY_UNKNOWN"),
        ("HRI9000033", "VOCABULARY_UNKNOWN"),
    }
    (layout,) = [report["about"] for report in nodes(found) if report["ruleSet"] == "layout"]
    assert (
        layout["__typename"],
        layout["experiment"]["libraryLayout"],
        layout["experiment"]["dataset"]["accession"],
    ) == ("Run", "PAIRED", "CRA900001")


async def test_question_15_case_control_counts(question):
    """Counts of the four datasets of sepsis by group, sex, ethnicity, province and age."""
    found = (await question("15-case-control-counts"))["datasets"]
    keys = ("cases", "controls", "femaleCases", "femaleControls", "han", "fromHubei", "young")
    assert {one["accession"]: tuple(one[key]["totalCount"] for key in keys) for one in nodes(found)} == {
        "HRA900001": (5, 5, 3, 3, 8, 4, 4),
        "HRA900002": (4, 0, 2, 0, 3, 0, 1),
        "HRA900003": (0, 0, 0, 0, 0, 0, 1),
        "OBIA9001": (0, 0, 0, 0, 0, 0, 3),
    }
