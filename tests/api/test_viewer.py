"""Tokens: who asks, and what they may see."""

import hashlib

import pytest

from api.errors import RequestRefused
from api.viewer import ANONYMOUS, read_tokens, viewer_of
from graph_schema.errors import UnusableInput


def table(tmp_path, *rows: str) -> str:
    """A token table with these rows."""
    path = tmp_path / "tokens.toml"
    path.write_text("\n".join(f"[[token]]\n{row}" for row in rows), encoding="utf-8")
    return str(path)


def row(token: str, scopes: str = '["review"]') -> str:
    """A row for a token."""
    return f'sha256 = "{hashlib.sha256(token.encode()).hexdigest()}"\nscopes = {scopes}\nnote = "for {token}"'


def test_without_a_token_the_viewer_is_anonymous(tmp_path):
    """And sees what is public, whatever the table says."""
    assert viewer_of(None, read_tokens(table(tmp_path, row("a")))) == ANONYMOUS
    assert ANONYMOUS.scopes == ("public",)


@pytest.mark.parametrize("header", ["Bearer secret", "bearer secret", "BEARER  secret ", " Bearer secret"])
def test_a_known_token_gives_its_scopes_and_public(tmp_path, header):
    """The scheme in any case, blanks around it."""
    tokens = read_tokens(table(tmp_path, row("other"), row("secret", '["withheld", "dataset:HRA000001"]')))
    viewer = viewer_of(header, tokens)
    assert (viewer.scopes, viewer.note) == (("dataset:HRA000001", "public", "withheld"), "for secret")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic secret", "secret", "Bearer secret more", "Bearer \udcff"]
)
def test_an_unknown_token_is_refused_and_not_anonymous(tmp_path, header):
    """A mistyped token must not quietly show less."""
    with pytest.raises(RequestRefused) as refused:
        viewer_of(header, read_tokens(table(tmp_path, row("secret"))))
    assert (refused.value.code, refused.value.status) == ("BAD_TOKEN", 401)
    assert "secret" not in str(refused.value.errors)


def test_the_digest_itself_is_no_token(tmp_path):
    """Who reads the file cannot ask with it."""
    digest = hashlib.sha256(b"secret").hexdigest()
    with pytest.raises(RequestRefused):
        viewer_of(f"Bearer {digest}", read_tokens(table(tmp_path, row("secret"))))


@pytest.mark.parametrize(
    "rows",
    [
        ["scopes = []"],
        ['sha256 = "abc"'],
        ["sha256 = 1"],
        [row("a", '["everything"]')],
        [row("a", '"review"')],
        [row("a", "[1]")],
        [row("a", '["dataset:"]')],
    ],
)
def test_a_table_with_a_wrong_row_is_not_used(tmp_path, rows):
    """The service does not start with a table it understands only half."""
    with pytest.raises(UnusableInput):
        read_tokens(table(tmp_path, *rows))


@pytest.mark.parametrize("text", ["[[token]", "\x00", 'token = "x"'])
def test_a_file_that_is_no_table_is_not_used(tmp_path, text):
    """Nor a file that is not there."""
    path = tmp_path / "tokens.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput):
        read_tokens(str(path))
    with pytest.raises(UnusableInput):
        read_tokens(str(tmp_path / "absent.toml"))


def test_no_table_means_no_tokens():
    """The default setting."""
    assert read_tokens("") == ()
