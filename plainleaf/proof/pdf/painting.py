"""Step 8, proof: follow a page's painting operators (ISO 32000-1, annex A), forms too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from plainleaf.proof.pdf.colour import BLACK
from plainleaf.proof.pdf.fonts import Typeface, read_typeface
from plainleaf.proof.pdf.geometry import (
    IDENTITY,
    Extent,
    Matrix,
    Point,
    combine,
    extent_of,
    flattened,
    move,
)
from plainleaf.proof.pdf.graphics import (
    State,
    flat_colour,
    is_blended,
    is_flat_space,
    matrix_of,
    plain_colour,
    shown_pieces,
)
from plainleaf.proof.pdf.marking import Marking
from plainleaf.proof.pdf.printed import Fill, Run
from plainleaf.proof.pdf.structure import Leaf, Mark, Structure

FORMS_DEEP = 12
LEVEL = 0.01
SKEW = 0.05
SPACE = 32


@dataclass
class Painter:
    """Follows one page's operators and collects what they paint."""

    page: int
    structure: Structure
    faces: dict[int, Typeface]
    runs: list[Run] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    strokes: list[Extent] = field(default_factory=list)
    heard: dict[Mark, str] = field(default_factory=dict)
    has_unmarked_shapes: bool = False
    _state: State = field(default_factory=State)
    _saved: list[State] = field(default_factory=list)
    _text: Matrix = IDENTITY
    _line: Matrix = IDENTITY
    _rings: list[list[Point]] = field(default_factory=list)
    _clips: bool = False
    _marking: Marking = field(init=False)
    _resources: list[Any] = field(default_factory=list)
    _known: list[dict[tuple[str, str], Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._marking = Marking(self.structure)

    def paint_page(self, page: pikepdf.Page) -> None:
        """Follow all operators of a page, with the media box's corner as the origin."""
        left, bottom = float(page.mediabox[0]), float(page.mediabox[1])
        self._state = State(matrix=(1, 0, 0, 1, -left, -bottom))
        self._follow(page, page.obj.objgen[0], page.obj.get("/Resources", {}))

    def _follow(self, stream: Any, stream_id: int, resources: Any) -> None:
        self._marking.enter(stream_id)
        self._resources.append(resources)
        self._known.append({})
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            act = _ACTS.get(name)
            if act is not None:
                act(self, () if name in _ALONE else list(instruction.operands))
        self._marking.leave()
        self._resources.pop()
        self._known.pop()

    def _resource(self, kind: str, name: Any) -> Any:
        key = (kind, str(name))
        known = self._known[-1]
        if key not in known:
            known[key] = self._resources[-1].get(kind, {}).get(key[1])
        return known[key]

    # State

    def _save(self, _: Sequence[Any]) -> None:
        self._saved.append(self._state.copy())

    def _restore(self, _: Sequence[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, operands: Sequence[Any]) -> None:
        self._state.matrix = combine(matrix_of(operands), self._state.matrix)

    def _set_from_dictionary(self, operands: Sequence[Any]) -> None:
        key = ("settings", str(operands[0]))
        known = self._known[-1]
        if key not in known:
            known[key] = self._settings(self._resource("/ExtGState", operands[0]) or {})
        self._state.change(known[key])

    def _settings(self, named: Any) -> dict[str, Any]:
        """Return what a dictionary of settings changes (ISO 32000-1, 8.4.5)."""
        numbers = {"/ca": "opacity", "/CA": "outline_opacity", "/LW": "line_width"}
        changes: dict[str, Any] = {
            ours: float(named[theirs]) for theirs, ours in numbers.items() if theirs in named
        }
        if "/SMask" in named or "/BM" in named:
            changes["is_blended"] = is_blended(named)
        if "/Font" in named:
            face, size = named["/Font"]
            changes |= {"face": self._face(face), "size": float(size)}
        return changes

    def _change(self, **changes: Any) -> None:
        self._state.change(changes)

    def _set_ink(self, operands: Sequence[Any]) -> None:
        self._state.ink = plain_colour(tuple(operands))
        self._state.has_flat_ink = True

    def _set_ink_in_space(self, operands: Sequence[Any]) -> None:
        self._change(ink=flat_colour(operands) if self._state.has_flat_ink else None)

    def _set_ink_space(self, operands: Sequence[Any]) -> None:
        # A new colour space begins at black, but for those with no flat colour (8.6.5.6).
        is_flat = self._is_flat(operands[0])
        self._change(ink=BLACK if is_flat else None, has_flat_ink=is_flat)

    def _set_outline(self, operands: Sequence[Any]) -> None:
        self._state.outline = plain_colour(tuple(operands))
        self._state.has_flat_outline = True

    def _set_outline_in_space(self, operands: Sequence[Any]) -> None:
        self._change(outline=flat_colour(operands) if self._state.has_flat_outline else None)

    def _set_outline_space(self, operands: Sequence[Any]) -> None:
        is_flat = self._is_flat(operands[0])
        self._change(outline=BLACK if is_flat else None, has_flat_outline=is_flat)

    def _is_flat(self, name: Any) -> bool:
        """Return whether the numbers of a colour space say by themselves what is seen."""
        space = self._resource("/ColorSpace", name)
        family = space[0] if isinstance(space, pikepdf.Array) else space or name
        return is_flat_space(family)

    # Paths

    def _begin_ring(self, operands: Sequence[Any]) -> None:
        self._rings.append([self._point(operands)])

    def _line_to(self, operands: Sequence[Any]) -> None:
        if self._rings:
            self._rings[-1].append(self._point(operands))

    def _curve_to(self, operands: Sequence[Any]) -> None:
        if self._rings:
            ring = self._rings[-1]
            points = [self._point(operands[at : at + 2]) for at in range(0, len(operands), 2)]
            # The shorter operators v and y leave out a control point; the end will do for it.
            first, second, end = points if len(points) == 3 else (points[0], *points)
            ring.extend(flattened(ring[-1], first, second, end))

    def _rectangle(self, operands: Sequence[Any]) -> None:
        x, y, width, height = (float(one) for one in operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._rings.append([move(corner, self._state.matrix) for corner in corners])

    def _point(self, operands: Sequence[Any]) -> Point:
        x, y = float(operands[0]), float(operands[1])
        a, b, c, d, e, f = self._state.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def _clip(self, _: Sequence[Any]) -> None:
        self._clips = True

    def _fill(self, _: Sequence[Any], even_odd: bool = False) -> None:
        if self._rings:
            self._look_for_mark()
            outline = tuple(tuple(ring) for ring in self._rings)
            extent = extent_of(point for ring in outline for point in ring)
            state = self._state
            self.fills.append(
                Fill(extent.within(state.clip), outline, even_odd, state.ink, state.opacity)
            )
        self._end_path(())

    def _fill_even_odd(self, operands: Sequence[Any]) -> None:
        self._fill(operands, even_odd=True)

    def _stroke(self, _: Sequence[Any]) -> None:
        half = self._state.line_width * abs(self._state.matrix[3] or self._state.matrix[1]) / 2
        self._look_for_mark()
        for ring in self._rings:
            extent = extent_of(ring)
            self.strokes.append(replace(extent, bottom=extent.bottom - half, top=extent.top + half))
        self._end_path(())

    def _look_for_mark(self) -> None:
        if not self._marking.is_artifact and self._marking.leaf() is None:
            self.has_unmarked_shapes = True

    def _end_path(self, _: Sequence[Any]) -> None:
        if self._clips and self._rings:
            extent = extent_of(point for ring in self._rings for point in ring)
            self._change(clip=extent.within(self._state.clip))
        self._clips = False
        self._rings = []

    # Pictures and forms

    def _paint_object(self, operands: Sequence[Any]) -> None:
        painted = self._resource("/XObject", operands[0])
        if painted is None:
            return
        if painted.get("/Subtype") == "/Form":
            self._paint_form(painted)
        else:
            self._picture(())

    def _paint_form(self, form: Any) -> None:
        if len(self._resources) > FORMS_DEEP:
            return
        before, saved, outer = self._state, self._saved, self._state.opacity
        self._state = before.copy()
        text, line = self._text, self._line
        matrix = matrix_of(form.get("/Matrix", IDENTITY))
        self._change(matrix=combine(matrix, before.matrix), opacity=1.0)
        self._saved = []
        first_run, first_fill = len(self.runs), len(self.fills)
        self._follow(form, form.objgen[0], form.get("/Resources", self._resources[-1]))
        # A form's own opacity counts from 1; what it paints is seen through its user's.
        for at in range(first_run, len(self.runs)):
            run = self.runs[at]
            self.runs[at] = replace(run, opacity=run.opacity * outer)
        for at in range(first_fill, len(self.fills)):
            fill = self.fills[at]
            self.fills[at] = replace(fill, opacity=fill.opacity * outer)
        self._state, self._saved, self._text, self._line = before, saved, text, line

    def _picture(self, _: Sequence[Any]) -> None:
        corners = [move(corner, self._state.matrix) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        self._ground(extent_of(corners).within(self._state.clip))

    def _shade(self, _: Sequence[Any]) -> None:
        self._ground(self._state.clip)

    def _ground(self, extent: Extent) -> None:
        self._look_for_mark()
        self.fills.append(Fill(extent, (), False, None, self._state.opacity, is_picture=True))

    # Marked content

    def _begin_marked(self, operands: Sequence[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, pikepdf.Name):
            properties = self._resource("/Properties", properties) or {}
        self._marking.begin(str(operands[0]), properties)

    def _end_marked(self, _: Sequence[Any]) -> None:
        self._marking.end()

    # Text

    def _begin_text(self, _: Sequence[Any]) -> None:
        self._text = self._line = IDENTITY

    def _set_font(self, operands: Sequence[Any]) -> None:
        font = self._resource("/Font", operands[0])
        face = self._face(font) if font is not None else None
        self._change(face=face, size=float(operands[1]))

    def _face(self, font: Any) -> Typeface:
        key = font.objgen[0]
        if key == 0:
            return read_typeface(font)
        if key not in self.faces:
            self.faces[key] = read_typeface(font)
        return self.faces[key]

    def _set_text_matrix(self, operands: Sequence[Any]) -> None:
        self._text = self._line = matrix_of(operands)

    def _next_line(self, operands: Sequence[Any]) -> None:
        x, y = float(operands[0]), float(operands[1])
        self._text = self._line = combine((1, 0, 0, 1, x, y), self._line)

    def _next_line_leading(self, operands: Sequence[Any]) -> None:
        self._change(leading=-float(operands[1]))
        self._next_line(operands)

    def _next_line_plain(self, _: Sequence[Any]) -> None:
        self._next_line((0, -self._state.leading))

    def _show(self, operands: Sequence[Any]) -> None:
        self._show_pieces([[operands[-1]]])

    def _show_on_next_line(self, operands: Sequence[Any]) -> None:
        if len(operands) == 3:
            self._change(word_spacing=float(operands[0]), spacing=float(operands[1]))
        self._next_line_plain(())
        self._show(operands)

    def _show_pieces(self, operands: Sequence[Any]) -> None:
        state, face = self._state, self._state.face
        if face is None:
            return
        scale = state.size * state.stretch
        spacing = state.spacing * state.stretch
        word_spacing = state.word_spacing * state.stretch if face.bytes_per_code == 1 else 0.0
        known = face.glyphs
        x = 0.0
        left = right = None
        glyphs = []
        for piece in shown_pieces(operands[0]):
            if not isinstance(piece, bytes):
                x -= piece / 1000 * scale
                continue
            for code in face.codes(piece):
                character, width, is_visible = known.get(code) or face.glyph(code)
                glyphs.append(character)
                start = x
                x += width * scale
                if is_visible:
                    left = start if left is None else left
                    right = x
                x += spacing
                if word_spacing and code == SPACE:
                    x += word_spacing
        said = "".join(glyphs)
        if left is not None and right is not None:
            self._add_run(face, said, left, right)
        elif not self._marking.has_own_words:
            self._hear(said, self._marking.leaf())
        self._text = combine((1, 0, 0, 1, x, 0), self._text)

    def _add_run(self, face: Typeface, glyphs: str, left: float, right: float) -> None:
        state = self._state
        to_page = combine(self._text, state.matrix)
        start, end = (move((x, state.rise), to_page) for x in (left, right))
        a, b, c, d, _, _ = to_page
        along, up = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        leaf = self._marking.leaf()
        text = self._marking.said(glyphs, leaf)
        self._hear(text, leaf)
        is_outline = state.has_outlined_letters
        ink = state.outline if is_outline else state.ink
        self.runs.append(
            Run(
                page=self.page,
                text=text,
                glyphs=glyphs,
                # A squeezed letter is as small as its smaller side.
                size_pt=abs(state.size) * min(along * abs(state.stretch), up),
                left=min(start[0], end[0]),
                right=max(start[0], end[0]),
                baseline=start[1],
                is_level=abs(b) <= LEVEL * along,
                is_slanted=face.is_slanted or abs(a * c + b * d) > SKEW * along * up,
                is_visible=state.shows(start, end),
                face=face,
                ink=None if state.is_blended else ink,
                opacity=state.outline_opacity if is_outline else state.opacity,
                leaf=leaf,
                painted_before=len(self.fills),
                is_artifact=leaf is None and self._marking.is_artifact,
            )
        )

    def _hear(self, text: str, leaf: Leaf | None) -> None:
        if leaf is not None:
            self.heard[leaf.mark] = self.heard.get(leaf.mark, "") + text


def _set(name: str, scale: float = 1.0) -> Callable[[Painter, Sequence[Any]], None]:
    """Return the act of an operator that sets one number of the state."""

    def act(painter: Painter, operands: Sequence[Any]) -> None:
        setattr(painter._state, name, float(operands[0]) * scale)

    return act


_ACTS: dict[str, Callable[[Painter, Sequence[Any]], None]] = {
    **{"q": Painter._save, "Q": Painter._restore, "cm": Painter._transform},
    **{"gs": Painter._set_from_dictionary, "w": _set("line_width")},
    **dict.fromkeys(("g", "rg", "k"), Painter._set_ink),
    **dict.fromkeys(("sc", "scn"), Painter._set_ink_in_space),
    **dict.fromkeys(("G", "RG", "K"), Painter._set_outline),
    **dict.fromkeys(("SC", "SCN"), Painter._set_outline_in_space),
    **{"cs": Painter._set_ink_space, "CS": Painter._set_outline_space},
    **{"m": Painter._begin_ring, "l": Painter._line_to, "re": Painter._rectangle},
    **dict.fromkeys(("c", "v", "y"), Painter._curve_to),
    **dict.fromkeys(("W", "W*"), Painter._clip),
    **dict.fromkeys(("f", "F", "B", "b"), Painter._fill),
    **dict.fromkeys(("f*", "B*", "b*"), Painter._fill_even_odd),
    **dict.fromkeys(("S", "s"), Painter._stroke),
    **{"n": Painter._end_path, "Do": Painter._paint_object, "sh": Painter._shade},
    "INLINE IMAGE": Painter._picture,
    **dict.fromkeys(("BMC", "BDC"), Painter._begin_marked),
    "EMC": Painter._end_marked,
    **{"BT": Painter._begin_text, "Tf": Painter._set_font, "Tm": Painter._set_text_matrix},
    **{"Td": Painter._next_line, "TD": Painter._next_line_leading, "T*": Painter._next_line_plain},
    **{"Tj": Painter._show, "TJ": Painter._show_pieces},
    **dict.fromkeys(("'", '"'), Painter._show_on_next_line),
    **{"Tc": _set("spacing"), "Tw": _set("word_spacing"), "TL": _set("leading")},
    **{"Tz": _set("stretch", 0.01), "Ts": _set("rise"), "Tr": _set("mode")},
}

_ALONE = frozenset({"q", "Q", "BT", "EMC", "f", "f*", "S", "B", "n", "W", "W*"})
"""Operators that stand without operands, of those that are met most."""
