"""Step 7, lay out and bind: pages → PDF; the only part that imports WeasyPrint."""

from plainleaf.outputs.pdf.layout import bind, lay_out

__all__ = ["bind", "lay_out"]
