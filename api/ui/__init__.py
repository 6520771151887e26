"""The pages: what they ask, what they show, and the words they show it in. Start at `api/pages.py`, the routes.

Pages, one module each: `home`, `search`, `results`, `landing` (records), `explorer`, `similar`, `problems`.
What they show: `listing` (pasted lists), `tables`, `columns`, `heads`, `facets`, `filters` (addresses), `downloads`,
`record`, `access`, `questions`, `thumbnails`, `taxonomy` (with `branches`, `sunburst`).
How they ask: `documents` (texts, files in `queries/`), `asking` (runs them in this process).
How they look: `page` (templates, headers), `assets` (built from `web/`), `look` (shapes and colours), `labels`,
`language` (catalogue in `locale/`), `addresses`, `forms` (media types), `embedded` (JSON in HTML).
May be imported by `api` alone.
"""
