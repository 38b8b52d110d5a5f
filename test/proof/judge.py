"""Runs the cases of a fixture and says whether they did what was claimed."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import cases
import program

# Exit statuses: of a fault, as Go's, and of an exception that nobody caught.
STATUS = {"faults": 2, "throws": 3}
IDEAL, USUAL = "ideal", "buckets"
TIMEOUT = 600


@dataclass
class Run:
    """What became of one case in one variation."""

    status: int
    grows: int
    result: str
    text: str

    @property
    def ended_well(self):
        return self.status == 0

    @property
    def last_words(self):
        return self.text.strip("\n").rsplit("\n", 1)[-1] if self.text.strip() else ""


@dataclass
class Row:
    """A line of the table."""

    case: cases.Case
    proved: bool = False
    fix: str = ""
    witness: str = ""


@dataclass
class Verdict:
    path: Path
    rows: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


def broken(path, why):
    return Verdict(path, complaints=[f"{path}: {why}"])


def run(executable, variations=()):
    """{case: {variation: Run}} of all cases of a program, in the variations named or in all."""
    done = subprocess.run([executable, *variations], capture_output=True, text=True,
                          errors="replace", timeout=TIMEOUT, check=False)
    runs = {}
    for line in done.stdout.splitlines():
        name, variation, status, _, grows, result, text = line.split("\t")
        runs.setdefault(name, {})[variation] = Run(int(status), int(grows), result,
                                                   text.replace("\\n", "\n"))
    return runs


def prove(builder, path, with_witness, repeat):
    found = cases.read(path)
    verdict = Verdict(path, [Row(case) for case in found.cases])
    verdict.complaints += cases.complaints_about(found)
    if any(case.kind != "none" for case in found.cases):
        runs = run_source(builder, found, path)
        judge_all(verdict, runs)
        judge_fix(builder, found, verdict, runs)
        judge_races_again(builder, found, verdict, runs, repeat - 1)
    if with_witness:
        import witness
        witness.look(builder, found, path.read_text(), verdict)
    return verdict


def run_source(builder, found, path, variations=()):
    """The runs of the cases of `found` with the text of `path`: the fixture's own, or the fixed."""
    text = program.text_of(found, path.read_text(), found.given, swap=True)
    return run(builder.executable(path, text, "runtime"), variations)


def judge_all(verdict, runs):
    for row in verdict.rows:
        if row.case.kind == "none":
            continue
        why = what_is_wrong(row.case, runs.get(row.case.name, {}))
        row.proved = why is None
        if why:
            verdict.complaints.append(f"{place(verdict, row.case)}: claims {row.case.claim}, {why}")


def place(verdict, case):
    return f"{verdict.path}:{case.line}: {case.name}"


def what_is_wrong(case, runs):
    """None if the runs of a case are what it claims."""
    seen = {name: one for name, one in runs.items() if name != IDEAL}
    if not seen:
        return "but it was not run"
    if case.kind in STATUS:
        if any(shows(case, one) for one in seen.values()):
            return None
        return "but " + "; ".join(sorted({told(one) for one in seen.values()}))
    for name, one in seen.items():
        if not one.ended_well:
            return f"but under '{name}' {told(one)}"
    if case.kind == "grows" and (seen[USUAL].grows != case.grows or case.grows == 0):
        return f"but grows {seen[USUAL].grows}"
    return None


def shows(case, one):
    return one.status == STATUS[case.kind] and case.text in one.last_words


def told(one):
    if one.ended_well:
        return "it ends well"
    return f"it ends with status {one.status}: {one.last_words}"


def judge_fix(builder, found, verdict, runs):
    """The fixed file computes what the author of the other meant, and nothing faults."""
    fixed_path = found.path.with_name(found.path.name + ".fixed")
    if not fixed_path.exists():
        return
    fixed = run_source(builder, found, fixed_path)
    for row in verdict.rows:
        if row.case.kind == "none":
            continue
        why = what_is_wrong_with_fix(row.case, runs[row.case.name], fixed.get(row.case.name, {}))
        row.fix = "fixed" if why is None else "broken"
        if why:
            verdict.complaints.append(f"{place(verdict, row.case)}: with the fix applied {why}")


def what_is_wrong_with_fix(case, before, after):
    for name, one in after.items():
        if not one.ended_well:
            return f"under '{name}' {told(one)}"
    if not after:
        return "it was not run"
    # Through a null pointer not even the ideal container can be reached: nothing to compare.
    if before[IDEAL].ended_well and before[IDEAL].result != after[USUAL].result:
        return f"it computes {after[USUAL].result}, which was to be {before[IDEAL].result}"
    if case.fixed_grows is not None and after[USUAL].grows != case.fixed_grows:
        return f"it grows {after[USUAL].grows}"
    return None


def judge_races_again(builder, found, verdict, runs, times):
    """A schedule that showed a race shows it on every run."""
    races = {}
    for row in verdict.rows:
        if row.proved and row.case.text.startswith("concurrent"):
            seen = runs[row.case.name]
            races[row.case.name] = row, next(name for name in seen if shows(row.case, seen[name]))
    variations = sorted({variation for _, variation in races.values()})
    for _ in range(times if races else 0):
        again = run_source(builder, found, found.path, variations)
        for name, (row, variation) in races.items():
            if not shows(row.case, again[name][variation]):
                row.proved = False
                verdict.complaints.append(f"{place(verdict, row.case)}: run again, "
                                          f"{told(again[name][variation])}")
