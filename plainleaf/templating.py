"""The one Jinja2 environment: templates of the package, values escaped, nothing undefined.

Author text reaches a template as a value, never as a template.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from plainleaf.keep import pieces
from plainleaf.languages import direction, direction_of

_ADDRESS = re.compile(r'<span class="address"[^<>]*></span>')


def template(name: str) -> Template:
    """Return one of the templates in `plainleaf/templates/`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("plainleaf", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "keep": keep,
        "direction": direction,
        "direction_of": direction_of,
        "without_addresses": without_addresses,
    }
    return environment


def without_addresses(cell: Markup) -> Markup:
    """Take the addresses behind links out of a table's cell, which is too narrow for them."""
    return Markup(_ADDRESS.sub("", cell))  # noqa: S704 - it is markup already


def keep(text: str) -> Markup:
    """Set text so that what belongs together stays on one line; what is set already stays."""
    if isinstance(text, Markup):
        return text
    return Markup("").join(
        Markup('<span class="keep">{}</span>').format(piece) if kept else escape(piece)
        for piece, kept in pieces(text)
    )
