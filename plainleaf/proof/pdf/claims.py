"""Step 8, proof: which standards a finished PDF says that it keeps to.

The claims stand in its metadata (ISO 14289-1, 5; ISO 19005-2, 6.6.4); WTPDF's are PDF
Declarations. A claim proves nothing: it says which judges to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree

from plainleaf.proof.pdf.reading import DAMAGE, UnreadablePdfError

UA = "{http://www.aiim.org/pdfua/ns/id/}"
ARCHIVE = "{http://www.aiim.org/pdfa/ns/id/}"
DECLARED = "{http://pdfa.org/declarations/}conformsTo"
WTPDF = {
    "http://pdfa.org/declarations/wtpdf#accessibility1.0": "wt1a",
    "http://pdfa.org/declarations/wtpdf#reuse1.0": "wt1r",
}


def claimed_flavours(data: bytes) -> tuple[str, ...]:
    """Return the standards that a PDF claims, by veraPDF's short names such as ua1.

    Raises:
        UnreadablePdfError: the bytes are no PDF that can be read.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            packet: Any = pdf.Root.get("/Metadata")
            text = packet.read_bytes() if packet is not None else b""
        return tuple(dict.fromkeys(_claims(text))) if text else ()
    except (*DAMAGE, etree.XMLSyntaxError) as error:
        raise UnreadablePdfError(str(error) or type(error).__name__) from error


def _claims(packet: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(packet, parser)
    said = [
        (str(name), str(value).strip())
        for element in root.iter("*")
        for name, value in (*element.items(), (element.tag, element.text or ""))
    ]
    values = dict(said)
    part = values.get(f"{UA}part")
    if part:
        yield f"ua{part}"
    yield from (WTPDF[text] for name, text in said if name == DECLARED and text in WTPDF)
    part = values.get(f"{ARCHIVE}part")
    if part:
        yield f"{part}{values.get(f'{ARCHIVE}conformance', '').lower()}"
