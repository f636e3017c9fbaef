"""Verify: have each finished file proved and judged, and collect all that was said."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from plainleaf import __version__, rules
from plainleaf.build import (
    Checked,
    Progress,
    check_manuscript,
    compose_pages,
    number_pages,
    page_map_of,
    proof,
)
from plainleaf.diagnostics import Diagnostic, Place, has_errors, in_order
from plainleaf.editions import Kind, Profile, profile_names, read_profile
from plainleaf.manifest import MANIFEST_FILE, content_hash
from plainleaf.outside import JudgeFailed, JudgeMissing, Opinion, ace, epubcheck, verapdf
from plainleaf.proof.pdf import UnreadablePdfError, claimed_flavours
from plainleaf.verify.released import Released, ReleasedFile, read_released
from plainleaf.waivers import apply_waivers

OUR_JUDGE = "Plainleaf"
FAMILY = {Kind.PDF: "PL6", Kind.EPUB: "PL7"}
"""How the codes of the rules about a kind of finished file begin."""

FIRST_OF_PROOF = rules.SMALL_TEXT.code
NEED_TEXT = {
    Kind.PDF: (
        rules.TEXT_LOST_IN_PDF,
        rules.OTHER_WORDS_READ,
        rules.NOT_ONE_ELEMENT,
        rules.RUNNING_MATTER_READ,
    ),
    Kind.EPUB: (rules.TEXT_LOST_IN_EPUB,),
}
"""The rules of the proof that hold a file against the manuscript."""


class State(StrEnum):
    """How a trial ended; only the first is a pass."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_ASKED = "not asked"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True)
class Trial:
    """A file before one judge, held against one standard; `rules` is None where not counted."""

    judge: str
    version: str
    standard: str
    state: State
    rules: int | None = None
    broken: int = 0
    note: str = ""


