"""The catalogue: every rule's code, severity, words, help and source, each text once.

Codes are never reused. Families: PL1xx settings and files, 2xx structure, 3xx images,
4xx plain language, 5xx glossary, references and links, 6xx print, 7xx EPUB,
9xx outside judges and finished files. A rule is used by calling `at`:

    NO_ALT_TEXT.at(Place("03-harms.md", 42))
"""

from __future__ import annotations

from dataclasses import dataclass

from plainleaf.diagnostics import Diagnostic, Place, Severity


@dataclass(frozen=True)
class Rule:
    """One rule: what it says when it is broken and how to mend that.

    Message and help are templates; braces name the facts that `at` is given.
    """

    code: str
    title: str
    message: str
    help: str
    severity: Severity = Severity.ERROR
    source: str = ""

    def at(self, place: Place, *, passage: object = "", **facts: object) -> Diagnostic:
        """Return the diagnostic that this rule gives at a place, with its facts filled in.

        `passage` is the whole of the words that it is about, for waivers that name some.
        """
        return Diagnostic(
            place=place,
            code=self.code,
            severity=self.severity,
            message=self.message.format(**facts),
            help=self.help.format(**facts),
            source=self.source,
            passage=str(passage),
        )


CATALOGUE: dict[str, Rule] = {}


def _rule(
    code: str,
    title: str,
    message: str,
    help: str,
    severity: Severity = Severity.ERROR,
    source: str = "",
) -> Rule:
    """Enter a rule in the catalogue; a code can be entered once only."""
    if code in CATALOGUE:
        raise ValueError(f"{code} stands twice in the catalogue")
    CATALOGUE[code] = Rule(code, title, message, help, severity, source)
    return CATALOGUE[code]


WARNING = Severity.WARNING

# PL1xx: settings and files

NO_SETTINGS = _rule(
    "PL101",
    "No leaflet.toml",
    "there is no leaflet.toml in this folder",
    "name the folder that holds it, or make one; docs/writing.md shows what goes in",
)
NOT_PARSABLE = _rule(
    "PL102",
    "A data file cannot be read",
    "this is not valid {format}: {reason}",
    "look at this line and the one before it for a missing quote, comma or bracket",
)
UNKNOWN_KEY = _rule(
    "PL103",
    "A setting that Plainleaf does not know",
    "the setting '{key}' is not known here",
    "{hint}",
)
WRONG_TYPE = _rule(
    "PL104",
    "A setting of the wrong kind",
    "'{key}' should be {wanted}, and is {found}",
    "write it as {example}",
)
MISSING_KEY = _rule(
    "PL105",
    "A setting is missing",
    "'{key}' is missing",
    "add a line such as: {example}",
)
NOT_UTF8 = _rule(
    "PL106",
    "A file is not in UTF-8",
    "this file is not saved as UTF-8 text: a character on this line cannot be read",
    "save it again with the encoding 'UTF-8'; most editors offer it under 'Save as'",
)
TOO_LARGE = _rule(
    "PL107",
    "A file is too large",
    "this file has {size} bytes; the most that Plainleaf reads is {limit}",
    "split the text over several chapters, or make the picture smaller",
)
NO_CHAPTERS = _rule(
    "PL108",
    "No chapters",
    "this manuscript has no chapters",
    "add a file named like 01-key-points.md: two digits, a hyphen, a short name",
)
DUPLICATE_NUMBER = _rule(
    "PL109",
    "Two chapters with one number",
    "this chapter and {other} have the same number, {number}",
    "give each chapter its own number; they stand in the order of their numbers",
)
STRAY_FILE = _rule(
    "PL110",
    "A Markdown file that is no chapter",
    "this file would be left out, since it is not named like a chapter",
    "name it like 05-other-choices.md: two digits, a hyphen, small letters; or move it away",
)
UNKNOWN_CHOICE = _rule(
    "PL111",
    "A name that Plainleaf does not know",
    "'{value}' is not a name that '{key}' can have",
    "choose from: {choices}",
)
UNUSED_WAIVER = _rule(
    "PL112",
    "A waiver that waives nothing",
    "the waiver for {code} in {path} waives nothing: that file does not break that rule",
    "take it out of leaflet.toml, or mend its code or path",
    WARNING,
)
EXPIRED_WAIVER = _rule(
    "PL113",
    "A waiver has ended",
    "the waiver for {code} in {path} ended on {until}",
    "mend what it waived, or give it a new date and reason",
    WARNING,
)
REVIEW_PASSED = _rule(
    "PL114",
    "The review date has passed",
    "the next review was due on {due}; today is {today}",
    "have the leaflet checked again, then set last_checked and next_review",
    WARNING,
    "PIF TICK: review at least every 3 years",
)
INCOMPLETE_REVIEW = _rule(
    "PL115",
    "A review without a name or a date",
    "the clinical review has {has} but no {lacks}",
    "a review counts only with a named person and a date; leave both empty until then",
    source="NHS standard for creating health content: clinical approval is recorded",
)
OUTSIDE_MANUSCRIPT = _rule(
    "PL116",
    "A file outside the manuscript",
    "this leads out of the manuscript folder",
    "copy the file into the manuscript; Plainleaf reads nothing outside it",
)

