"""The command: options, exit codes, and what goes to which stream."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainleaf import cli
from plainleaf.editions import EDITIONS, styles_folder
from tests.conftest import ROOT, TODAY

CLEAN = ROOT / "tests" / "books" / "clean"
DAY = ["--today", TODAY.isoformat()]


def run(*arguments: str | Path) -> Result:
    """Run the command as from a shell."""
    return CliRunner().invoke(cli.main, [str(one) for one in arguments])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A manuscript with one fault: an image without words for it."""
    folder = shutil.copytree(CLEAN, tmp_path / "faulty")
    (folder / "03-more.md").write_text("# Our shelves\n\n![](images/shelf.svg)\n", encoding="utf-8")
    return folder


def test_check_of_a_clean_manuscript_says_so() -> None:
    """Nothing to mend is exit code 0, and stdout stays free."""
    result = run("check", CLEAN, *DAY)
    assert (result.exit_code, result.stdout) == (0, "")
    told, reading = result.stderr.splitlines()
    assert re.fullmatch(r"Nothing to mend in \d chapters\.", told)
    grade, time = r"grade \d\.\d \(Flesch-Kincaid\)", r"\d minutes? at 100 words a minute"
    assert re.fullmatch(rf"Reading: {grade}, about {time}\.", reading)


