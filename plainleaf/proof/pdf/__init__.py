"""Step 8, proof: read a finished PDF back and judge it by its profile's numbers.

`reading` turns the bytes into what they print, `lines` into what a reader sees; the judges
are `facts`, `letters`, `setting`, `sheets`, `hearing` and `words`, and `proving` asks them all.
"""

from plainleaf.proof.pdf.claims import claimed_flavours
from plainleaf.proof.pdf.composed import telling_of_document
from plainleaf.proof.pdf.expectation import Expectation
from plainleaf.proof.pdf.measures import Found, Measures, measure
from plainleaf.proof.pdf.proving import prove
from plainleaf.proof.pdf.reading import UnreadablePdfError

__all__ = [
    "Expectation",
    "Found",
    "Measures",
    "UnreadablePdfError",
    "claimed_flavours",
    "measure",
    "prove",
    "telling_of_document",
]
