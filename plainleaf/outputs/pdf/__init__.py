"""Step 7, lay out and bind: pages → PDF; the only part that imports WeasyPrint."""

from plainleaf.outputs.pdf.layout import Layout, bind, lay_out, make_pdf

__all__ = ["Layout", "bind", "lay_out", "make_pdf"]
