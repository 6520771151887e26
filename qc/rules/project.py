"""The project rule: samples and experiments name no other project than the dataset they are in.

Code `PROJECT_DISAGREES`, severity warning. It speaks only where one source tells both sides.
"""

from collections.abc import Iterator

from graph_schema.record import Record
from qc.finding import Finding

CODE = "PROJECT_DISAGREES"
REMEMBERED = 50_000


class ProjectRule:
    """Projects of datasets, and datasets and projects of their objects; compared at the end."""

    name = "project"

    def __init__(self) -> None:
        self.projects: dict[str, set[str]] = {}
        self.objects: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...], str, str]] = {}

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """Remember; nothing can be said before the end."""
        datasets, projects = _targets(record, "IN_DATASET"), _targets(record, "IN_PROJECT")
        if record.type == "Dataset":
            self.projects.setdefault(record.accession, set()).update(_targets(record, "PART_OF"))
        elif datasets and projects and len(self.objects) < REMEMBERED:
            location = record.provenance.location if record.provenance else ""
            self.objects[record.type, record.accession] = (datasets, projects, path, location)
        return iter(())

    def finish(self) -> Iterator[Finding]:
        """Objects whose project is none of their datasets' projects."""
        for (node_type, accession), (datasets, projects, path, location) in self.objects.items():
            expected = {project for dataset in datasets for project in self.projects.get(dataset, ())}
            if expected and not expected & set(projects):
                message = (
                    f"{accession} names {', '.join(projects)}, its dataset is part of {', '.join(sorted(expected))}"
                )
                yield Finding(CODE, "warning", path, location, message, "correct the project", node_type, accession)


def _targets(record: Record, relationship: str) -> tuple[str, ...]:
    return tuple(relation.to for relation in record.relations if relation.type == relationship)
