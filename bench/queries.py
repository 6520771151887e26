"""Query latencies on a graph with the family's shape: `./dev bench queries --scale 0.01 [--store URL]`.

The graph is made once per scale in var/bench/ (or in the store given) and kept. Each question is
one GraphQL request through the whole service below HTTP: parsed document cached, plan, statement,
shaping. Times are wall times of the second and later calls.
"""

import argparse
import time
from pathlib import Path

from api.execute import Engine, Request
from api.session import OpenStore
from api.settings import Settings
from bench import family
from bench.measure import batches, milliseconds, resident_megabytes, table
from graph_store import open_store

QUESTIONS = {
    "imaging and genome of one individual": """{ individuals(where: {
        imagingStudies: { some: { imagingSeries: { some: { modality: { eq: "CT" } } } } },
        sameIndividuals: { some: { samples: { some: { experiments: { some: { libraryStrategy: { eq: "WGS" } } } } } } } },
        first: 10) { nodes { accession sameIndividuals { nodes { accession samples { nodes { experiments { nodes {
        runs { nodes { accession files { nodes { name md5 size } } } } } } } } } } } } }""",
    "run by accession": '{ node(id: "%(run)s") { accession iri } }',
    "first page of 100 runs": "{ runs(first: 100) { nodes { accession bases } pageInfo { endCursor } } }",
    "page of 100 runs in the middle": """{ runs(first: 100, where: { accession: { gt: "%(run)s" } })
        { nodes { accession bases } } }""",
    "count of all runs": "{ runs { totalCount } }",
    "runs of WGS experiments, counted": '{ runs(where: { experiment: { libraryStrategy: { eq: "WGS" } } }) { totalCount } }',
    "facets of experiments": """{ experiments { facets(fields: ["platform", "libraryStrategy"])
        { field buckets { value count } } } }""",
    "project, six levels": """{ bioProjects(where: { accession: { eq: "%(project)s" } }) { nodes { accession datasets {
        nodes { accession samples(first: 10) { nodes { accession experiments { nodes { accession runs { nodes {
        accession files { nodes { name md5 } } } } } } } } } } } } }""",
    "search": '{ search(text: "sepsis cohort", first: 20) { totalCount nodes { accession } } }',
}


def main() -> None:
    """Make the graph if need be, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--store", default=None)
    given = parser.parse_args()
    url = given.store or f"sqlite:///var/bench/family-{given.scale:g}.db"
    prepare(url, given.scale)
    engine = Engine(OpenStore(url), Settings(store=url, query_seconds=600, max_cost=10_000_000))
    print(table(["question", "median ms", "p95 ms"], ask(engine, given.scale)))
    print(f"resident memory {resident_megabytes():.0f} MB")


def prepare(url: str, scale: float) -> None:
    """Load the graph unless it is there already."""
    path = url.removeprefix("sqlite:///")
    if url.startswith("sqlite:") and Path(path).exists():
        return
    Path("var/bench").mkdir(parents=True, exist_ok=True)
    store = open_store(url, write=True)
    if not store.statistics().nodes:
        started, count = time.perf_counter(), 0
        for batch in batches(family.records(scale), 1_000):
            store.write(batch)
            count += len(batch)
        taken = time.perf_counter() - started
        print(f"loaded {count:,} nodes in {taken:.1f} s: {count / taken:,.0f} nodes a second with their relationships")
    store.close()


def ask(engine: Engine, scale: float) -> list[tuple[str, str, str]]:
    """Each question with its median and 95th percentile."""
    projects = max(2, round(family.PROJECTS * scale))
    last = projects if projects % 2 == 0 else projects - 1
    names = {"run": f"HRR{round(family.RUNS * scale):07d}", "project": f"PRJCA{last:06d}"}
    rows = []
    for name, text in QUESTIONS.items():
        request = Request(text % names if "%(" in text else text)
        answer = engine.execute(request, ("public",))
        if "errors" in answer.body:
            raise SystemExit(f"{name}: {answer.body['errors']}")
        median, slow = milliseconds(lambda request=request: engine.execute(request, ("public",)))
        rows.append((name, f"{median:.2f}", f"{slow:.2f}"))
    return rows


if __name__ == "__main__":
    main()
