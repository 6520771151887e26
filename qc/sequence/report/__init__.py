"""Reports of checked sequence files, for people, for other programs and for the graph.

`page` is the HTML page with the plots of `plots`, drawn by `chart`; `run_document` is the archive's `<Run>` XML;
`multiqc` writes what MultiQC picks up; `nodes` turns figures into the slots of a QcReport, `records` units into nodes. Imports `qc.sequence`
and below. Start at `page`.
"""
