"""Finished files are held against the manifest, the proof and the judges, and a report is made.

The judges are stood in for, since what they find is asked of them in `tests/judges/`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from lxml import html

from plainleaf import rules
from plainleaf.build import build
from plainleaf.cli import main
from plainleaf.diagnostics import Place
from plainleaf.editions import styles_folder
from plainleaf.outside import JudgeFailed, JudgeMissing, Opinion, Standard, ace, epubcheck, verapdf
from plainleaf.proof.pdf.colour import contrast
from plainleaf.publishing import publish, publish_report
from plainleaf.verify import Verified, report_files, verify
from tests.conftest import ROOT, TODAY
from tests.pdf_sample import print_as_weasyprint_does

CLEAN = ROOT / "tests" / "books" / "clean"
DAY = ["--today", TODAY.isoformat()]
Judge = Callable[..., Opinion]


def opinion(judge: str, *flavours: str) -> Opinion:
    standards = tuple(Standard(flavour, 10, 0) for flavour in flavours)
    return Opinion(judge, "1.0", standards, (), b"{}\n" if judge == "Ace" else b"")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean book's finished files."""
    built = build(CLEAN, styles_folder(), TODAY)
    assert built.diagnostics == ()
    folder = tmp_path_factory.mktemp("made")
    publish(built.files, folder)
    return folder


@pytest.fixture
def dist(made: Path, tmp_path: Path) -> Path:
    """A copy of them, to spoil."""
    return Path(shutil.copytree(made, tmp_path / "dist"))


@pytest.fixture(autouse=True)
def judges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judges that are there and content."""
    monkeypatch.setattr(verapdf, "ask", lambda _path, flavours: opinion("veraPDF", *flavours))
    monkeypatch.setattr(epubcheck, "ask", lambda _path: opinion("EPUBCheck", "EPUB 3.3"))
    monkeypatch.setattr(ace, "ask", lambda _path: opinion("Ace", "WCAG 2.2"))


def verified(dist: Path, manuscript: Path | None = None) -> Verified:
    return verify(dist, styles_folder(), TODAY, manuscript)


def run(dist: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["verify", str(dist), *DAY, *options])


def names(dist: Path) -> tuple[str, ...]:
    files = json.loads((dist / "manifest.json").read_bytes())["files"]
    return tuple(one["path"] for one in files)


def codes(found: Verified) -> list[tuple[str, str]]:
    return [(one.code, one.place.path) for one in found.diagnostics]


def change_manifest(dist: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = dist / "manifest.json"
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def test_clean_files_pass(dist: Path) -> None:
    """With the manuscript every rule of the proof is tried, and each claim goes to its judge."""
    found = verified(dist, CLEAN)
    assert (found.diagnostics, found.missing, found.has_manuscript) == ((), (), True)
    assert all(one.passes and one.left_out == () for one in found.files)
    standards = {one.file.artifact.name: [t.standard for t in one.trials] for one in found.files}
    pdf, epub = names(dist)
    assert standards[pdf] == ["Large print, 18 point", "ua1", "2a"]
    assert standards[epub] == ["Text, links, claims and style", "EPUB 3.3", "WCAG 2.2"]


def test_without_manuscript_it_says_what_it_left_out(dist: Path) -> None:
    """What cannot be tried is named, and what was tried is counted without it."""
    with_text, without = verified(dist, CLEAN), verified(dist)
    assert without.diagnostics == ()
    pdf = without.files[0]
    assert [rule.code for rule in pdf.left_out] == ["PL624", "PL632", "PL633", "PL635"]
    (all_rules, rest) = (one.files[0].trials[0].rules for one in (with_text, without))
    assert all_rules is not None
    assert rest == all_rules - len(pdf.left_out)


def test_no_manifest_is_told(tmp_path: Path) -> None:
    """A folder that no build has written into is told so, and gets no report."""
    ended = run(tmp_path)
    assert ended.exit_code == 1
    assert "PL910" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("files"),
        lambda data: data["leaflet"].update(issued="soon"),
        lambda data: data["files"][0].update(edition="hologram"),
        lambda data: data["files"][0].update(path="../manifest.json"),
        lambda data: data["files"][0].update(path="/etc/hostname"),
        lambda data: data["files"][0].update(path=".."),
        lambda data: data["files"][0].update(bytes=[]),
        lambda data: data["made_with"].update(profile="../../pyproject"),
    ],
)
def test_manifest_that_tells_nothing_sound_is_told(
    dist: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """A manifest with other contents, or with a way out of the folder, is no manifest."""
    change_manifest(dist, change)
    assert codes(verified(dist)) == [("PL911", "manifest.json")]


def test_changed_file_is_found(dist: Path) -> None:
    """One byte more, and the file is not the one that was made; the others are verified."""
    name = names(dist)[0]
    (dist / name).write_bytes((dist / name).read_bytes() + b" ")
    found = verified(dist)
    assert codes(found) == [("PL913", name)]
    assert len(found.files) == len(names(dist)) - 1
    assert run(dist).exit_code == 1


def test_missing_and_unknown_files_are_found(dist: Path) -> None:
    """A file that is not there is an error, and one that nobody made a warning."""
    name = names(dist)[0]
    (dist / name).rename(dist / "older.pdf")
    assert codes(verified(dist)) == [("PL912", name), ("PL915", "older.pdf")]


def test_link_out_of_the_folder_is_not_followed(dist: Path, tmp_path: Path) -> None:
    """A symbolic link in a file's place is a fault of the folder, not a file to read."""
    name = names(dist)[0]
    (dist / name).rename(tmp_path / "elsewhere.pdf")
    (dist / name).symlink_to(tmp_path / "elsewhere.pdf")
    ended = run(dist)
    assert ended.exit_code == 1
    assert name in ended.stderr