UNPRINTABLE = _rule(
    "PL117",
    "A character that cannot be printed",
    "an invisible character ({character}) stands here that no page can hold",
    "delete it; it often comes along when text is copied from a PDF",
)
NO_WORDS = _rule(
    "PL118",
    "Plainleaf does not speak this language yet",
    "Plainleaf does not know its own words, such as Contents and Page, in '{language}'",
    "they will stand in English; a translator can add plainleaf/words/{primary}.toml",
    WARNING,
)
NOT_A_FILE = _rule(
    "PL119",
    "Something that is no file",
    "this is named like a part of the leaflet and is {what}",
    "put a plain file in its place, or give it another name",
)
TOO_MUCH = _rule(
    "PL120",
    "More than a leaflet can hold",
    "{what} {found}; the most is {limit}",
    "{advice}",
)
NOT_WAIVABLE = _rule(
    "PL121",
    "A waiver that cannot be given",
    "the waiver for {code} in {path} does not hold: what breaks that rule is not safe, or cannot "
    "work, for readers",
    "take it out of leaflet.toml, and mend what {code} tells of",
    WARNING,
)

NO_CERTIFIER = _rule(
    "PL122",
    "An accessibility claim that nobody answers for",
    "[accessibility] says '{key}', and does not say who evaluated the EPUB",
    "put their name in certified_by; leave all of [accessibility] empty until somebody has",
    source="EPUB Accessibility 1.1: a claim names its evaluator",
)

# PL2xx: structure

RAW_HTML = _rule(
    "PL201",
    "HTML in the text",
    "HTML is not read here: {found}",
    "write it in Markdown; docs/writing.md lists what there is. For a plain < write \\<",
)
NO_TITLE = _rule(
    "PL202",
    "A chapter without a title",
    "this chapter has no title",
    "begin it with a line such as: # What MS is",
    source="WCAG 2.2, 2.4.2 and 2.4.6",
)
SECOND_TITLE = _rule(
    "PL203",
    "A chapter with two titles",
    "this is a second title (#); a chapter has one",
    "make it a section with ##, or begin a new chapter file with it",
    source="WCAG 2.2, 1.3.1",
)
SKIPPED_LEVEL = _rule(
    "PL204",
    "A heading level is skipped",
    "this heading is level {found} and follows level {before}",
    "use {marks}; a screen reader's user moves by levels and would look for the one between",
    source="WCAG 2.2, 1.3.1; PDF/UA-1, 7.4.2",
)
EMPTY_HEADING = _rule(
    "PL205",
    "A heading without words",
    "this heading has no words",
    "write what the section says, or take the heading out",
    source="WCAG 2.2, 2.4.6",
)
UNKNOWN_DIV = _rule(
    "PL206",
    "A box that Plainleaf does not know",
    "there is no box called '{name}'",
    "use one of: {choices}",
)
UNKNOWN_ATTRIBUTE = _rule(
    "PL207",
    "An attribute that Plainleaf does not know",
    "'{attribute}' means nothing on {where}",
    "take it out, or use one of: {choices}",
)
BAD_LANGUAGE = _rule(
    "PL208",
    "A language tag that is none",
    "'{tag}' is not a language tag",
    "use a tag such as en, es, cy, zh-Hans; the list is called BCP 47",
    source="WCAG 2.2, 3.1.1 and 3.1.2",
)
WOULD_BE_LOST = _rule(
    "PL209",
    "Something that no edition can show",
    "{what} cannot be shown in a leaflet and would be lost",
    "{instead}",
)
INCOMPLETE_RISK = _rule(
    "PL210",
    "A risk block that says too little",
    "this risk block does not say '{field}'",
    "add a line such as: {example}",
    source="CDC Clear Communication Index, items 15 to 20; EU guidance on risk",
)
UNKNOWN_RISK_FIELD = _rule(
    "PL211",
    "A line in a risk block that Plainleaf does not know",
    "a risk block has no line '{field}'",
    "use these, one a line: {choices}",
)
NO_TABLE_CAPTION = _rule(
    "PL212",
    "A table without a caption",
    "this table has no caption",
    "put a line below it, after one empty line: Table: what it shows",
    WARNING,
    "WCAG technique H39",
)
SOFT_HYPHEN = _rule(
    "PL213",
    "A soft hyphen",
    "a soft hyphen stands in '{word}'; it has been left out",
    "delete it: large print never splits a word",
    WARNING,
    "UKAAF G003 (2019); ACB (2025): no hyphenation",
)
DUPLICATE_ID = _rule(
    "PL214",
    "An id used twice",
    "the id '{id}' belongs to {other} already",
    "give each its own id; links would reach only the first",
    source="WCAG 2.2, 4.1.2; EPUB 3.3",
)
WRONG_CELL_COUNT = _rule(
    "PL215",
    "A table row of the wrong length",
    "the number of cells in this row is {found}; in the heading row it is {wanted}",
    "make them the same, with empty cells if need be; for a | among the words write \\|; "
    "put an empty line between a table and what follows it",
)
EMPTY_HEADER = _rule(
    "PL216",
    "A table heading without words",
    "column {column} of this table has no heading",
    "name the column; a screen reader reads the heading before each cell",
    source="WCAG 2.2, 1.3.1",
)
TOO_DEEP = _rule(
    "PL217",
    "Lists or boxes too deep in one another",
    "lists, quotes and boxes stand more than {limit} deep in one another here",
    "write it flatter; a reader loses the way after two levels",
)
BAD_TABLE = _rule(
    "PL218",
    "A caption with no table",
    "this caption has no table above it",
    "put it below its table, after one empty line",
)