def test_check_tells_faults_on_stderr(faulty: Path) -> None:
    """A fault is exit code 1; without a terminal its words come without colour."""
    result = run("check", faulty, *DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{faulty}/03-more.md:3: error PL301: " in result.stderr
    assert "\n1 error in 4 chapters.\n" in result.stderr
    assert "\x1b" not in result.stderr


def test_check_in_json_is_on_stdout(faulty: Path) -> None:
    """Another program reads stdout and gets JSON only."""
    result = run("check", faulty, "--format", "json", *DAY)
    assert (result.exit_code, result.stderr) == (1, "")
    assert [one["code"] for one in json.loads(result.stdout)["diagnostics"]] == ["PL301"]


def test_check_in_json_has_the_measures() -> None:
    """For the whole and for each chapter; null is what has no number."""
    reading = json.loads(run("check", CLEAN, "--format", "json", *DAY).stdout)["reading"]
    whole, chapters = reading["whole"], reading["chapters"]
    assert [one["path"] for one in chapters] == sorted(one.name for one in CLEAN.glob("0*.md"))
    assert whole["counts"]["words"] >= sum(one["counts"]["words"] for one in chapters) > 0
    assert whole["minutes"].keys() == {"100", "200"}
    by_formula = {one["formula"]: one for one in whole["scores"]}
    assert by_formula["flesch_kincaid"]["standing"] == "within the target"
    assert by_formula["smog"]["value"] is None
    assert "30 sentences" in by_formula["smog"]["why_not"]


def test_check_in_sarif_is_on_stdout(faulty: Path) -> None:
    """A code host reads stdout and gets SARIF only."""
    result = run("check", faulty, "--format", "sarif", *DAY)
    assert (result.exit_code, result.stderr) == (1, "")
    (one,) = json.loads(result.stdout)["runs"][0]["results"]
    assert one["ruleId"] == "PL301"


def test_check_writes_the_report_and_the_worksheet(tmp_path: Path) -> None:
    """Each file that is asked for is written and named, beside what is told as always."""
    report = tmp_path / "report.html"
    result = run("check", CLEAN, "--report", report, *DAY)
    assert result.exit_code == 0
    assert result.stderr.endswith(f"wrote {report}\n")
    assert "Language report" in report.read_text("utf-8")


def test_worksheet_needs_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one it is worksheet.md, here."""
    monkeypatch.chdir(tmp_path)
    result = run("check", CLEAN, *DAY, "--worksheet")
    assert result.stderr.endswith("wrote worksheet.md\n")
    assert Path("worksheet.md").read_text("utf-8").startswith("# Worksheet: ")
    assert "wrote w.md" in run("check", CLEAN, "--worksheet", "w.md", *DAY).stderr


def test_without_settings_there_is_nothing_to_write_about(tmp_path: Path) -> None:
    """The fault is told, and that nothing was written."""
    (tmp_path / "leaflet.toml").write_text("=", encoding="utf-8")
    result = run("check", tmp_path, "--report", tmp_path / "r.html", *DAY)
    assert result.exit_code == 1
    assert "Nothing was written: leaflet.toml has to be readable first." in result.stderr


def test_today_changes_what_is_told() -> None:
    """A review that has passed is a warning, which is exit code 0."""
    result = run("check", CLEAN, "--today", "2030-01-01")
    assert result.exit_code == 0
    assert "warning PL114" in result.stderr


def test_source_date_epoch_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no day is asked for, that of a reproducible build counts before the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert "today is 2030-01-01" in run("check", CLEAN).stderr


def test_build_writes_what_it_says(tmp_path: Path) -> None:
    """Each file that is named on stdout is there, and the steps are on stderr."""
    result = run("build", CLEAN, "-e", "epub", "-o", tmp_path / "out", *DAY)
    assert result.exit_code == 0
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["borrow-a-book.epub", "manifest.json"]
    assert [line.rsplit("/", 1)[1] for line in result.stdout.splitlines()] == written
    assert "Proving borrow-a-book.epub" in result.stderr


def test_build_with_a_fault_writes_nothing(faulty: Path, tmp_path: Path) -> None:
    """What was made before stays as it was, and no folder is made."""
    result = run("build", faulty, "-o", tmp_path / "out", *DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("1 error in 4 chapters.\nNothing was written.\n")
    assert not (tmp_path / "out").exists()


def test_build_with_a_fault_is_valid_json(faulty: Path, tmp_path: Path) -> None:
    """In JSON, that nothing was written is an empty list."""
    result = run("build", faulty, "-o", tmp_path / "out", "--format", "json", *DAY)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["written"] == []


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A full disk or a wrong path is a sentence with the path, and no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("build", CLEAN, "-e", "epub", "-o", tmp_path / "file" / "out", *DAY)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"A file could not be read or written. {tmp_path}/file" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-folder"),
        ("check", CLEAN / "leaflet.toml"),
        ("check", CLEAN, "--today", "soon"),
        ("build", CLEAN, "-e", "scroll"),
        ("bind", CLEAN),
    ],
)
def test_wrong_call_is_exit_code_2(arguments: tuple[str | Path, ...]) -> None:
    """A wrong call is not a fault of the text."""
    assert run(*arguments).exit_code == 2


def test_missing_library_is_exit_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is not installed is told with the command that installs it."""

    def not_installed(*_: object) -> None:
        raise ModuleNotFoundError("none", name="pikepdf")

    monkeypatch.setattr(cli, "check_manuscript", not_installed)
    result = run("check", CLEAN)
    assert result.exit_code == 3
    assert "'pikepdf'" in result.stderr
    assert "make handout" in result.stderr


def test_editions_lists_all_with_their_sources() -> None:
    """Every edition, and every number of a profile with where it comes from."""
    result = run("editions")
    assert result.exit_code == 0
    assert all(f"  {name} " in result.stdout for name in EDITIONS)
    assert "body_size_pt           18       RNIB" in result.stdout


def test_time_that_is_none_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH far outside the calendar ends with 2 and a sentence."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    ended = run("check", CLEAN)
    assert ended.exit_code == 2
    assert "SOURCE_DATE_EPOCH is no time" in ended.output


def test_profile_without_a_source_is_told(tmp_path: Path) -> None:
    """A number without its source is a fault of the style sheets, told in a sentence."""
    styles = tmp_path / "styles"
    shutil.copytree(styles_folder(), styles)
    profile = styles / "profiles" / "rnib-18.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("source = ", "where = ", 1), encoding="utf-8")
    commands: tuple[list[str | Path], ...] = (["editions"], ["check", CLEAN])
    for command in commands:
        ended = run(*command, "--styles", styles)
        assert ended.exit_code == 1
        assert "[body_size_pt] needs a value and a source" in ended.output
