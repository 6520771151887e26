"""What is done to an attribute: the actions of PS3.15 Table E.1-1 as this profile carries them out."""

from enum import IntEnum


class Action(IntEnum):
    """One decision about one attribute; whatever is not decided is REMOVE."""

    REMOVE = 0  # X: the element goes
    KEEP = 1  # K: the value stays, if it looks like what the attribute is for
    EMPTY = 2  # Z: the element stays without a value
    DUMMY = 3  # D: a value valid for the attribute's VR, the same in every object
    UID = 4  # U: a keyed UID; registered UIDs stay
    SHIFT = 5  # C of Modified Dates: moved by the individual's whole weeks
    CLEAN = 6  # C of Clean Descriptors: words of imaging stay, everything else goes
    AGE = 7  # kept, ages above 89 years become 090Y
    PSEUDONYM = 8  # the individual's keyed pseudonym
    ITEMS = 9  # a sequence that stays; each attribute of its items is decided by itself
    PIXELS = 10  # pixel data: surplus bytes, unused bits and comments of the code stream go
    INTEGER_DATE = 11  # seconds since 1970 in a private element, moved like a date