OPEN_DIV = _rule(
    "PL219",
    "A box that is not closed",
    "the box '{name}' begins here and is never closed",
    "put a line with ::: below its last line",
)
STRAY_FENCE = _rule(
    "PL220",
    "A fence without a box",
    "these colons open no box and would be printed",
    "write the box's name behind them (::: warning), or take them out",
)

NO_FIGURES = _rule(
    "PL221",
    "Figures that cannot be drawn",
    "figures can be drawn for whole numbers up to {most} only, and not for {count} of {out_of}",
    "take the line 'figures: yes' out; the words say it well",
    source="A figure is one person who was studied: it is never rescaled",
)

# PL3xx: images

NO_ALT_TEXT = _rule(
    "PL301",
    "An image without alternative text",
    "image has no alternative text",
    "say what the reader needs from the picture, or mark it decorative: ![]({file}){{.decorative}}",
    source="WCAG 2.2, 1.1.1",
)
NO_IMAGE = _rule(
    "PL302",
    "An image is missing",
    "there is no file {file}",
    "{hint}",
)
BAD_IMAGE = _rule(
    "PL304",
    "An image that is not what its name says",
    "{file} {reason}",
    "save it again as SVG, PNG or JPEG, with the ending that fits",
)
UNSAFE_SVG = _rule(
    "PL305",
    "A drawing that holds more than a drawing",
    "{file} holds {what}, which Plainleaf does not let through",
    "save it as plain SVG, with everything in the one file",
)
POOR_ALT_TEXT = _rule(
    "PL306",
    "Alternative text that tells nothing",
    "the alternative text {problem}",
    "say in words what a reader who cannot see the picture needs from it",
    source="WCAG 2.2, 1.1.1, failure F30",
)
SMALL_IMAGE_TEXT = _rule(
    "PL307",
    "Words in a drawing are too small",
    "words in {file} print at {size} point; this profile's least is {least}",
    "make them larger: a drawing prints {width} mm wide",
    source="UKAAF G003 (2019); RNIB",
)
ODD_SHAPE = _rule(
    "PL308",
    "A picture that is too large or too narrow",
    "{file} is {width:g} by {height:g}; {problem}",
    "crop it or make it smaller, so that a reader can see all of it on one page",
)

# PL4xx: plain language

CAPITALS = _rule(
    "PL401",
    "Words in capitals",
    "{count} words in capitals stand in a row: {words}",
    "write them in small letters; for weight use **bold**",
    source="UKAAF G003 (2019): no blocks of capitals",
)

LONG_SENTENCE = _rule(
    "PL402",
    "A sentence of more than 25 words",
    "this sentence has {count} words: '{words}'",
    "make two or three sentences of it, each with one thought; the most is 25 words",
    source="GOV.UK: at most 25 words a sentence",
)
LONGISH_SENTENCE = _rule(
    "PL403",
    "A sentence of more than 20 words",
    "this sentence has {count} words: '{words}'",
    "make it shorter, or make two of it; 20 words are enough for a tired reader",
    WARNING,
    "NHS content guide: at most 20 words a sentence",
)
LONG_PARAGRAPH = _rule(
    "PL404",
    "A paragraph of more than 3 sentences",
    "this paragraph has {count} sentences",
    "put an empty line where a new thought begins, or make a list of it",
    source="NHS content guide: at most 3 sentences a paragraph",
)
PASSIVE = _rule(
    "PL405",
    "A sentence in the passive voice",
    "'{words}' is in the passive voice",
    "say who does what: 'a nurse gives you the medicine', and not 'the medicine is given'",
    WARNING,
    "NHS content guide: active voice; PEMAT-P; CDC Clear Communication Index, item 6",
)
HARD_WORD = _rule(
    "PL406",
    "A hard word",
    "'{word}' is a hard word",
    "{advice}",
    WARNING,
    "NHS content guide: the plain word first; CDC Clear Communication Index, item 7",
)
UNEXPLAINED_YET = _rule(
    "PL407",
    "A word that stands before it is explained",
    "'{word}' stands here, in {where}, before the leaflet explains it",
    "explain it further up, or use plain words here: no link to the glossary can help in {where}",
    WARNING,
    "GOV.UK: explain terms at first use; WCAG 2.2, 3.1.3",
)
TWO_NAMES = _rule(
    "PL408",
    "Two names for one thing",
    "'{found}' is another name for '{term}'",
    "write '{term}' every time; a reader takes two names for two things",
    source="ISO 24495-1: readers can understand what they find",
)
DOUBLE_NEGATIVE = _rule(
    "PL409",
    "Two negatives in one sentence",
    "'{words}' says no twice",
    "say what is so: 'it is common', and not 'it is not uncommon'",
    WARNING,
    "ISO 24495-1: readers can understand what they find",
)
NOUN_STRING = _rule(
    "PL410",
    "Many nouns in a row",
    "{count} nouns stand in a row: '{words}'",
    "part them with small words such as of, for and to, or leave some out",
    WARNING,
    "ISO 24495-1: readers can understand what they find",
)
SLASH = _rule(
    "PL411",
    "A slash between words",
    "'{words}' leaves it to the reader what the slash means",
    "write 'and', or 'or', or 'A or B, or both'; a screen reader may say 'slash'",
    WARNING,
)
LATIN = _rule(
    "PL412",
    "Latin, or a Latin short form",
    "'{found}' is Latin",
    "write: {instead}",
    WARNING,
    "GOV.UK: no eg, ie and etc",
)
EXCLAMATION = _rule(
    "PL413",
    "An exclamation mark",
    "an exclamation mark stands in '{words}'",
    "end with a full stop; a mark that shouts can frighten",
    WARNING,
)
TONE = _rule(
    "PL414",
    "A word of war, hype or blame",
    "'{found}' {why}",
    "write instead: {instead}",
    WARNING,
    "NHS content guide, on disabilities and conditions: no 'suffering from' or 'victim of'",
)
EMPTY_LINK_WORDS = _rule(
    "PL415",
    "A link that does not say where it leads",
    "the words '{words}' do not say where they lead",
    "write what the reader finds there: [what to bring](…); links are read on their own too",
    source="WCAG 2.2, 2.4.4 and 2.4.9; GOV.UK: link text stands alone",
)
STEPS_IN_PROSE = _rule(
    "PL416",
    "Steps without numbers",
    "steps that follow one another stand {where}: '{words}'",
    "make a numbered list of them: 1. for the first step, 2. for the next",
    WARNING,
    "NHS content guide: numbered lists for a process; PEMAT-P, item 22",
)
RUN_ON_LIST = _rule(
    "PL417",
    "Many things in one sentence",
    "{count} things are told one after another: '{words}'",
    "make a list with bullets of them",
    WARNING,
    "CDC Clear Communication Index, item 8",
)
EMPTY_HEADING_WORDS = _rule(
    "PL418",
    "A heading that says nothing",
    "the heading '{words}' does not say what comes",
    "say what the reader learns there: 'What happens first', and not 'Introduction'",
    WARNING,
    "WCAG 2.2, 2.4.6; PEMAT-P, item 9",
)
NO_HEADING_FOR_LONG = _rule(
    "PL419",
    "A long stretch without a heading",
    "{count} words stand here without a heading between them",
    "part them with headings (##) that say what comes; 200 words are enough for one",
    WARNING,
    "CDC Clear Communication Index, item 9; PEMAT-P, item 9",
)

