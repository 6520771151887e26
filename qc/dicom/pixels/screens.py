"""What a header says of saved screens: pages of doses, protocols and results, prints and captures.

Asked of the source, since values that are no defined terms do not stay in the output.
"""

import re
from collections.abc import Iterable

SCREEN_WORDS = frozenset(
    [
        "SCREEN",
        "SCREENSAVE",
        "SCREENSHOT",
        "SAVE",
        "SAVED",
        "CAPTURE",
        "CAPTURED",
        "DOSE",
        "DOSEINFO",
        "REPORT",
        "PROT",
        "PROTOCOL",
        "SUMMARY",
        "GRAPH",
        "CHART",
        "TABLE",
        "HISTOGRAM",
        "PRINT",
        "FILM",
        "PASTED",
        "PHOTO",
        "LABEL",
    ]
)
WORD = re.compile(r"[A-Z]+")
SCREEN_PHRASES = re.compile(
    r"\b(?:(?:radiation[ _-]*)?dose[ _-]*(?:report|info|information|summary|page|record|sheet)"
    r"|patient[ _-]*protocol|exam(?:ination)?[ _-]*(?:summary|protocol)"
    r"|screen[ _-]*(?:save[ds]?|shots?|captures?|copy|dump)|secondary[ _-]*capture|result[ _-]*(?:page|table)s?)\b",
    re.IGNORECASE,
)


def says_screen(value: str) -> bool:
    """Whether a value of Image Type names a saved screen or a page of doses, protocols or results.

    >>> [says_screen(value) for value in ("SCREEN SAVE", "CT_SOM5 PROT", "DOSE_INFO", "AXIAL")]
    [True, True, True, False]
    """
    return not SCREEN_WORDS.isdisjoint(WORD.findall(value.upper()))


def comes_from_screen(image_type: Iterable[str], series_description: str = "", conversion_type: str = "") -> bool:
    """Whether values of the source say that an image is the picture of a screen, a print or a page.

    >>> comes_from_screen(["DERIVED", "SECONDARY"], "Patient Protocol"), comes_from_screen([], "LUNG SCREEN LOW DOSE")
    (True, False)
    """
    return (
        any(map(says_screen, image_type))
        or SCREEN_PHRASES.search(series_description) is not None
        or bool(conversion_type.strip())
    )


def says_burned_in(burned_in_annotation: str) -> bool:
    """Whether Burned In Annotation says anything but NO and nothing; that it says NO proves nothing."""
    return burned_in_annotation.strip().upper() not in {"", "NO"}
