"""English and Chinese: which one a reader wants, and the catalogue of page texts.

Texts are written in English where they are used and looked up in `locale/zh_CN/LC_MESSAGES/gsagraph.po`;
descriptions of types and slots come from the model, which has both languages.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from babel.core import negotiate_locale
from babel.messages.pofile import read_po
from starlette.requests import Request

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
HTML_LANG: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}
COOKIE = "lang"
CATALOGUE = Path(__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "gsagraph.po"


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """English text → text of the language; English itself needs none."""
    if language == "en":
        return {}
    with CATALOGUE.open("rb") as file:
        messages = read_po(file, locale="zh_CN")
    return {_identifier(message.id): _identifier(message.string) for message in messages if message.id}


def _identifier(text: object) -> str:
    """The singular of a message; Chinese has one form for all numbers."""
    return str(text[0]) if isinstance(text, list | tuple) else str(text)


def gettext(language: Language, text: str) -> str:
    """The text in the language, or the English one."""
    return catalogue(language).get(text) or text


def ngettext(language: Language, singular: str, plural: str, n: int) -> str:
    """The form for `n` things."""
    if language == "en":
        return singular if n == 1 else plural
    return gettext(language, singular)


def choose(request: Request) -> Language:
    """`?lang=` first, then the cookie that remembers it, then what the browser asks for, then English."""
    for said in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        language = _known(said)
        if language:
            return language
    return _known(_from_header(request.headers.get("accept-language", ""))) or "en"


def _known(said: str | None) -> Language | None:
    for language in LANGUAGES:
        if said is not None and said.lower().replace("_", "-").split("-")[0] == language:
            return language
    return None


def _from_header(header: str) -> str | None:
    """The best of an Accept-Language header that we speak."""
    wanted = sorted((_weighed(part) for part in header.split(",") if part.strip()), key=lambda item: -item[1])
    spoken = [tag.split("-")[0].lower() for tag, weight in wanted if weight > 0]
    return negotiate_locale(spoken, LANGUAGES) if spoken else None


def _weighed(part: str) -> tuple[str, float]:
    """`zh-CN;q=0.8` → (`zh-CN`, 0.8); an unreadable weight counts as 0."""
    tag, _, weight = part.strip().partition(";")
    try:
        return tag.strip(), float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        return tag.strip(), 0.0
