"""One page for one reader: language, templates, headers. Every page is made by `Page.render`.

Pages come from this server alone: the content security policy allows no other host and no inline
script. Only the query page loosens it for the style sheets its editor makes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.ui.addresses import node_path
from api.ui.assets import Assets
from api.ui.embedded import json_text
from api.ui.labels import name_label, root_label, type_label
from api.ui.language import COOKIE, HTML_LANG, LANGUAGES, Language, choose, gettext, ngettext
from api.ui.look import look

TEMPLATES = Path(__file__).parent / "templates"
A_YEAR = 365 * 24 * 3600
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
HEADERS = {
    "vary": "accept, accept-language, cookie, authorization",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
EDITOR_POLICY = f"{POLICY}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self' blob:"


@cache
def environment(language: Language) -> Environment:
    """The templates in one language; an undefined name is an error, not an empty text."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(partial(gettext, language), partial(ngettext, language), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "look": look,
        "node_path": node_path,
        "type_label": partial(type_label, language),
        "root_label": partial(root_label, language),
        "name_label": partial(name_label, language),
    }
    made.filters |= {"number": number, "embedded": embedded, "translated": partial(gettext, language)}
    return made


def number(value: float | None) -> str:
    """A number with thousands set apart by a comma."""
    return "" if value is None else f"{value:,}"


def embedded(value: Any) -> Markup:
    """A value as JSON that may stand inside a script element."""
    return Markup(json_text(value))  # noqa: S704 -- json_text leaves no sign that could end the element


@dataclass(frozen=True, slots=True)
class Page:
    """A request seen as a page to answer: its language, its assets, its address."""

    request: Request
    language: Language
    assets: Assets

    @classmethod
    def of(cls, request: Request) -> "Page":
        """The page for a request; the assets are read once, when the application starts."""
        return cls(request, choose(request), request.app.state.assets)

    def gettext(self, text: str) -> str:
        """A text in the reader's language."""
        return gettext(self.language, text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form for `n` things, in the reader's language."""
        return ngettext(self.language, singular, plural, n)

    def here(self, **changes: str | None) -> str:
        """This address with some parameters set, or, by None, left out."""
        kept = [(key, value) for key, value in self.request.query_params.multi_items() if key not in changes]
        query = urlencode([*kept, *((key, value) for key, value in changes.items() if value is not None)])
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    def static(self, file: str) -> str:
        """The address of a built file."""
        return f"/static/{file}"

    def render(
        self,
        template: str,
        status: int = 200,
        policy: str = POLICY,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> HTMLResponse:
        """The response with a template filled in; a language asked for by `?lang=` is remembered."""
        text = environment(self.language).get_template(template).render(page=self, **self._frame(), **context)
        sent = {"content-security-policy": policy, **HEADERS, **(headers or {})}
        response = HTMLResponse(text, status, {**sent, "content-language": HTML_LANG[self.language]})
        if "lang" in self.request.query_params:
            response.set_cookie(COOKIE, self.language, max_age=A_YEAR, samesite="lax")
        return response

    def _frame(self) -> dict[str, Any]:
        """What the frame of every page shows."""
        return {
            "html_lang": HTML_LANG[self.language],
            "languages": [(code, self.here(lang=code), code == self.language) for code in LANGUAGES],
            "style": self.assets.bundle("style.css"),
            "app": self.assets.bundle("app.js"),
        }
