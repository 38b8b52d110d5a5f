"""The proof lines of a fixture: what running each of its cases must do.

    // proof: SUBJECT CLAIM

CLAIM is `faults "text"`, `throws "text"`, `clean`, `grows N` or `grows N -> M` (with the fix
applied); a fault that the second witness cannot see ends with `unseen: reason`.
SUBJECT is a call with its arguments in braces, `{ statements }`, `threads { setup } call | call`,
or nothing: then the function below is called without arguments.
`// proof: none: reason` says that a case cannot be run, `// proof: given CODE` adds what the fixture
only declares. A line goes on in the next one when that is indented by three blanks or more.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import fixture  # noqa: E402
import verify  # noqa: E402

PROOF = re.compile(r"^(\s*)// proof:\s*(.*)$")
MORE = re.compile(r"^\s*//\s{3,}(\S.*)$")
CLAIM = re.compile(r'^(?P<subject>.*?)\s*(?P<claim>clean|(?:faults|throws) "(?P<text>[^"]+)"|'
                   r"grows (?P<grows>\d+)(?: -> (?P<fixed>\d+))?)(?: unseen: (?P<unseen>.+))?$",
                   re.DOTALL)
NAMED = re.compile(r"\b(?:class|struct)\s+(\w+)[^;(]*$|([A-Za-z_]\w*)\s*\(")
NAMESPACE = re.compile(r"^\s*(inline\s+)?namespace\b[^;]*\{\s*$")
NAMESPACE_END = re.compile(r"^\s*\}\s*// (end )?namespace")
# What claims that something is wrong, as maplint then must.
SPEAKING = ("faults", "throws", "grows")
# A function that other files could call: everything else is a helper of the case that follows.
FUNCTION = re.compile(r"^(?!(?:\[\[\w+\]\] )?static\b|struct\b|class\b|enum\b|union\b|using\b|"
                      r"typedef\b|template\b|extern\b|namespace\b|return\b|#|//|[})\s])"
                      r"[\w:<>,&*\s\[\]]*?\b(\w+)\(")


class Malformed(fixture.ToolFailure):
    """A proof line cannot be read, or does not fit the expectations of its case."""


@dataclass
class Case:
    """One line. `kind` is faults, throws, clean, grows or none."""

    name: str
    line: int
    kind: str
    subject: str = ""
    text: str = ""
    grows: int = 0
    fixed_grows: int | None = None
    last_line: int = 0
    claim: str = ""
    unseen: str = ""  # why the second witness cannot see the fault


@dataclass
class Fixture:
    path: Path
    cases: list = field(default_factory=list)
    given: list = field(default_factory=list)


def code_of(lines):
    """The lines without comments, strings and characters: what braces can be counted in."""
    literal = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'|//.*$')
    return [literal.sub(lambda m: "" if m[0].startswith("//") else '""', line) for line in lines]


def depths_of(lines):
    """Before each line, in how many braces it stands; those of namespaces do not count."""
    depths, depth = [], 0
    for line, code in zip(lines, code_of(lines)):
        depths.append(depth)
        if not NAMESPACE.match(code) and not NAMESPACE_END.match(line):
            depth += code.count("{") - code.count("}")
    return depths + [depth]


def end_of_definition(code, depths, start):
    """The last line (from 0) of what is defined from line `start` on."""
    depth = depths[start]
    for number in range(start, len(code)):
        if "}" in code[number] and depths[number + 1] <= depth:
            return number
    return len(code) - 1


def name_below(code, start):
    for line in code[start:]:
        match = NAMED.search(line)
        if match:
            return match[1] or match[2]
    return ""


def read_statement(lines, number):
    """The text of the proof line `number` with the lines it goes on in, and the next line."""
    parts = [PROOF.match(lines[number])[2]]
    number += 1
    while number < len(lines) and (more := MORE.match(lines[number])):
        parts.append(more[1])
        number += 1
    return " ".join(parts).strip(), number


def read_case(path, text, number):
    if text.startswith("none:"):
        return Case("", number, "none", text=text[5:].strip(), claim="none")
    match = CLAIM.match(text)
    if not match:
        raise Malformed(f"{path}:{number}: cannot read this proof: {text}")
    case = Case("", number, match["claim"].split()[0], subject=match["subject"],
                claim=match["claim"])
    case.text = match["text"] or ""
    case.unseen = match["unseen"] or ""
    if case.unseen and case.kind != "faults":
        raise Malformed(f"{path}:{number}: only a fault can be unseen: {text}")
    case.grows = int(match["grows"] or 0)
    case.fixed_grows = int(match["fixed"]) if match["fixed"] else None
    return case


def read(path):
    """The Fixture at `path`."""
    lines = Path(path).read_text().splitlines()
    code, depths = code_of(lines), depths_of(lines)
    found, number = Fixture(Path(path)), 0
    while number < len(lines):
        if not PROOF.match(lines[number]):
            number += 1
            continue
        line = number + 1
        text, number = read_statement(lines, number)
        if text.startswith("given "):
            found.given.append(text[6:])
            continue
        case = read_case(path, text, line)
        case.name = name_below(code, number)
        case.last_line = end_of_definition(code, depths, number) + 1
        found.cases.append(case)
    give_unique_names(found.cases)
    return found


def give_unique_names(cases):
    seen = {}
    for case in cases:
        seen[case.name] = seen.get(case.name, 0) + 1
        if seen[case.name] > 1:
            case.name += f"-{seen[case.name]}"


def owner(cases, line):
    """The lines (stacked ones all) that speak about `line`: the innermost, else the next below."""
    around = [case for case in cases if case.line <= line <= case.last_line]
    if around:
        inner = min(case.last_line for case in around)
        return [case for case in around if case.last_line == inner]
    below = [case for case in cases if case.line > line]
    if not below:
        return []
    last = below[0].last_line
    return [case for case in below if case.last_line == last]


def complaints_about(found):
    """Where the claims do not fit what maplint is expected to say, and cases without a claim."""
    name = found.path.name
    expected, _ = verify.expectations_in(found.path)
    flagged = set()
    for one in expected:
        if one.level == "note" or Path(one.file) != found.path:
            continue
        owners = owner(found.cases, one.line)
        flagged |= {case.line for case in owners}
        if not any(case.kind in (*SPEAKING, "none") for case in owners):
            yield f"{name}:{one.line}: maplint speaks here, and no proof claims a fault"
    for case in found.cases:
        if case.kind in SPEAKING and case.line not in flagged:
            yield f"{name}:{case.line}: claims {case.claim}, but maplint says nothing there"
    yield from without_proof(found)


def without_proof(found):
    lines = found.path.read_text().splitlines()
    code, depths = code_of(lines), depths_of(lines)
    for number, line in enumerate(code):
        match = FUNCTION.match(line) if depths[number] == 0 else None
        if not match or not defines(code, number) or follows_template(code, number):
            continue
        if not any(covers(case, number + 1, match[1]) for case in found.cases):
            yield f"{found.path.name}:{number + 1}: '{match[1]}' has no proof line"


def covers(case, line, function):
    """A case stands above the function, or calls it by name."""
    return (case.line <= line <= case.last_line
            or re.search(rf"\b{function}\b", case.subject) is not None)


def follows_template(code, number):
    """True for the second line of a template: cases call it with types of their own."""
    return number > 0 and code[number - 1].lstrip().startswith("template")


def defines(code, number):
    """True if the function that begins on this line has a body."""
    for line in code[number:]:
        if "{" in line or ";" in line:
            return "{" in line and (";" not in line or line.index("{") < line.index(";"))
    return False
