"""Dates known only in part: EDTF (ISO 8601-2:2019, Library of Congress specification), levels 0, 1 and 2.

``parse`` reads a text (``grammar``, with ``faults`` for what it refuses), ``PartialDate`` holds what it means
(``partial``, on ``bounds`` and ``calendar``), ``display`` says it in English.
"""

from timeline.dates.bounds import EARLIEST_SECOND, LATEST_SECOND, End, Precision
from timeline.dates.calendar import iso
from timeline.dates.grammar import MAX_LENGTH
from timeline.dates.partial import PartialDate, as_record, certainly, parse, possibly

__all__ = [
    "EARLIEST_SECOND",
    "LATEST_SECOND",
    "MAX_LENGTH",
    "End",
    "PartialDate",
    "Precision",
    "as_record",
    "certainly",
    "iso",
    "parse",
    "possibly",
]
