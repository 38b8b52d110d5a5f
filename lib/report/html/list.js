// The list of findings: what is chosen, what is shown, how it is grouped.

const items = [...document.querySelectorAll("#list li[id^='id=']")];
const list = document.getElementById("list");

const facets = [
  {key: "severity", title: "Severity", of: (f) => f.severity, order: ["error", "warning", "note"]},
  {key: "confidence", title: "Confidence", of: (f) => f.confidence, order: ["high", "medium", "low"]},
  {key: "check", title: "Check", of: (f) => f.check},
  {key: "state", title: "Baseline", of: (f) => f.state, order: ["new", "known"]},
  {key: "fix", title: "Fix", of: (f) => f.fixes[0]?.safety ?? "none", order: ["safe", "suggested", "none"]},
  {key: "file", title: "File", of: (f) => fileOf(f.at)},
].filter((facet) => data.findings.some(facet.of));
for (const facet of facets) {
  const values = new Set(data.findings.map(facet.of));
  facet.values = facet.order ? facet.order.filter((value) => values.has(value)) : [...values].sort();
}

const groupings = ["file", "check", "severity", "confidence"];

/** What the reader has chosen; the part of the address behind `#` says the same. */
const chosen = {id: "", query: "", group: "file", values: new Map(facets.map(({key}) => [key, new Set()]))};

function readAddress() {
  const parts = new Map(location.hash.slice(1).split("&").filter(Boolean).map((part) => {
    const [key, value = ""] = part.split("=");
    return [key, value];
  }));
  const decode = (text) => {
    try { return decodeURIComponent(text); } catch { return ""; }
  };
  chosen.id = decode(parts.get("id") ?? "");
  chosen.query = decode(parts.get("q") ?? "");
  chosen.group = groupings.includes(parts.get("group")) ? parts.get("group") : "file";
  for (const {key} of facets)
    chosen.values.set(key, new Set((parts.get(key) ?? "").split(",").filter(Boolean).map(decode)));
}

function address(id) {
  const parts = [];
  if (id) parts.push(`id=${encodeURIComponent(id)}`);
  if (chosen.query) parts.push(`q=${encodeURIComponent(chosen.query)}`);
  if (chosen.group !== "file") parts.push(`group=${chosen.group}`);
  for (const [key, values] of chosen.values)
    if (values.size) parts.push(`${key}=${[...values].map(encodeURIComponent).join(",")}`);
  return `#${parts.join("&")}`;
}

const searched = new Map();

function textOf(finding) {
  if (!searched.has(finding))
    searched.set(finding, [finding.message, finding.check, fileOf(finding.at), finding.function,
      finding.id, ...finding.trace.map((step) => step.message)].join("\n").toLowerCase());
  return searched.get(finding);
}

/** The keys of the facets that keep a finding out; "q" is the search. */
function refusals(finding, terms) {
  const refused = facets.filter((facet) => {
    const values = chosen.values.get(facet.key);
    return values.size && !values.has(facet.of(finding));
  }).map((facet) => facet.key);
  if (!terms.every((term) => textOf(finding).includes(term))) refused.push("q");
  return refused;
}

let shown = []; // numbers of the findings in the list, from above

/** Shows what is chosen. Returns, for each facet, how many findings each value would show. */
function sift() {
  const terms = chosen.query.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map(facets.map(({key}) => [key, new Map()]));
  data.findings.forEach((finding, n) => {
    const refused = refusals(finding, terms);
    items[n].hidden = refused.length > 0;
    for (const facet of facets)
      if (refused.every((key) => key === facet.key)) {
        const of = counts.get(facet.key);
        of.set(facet.of(finding), (of.get(facet.of(finding)) ?? 0) + 1);
      }
  });
  arrange();
  return counts;
}

let arranged = "file"; // as the report was written

/** Makes the sections of the grouping, then hides the empty ones. */
function arrange() {
  list.dataset.group = chosen.group;
  if (arranged !== chosen.group) {
    arranged = chosen.group;
    const facet = facets.find(({key}) => key === arranged);
    const groups = new Map(facet.values.map((value) => [value, []]));
    data.findings.forEach((finding, n) => groups.get(facet.of(finding)).push(items[n]));
    list.replaceChildren(...[...groups].map(([value, members]) =>
      html("section", {}, html("h2", {}, value, " ", html("small")), html("ol", {}, ...members))));
  }
  const numbers = new Map(items.map((item, n) => [item, n]));
  shown = [];
  for (const section of list.querySelectorAll("section")) {
    const visible = [...section.lastElementChild.children].filter((item) => !item.hidden);
    section.hidden = visible.length === 0;
    section.querySelector("small").textContent = `${visible.length}`;
    shown.push(...visible.map((item) => numbers.get(item)));
  }
}
