"""`verify` asks all the judges about the handout, each about what the file claims."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from plainleaf.editions import styles_folder
from plainleaf.verify import report_files, verify
from tests.conftest import ROOT, TODAY

pytestmark = [pytest.mark.judges, pytest.mark.xdist_group("judges")]


def test_handout_passes_every_trial(handout_dist: Path, tmp_path: Path) -> None:
    """PDF/UA-1 with 106 rules, PDF/A-2a with 153, EPUBCheck, Ace and our own proof: all kept."""
    dist = Path(shutil.copytree(handout_dist, tmp_path / "dist"))
    found = verify(dist, styles_folder(), TODAY, ROOT / "manuscript")
    if found.missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(found.missing[0]))
        pytest.skip(str(found.missing[0]))
    assert found.diagnostics == ()
    assert all(one.passes for one in found.files)
    tried = {(trial.judge, trial.rules) for one in found.files for trial in one.trials}
    assert {("veraPDF", 106), ("veraPDF", 153), ("EPUBCheck", None), ("Ace", None)} <= tried
    assert all(trial.version for one in found.files for trial in one.trials)
    files = report_files(found, None)
    (own,) = (json.loads(data) for name, data in files.items() if name.startswith("ace-"))
    assert own["earl:result"]["earl:outcome"] == "pass"
    assert "dct:date" not in own
