"""Step 6, compose: the files that pages use: style sheets, fonts and pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from plainleaf import fonts
from plainleaf.artifacts import FONT, Asset
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, People, Risk
from plainleaf.editions import Edition, Kind, Profile
from plainleaf.languages import script
from plainleaf.running import running_matter
from plainleaf.settings import Settings
from plainleaf.templating import template

FONTS_FOLDER = "fonts"

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
    shown: str,
    languages: Collection[str],
) -> Iterator[Asset]:
    """Yield every file that an edition's pages use.

    `shown` is all the text that they show; `languages` are the tags of the languages in it.

    Raises:
        OSError: a style sheet cannot be read.
    """
    pictures = tuple(_images(book))
    shown = _with_drawn(shown, pictures)
    own = {tag: fonts.family_for(tag, script(tag)) for tag in sorted(languages)}
    names = _family_names(shown, own)
    yield from _style_sheets(edition, profile, styles, _font_sheet(edition, settings, own, names))
    yield from _fonts(edition, shown, names)
    if edition.kind is Kind.EPUB:
        yield _cover_picture(settings)
    yield from pictures


def _with_drawn(shown: str, pictures: tuple[Asset, ...]) -> str:
    """Return a text with what drawings hold: their words are set in the leaflet's fonts too."""
    drawings = (one.data for one in pictures if one.media_type == "image/svg+xml")
    return "".join((shown, *(data.decode("utf-8", "replace") for data in drawings)))


def _family_names(shown: str, own: Mapping[str, str]) -> list[str]:
    """Return the families that a text needs: the base, each language's own, and any for the rest.

    `own` gives for each language in the text the family that it is set in.
    """
    base = fonts.base_family()
    needed = {*own.values(), *fonts.families_for(shown)} - {base}
    return [base, *(one.name for one in fonts.families() if one.name in needed)]


def _font_sheet(
    edition: Edition, settings: Settings, own: Mapping[str, str], names: list[str]
) -> Asset:
    """Write the sheet that says which typeface is for which language.

    The other families stand behind a language's own, for the characters that it lacks.
    """
    text = template("fonts.css.j2").render(
        faces=[face for name in names for face in fonts.faces_of(name)],
        stacks={tag: _stack(first, names) for tag, first in own.items()},
        root=_stack(own.get(settings.language, names[0]), names),
        is_epub=edition.kind is Kind.EPUB,
    )
    return _css("fonts", text)


def _fonts(edition: Edition, shown: str, names: list[str]) -> Iterator[Asset]:
    """Yield the fonts, cut down to the text, and the licence of each in an EPUB.

    Print takes the base family whole, since layout also draws what is in no text.
    """
    base, is_epub = names[0], edition.kind is Kind.EPUB
    for face in (face for name in names for face in fonts.faces_of(name)):
        is_whole = not is_epub and face.family == base
        data = face.path.read_bytes() if is_whole else fonts.subset(face, shown)
        yield Asset(f"{FONTS_FOLDER}/{face.file_name}", FONT, data)
    if is_epub:
        for name in names:
            file = "LICENSE" if name == base else f"LICENSE-{name.replace(' ', '-')}"
            licence = fonts.faces_of(name)[0].licence_text
            yield Asset(f"{FONTS_FOLDER}/{file}.txt", "text/plain", licence)


def _stack(first: str, names: list[str]) -> Markup:
    """Return families as a style sheet lists them, with one of them before the others."""
    ordered = [first, *(name for name in names if name != first)]
    return Markup(", ".join(f'"{name}"' for name in ordered))


def _style_sheets(
    edition: Edition, profile: Profile, styles: Path, font_sheet: Asset
) -> Iterator[Asset]:
    yield font_sheet
    if edition.paper is not None:
        sheet = template("profile.css.j2")
        text = sheet.render(
            profile=profile, paper=edition.paper, reference_indent_em=REFERENCE_INDENT_EM
        )
        yield _css("profile", text)
    own_sheet = "screen" if edition.kind is Kind.EPUB else "print"
    yield _css(own_sheet, (styles / f"{own_sheet}.css").read_text(encoding="utf-8"))


def _css(name: str, text: str) -> Asset:
    return Asset(f"styles/{name}.css", "text/css", text.encode())


def _images(book: Book) -> Iterator[Asset]:
    for image in book.images:
        yield Asset(image.file, image.media_type, image.data)
    drawn = dict.fromkeys(
        node.people for node in every_node(book.chapters) if isinstance(node, Risk) and node.people
    )
    for people in drawn:
        yield Asset(people.file, "image/svg+xml", _drawing_of(people).encode())


def _drawing_of(people: People) -> str:
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
        width=PEOPLE_STEP * columns + PEOPLE_EDGE,
        height=PEOPLE_HEIGHT * rows + PEOPLE_EDGE,
    )


def _cover_picture(settings: Settings) -> Asset:
    """Draw the picture that stands for an EPUB on a reader's shelf."""
    text = template("cover.svg.j2").render(
        settings=settings,
        title_lines=_wrapped(settings.title, 52),
        subtitle_lines=_wrapped(settings.subtitle, 32),
        draft=running_matter(settings).draft,
    )
    return Asset("drawings/cover.svg", "image/svg+xml", text.encode(), is_cover=True)


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
