"""A process that loads batch after batch into a store and says each one's number when it is written."""

import sys

from graph_schema.record import Record, Relation
from graph_store import open_store

SIZE = 60


def batch(number: int) -> list[Record]:
    """Runs of one experiment, all of one batch; the experiment is changed by the next batch."""
    experiment = Record(
        "Experiment", "CRX1", {"iri": "https://example.org/CRX1", "scope": "public", "title": f"batch {number}"}
    )
    runs = [
        Record(
            "Run",
            f"CRR{number:06d}.{position}",
            {"iri": f"https://example.org/CRR{number}.{position}", "scope": "public", "spots": number},
            (Relation("OF_EXPERIMENT", "CRX1"),),
        )
        for position in range(SIZE)
    ]
    return [*runs[: SIZE // 2], experiment, *runs[SIZE // 2 :]]


if __name__ == "__main__":
    url, start = sys.argv[1], int(sys.argv[2])
    store = open_store(url, write=True)
    print("open", flush=True)
    for number in range(start, sys.maxsize):
        store.write(batch(number))
        print(number, flush=True)
