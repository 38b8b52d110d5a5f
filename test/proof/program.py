"""The program that runs the cases of a fixture: its text with the containers swapped, and a list of
its cases. Lines keep their numbers, so that faults name the fixture's own."""

import re

# What test/proof/include/proof/Std.h declares in namespace proof.
SWAPPED = """map multimap set multiset unordered_map unordered_multimap unordered_set
unordered_multiset erase_if thread jthread this_thread mutex recursive_mutex timed_mutex
recursive_timed_mutex shared_mutex condition_variable condition_variable_any atomic atomic_flag optional
make_optional async future shared_future promise packaged_task call_once once_flag
counting_semaphore binary_semaphore latch""".split()
NAMES = re.compile(r"\bstd\s*::\s*(" + "|".join(SWAPPED) + r")\b")
POSIX = re.compile(r"\bpthread_(?=\w+)")
INITIALIZER = re.compile(r"\bPTHREAD_(MUTEX_INITIALIZER|RWLOCK_INITIALIZER|ONCE_INIT)\b")
CALL = re.compile(r"^((?:\w+::)*\w+)\s*\((.*)\)$", re.DOTALL)
THREADS = re.compile(r"^threads\s*\{(.*?)\}\s*([^{}]*(?:\{[^{}]*\}[^{}]*)*)$", re.DOTALL)


def swapped(text):
    """The text compiled against the runtime."""
    out = []
    for line in text.splitlines():
        if not line.lstrip().startswith("#include"):
            line = NAMES.sub(r"proof::\1", line)
            line = POSIX.sub("proof_pthread_", line)
            line = INITIALIZER.sub("{}", line)
        out.append(line)
    return "\n".join(out) + "\n"


def body_of(case):
    """The statements that run a case."""
    subject = case.subject or f"{case.name.split('-')[0]}()"
    if subject.startswith("threads"):
        return threads_of(case, subject)
    if subject.startswith("{"):
        return subject[1:subject.rindex("}")]
    if subject.startswith("("):
        subject = case.name.split("-")[0] + subject
    match = CALL.match(subject)
    if not match:
        raise ValueError(f"line {case.line}: neither a call nor statements: {subject}")
    arguments = f", {match[2]}" if match[2].strip() else ""
    return f"proof::Call<&{match[1]}>::run(result{arguments});"


def threads_of(case, subject):
    rest = subject[len("threads"):].lstrip()
    setup, calls = split_block(rest)
    together = ", ".join(f"[&] {{ {call.strip()}; }}" for call in top_level(calls, "|"))
    if not together:
        raise ValueError(f"line {case.line}: no threads: {subject}")
    return f"{setup} proof::together({together});"


def split_block(text):
    """`{ setup } rest` in its two parts."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return text[1:at], text[at + 1:].strip()
    raise ValueError(f"braces do not match: {text}")


def top_level(text, separator):
    """The parts of a text between separators that stand in no brackets and are not doubled."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "({[") - (sign in ")}]")
        alone = separator * 2 not in text[max(0, at - 1):at + 2]
        if sign == separator and depth == 0 and alone:
            parts.append(text[start:at])
            start = at + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def text_of(found, source, given, swap):
    """The whole program for the cases of `found`, with the text `source` of the fixture."""
    change = swapped if swap else lambda text: text
    label = "/".join(found.path.parts[-2:])
    cases = [case for case in found.cases if case.kind != "none"]
    # The fixture may be a whole program; the one that runs its cases has a main of its own.
    parts = ["#define main fixtureMain\n", f'#line 1 "{label}"\n', change(source), '#line 1 "proof"\n']
    parts += [change(code) for code in given]
    for number, case in enumerate(cases):
        parts.append(f"static void proofCase{number}(proof::Result &result) {{\n"
                     "  [[maybe_unused]] const auto show = [&result](const auto &...values) "
                     "{ result.show(values...); };\n"
                     "  using proof::each, proof::numbers, proof::words;\n"
                     f"  {change(body_of(case))}}}\n")
    rows = ", ".join(f'{{"{case.name}", proofCase{number}, {"true" if case.grows else "false"}}}'
                     for number, case in enumerate(cases))
    parts.append(f"static constexpr proof::Case allCases[] = {{{rows}}};\n"
                 "#undef main\nint main(int count, char **arguments) {\n"
                 "  return proof::runCases(allCases, {arguments + 1, arguments + count});\n}\n")
    return "".join(parts)
