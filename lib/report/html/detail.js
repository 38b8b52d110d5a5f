// One finding in full.

function badge(severity) {
  return html("b", {class: severity}, severity);
}

function diffRow(line, numbers) {
  const head = line.match(/^@@ -(\d+)(?:,\d+)? \+(\d+)/);
  if (head) {
    numbers.before = Number(head[1]);
    numbers.after = Number(head[2]);
    return numbers.any ? html("div", {class: "row gap"}, html("span", {}, "⋯")) : null;
  }
  numbers.any = true;
  const mark = line[0];
  if (mark === "\\") return html("div", {class: "row gap"}, html("span", {}, line.slice(2)));
  const number = mark === "-" ? numbers.before++ : numbers.after++;
  if (mark === " ") ++numbers.before;
  const kind = {"-": "removed", "+": "added"}[mark] || "kept";
  return html("div", {class: `row ${kind}`}, html("span", {class: "number"}, `${number}`),
    html("span", {class: "sign"}, mark), codeOf(line.slice(1), []));
}

function diffOf(diff) {
  const numbers = {before: 1, after: 1, any: false};
  const rows = diff.lines.map((line) => diffRow(line, numbers)).filter(Boolean);
  return html("div", {class: "source diff"},
    html("div", {class: "row file"}, html("b", {}, data.files[diff.file].name)), ...rows);
}

function fixOf(fix) {
  const option = fix.safety === "safe" ? "--fix" : "--fix=suggested";
  return html("section", {class: "fix"},
    html("h3", {}, fix.safety === "safe" ? "Safe fix" : "Suggested fix"),
    html("p", {}, ...words(fix.description), " (", html("code", {}, option), ")"),
    fix.refused ? html("p", {class: "refused"}, `Not applied: ${fix.refused}`) : null,
    ...fix.diffs.map(diffOf));
}

function example(title, text) {
  return html("figure", {class: "example"}, html("figcaption", {}, title),
    html("pre", {}, ...text.trimEnd().split("\n").map((line) => html("span", {}, codeOf(line, []), "\n"))));
}

function aboutCheck(id) {
  const check = data.checks[id];
  if (!check) return null;
  return html("details", {class: "about"}, html("summary", {}, "About ", html("code", {}, id)),
    html("p", {}, `${check.summary[0].toUpperCase()}${check.summary.slice(1)}. ${check.why}`),
    check.bad ? html("div", {class: "examples"}, example("Wrong", check.bad), example("Right", check.good)) : null);
}

function factsOf(finding) {
  const place = html("span", {class: "place"}, `${placeText(finding.at)}:${finding.column}`);
  const facts = [["Check", html("code", {}, finding.check)], ["Place", place]];
  if (finding.function) facts.push(["Function", html("code", {}, finding.function)]);
  facts.push(["Confidence", finding.confidence]);
  if (finding.state) facts.push(["Baseline", finding.state + (finding.reason ? `: ${finding.reason}` : "")]);
  return html("dl", {}, ...facts.map(([name, value]) =>
    html("div", {}, html("dt", {}, name), html("dd", {}, value))));
}

/** Takes the reader to the row of a step. */
function goToStep(finding, event) {
  const step = stepsOf(finding).find((each) => samePlace(each.at, event.at));
  const row = step && document.getElementById(stepId(finding, step));
  if (!row) return;
  row.scrollIntoView({block: "center"});
  row.focus({preventScroll: true});
}

/** The article of a finding; on paper with a prefix for its ids and a fixed width. */
function articleOf(finding, prefix = "", width = 0) {
  const hasPicture = finding.threads.length === 2;
  return html("article", {class: "finding", "aria-labelledby": `${prefix}title-${finding.id}`},
    html("h2", {id: `${prefix}title-${finding.id}`}, badge(finding.severity), " ", ...words(finding.message)),
    factsOf(finding),
    hasPicture ? html("h3", {}, "How they meet") : null,
    hasPicture ? pictureOf(finding, prefix, width, (event) => goToStep(finding, event)) : null,
    html("h3", {}, "Source"),
    sourceOf(finding, prefix),
    ...finding.fixes.map(fixOf),
    prefix ? null : aboutCheck(finding.check));
}
