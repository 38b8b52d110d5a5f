"""The second witness: the same cases with the real containers, under the sanitizers and the debug mode
of the standard library. Not every defect shows there; what shows is noted."""

import cases
import judge
import program

WORDS = (
    ("ThreadSanitizer", "TSan"),
    ("AddressSanitizer", "ASan"),
    ("LeakSanitizer", "LSan"),
    ("runtime error", "UBSan"),
    ("Error: attempt to", "debug mode"),
    ("Assertion '", "debug mode"),
    ("stub:", "stub"),
)


def look(builder, found, source, verdict):
    """Notes for each case of the verdict who else saw its fault, or that nobody saw one."""
    text = program.text_of(found, source, found.given, swap=False)
    races = any("concurrent" in case.text for case in found.cases) or "thread" in source
    openmp = "-fopenmp" in source
    if openmp:
        return  # its runtime is not instrumented: it would see races everywhere
    for mode in ["memory", *(["races"] if races else [])]:
        try:
            runs = judge.run(builder.executable(found.path, text, mode))
        except cases.Malformed as failure:
            verdict.complaints.append(f"{found.path}: witness: {failure}")
            return
        for row in verdict.rows:
            note(row, runs.get(row.case.name, {}).get("real"), verdict)
    verdict.complaints += what_nobody_saw(verdict)


def what_nobody_saw(verdict):
    """The faults whose line is wrong about being seen. Real threads meet as they like: no races."""
    for row in verdict.rows:
        case, place = row.case, judge.place(verdict, row.case)
        if case.kind != "faults" or case.text.startswith("concurrent"):
            continue
        if not row.witness and not case.unseen:
            yield f"{place}: no other witness sees this, and no reason is given"
        if row.witness and case.unseen:
            yield f"{place}: said to be unseen, but {row.witness} speaks"


def note(row, one, verdict):
    if one is None:
        return
    seen = next((short for words, short in WORDS if words in one.text), "")
    if one.status < 0 and not seen:
        seen = f"signal {-one.status}"
    if row.case.kind in ("clean", "grows"):
        if one.status != 0:
            verdict.complaints.append(f"{judge.place(verdict, row.case)}: claims {row.case.claim}, "
                                      f"but {seen or 'status'} speaks: {one.text[:2000]}")
        row.witness = row.witness or "clean"
        return
    if seen and seen not in row.witness:
        row.witness = f"{row.witness}, {seen}".lstrip(", ")
