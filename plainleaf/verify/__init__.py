"""After the last step: look at finished files once more, with all judges, and write a report.

A build proves what it makes. `verify` does so again on what lies in the folder, perhaps long
after and on another machine, and asks other people's judges too.
"""

from plainleaf.verify.report import report_files
from plainleaf.verify.verifying import FileVerdict, Trial, Verified, verify

__all__ = ["FileVerdict", "Trial", "Verified", "report_files", "verify"]
