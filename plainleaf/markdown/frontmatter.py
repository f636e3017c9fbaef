"""Step 3, parse: the lines between --- above a chapter's title."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import yaml
from markdown_it.tree import SyntaxTreeNode

from plainleaf import rules
from plainleaf.book import PARTS
from plainleaf.markdown.reader import Reader
from plainleaf.tomlfile import EXAMPLES, UNPRINTABLE


@dataclass(frozen=True)
class FrontMatter:
    """What may stand between --- above a chapter's title."""

    short_title: str = ""
    lang: str = ""
    new_page: bool = False
    part: str = ""


def read_front_matter(reader: Reader, root: SyntaxTreeNode) -> FrontMatter:
    """Read the lines between --- above the title, all optional."""
    node = next((one for one in root.children if one.type == "front_matter"), None)
    if node is None:
        return FrontMatter()
    try:
        data = yaml.safe_load(node.content) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reader.line = mark.line + 2 if mark else 1
        reason = str(getattr(error, "problem", error))
        reader.report(rules.NOT_PARSABLE, format="YAML", reason=reason)
        return FrontMatter()
    except RecursionError:
        reader.report(rules.NOT_PARSABLE, format="YAML", reason="it is nested too deeply")
        return FrontMatter()
    except ValueError:
        reason = "there is no such date or number; put it between quotation marks"
        reader.report(rules.NOT_PARSABLE, format="YAML", reason=reason)
        return FrontMatter()
    reader.line = 1
    if not isinstance(data, dict):
        reader.report(rules.NOT_PARSABLE, format="YAML", reason="it has no 'key: words' lines")
        return FrontMatter()
    known = {one.name: type(one.default) for one in fields(FrontMatter)}
    values: dict[str, Any] = {}
    for key, value in _with_parts_joined(data).items():
        reader.line = reader.line_that_begins(f"{key}:")
        if key not in known:
            hint = f"the front matter of a chapter can have: {', '.join(known)}"
            reader.report(rules.UNKNOWN_KEY, key=key, hint=hint)
        elif value is not None and type(value) is not known[key]:
            wanted, example = EXAMPLES[known[key]]
            reader.report(
                rules.WRONG_TYPE,
                key=key,
                wanted=wanted,
                found=_short(value),
                example=example.format(key=key).replace(" =", ":"),
            )
        elif isinstance(value, str) and (odd := UNPRINTABLE.search(value)):
            reader.report(rules.UNPRINTABLE, character=f"U+{ord(odd[0]):04X}")
        elif value is not None:
            values |= reader.with_real_language({key: value})
    _report_unknown_parts(reader, str(values.get("part", "")))
    return FrontMatter(**values)


def _with_parts_joined(data: dict[Any, Any]) -> dict[Any, Any]:
    """Return the data with the parts of a chapter as one text: an author may write a list."""
    parts = data.get("part")
    if isinstance(parts, list) and all(isinstance(one, str) for one in parts):
        return data | {"part": ", ".join(parts)}
    return data


def _report_unknown_parts(reader: Reader, written: str) -> None:
    """Report each part that is none of those that a chapter can be."""
    reader.line = reader.line_that_begins("part:")
    for part in (one.strip() for one in written.split(",")):
        if part and part not in PARTS:
            choices = ", ".join(PARTS)
            reader.report(rules.UNKNOWN_CHOICE, key="part", value=part, choices=choices)


def _short(value: object) -> str:
    """Return a value of the front matter in a few words: a few aliases could fill the memory."""
    if isinstance(value, list | dict | set | tuple):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        return "a very long number"
    return f"'{value}'"