@dataclass(frozen=True)
class FileVerdict:
    """A finished file, its trials, and what was found wrong; `waived` counts what was let pass."""

    file: ReleasedFile
    trials: tuple[Trial, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[rules.Rule, ...] = ()
    waived: int = 0

    @property
    def passes(self) -> bool:
        """Whether every judge gave a verdict, and none found an error that no waiver lets pass."""
        judged = all(trial.state in (State.KEPT, State.BROKEN) for trial in self.trials)
        return judged and not has_errors(self.diagnostics)


@dataclass(frozen=True)
class Verified:
    """All that was said of a folder of finished files; `released` is None without a manifest.

    `judges_reports` are judges' own reports, each with the name it should have.
    """

    diagnostics: tuple[Diagnostic, ...]
    released: Released | None = None
    files: tuple[FileVerdict, ...] = ()
    missing: tuple[JudgeMissing, ...] = ()
    has_manuscript: bool = False
    judges_reports: dict[str, bytes] = field(default_factory=dict)


@dataclass
class _Session:
    """One run: whom it cannot ask is remembered, and what judges wrote is kept."""

    released: Released
    profile: Profile
    styles: Path
    checked: Checked | None
    progress: Progress
    missing: dict[str, JudgeMissing] = field(default_factory=dict)
    judges_reports: dict[str, bytes] = field(default_factory=dict)


def verify(
    folder: Path,
    styles: Path,
    today: datetime.date,
    manuscript: Path | None = None,
    progress: Progress = lambda _step: None,
) -> Verified:
    """Hold finished files against their manifest, the proof and the outside judges.

    With the manuscript that they were made from, the text is proved too.

    Raises:
        OSError: a file that is there cannot be read.
        ProfileError: the profile that the manifest names is no profile.
    """
    progress("Reading the manifest")
    read = read_released(folder)
    released = read.value
    if released is None:
        return Verified(read.diagnostics)
    found = [*read.diagnostics]
    if released.settings.profile not in profile_names(styles):
        reason = f"it names the profile '{released.settings.profile}', which is not here"
        return Verified((*found, rules.BAD_MANIFEST.at(Place(MANIFEST_FILE), reason=reason)))
    checked = check_manuscript(manuscript, styles, today) if manuscript else None
    if checked is not None:
        found += checked.found
        if content_hash(checked.manuscript) != released.content_sha256:
            found.append(rules.OTHER_MANUSCRIPT.at(Place(MANIFEST_FILE)))
            checked = None
        elif has_errors(checked.diagnostics):
            checked = None
    profile = read_profile(styles, released.settings.profile)
    session = _Session(released, profile, styles, checked, progress)
    verdicts = tuple(_verdict(session, file) for file in released.files)
    found += [one for verdict in verdicts for one in verdict.diagnostics]
    settings = checked.settings if checked and checked.settings else released.settings
    told = apply_waivers(in_order(found), settings, today, proved=True)
    kept = frozenset(told)
    return Verified(
        diagnostics=in_order(told),
        released=released,
        files=tuple(_without_waived(one, kept) for one in verdicts),
        missing=tuple(session.missing.values()),
        has_manuscript=checked is not None,
        judges_reports=session.judges_reports,
    )


def _without_waived(verdict: FileVerdict, kept: frozenset[Diagnostic]) -> FileVerdict:
    told = tuple(one for one in verdict.diagnostics if one in kept)
    return replace(verdict, diagnostics=told, waived=len(verdict.diagnostics) - len(told))


def _verdict(session: _Session, file: ReleasedFile) -> FileVerdict:
    trials, found = _proved(session, file)
    judges = _PDF_JUDGES if file.edition.kind is Kind.PDF else _EPUB_JUDGES
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        # The very bytes that were compared with the manifest, whatever comes after.
        path = Path(folder) / file.artifact.name
        path.write_bytes(file.artifact.data)
        for judge, standard, ask in judges:
            session.progress(f"Asking {judge} about {path.name}")
            tried, said = _asked(session, judge, standard, ask, path)
            trials += tried
            found += said
    left_out = () if session.checked else NEED_TEXT[file.edition.kind]
    return FileVerdict(file, tuple(trials), in_order(found), left_out)


def _proved(session: _Session, file: ReleasedFile) -> tuple[list[Trial], list[Diagnostic]]:
    """Return our own proof's trial of a file; without the manuscript, as far as it goes."""
    session.progress(f"Proving {file.artifact.name}")
    checked, kind = session.checked, file.edition.kind
    pages, settings = None, session.released.settings
    if checked and checked.book and checked.settings:
        settings = checked.settings
        about = (checked.book, settings)
        pages = compose_pages(*about, file.edition, session.profile, session.styles)
        if kind is Kind.EPUB:
            page_map = page_map_of(*about, session.profile, session.styles)
            pages = number_pages(pages, page_map).value
    found = proof(file.artifact, pages, settings, file.edition, session.profile)
    codes = [code for code in rules.CATALOGUE if code.startswith(FAMILY[kind])]
    tried = {code for code in codes if kind is Kind.EPUB or code >= FIRST_OF_PROOF}
    if pages is None:
        tried -= {rule.code for rule in NEED_TEXT[kind]}
    broken = len({one.code for one in found})
    standard = session.profile.title if kind is Kind.PDF else "Text, links, claims and style"
    state = State.BROKEN if broken else State.KEPT
    note = "" if pages else "without the rules that need the manuscript"
    trial = Trial(OUR_JUDGE, __version__, standard, state, len(tried), broken, note)
    return [trial], list(found)


def _asked(
    session: _Session, judge: str, standard: str, ask: Callable[[Path], Opinion], path: Path
) -> tuple[list[Trial], list[Diagnostic]]:
    """Ask an outside judge; that it is missing, or gives no verdict, is no pass."""
    try:
        opinion = ask(path)
    except JudgeMissing as missing:
        session.missing.setdefault(missing.judge, missing)
        note = f"{missing.reason}; install it with: {missing.command}"
        return [Trial(judge, "", standard, State.NOT_ASKED, note=note)], []
    except JudgeFailed as failed:
        fault = rules.NO_VERDICT.at(Place(path.name), judge=judge, reason=failed.reason)
        return [Trial(judge, "", standard, State.NO_VERDICT, note=failed.reason)], [fault]
    except _NoClaim:
        note = "the file names no standard that it keeps to"
        fault = rules.NO_CLAIM.at(Place(path.name))
        return [Trial(judge, "", standard, State.NO_VERDICT, note=note)], [fault]
    if opinion.report:
        session.judges_reports[f"{judge.lower()}-{path.stem}.json"] = opinion.report
    return [*_trials(opinion)], [*opinion.diagnostics]


def _trials(opinion: Opinion) -> Iterator[Trial]:
    for one in opinion.standards:
        state = State.KEPT if one.is_kept else State.BROKEN
        yield Trial(opinion.judge, opinion.version, one.name, state, one.rules, one.broken)


class _NoClaim(Exception):
    """A PDF that claims no standard gives veraPDF nothing to hold it against."""


def _ask_verapdf(path: Path) -> Opinion:
    try:
        flavours = claimed_flavours(path.read_bytes())
    except UnreadablePdfError as error:
        raise JudgeFailed(verapdf.JUDGE, str(error)) from error
    if not flavours:
        raise _NoClaim
    return verapdf.ask(path, flavours)


def _ask_epubcheck(path: Path) -> Opinion:
    return epubcheck.ask(path)


def _ask_ace(path: Path) -> Opinion:
    return ace.ask(path)


_PDF_JUDGES = ((verapdf.JUDGE, "What the file claims to keep", _ask_verapdf),)
_EPUB_JUDGES = (
    (epubcheck.JUDGE, epubcheck.STANDARD, _ask_epubcheck),
    (ace.JUDGE, ace.STANDARD, _ask_ace),
)
