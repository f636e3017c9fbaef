"""Step 1, configure: leaflet.toml → frozen Settings, with unknown keys refused.

What is not known stays empty: a publisher, a phone number, an address or a reviewer is never
made up, and what is printed follows from that.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plainleaf import rules, tomlfile
from plainleaf.diagnostics import Diagnostic, Outcome, Place, has_errors
from plainleaf.editions import EDITIONS, Edition, Kind, profile_names
from plainleaf.languages import is_language, primary
from plainleaf.words import has_words

SETTINGS_FILE = "leaflet.toml"

PDF_VERSIONS = ("1.7", "2.0")
"""The versions of PDF that an edition can be made in; the first is read by every program."""
EPUB_VERSIONS = ("3.3", "3.4")
"""The versions of EPUB that can be made; the first is the one that EPUBCheck knows."""
EPUB_EDITION = "epub"
USUAL_PRINT = "large-print"
"""The print edition whose page numbers an EPUB carries, where a leaflet names several."""
MAX_SLUG = 80
"""How long a slug may be, so that every disk can hold the names that begin with it."""
_EMAIL = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]{1,190}\.[^@\s<>.]{2,63}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}")


@dataclass(frozen=True)
class Contact:
    """How a reader reaches the publisher; each empty until it is known."""

    phone: str = ""
    email: str = ""
    web: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is any way to reach the publisher."""
        return bool(self.phone or self.email or self.web)


@dataclass(frozen=True)
class Dates:
    """When this version was issued, its facts last checked, and the next check is due."""

    issued: datetime.date
    last_checked: datetime.date | None = None
    next_review: datetime.date | None = None


@dataclass(frozen=True)
class Review:
    """The clinical review: it counts only with a named person and a date."""

    reviewer: str = ""
    role: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class Accessibility:
    """Who evaluated the EPUB against EPUB Accessibility and WCAG, and answers for the claim.

    `certified_by` is best an organisation; the rest counts only with it. `report` is the web
    address of what they found, `credential` what shows their authority.
    """

    certified_by: str = ""
    credential: str = ""
    report: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class Waiver:
    """A diagnostic that the editor lets pass, in one file, with a reason and an end.

    With `words`, it is for what stands in a passage, or is told in a message, with these words.
    """

    code: str
    path: str
    reason: str
    until: datetime.date
    words: str = ""
    place: Place = Place(SETTINGS_FILE)


@dataclass(frozen=True)
class Settings:
    """All that leaflet.toml says, checked."""

    code: str
    slug: str
    title: str
    version: str
    audience: str
    main_message: str
    dates: Dates
    subtitle: str = ""
    language: str = "en"
    description: str = ""
    subjects: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    funding: str = ""
    rights: str = ""
    profile: str = "rnib-18"
    editions: tuple[str, ...] = tuple(EDITIONS)
    pdf: str = PDF_VERSIONS[0]
    epub: str = EPUB_VERSIONS[0]
    not_abbreviations: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    contact: Contact = Contact()
    review: Review = Review()
    accessibility: Accessibility = Accessibility()
    waivers: tuple[Waiver, ...] = ()

    @property
    def is_reviewed(self) -> bool:
        """Whether a named clinician has reviewed the text, on a known date."""
        return bool(self.review.reviewer and self.review.date)

    @property
    def page_source(self) -> Edition | None:
        """The print edition whose page numbers an EPUB carries; None where there is no print.

        It follows from the leaflet alone, so that an EPUB is the same whatever is made with it.
        """
        printed = [name for name in self.editions if EDITIONS[name].kind is Kind.PDF]
        if USUAL_PRINT in printed:
            return EDITIONS[USUAL_PRINT]
        return EDITIONS[printed[0]] if printed else None


def read_settings(text: str, styles: Path) -> Outcome[Settings | None]:
    """Read leaflet.toml's text; None where a fault forbids to go on."""
    parsed = tomlfile.parse(SETTINGS_FILE, text)
    if parsed.value is None:
        return Outcome(None, parsed.diagnostics)
    filled = tomlfile.fill(Settings, parsed.value)
    if filled.value is None:
        return filled
    faults = tuple(_faults(filled.value, parsed.value, styles))
    return Outcome(None if has_errors(faults) else filled.value, faults)