# PL43x: numbers

BARE_PERCENTAGE = _rule(
    "PL430",
    "A percentage by itself",
    "'{words}' is a percentage by itself",
    "tell it as people: 'about 10 in 100 people'; a percentage may stand behind it in brackets",
    source="NHS content guide: 1 in 7, and no percentage",
)
DECIMAL = _rule(
    "PL431",
    "A number with a decimal point",
    "'{words}' has a decimal point",
    "round it, or use a smaller unit: 'about 4 in 100', 'about 5 days'; a dose stays as it is",
    WARNING,
    "NHS content guide: no decimals but for doses, money and test values",
)
FRACTION = _rule(
    "PL432",
    "A part of people without numbers",
    "'{words}' says no number of people",
    "say how many of how many: '1 in 3 people', '40 of 120 people'",
    WARNING,
    "NHS content guide; CDC Clear Communication Index, item 15",
)
MIXED_DENOMINATORS = _rule(
    "PL433",
    "Numbers that cannot be compared",
    "these count out of {found}",
    "count them out of the same number, such as 100; or give each study's result its own source",
    WARNING,
    "EU guidance on risk; CDC Clear Communication Index, item 17",
)
RELATIVE_RISK = _rule(
    "PL434",
    "A risk that is only compared",
    "'{words}' says how a risk compares, and not how high it is",
    "give both numbers: 'from 1 in 100 people to 2 in 100 people'",
    source="PLoS Medicine 2009, on relative and absolute risk; EU guidance on risk",
)
FREQUENCY_WORD = _rule(
    "PL435",
    "A harm called rare or common, without a number",
    "'{words}' can mean anything to a reader",
    "put the number beside it: 'rare: up to 1 in 1,000 people'; or say that nobody knows it",
    WARNING,
    "EU guidance on risk: such words alone make readers think a risk higher than it is",
)
PEOPLE_WITHOUT_FRAME = _rule(
    "PL436",
    "A number of people without who or how long",
    "'{words}' does not say {lacks}",
    "say which people these were, and over how long, or use a risk box (::: risk)",
    WARNING,
    "EU guidance on risk: the group of people and the time belong to a number",
)
HARMS_ALONE = _rule(
    "PL437",
    "Harms without benefits",
    "this tells of a harm, and the leaflet tells of hardly any benefit",
    "tell what is known of the benefit too, in numbers if there are any; if none is known, say "
    "so in a chapter with 'part: benefits'",
    WARNING,
    "CDC Clear Communication Index, item 19: risks and benefits",
)

# PL45x: what a leaflet has to hold

