"""Step 7, lay out and bind: pages → PDF; the only part that imports WeasyPrint."""

from plainleaf.outputs.pdf.layout import make_pdf

__all__ = ["make_pdf"]