def _faults(settings: Settings, file: tomlfile.TomlFile, styles: Path) -> Iterator[Diagnostic]:
    """Yield what is wrong with values that have the right type."""
    yield from _not_among("profile", (settings.profile,), profile_names(styles), file)
    yield from _not_among("pdf", (settings.pdf,), PDF_VERSIONS, file)
    yield from _not_among("epub", (settings.epub,), EPUB_VERSIONS, file)
    yield from _not_among("editions", settings.editions, EDITIONS, file)
    for key in ("code", "slug", "title", "version"):
        if not any(one.isprintable() and not one.isspace() for one in getattr(settings, key)):
            yield rules.MISSING_KEY.at(file.place((key,)), key=key, example=f'{key} = "…"')
    if not settings.editions:
        example = 'editions = ["large-print"]'
        yield rules.MISSING_KEY.at(file.place(("editions",)), key="editions", example=example)
    if not _is_plain_name(settings.slug):
        yield rules.WRONG_TYPE.at(
            file.place(("slug",)),
            key="slug",
            wanted="a short name of small letters, digits and hyphens",
            found=f"'{settings.slug}'",
            example='slug = "car-t-and-ms"',
        )
    if not is_language(settings.language):
        yield rules.BAD_LANGUAGE.at(file.place(("language",)), tag=settings.language)
    elif not has_words(settings.language):
        yield rules.NO_WORDS.at(
            file.place(("language",)),
            language=settings.language,
            primary=primary(settings.language),
        )
    yield from _waivers(settings.waivers)
    review = settings.review
    if bool(review.reviewer) != bool(review.date):
        has, lacks = ("a name", "date") if review.reviewer else ("a date", "name")
        yield rules.INCOMPLETE_REVIEW.at(file.place(("review",)), has=has, lacks=lacks)
    yield from _accessibility_faults(settings.accessibility, file)
    if settings.contact.email and not _EMAIL.fullmatch(settings.contact.email):
        yield rules.WRONG_TYPE.at(
            file.place(("contact", "email")),
            key="email",
            wanted="an email address",
            found=f"'{settings.contact.email}'",
            example='email = "…@…"',
        )


def _accessibility_faults(claim: Accessibility, file: tomlfile.TomlFile) -> Iterator[Diagnostic]:
    """Yield what is said of an evaluation that nobody answers for, and a report out of reach."""
    if not claim.certified_by:
        for key in ("credential", "report", "date"):
            if getattr(claim, key):
                yield rules.NO_CERTIFIER.at(file.place(("accessibility", key)), key=key)
    if claim.report and not _WEB_ADDRESS.fullmatch(claim.report):
        yield rules.WRONG_TYPE.at(
            file.place(("accessibility", "report")),
            key="report",
            wanted="a web address that begins with https://",
            found=f"'{claim.report}'",
            example='report = "https://…"',
        )


def _waivers(waivers: tuple[Waiver, ...]) -> Iterator[Diagnostic]:
    """Yield the waivers for a rule that there is not, and those that give no reason."""
    for one in waivers:
        if one.code not in rules.CATALOGUE:
            choices = "the codes in docs/rules/README.md, such as PL403"
            yield rules.UNKNOWN_CHOICE.at(one.place, key="code", value=one.code, choices=choices)
        if not one.reason.strip():
            yield rules.MISSING_KEY.at(one.place, key="reason", example='reason = "…"')


def _is_plain_name(slug: str) -> bool:
    """Return whether a slug is safe as part of a file's name."""
    return re.fullmatch(rf"[a-z0-9][a-z0-9-]{{0,{MAX_SLUG - 1}}}", slug) is not None


def _not_among(
    key: str, values: Iterable[str], choices: Iterable[str], file: tomlfile.TomlFile
) -> Iterator[Diagnostic]:
    known = tuple(choices)
    for value in values:
        if value not in known:
            yield rules.UNKNOWN_CHOICE.at(
                file.place((key,)), key=key, value=value, choices=", ".join(known)
            )