NO_AUDIENCE = _rule(
    "PL450",
    "Nothing says who the leaflet is for",
    "the leaflet does not say who it is for",
    'name its readers in leaflet.toml, such as: audience = "Adults with asthma"',
    WARNING,
    "CDC Clear Communication Index; PIF TICK",
)
NO_MAIN_MESSAGE = _rule(
    "PL451",
    "The main message does not come first",
    "the first chapter has no box with the main message",
    "put main_message of leaflet.toml, word for word, into a box (::: key-message) of the first "
    "chapter",
    WARNING,
    "CDC Clear Communication Index, items 1 to 3",
)
NO_UNKNOWNS = _rule(
    "PL452",
    "Nothing says what is not known",
    "no part of the leaflet says what is known and what is not known",
    "add a section that says what nobody knows yet, such as '## What is not known', or mark a "
    "chapter with 'part: not-known'",
    WARNING,
    "CDC Clear Communication Index, item 11",
)
NO_NEXT_STEP = _rule(
    "PL453",
    "Nothing says what to do next",
    "no part of the leaflet says what the reader can do next",
    "add a section such as '## What to do', or mark a chapter with 'part: what-to-do'",
    WARNING,
    "CDC Clear Communication Index, items 5 and 13; PEMAT-P, item 20",
)
NO_HELP_PART = _rule(
    "PL454",
    "Nothing says when to get help",
    "no part of the leaflet says when to get help, and where",
    "add a section such as '## When to get help', with the signs and whom to call, or mark a "
    "chapter with 'part: get-help'",
    WARNING,
    "NHS standard for creating health content",
)
NO_CONTACT = _rule(
    "PL455",
    "Nobody to ask is named",
    "there is no contact: the leaflet says 'Ask the team who gave you this leaflet' and leaves a "
    "line to write on",
    "fill in phone, email or web below [contact] once they are known, or mark a chapter that says "
    "whom to ask with 'part: who-to-ask'",
    WARNING,
    "NHS standard for creating health content; PIF TICK",
)
NO_DATES = _rule(
    "PL456",
    "A date is missing",
    "the leaflet does not say when {what}",
    "fill in {key} below [dates] once it is known, such as: {key} = 2027-01-31",
    WARNING,
    "NHS standard for creating health content; PIF TICK: both dates are shown",
)
NO_PUBLISHER = _rule(
    "PL457",
    "Nobody stands behind the leaflet",
    "neither an author nor a publisher is named, so readers cannot tell who stands behind it",
    "fill in authors or publisher in leaflet.toml once they are known; do not make one up",
    WARNING,
    "NHS standard for creating health content: the publisher is named; DISCERN",
)
NO_REVIEW = _rule(
    "PL458",
    "No review",
    "no review is recorded, so every page says that it is a draft",
    "have a clinician check the text, then fill in reviewer and date below [review]",
    WARNING,
    "NHS standard for creating health content: clinical approval is recorded",
)
NO_SOURCES = _rule(
    "PL459",
    "No sources",
    "no source is cited, so readers cannot tell where the facts come from",
    "add the sources to references.json, and cite each where it is used: [@name]",
    WARNING,
    "NHS standard for creating health content; DISCERN; PIF TICK",
)
NO_OTHER_FORMATS = _rule(
    "PL460",
    "Nothing says how to get other formats",
    "the leaflet does not say how to get it in another format or language",
    "add a sentence such as 'Ask us for large print, audio or another language', or mark a "
    "chapter with 'part: other-formats'",
    WARNING,
    "NHS Accessible Information Standard; PIF TICK",
)

# PL47x: what the facts rest on

NO_CITATION = _rule(
    "PL470",
    "A chapter of facts without a source",
    "this chapter cites no source",
    "cite where its facts come from: [@name]; or say what it is for instead, such as "
    "'part: what-to-do', above its title",
    WARNING,
    "NHS standard for creating health content: evidence is recorded",
)
OLD_REFERENCE = _rule(
    "PL471",
    "A source older than five years",
    "the source '{id}' is from {issued}, more than five years ago",
    "look for a newer one; if it is still the best there is, say why in a waiver",
    WARNING,
    "NHS standard for creating health content: up-to-date evidence",
)
NO_ADDRESS = _rule(
    "PL472",
    "A source that readers cannot find",
    "the source '{id}' has neither a DOI nor an address",
    "add its DOI or URL in references.json",
    WARNING,
    "Vancouver style (NLM): references can be found",
)
NOT_LOOKED_AT = _rule(
    "PL473",
    "A source that nobody has looked at for a year",
    "the source '{id}' was last looked at on {accessed}",
    "open it again, see if it still says the same, then set 'accessed' to the day you did",
    WARNING,
    "NHS standard for creating health content: planned review",
)
RETRACTED = _rule(
    "PL474",
    "A source that was withdrawn",
    "the source '{id}' has been retracted: its authors or journal took it back",
    "take it out, with all that rests on it alone",
    source="Committee on Publication Ethics, guidelines on retraction",
)

# PL5xx: glossary, references and links

