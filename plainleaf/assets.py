"""Step 6, compose: the files that pages use: style sheets, fonts and pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from plainleaf import fonts
from plainleaf.artifacts import FONT, Asset
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, People, Risk
from plainleaf.design import Design, read_design
from plainleaf.editions import Edition, Kind, Profile
from plainleaf.languages import script
from plainleaf.lettering import with_letters, words_of
from plainleaf.running import running_matter
from plainleaf.settings import Settings
from plainleaf.templating import template

FONTS_FOLDER = "fonts"
SVG = "image/svg+xml"

REFERENCE_INDENT_EM = 1.8
"""How far references stand in from the left in print; their addresses must fit in the rest."""

PEOPLE_IN_A_ROW = 20
PEOPLE_STEP = 19
PEOPLE_HEIGHT = 33
PEOPLE_EDGE = 5
"""The grid of a drawing with one figure for each person, in points."""

COVER_WIDTH = 440
"""How wide words may be on the cover picture, in its units, with room for a wider font."""


def assets_of(
    book: Book,
    settings: Settings,
    edition: Edition,
    profile: Profile,
    styles: Path,
    texts: Mapping[str, str],
) -> Iterator[Asset]:
    """Yield every file that an edition's pages use.

    `texts` gives for each language, by its tag, all the text that the pages show in it.

    Raises:
        OSError: a style sheet cannot be read.
    """
    design = read_design(styles)
    pictures = tuple(_images(book, edition, design))
    own = {tag: fonts.family_for(tag, script(tag)) for tag in sorted(texts)}
    by_family: dict[str, str] = {}
    for tag, text in texts.items():
        by_family[own[tag]] = by_family.get(own[tag], "") + text
    by_family[own[settings.language]] += _drawn_text(pictures)
    shares = fonts.share_out(by_family)
    font_sheet = _font_sheet(edition, settings, own, tuple(shares))
    yield from _style_sheets(edition, profile, design, styles, font_sheet)
    yield from _fonts(edition, shares)
    yield from _style_pictures(edition, styles)
    if edition.kind is not Kind.EPUB:
        yield from pictures
        return
    for picture in (_cover_picture(settings, design, styles), *pictures):
        is_drawing = picture.media_type == SVG
        data = with_letters(picture.data, own[settings.language]) if is_drawing else picture.data
        yield replace(picture, data=data)


def _drawn_text(pictures: tuple[Asset, ...]) -> str:
    """Return what drawings hold: their words are set in the leaflet's fonts too."""
    return "".join(words_of(one.data) for one in pictures if one.media_type == SVG)


def _font_sheet(
    edition: Edition, settings: Settings, own: Mapping[str, str], names: Sequence[str]
) -> Asset:
    """Write the sheet that says which typeface is for which language.

    `own` gives for each language the family that it is set in; the others stand behind it, for
    the characters that it lacks.
    """
    text = template("fonts.css.j2").render(
        faces=[face for name in names for face in fonts.faces_of(name)],
        stacks={tag: _stack(first, names) for tag, first in own.items()},
        root=_stack(own[settings.language], names),
        is_epub=edition.kind is Kind.EPUB,
    )
    return _css("fonts", text)


def _fonts(edition: Edition, shares: Mapping[str, Collection[str]]) -> Iterator[Asset]:
    """Yield the fonts, each cut down to its share of the text, and their licences in an EPUB.

    Print takes the base family whole, since layout also draws what is in no text.
    """
    base, is_epub = fonts.base_family(), edition.kind is Kind.EPUB
    for name, characters in shares.items():
        for face in fonts.faces_of(name):
            is_whole = not is_epub and name == base
            data = face.path.read_bytes() if is_whole else fonts.subset(face, characters)
            yield Asset(f"{FONTS_FOLDER}/{face.file_name}", FONT, data)
    for name in shares if is_epub else ():
        file = "LICENSE" if name == base else f"LICENSE-{name.replace(' ', '-')}"
        licence = fonts.faces_of(name)[0].licence_text
        yield Asset(f"{FONTS_FOLDER}/{file}.txt", "text/plain", licence)