def test_other_manuscript_is_found(dist: Path, tmp_path: Path) -> None:
    """A manuscript that has changed since is no measure of these files."""
    other = Path(shutil.copytree(CLEAN, tmp_path / "other"))
    chapter = next(other.glob("01-*.md"))
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    found = verified(dist, other)
    assert ("PL914", "manifest.json") in codes(found)
    assert not found.has_manuscript


def test_file_with_faults_is_proved_as_in_a_build(dist: Path) -> None:
    """A PDF that a build would have refused is refused here, though its manifest fits."""
    name = names(dist)[0]
    data = print_as_weasyprint_does().data
    (dist / name).write_bytes(data)
    change_manifest(dist, lambda manifest: _enter(manifest["files"][0], data))
    found = verified(dist, CLEAN)
    assert {"PL624", "PL632", "PL634"} <= {code for code, _ in codes(found)}
    assert not found.files[0].passes
    assert found.files[1].passes


def test_pdf_without_a_claim_is_no_pass(dist: Path) -> None:
    """A PDF that claims no standard is told; veraPDF is not asked about nothing."""
    name = names(dist)[0]
    with pikepdf.open(dist / name) as pdf:
        del pdf.Root.Metadata
        saved = BytesIO()
        pdf.save(saved)
    data = saved.getvalue()
    (dist / name).write_bytes(data)
    change_manifest(dist, lambda manifest: _enter(manifest["files"][0], data))
    assert ("PL905", name) in codes(verified(dist))


