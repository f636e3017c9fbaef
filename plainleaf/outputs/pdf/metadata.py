"""Step 7, bind: what the PDF says about itself, and to which standards it keeps.

One file keeps to several standards at once, and WeasyPrint would say one of them only, so all are
said here (ISO 14289-1, 5; ISO 19005-2, 6.6). PDF/A-2 wants an extension schema for PDF/UA's name;
WTPDF is declared as the PDF Association asks.
"""

from __future__ import annotations

import pydyf

from plainleaf.outputs.pdf.standard import Standard
from plainleaf.settings import Settings
from plainleaf.templating import template


def write_metadata(pdf: pydyf.PDF, settings: Settings, standard: Standard) -> None:
    """Write title, language, standards, page labels and how a reader should open the file."""
    day = f"{settings.dates.issued.isoformat()}T00:00:00Z"
    packet = template("xmp.xml.j2").render(
        settings=settings, standard=standard, day=day, producer=pdf.info["Producer"].string
    )
    stream = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    pdf.catalog["Lang"] = pydyf.String(settings.language)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary(
        {"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])}
    )
    for intent in pdf.catalog["OutputIntents"]:
        # Without a variant of its own asked for, WeasyPrint says that this is for PDF/X.
        intent["S"] = "/GTS_PDFA1"
    if standard.has_namespaces:
        # PDF/A-4 (ISO 19005-4, 6.1.3) has no information dictionary beside the metadata.
        pdf.info.clear()
