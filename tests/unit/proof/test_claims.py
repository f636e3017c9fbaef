"""Which standards a PDF claims, read from its metadata however they are written there."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from plainleaf.outputs.pdf.standard import STANDARDS
from plainleaf.proof.pdf import UnreadablePdfError, claimed_flavours
from plainleaf.templating import template
from tests.small_leaflet import SETTINGS

AS_ATTRIBUTES = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:ua="http://www.aiim.org/pdfua/ns/id/"
 xmlns:a="http://www.aiim.org/pdfa/ns/id/" ua:part="1" a:part="3" a:conformance="A"/>
</rdf:RDF></x:xmpmeta>"""


def claimed(packet: str) -> tuple[str, ...]:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if packet:
        pdf.Root.Metadata = pdf.make_stream(packet.encode())
    saved = BytesIO()
    pdf.save(saved, fix_metadata_version=False)
    return claimed_flavours(saved.getvalue())


@pytest.mark.parametrize("version", sorted(STANDARDS))
def test_claims_are_those_that_binding_writes(version: str) -> None:
    """What either version of PDF is said to keep to is what veraPDF will be asked about."""
    packet = template("xmp.xml.j2").render(
        settings=SETTINGS, standard=STANDARDS[version], day="2026-11-22", producer="A test"
    )
    assert set(claimed(packet)) == set(STANDARDS[version].flavours)


def test_claims_may_be_attributes() -> None:
    """RDF lets simple values be attributes, and other programs write them so."""
    assert claimed(AS_ATTRIBUTES) == ("ua1", "3a")


def test_no_claim_is_none() -> None:
    """A PDF without metadata claims nothing."""
    assert claimed("") == ()


@pytest.mark.parametrize("packet", ["<x", "no XML"])
def test_torn_metadata_is_unreadable(packet: str) -> None:
    """Metadata that is no XML is damage, told as such."""
    with pytest.raises(UnreadablePdfError):
        claimed(packet)