def _enter(entry: dict[str, Any], data: bytes) -> None:
    entry.update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def test_waiver_lets_pass_here_what_it_lets_pass_in_a_build(tmp_path: Path) -> None:
    """What an editor has waived is no fault of the files, and the report says how much it was."""
    manuscript = Path(shutil.copytree(CLEAN, tmp_path / "manuscript"))
    styles = Path(shutil.copytree(styles_folder(), tmp_path / "styles"))
    with (styles / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\ncaption { color: #777 }\n")
    pdf = "borrow-a-book-large-print.pdf"
    with (manuscript / "leaflet.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            f'\n[[waivers]]\ncode = "PL615"\npath = "{pdf}"\nreason = "A try"\nuntil = 2027-01-01\n'
        )
    built = build(manuscript, styles, TODAY, ["large-print"])
    assert built.files, built.diagnostics
    publish(built.files, tmp_path / "dist")
    found = verify(tmp_path / "dist", styles, TODAY, manuscript)
    assert found.diagnostics == ()
    assert (found.files[0].passes, found.files[0].waived) == (True, 1)
    assert b"let pass what was found in 1 place." in report_files(found, None)["index.html"]
    assert codes(verify(tmp_path / "dist", styles, TODAY)) == [("PL615", pdf)]


def test_missing_judge_is_no_pass(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a judge is not installed the rest is done, and the exit code is 3 with the command."""

    def absent(_path: Path) -> Opinion:
        raise JudgeMissing("Ace", "it is not installed")

    monkeypatch.setattr(ace, "ask", absent)
    ended = run(dist)
    assert ended.exit_code == 3
    assert "install it with: make judges" in ended.stderr
    data = json.loads((dist / "report" / "report.json").read_bytes())
    assert data["result"] == "incomplete"
    assert [one["result"] for one in data["files"][-1]["trials"]] == ["kept", "kept", "not asked"]
    assert not data["files"][-1]["passes"]


def test_error_counts_for_more_than_a_missing_judge(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that was found is certain, so the exit code tells of it."""

    def absent(_path: Path) -> Opinion:
        raise JudgeMissing("Ace", "it is not installed")

    def strict(path: Path) -> Opinion:
        fault = rules.EPUBCHECK.at(
            Place(path.name), id="RSC-007", level="error", file="a.xhtml", text="<b>Gone</b>"
        )
        return Opinion("EPUBCheck", "1.0", (Standard("EPUB 3.3", None, 1),), (fault,))

    monkeypatch.setattr(ace, "ask", absent)
    monkeypatch.setattr(epubcheck, "ask", strict)
    assert run(dist).exit_code == 1
    page = (dist / "report" / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Gone&lt;/b&gt;" in page
    assert "<b>Gone" not in page


def test_judge_without_a_verdict_is_an_error(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that fails has not passed anything."""

    def broken(_path: Path) -> Opinion:
        raise JudgeFailed("EPUBCheck", "exit code 9")

    monkeypatch.setattr(epubcheck, "ask", broken)
    assert codes(verified(dist)) == [("PL904", names(dist)[-1])]
    assert run(dist).exit_code == 1


def test_report_is_the_same_each_time(dist: Path) -> None:
    """No clock: two runs write the same bytes, and the day stands there only where it is given."""
    found = verified(dist, CLEAN)
    assert report_files(found, None) == report_files(verified(dist, CLEAN), None)
    assert json.loads(report_files(found, None)["report.json"])["day"] is None
    assert json.loads(report_files(found, TODAY)["report.json"])["day"] == "2026-11-23"
    assert TODAY.isoformat().encode() not in report_files(found, None)["index.html"].replace(
        b"issued 2026-11-23", b""
    )


def test_report_for_a_machine(dist: Path) -> None:
    """The form is named, and each file has its hash, its trials and what was not tried."""
    data = json.loads(report_files(verified(dist), None)["report.json"])
    assert data["schema"] == "plainleaf-report-1"
    assert (data["result"], data["with_manuscript"]) == ("passed", False)
    manifest = json.loads((dist / "manifest.json").read_bytes())
    assert [one["sha256"] for one in data["files"]] == [one["sha256"] for one in manifest["files"]]
    assert [one["code"] for one in data["files"][-1]["not_tried"]] == ["PL707"]
    assert data["judges_reports"] == [f"ace-{Path(names(dist)[-1]).stem}.json"]


def test_report_for_a_person(dist: Path) -> None:
    """The page has a title and a language, needs nothing from outside, and runs no program."""
    files = report_files(verified(dist), None)
    page = html.document_fromstring(files["index.html"].decode())
    assert page.get("lang") == "en"
    assert "LIB-1 version 1.0" in (page.findtext(".//title") or "")
    assert _found(page, "//script | //link | //img | //iframe | //@onclick | //@style") == []
    levels = [int(str(one.tag)[1]) for one in _found(page, "//h1|//h2|//h3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.get("scope") for one in page.iter("th"))
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    assert set(_found(page, "//@aria-labelledby")) <= ids
    targets = {str(one) for one in _found(page, "//a/@href")}
    assert targets == {*files, *(f"../{name}" for name in names(dist))} - {"index.html"}


def _found(page: Any, path: str) -> list[Any]:
    return list(page.xpath(path))


def test_colours_of_the_report_stand_out() -> None:
    """Every ink has a contrast of 7 to 1 on every ground, on light and on dark screens."""
    page = (ROOT / "plainleaf" / "templates" / "report.html.j2").read_text(encoding="utf-8")
    schemes = [line for line in page.splitlines() if line.strip().startswith(":root {")]
    assert len(schemes) == 2
    for scheme in schemes:
        found = dict(
            part.strip().split(": ") for part in scheme.split("{")[1].split(";") if "--" in part
        )
        inks = [found[f"--{name}"] for name in ("ink", "soft", "good", "bad", "wait")]
        for ground in (found["--paper"], found["--tint"]):
            assert min(contrast(_rgb(ink), _rgb(ground)) for ink in inks) >= 7


def _rgb(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)


def test_review_that_has_passed_is_told(dist: Path) -> None:
    """The day of the next check is in the manifest, so no manuscript is needed to warn."""
    later = datetime.date(2031, 1, 1)
    found = verify(dist, styles_folder(), later)
    assert [one.code for one in found.diagnostics] == [rules.REVIEW_PASSED.code]


def test_json_on_the_screen(dist: Path) -> None:
    """Another program gets the diagnostics and the files that were written."""
    ended = run(dist, "--format", "json")
    data = json.loads(ended.stdout)
    assert (ended.exit_code, data["diagnostics"]) == (0, [])
    assert [Path(one).name for one in data["written"]][:2] == ["index.html", "report.json"]


def test_new_build_takes_the_old_report_away(dist: Path, made: Path) -> None:
    """A report speaks of the files beside it: with other files it is gone."""
    assert run(dist).exit_code == 0
    (dist / "README.md").write_text("Mine.", encoding="utf-8")
    assert (dist / "report" / "index.html").is_file()
    publish({one.name: one.read_bytes() for one in sorted(made.iterdir())}, dist)
    assert not (dist / "report").exists()
    assert (dist / "README.md").is_file()
    assert [one.name for one in dist.iterdir() if one.name.startswith(".")] == []


def test_report_is_gone_where_files_are_replaced_one_by_one(dist: Path, made: Path) -> None:
    """So it is where the folder cannot be swapped, as with another folder in it."""
    assert run(dist).exit_code == 0
    (dist / "mine").mkdir()
    publish({one.name: one.read_bytes() for one in sorted(made.iterdir())}, dist)
    assert not (dist / "report").exists()
    assert (dist / "mine").is_dir()


def test_folder_called_report_that_is_none_is_kept(dist: Path) -> None:
    """What somebody else has put there is not taken for a report."""
    (dist / "report").mkdir()
    (dist / "report" / "mine.txt").write_text("Mine.", encoding="utf-8")
    ended = run(dist)
    assert ended.exit_code == 1
    assert "is no report" in ended.stderr
    assert (dist / "report" / "mine.txt").is_file()


def test_report_on_files_that_changed_meanwhile_is_not_written(dist: Path) -> None:
    """Where a build has ended while the judges were at work, their words are of other files."""
    with pytest.raises(OSError, match="run this again"):
        publish_report({"report.json": b"{}"}, dist, ("manifest.json", b"{}"))
    assert not (dist / "report").exists()


def test_second_report_takes_the_place_of_the_first(dist: Path) -> None:
    """No file of an older report is left among those of a newer."""
    assert run(dist).exit_code == 0
    (dist / "report" / "ace-other.json").write_text("{}", encoding="utf-8")
    assert run(dist).exit_code == 0
    assert sorted(one.name for one in (dist / "report").iterdir()) == [
        f"ace-{Path(names(dist)[-1]).stem}.json",
        "index.html",
        "report.json",
    ]