DEAD_LINK = _rule(
    "PL501",
    "A link that leads nowhere",
    "nothing in the leaflet is called '{target}'",
    "{hint}",
    source="WCAG 2.2, 2.4.4",
)
NO_REFERENCE = _rule(
    "PL502",
    "A citation without its reference",
    "there is no reference '{id}' in references.json",
    "{hint}",
)
UNCITED = _rule(
    "PL503",
    "A reference that nothing cites",
    "the reference '{id}' is never cited",
    "cite it with [@{id}] where it is used, or take it out",
)
UNUSED_TERM = _rule(
    "PL504",
    "A glossary term that is never used",
    "the term '{term}' is never used in the chapters",
    "use it, or take it out of glossary.toml",
    WARNING,
)
TERM_CLAIMED_TWICE = _rule(
    "PL505",
    "One word in two glossary entries",
    "'{form}' belongs to '{first}' already and is claimed by '{second}'",
    "leave it in one of the two",
)
UNEXPLAINED_ABBREVIATION = _rule(
    "PL506",
    "A short form that is not spelled out",
    "the short form '{short}' is never spelled out",
    "write it in full where it first stands, then ({short}); or add it to glossary.toml",
    WARNING,
    "WCAG 2.2, 3.1.4; GOV.UK: explain short forms at first use",
)
NO_NOTE = _rule(
    "PL507",
    "A note mark without its note",
    "there is no note [^{label}]",
    "add a line such as: [^{label}]: what the note says",
)
UNUSED_NOTE = _rule(
    "PL508",
    "A note that nothing points to",
    "nothing points to the note [^{label}], so it would be lost",
    "put [^{label}] where the note belongs, or take the note out",
)
UNSAFE_LINK = _rule(
    "PL509",
    "A link of a kind that is not allowed",
    "'{target}' is not an address that a reader can open",
    "use an address that begins with https://, mailto: or tel:, or a place in the leaflet (#id)",
)
BAD_REFERENCE = _rule(
    "PL510",
    "A reference that cannot be printed",
    "the reference '{id}' {problem}",
    "mend its entry in references.json (CSL-JSON, as Zotero exports it)",
)
EMPTY_LINK = _rule(
    "PL511",
    "A link without words",
    "this link to '{target}' has no words",
    "write where it leads between the brackets",
    source="WCAG 2.2, 2.4.4",
)

# PL6xx: print. From PL610 on they are measured on the finished PDF.

