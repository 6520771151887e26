"""Headers of every answer: one reader's answer is never another's, and nobody guesses a media type."""

import pytest

OWN = {"Authorization": "Bearer reviewer"}


@pytest.mark.parametrize(
    "path",
    ["/", "/runs", "/runs.csv", "/dataset/HRA000001", "/dataset/HRA000001.ttl", "/dataset/HRA000001.json", "/nothing"],
)
@pytest.mark.parametrize("headers", [{}, OWN])
async def test_every_answer_varies_by_token(client, path, headers):
    """Pages, documents, downloads, redirects and errors; with a token they are kept by nobody."""
    told = await client.get(path, headers=headers)
    varied = [name.strip().lower() for name in told.headers["vary"].split(",")]
    assert varied.count("authorization") == 1
    assert told.headers["x-content-type-options"] == "nosniff"
    assert told.headers.get("cache-control") == ("private, no-store" if headers else None)


async def test_graphql_answers_are_kept_by_nobody_who_shares_them(client):
    """The endpoint too, and its refusal of an unknown token."""
    for token, status in (("reviewer", 200), ("nobody", 401)):
        told = await client.get("/graphql?query={__typename}", headers={"Authorization": f"Bearer {token}"})
        assert (told.status_code, told.headers["cache-control"]) == (status, "private, no-store")


async def test_built_files_are_the_same_for_all(client):
    """They may be kept for ever, whoever asks."""
    told = await client.get("/static/manifest.json", headers=OWN)
    assert "authorization" not in told.headers.get("vary", "").lower()
    assert told.headers.get("cache-control") != "private, no-store"
