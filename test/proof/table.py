"""The table of proofs: fixture, case, claim, and who saw it."""


def write(verdicts, out):
    rows = [(f"{verdict.path.parent.name}/{verdict.path.name}", row.case.name, claim_of(row),
             outcome_of(row)) for verdict in verdicts for row in verdict.rows]
    rows.insert(0, ("fixture", "case", "claim", "proof and witnesses"))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        cells = [row[i].ljust(widths[i]) for i in range(3)]
        print("  ".join([*cells, row[3]]).rstrip(), file=out)
    print(f"\n{totals(verdicts)}", file=out)


def claim_of(row):
    return f"none: {row.case.text}" if row.case.kind == "none" else row.case.claim


def outcome_of(row):
    if row.case.kind == "none":
        return "-"
    words = ["proved" if row.proved else "NOT PROVED"]
    if row.fix:
        words.append("fix proved" if row.fix == "fixed" else "FIX NOT PROVED")
    if row.case.unseen:
        words.append(f"unseen: {row.case.unseen}")
    return ", ".join(words + ([row.witness] if row.witness else []))


def totals(verdicts):
    rows = [row for verdict in verdicts for row in verdict.rows]
    reason = sum(row.case.kind == "none" for row in rows)
    proved = sum(row.proved for row in rows)
    fixes = sum(row.fix == "fixed" for row in rows)
    open_fixes = sum(row.fix == "broken" for row in rows)
    faults = [row for row in rows if row.case.kind == "faults"]
    seen = sum(row.witness != "" for row in faults)
    share = 100 * proved / len(rows) if rows else 0
    witnesses = f"; {seen} of {len(faults)} faults seen by another witness" if seen else ""
    return (f"{len(rows)} cases: {proved} proved ({share:.1f} %), {reason} with a reason, "
            f"{len(rows) - proved - reason} unproved; {fixes} fixes proved, {open_fixes} not"
            f"{witnesses}")
