"""Languages: which one a reader gets, and that every text is translated and every translation used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.requests import Request

from api.ui import access, filters, language, listing, problems, quality, taxonomy, thumbnails
from api.ui.labels import type_words, words
from graph_schema.model import NODE_TYPES, RELATION_FIELDS, RELATIONSHIPS, SLOTS, STRUCTURES, VOCABULARIES
from qc.sequence.report import plots
from qc.sequence.report.page import VERDICTS

UI = Path(language.__file__).parent


def request(query: str = "", accept: str = "", cookie: str = "") -> Request:
    headers = [(b"accept-language", accept.encode()), (b"cookie", cookie.encode())]
    return Request({"type": "http", "headers": [h for h in headers if h[1]], "query_string": query.encode()})


def written() -> Iterator[str]:
    """Texts in templates and modules that pass through gettext."""
    options = {"templates/**.html": {"newstyle_gettext": "true"}}
    methods = [("templates/**.html", "jinja2"), ("**.py", "python")]
    for _, _, message, _, _ in extract_from_dir(str(UI), methods, options_map=options):
        yield message if isinstance(message, str) else message[0]


def tabled() -> Iterator[str]:
    """Texts kept in tables and translated by what is picked from them."""
    yield from access.SENTENCES
    yield from (text for text, _ in listing.STATES.values())
    yield from listing.ACCESS.values()
    yield from problems.TITLES.values()
    yield from filters.OPERATORS
    yield from (*quality.FIGURES.values(), *VERDICTS.values(), *plots.TEXTS)
    yield from taxonomy.FIGURES.values()
    yield from (*thumbnails.PLANES, *thumbnails.BODY_PARTS)
    yield from (term.value for term in VOCABULARIES["UseLimit"].terms)


def labels() -> Iterator[str]:
    """Labels made from the model's names."""
    for name, node in NODE_TYPES.items():
        yield type_words(name)
        yield from ([words(node.root)] if node.root else [])
        yield from (words(slot.alias) for slot in SLOTS[name].values() if slot.access == "public")
        yield from map(words, RELATION_FIELDS[name])
    for relationship in RELATIONSHIPS.values():
        yield words(relationship.alias)
        yield from (words(slot.alias) for slot in relationship.properties)
    yield from (words(slot.alias) for slot in STRUCTURES["ProvenanceEntry"])


def test_every_text_is_translated() -> None:
    """No English text of the pages lacks its Chinese one; write it in gsagraph.po."""
    known = language.catalogue("zh")
    assert sorted({*written(), *tabled(), *labels()} - {""} - known.keys()) == []
    assert sorted(text for text, chinese in known.items() if not chinese) == []


def test_every_translation_is_used() -> None:
    """The catalogue holds nothing that no page says; take it out of gsagraph.po."""
    assert sorted(language.catalogue("zh").keys() - {*written(), *tabled(), *labels()}) == []


def test_placeholders_survive_translation() -> None:
    """A translated text has places for the same values as the English one."""
    with language.CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="zh_CN"):
            if message.id:
                english = message.id[-1] if isinstance(message.id, tuple) else message.id
                chinese = message.string[0] if isinstance(message.string, tuple) else message.string
                for place in ("%(n)s", "%(num)s", "%(limit)s", "%(most)s", "%(reason)s", "%(shown)s", "{type}", "{n}"):
                    assert (place in english) == (place in chinese), english


def test_catalogue_is_sorted() -> None:
    """Entries stand by their English text, so that a change touches one line."""
    with language.CATALOGUE.open("rb") as file:
        ids = [m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file) if m.id]
    assert ids == sorted(ids, key=lambda text: (text.lower(), text))


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "expected"),
    [
        ("", "", "", "en"),
        ("", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "", "en-GB,zh;q=0.5", "en"),
        ("", "", "de;q=1,zh;q=0.2", "zh"),
        ("", "", "zh;q=0", "en"),
        ("", "", "zh;q=nonsense,en", "en"),
        ("", "lang=zh", "en", "zh"),
        ("lang=en", "lang=zh", "zh", "en"),
        ("lang=zh-Hans", "", "", "zh"),
        ("lang=fr", "lang=zh", "", "zh"),
    ],
)
def test_choice(query: str, cookie: str, accept: str, expected: str) -> None:
    """The address comes before the cookie, the cookie before the browser's wish; English is the rest."""
    assert language.choose(request(query, accept, cookie)) == expected


def test_numbers() -> None:
    """English has two forms, Chinese one."""
    forms = ("%(n)s record", "%(n)s records")
    assert [language.ngettext("en", *forms, n) for n in (0, 1, 2)] == [forms[1], forms[0], forms[1]]
    assert {language.ngettext("zh", *forms, n) for n in (0, 1, 2)} == {"%(n)s 条记录"}


def test_unknown_text_stays_english() -> None:
    """A text without an entry is shown as it is written."""
    assert language.gettext("zh", "no such text") == "no such text"
