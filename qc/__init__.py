"""Checks of what is loaded: findings, rules on records, and the reports that become nodes.

`finding` is the value every check gives; `rules` holds the rules on records (place, library, dates, layout,
project), each in its own module; `report` makes QcReport and QcFinding records of findings; `anonymity` counts
individuals who look alike; `images` tells what images show; `dicom` de-identifies DICOM files and folders; `sequence`
checks sequence files, `taxonomy` tells what their reads are of; `workers` spreads items over processes.
Imports `graph_schema` and below. Start at `finding`, then `rules`.
"""