NO_GLYPH = _rule(
    "PL601",
    "A character that no font has",
    "the character {character} ({name}) cannot be printed with the fonts that are installed",
    "{advice}",
)
LAYOUT_COMPLAINT = _rule(
    "PL602",
    "The layout engine complained",
    "the layout engine says: {complaint}",
    "this is about the style sheets in styles/, not about your text",
)
LONG_WORD = _rule(
    "PL603",
    "A word wider than a line",
    "'{word}' is wider than a line of large print",
    "write it shorter, or in words with spaces; a link can have other words than its address",
    source="UKAAF G003 (2019): no word is split",
)
OUT_OF_ORDER = _rule(
    "PL604",
    "Print that cannot be read in order",
    "the words near '{near}' are printed before or after their turn",
    "a table row that is longer than a page does this: shorten it, or make two rows of it",
    source="WCAG 2.2, 1.3.2",
)
SMALL_TEXT = _rule(
    "PL610",
    "Print that is too small",
    "page {page}: '{text}' is {found:.2f} point; the least is {limit:g}",
    "raise its size in styles/print.css or in the drawing",
    source="RNIB; UKAAF G003 (2019)",
)
WIDE_LINE = _rule(
    "PL611",
    "A line that is too wide",
    "page {page}: the line '{text}' is {found:.1f} mm wide; the most is {limit:g}",
    "narrow the measure in styles/print.css",
    source="US Access Board: at most 6 inches",
)
LONG_LINE = _rule(
    "PL612",
    "A line with too many characters",
    "page {page}: the line '{text}' has {found} characters; the most is {limit}",
    "narrow the measure in styles/print.css",
    source="UK Office for Disability Issues: 60 to 70 characters",
)
SPLIT_WORD = _rule(
    "PL613",
    "A word is split at a line's end",
    "page {page}: a word is split at the end of the line '{text}'",
    "turn hyphenation off in styles/print.css, or keep the word together",
    source="UKAAF G003 (2019); ACB (2025)",
)
LINE_PITCH = _rule(
    "PL614",
    "Lines too close or too far apart",
    "page {page}: lines at '{text}' stand {found:.2f} of their size apart; "
    "it should be {least:g} to {most:g}",
    "set line-height in styles/print.css",
    source="Australian Round Table; US Access Board; Vision Australia",
)
LOW_CONTRAST = _rule(
    "PL615",
    "Print that stands out too little",
    "page {page}: '{text}' has a contrast of {found:.1f} to 1; the least is {limit:g} to 1",
    "darken the ink or lighten the paper in styles/print.css",
    source="WCAG 2.2, 1.4.6",
)
FORBIDDEN_FACE = _rule(
    "PL616",
    "A typeface that large print does not use",
    "page {page}: '{text}' is set in {face}",
    "use the upright faces of the fonts that come with Plainleaf; emphasis is bold",
    source="UKAAF G003 (2019): no italics",
)
CAPITALS_IN_PRINT = _rule(
    "PL617",
    "Words printed in capitals",
    "page {page}: '{text}' is a run of capitals",
    "write it in small letters, and take text-transform out of the style sheet",
    source="UKAAF G003 (2019): no blocks of capitals",
)
WRONG_PAPER = _rule(
    "PL618",
    "A page of the wrong size",
    "page {page} is {found} mm; this edition's paper is {wanted} mm",
    "set the page's size in styles/print.css to the edition's paper",
)
NO_RUNNING_MATTER = _rule(
    "PL619",
    "A page that does not say what it is",
    "page {page} does not carry {what}",
    "put it back in the page's margin in styles/print.css",
    source="NHS and PIF practice: code, version and date on every page",
)
HEADING_AT_PAGE_END = _rule(
    "PL620",
    "A heading at a page's foot",
    "page {page}: the heading '{text}' is the last line of its page",
    "keep headings with what follows them in styles/print.css",
    source="ACB (2025)",
)
BROKEN_TOKEN = _rule(
    "PL621",
    "Something that belongs together is split",
    "page {page}: '{text}' is split over two lines",
    "keep numbers, doses, dates and phone numbers on one line",
    source="UKAAF G003 (2019): single items are not divided",
)
NO_DOCUMENT_FACT = _rule(
    "PL622",
    "The PDF does not say what it is",
    "the PDF has no {what}",
    "this is a fault in Plainleaf: please report it",
    source="PDF/UA-1, 7.1 and 7.2; WCAG 2.2, 2.4.2",
)
UNDERLINE = _rule(
    "PL623",
    "Underlined words that are no link",
    "page {page}: '{text}' is underlined and leads nowhere",
    "take the underline out; for weight use bold",
    source="UKAAF G003 (2019); GOV.UK: only links are underlined",
)
TEXT_LOST_IN_PDF = _rule(
    "PL624",
    "The PDF lacks some of the text",
    "the PDF does not hold the words '{text}', or not in this place",
    "this is a fault in Plainleaf: please report it",
)
FONT_NOT_EMBEDDED = _rule(
    "PL625",
    "A font is not in the file",
    "the font {face} is not in the PDF",
    "this is a fault in Plainleaf: please report it",
    source="PDF/UA-1, 7.21.4.1",
)
NOT_RAGGED = _rule(
    "PL626",
    "Lines that are not level, or do not begin at the left with a ragged right edge",
    "page {page}: {problem}",
    "align text left, with a ragged right edge, in styles/print.css",
    source="ACB (2025); UKAAF G003 (2019)",
)
SPLIT_ROW = _rule(
    "PL627",
    "A table row is split over two pages",
    "page {page}: the row that begins '{text}' goes on over the page",
    "keep rows whole in styles/print.css, or shorten the row",
    source="Vision Australia: no cell split across pages",
)
TEXT_OVER_PICTURE = _rule(
    "PL628",
    "Words over a picture",
    "page {page}: '{text}' is printed on, or with, a picture or a blend of colours",
    "put a flat ground under the words, or move them beside the picture",
    source="RNIB: no type over pictures",
)
NARROW_MARGIN = _rule(
    "PL629",
    "Print too near the paper's edge",
    "page {page}: '{text}' stands {found:.1f} mm from the paper's edge; the least is {limit:g}",
    "widen the page's margins in styles/print.css",
    source="ACB (2025); US Access Board: 1 inch on every side",
)
PARAGRAPH_GAP = _rule(
    "PL630",
    "Paragraphs too close together",
    "page {page}: '{text}' stands {found:.2f} of its size below the line before; "
    "the least between paragraphs is {least:g}",
    "leave one empty line between paragraphs in styles/print.css",
    source="UKAAF G003 (2019)",
)
UNREADABLE_PDF = _rule(
    "PL631",
    "The PDF cannot be read",
    "the PDF cannot be read back: {reason}",
    "this is a fault in Plainleaf: please report it",
)
OTHER_WORDS_READ = _rule(
    "PL632",
    "What is read aloud differs from the text",
    "page {page}: where the text {wanted}, a screen reader is told {found}",
    "this is a fault in Plainleaf: please report it",
    source="PDF/UA-1, 7.1; WCAG 2.2, 1.3.2",
)
NOT_ONE_ELEMENT = _rule(
    "PL633",
    "Something is not one element of the tag tree",
    "page {page}: {kind} '{text}' is one thing in the text, and not one in the tag tree",
    "this is a fault in Plainleaf: please report it",
    source="WCAG 2.2, 1.3.1; PDF/UA-1, 7.2",
)
UNMARKED_PRINT = _rule(
    "PL634",
    "Print that is neither tagged nor marked as decoration",
    "page {page}: {what} is neither in the tag tree nor marked as decoration",
    "this is a fault in Plainleaf: please report it",
    source="PDF/UA-1, 7.1",
)
RUNNING_MATTER_READ = _rule(
    "PL635",
    "A running line is read aloud",
    "page {page}: a screen reader is told '{text}', which stands in the page's margin",
    "this is a fault in Plainleaf: please report it",
    source="PDF/UA-1, 7.8",
)

# PL7xx: EPUB, checked on the finished file