def _stack(first: str, names: Sequence[str]) -> Markup:
    """Return families as a style sheet lists them, with one of them before the others."""
    ordered = [first, *(name for name in names if name != first)]
    return Markup(", ").join(Markup('"{}"').format(name) for name in ordered)


def _style_sheets(
    edition: Edition, profile: Profile, design: Design, styles: Path, font_sheet: Asset
) -> Iterator[Asset]:
    yield font_sheet
    if edition.paper is not None:
        sheet = template("profile.css.j2")
        text = sheet.render(
            profile=profile,
            design=design,
            paper=edition.paper,
            reference_indent_em=REFERENCE_INDENT_EM,
        )
        yield _css("profile", text)
    own_sheet = "screen" if edition.kind is Kind.EPUB else "print"
    yield _css(own_sheet, (styles / f"{own_sheet}.css").read_text(encoding="utf-8"))


def _css(name: str, text: str) -> Asset:
    return Asset(f"styles/{name}.css", "text/css", text.encode())


def _style_pictures(edition: Edition, styles: Path) -> Iterator[Asset]:
    """Yield the decorative drawings that a style sheet shows: those of its own folder."""
    folder = "screen" if edition.kind is Kind.EPUB else "print"
    for path in sorted((styles / folder).glob("*.svg")):
        yield Asset(f"styles/{folder}/{path.name}", SVG, path.read_bytes())


def _images(book: Book, edition: Edition, design: Design) -> Iterator[Asset]:
    for image in book.images:
        yield Asset(image.file, image.media_type, image.data)
    drawn = dict.fromkeys(
        node.people for node in every_node(book.chapters) if isinstance(node, Risk) and node.people
    )
    # In print the figures stand on the ground of their box. In an EPUB that may be black, so
    # they bring a light one.
    ground = design.colours["paper" if edition.kind is Kind.EPUB else "stone"]
    for people in drawn:
        text = _drawing_of(people, design.colours["teal"], ground)
        yield Asset(people.file, SVG, text.encode())


def _drawing_of(people: People, ink: str, ground: str) -> str:
    """Draw one figure for each person studied; those who are counted are filled in."""
    rows = -(-people.out_of // PEOPLE_IN_A_ROW)
    columns = min(people.out_of, PEOPLE_IN_A_ROW)
    figures = [
        {
            "x": PEOPLE_EDGE + PEOPLE_STEP * (number % PEOPLE_IN_A_ROW),
            "y": PEOPLE_EDGE + PEOPLE_HEIGHT * (number // PEOPLE_IN_A_ROW),
            "is_counted": number < people.count,
        }
        for number in range(people.out_of)
    ]
    return template("people.svg.j2").render(
        figures=figures,
        ink=ink,
        ground=ground,
        width=PEOPLE_STEP * columns + PEOPLE_EDGE,
        height=PEOPLE_HEIGHT * rows + PEOPLE_EDGE,
    )


def _cover_picture(settings: Settings, design: Design, styles: Path) -> Asset:
    """Draw the picture that stands for an EPUB on a reader's shelf."""
    branch = etree.fromstring((styles / "print" / "cover.svg").read_bytes())
    text = template("cover.svg.j2").render(
        settings=settings,
        colours=design.colours,
        branch="".join(etree.tostring(shape, encoding="unicode") for shape in branch),
        branch_width=float(branch.get("viewBox", "").split()[2]),
        title_lines=_wrapped(settings.title, 52),
        subtitle_lines=_wrapped(settings.subtitle, 32),
        draft=running_matter(settings).draft,
    )
    return Asset("drawings/cover.svg", SVG, text.encode(), is_cover=True)


def _wrapped(text: str, size: float) -> tuple[str, ...]:
    """Return a text in lines that fit the cover picture at a font size."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width_em(longer) * size <= COVER_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