NOT_WELL_FORMED = _rule(
    "PL701",
    "A file in the EPUB is not well-formed",
    "{file} is not well-formed: {reason}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB 3.3",
)
DEAD_EPUB_LINK = _rule(
    "PL702",
    "A link in the EPUB leads nowhere",
    "{file}: the link '{target}' leads nowhere",
    "this is a fault in Plainleaf: please report it",
    source="EPUB 3.3",
)
REMOTE_RESOURCE = _rule(
    "PL703",
    "The EPUB asks for something from outside",
    "{file} asks for {target}",
    "everything that a reader needs must be in the file",
)
NO_EPUB_FACT = _rule(
    "PL704",
    "A part of the EPUB does not say what it is",
    "{file} does not say its {what}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB Accessibility 1.1",
)
NO_EPUB_ALT = _rule(
    "PL705",
    "An image in the EPUB has no alternative text",
    "{file}: the image {target} has no alternative text",
    "this is a fault in Plainleaf: please report it",
    source="WCAG 2.2, 1.1.1",
)
UNTRUE_CLAIM = _rule(
    "PL706",
    "The EPUB claims what is not so",
    "the EPUB claims '{claim}', and {but}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB Accessibility 1.1: claim only what was checked",
)
TEXT_LOST_IN_EPUB = _rule(
    "PL707",
    "The EPUB lacks some of the text",
    "{file} does not hold the words '{text}', or not in this place",
    "this is a fault in Plainleaf: please report it",
)
PACKAGE_MISMATCH = _rule(
    "PL708",
    "The EPUB's list and its files differ",
    "{file} {problem}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB 3.3",
)
FIXED_STYLE = _rule(
    "PL709",
    "The EPUB takes a choice from its reader",
    "{file}: '{found}' overrules what the reader has set",
    "take it out of styles/screen.css",
    source="WCAG 2.2, 1.4.4 and 1.4.12",
)

ONE_WAY_LINK = _rule(
    "PL710",
    "A link in the EPUB has no way back",
    "{file}: the link '{target}' leads {problem}",
    "this is a fault in Plainleaf: please report it",
    source="DAISY: glossaries, notes and references are linked both ways",
)
DEPRECATED_ROLE = _rule(
    "PL711",
    "A role in the EPUB that is no longer used",
    "{file} uses the role '{role}'",
    "this is a fault in Plainleaf: please report it",
    source="DPUB-ARIA 1.1",
)

NO_PAGE_START = _rule(
    "PL712",
    "A printed page whose beginning cannot be found",
    "page {page} goes on after page {other} has begun, so the EPUB cannot say where they begin",
    "a table row goes on over these pages: shorten it, or make two rows of it",
    source="EPUB Accessibility 1.1: page breaks stand where print has them",
)
WRONG_PAGE_NUMBERS = _rule(
    "PL713",
    "The EPUB's page numbers are not those of print",
    "{problem}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB Accessibility 1.1: page navigation",
)
WRONG_METADATA = _rule(
    "PL714",
    "The EPUB describes itself in a way that its standard does not know",
    "{problem}",
    "this is a fault in Plainleaf: please report it",
    source="EPUB 3.3 and EPUB Accessibility 1.1; EPUB 3.4 and EPUB Accessibility 1.2",
)
SKIPPED_EPUB_LEVEL = _rule(
    "PL715",
    "A heading level is skipped in the EPUB",
    "{file}: the heading '{text}' is level {found} and follows level {before}",
    "this is a fault in Plainleaf: please report it",
    source="WCAG 2.2, 1.3.1",
)

# PL9xx: outside judges, whose own code stands in the message, and finished files in a folder

VERAPDF = _rule(
    "PL901",
    "veraPDF found a fault",
    "{flavour} {clause}, {count} times: {description} (at {context})",
    "this is a fault in Plainleaf: please report it",
    source="veraPDF",
)
EPUBCHECK = _rule(
    "PL902",
    "EPUBCheck found a fault",
    "{id} ({level}) in {file}: {text}",
    "this is a fault in Plainleaf: please report it",
    source="EPUBCheck",
)
ACE = _rule(
    "PL903",
    "Ace found a fault",
    "{id} ({level}) in {file}: {text}",
    "this is a fault in Plainleaf: please report it",
    source="Ace by DAISY",
)
NO_VERDICT = _rule(
    "PL904",
    "A judge gave no verdict",
    "{judge} gave no verdict: {reason}",
    "ask again with `verify`; what was not judged has not passed",
)
NO_CLAIM = _rule(
    "PL905",
    "The PDF claims no standard",
    "the PDF names no standard that it keeps to, so veraPDF has nothing to hold it against",
    "this is no PDF as Plainleaf makes them: make it anew with `build`",
    source="PDF/UA-1, 5",
)
NO_MANIFEST = _rule(
    "PL910",
    "A folder without a manifest",
    "there is no manifest.json in this folder",
    "name the folder that `build` has written into, or build the leaflet anew",
)
BAD_MANIFEST = _rule(
    "PL911",
    "A manifest that cannot be read",
    "the manifest does not tell what it should: {reason}",
    "build the leaflet anew; if it was made by an older Plainleaf, this one cannot verify it",
)
FILE_MISSING = _rule(
    "PL912",
    "A finished file is missing",
    "the manifest tells of this file, and it is not in the folder",
    "build the leaflet anew, or put the file back",
)
FILE_CHANGED = _rule(
    "PL913",
    "A finished file has changed",
    "this is not the file that was made: its size or its SHA-256 is another one",
    "do not hand it out; build the leaflet anew, or fetch the file again",
)
OTHER_MANUSCRIPT = _rule(
    "PL914",
    "Files of another manuscript",
    "these files were not made from this manuscript, or it has changed since",
    "name the manuscript as it was then, or build the leaflet anew",
)
UNKNOWN_FILE = _rule(
    "PL915",
    "A finished file that no build has made",
    "the manifest does not tell of this file, so it was not verified",
    "take it away, unless you know what it is: readers may get it in place of the right one",
    severity=WARNING,
)
