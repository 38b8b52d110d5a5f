// The source of a finding with its steps in place and arrows between them. Arrows run in lanes left
// of the lines, a piece in each row, so that lines may wrap and pages may break.

const around = 4; // lines of context

const keywords = new Set(("alignas alignof and auto bool break case catch char class co_await " +
  "co_return co_yield concept const consteval constexpr const_cast continue decltype default " +
  "delete do double dynamic_cast else enum explicit extern false final float for friend if inline " +
  "int long mutable namespace new noexcept not nullptr operator or override private protected " +
  "public register reinterpret_cast requires return short signed sizeof static static_assert " +
  "static_cast struct switch template this thread_local throw true try typedef typename union " +
  "unsigned using virtual void volatile while").split(" "));
const token = new RegExp([
  String.raw`(?<comment>\/\/.*|\/\*.*?(?:\*\/|$))`,
  String.raw`(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+')`,
  String.raw`(?<directive>^\s*#\s*\w+)`,
  String.raw`(?<word>[A-Za-z_]\w*)`,
  String.raw`(?<number>\b\d[\w.']*)`].join("|"), "g");

function tokensOf(line) {
  const found = [];
  for (const match of line.matchAll(token)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    if (kind === "word" && !keywords.has(match[0])) continue;
    found.push({begin: match.index, end: match.index + match[0].length, kind});
  }
  return found;
}

/** The line with its tokens coloured and the ranges of `steps` marked. */
function codeOf(line, steps) {
  const marks = steps.map((step) => ({
    begin: step.at[2] - 1, end: step.at[3] ? step.at[3] - 1 : line.length, side: step.side}));
  const tokens = tokensOf(line);
  const cuts = new Set([0, line.length]);
  for (const range of [...marks, ...tokens]) cuts.add(range.begin).add(range.end);
  const order = [...cuts].filter((cut) => cut <= line.length).sort((a, b) => a - b);
  const code = html("code");
  for (let i = 0; i + 1 < order.length; ++i) {
    const covers = (range) => range.begin <= order[i] && order[i + 1] <= range.end;
    const mark = marks.findLast(covers);
    const kind = tokens.find(covers)?.kind;
    let piece = line.slice(order[i], order[i + 1]);
    if (kind) piece = html("span", {class: kind}, piece);
    if (mark) piece = html("mark", {class: mark.side}, piece);
    code.append(piece);
  }
  if (!line) code.append("\u200b"); // keeps the row's height
  return code;
}

/** The text of a line of a file; null when the report does not carry it. */
function lineOf(file, number) {
  for (const [first, ...lines] of data.files[file].source)
    if (first <= number && number < first + lines.length) return lines[number - first];
  return null;
}

/** The steps that are told in the source: `{at, text, label, side}`, in the order to read them. */
function stepsOf(finding) {
  if (finding.threads.length) return stepsOfThreads(finding);
  const steps = finding.trace.filter((step) => step.at).map((step, i) =>
    ({at: step.at, text: step.message, label: `${i + 1}`, side: "note"}));
  const last = {at: finding.at, text: finding.message, side: finding.severity,
                label: `${steps.length + 1}`};
  return [...steps, last];
}

/** Pairs of numbers of steps, with the class of the arrow between them. */
function linksOf(finding, steps) {
  if (finding.threads.length) return linksOfThreads(steps);
  return steps.slice(1).map((_, i) => ({from: i, to: i + 1, kind: "flow"}));
}

/** The rows: a name for each file, lines, the steps below theirs, gaps. */
function rowsOf(steps) {
  const rows = [];
  for (const file of new Set(steps.map((step) => step.at[0]))) {
    rows.push({kind: "file", file});
    const wanted = new Set();
    for (const {at} of steps.filter((step) => step.at[0] === file))
      for (let line = at[1] - around; line <= at[1] + around; ++line)
        if (lineOf(file, line) !== null) wanted.add(line);
    let before = null;
    for (const line of [...wanted].sort((a, b) => a - b)) {
      if (before !== null && line !== before + 1) rows.push({kind: "gap", count: line - before - 1});
      before = line;
      const here = steps.filter((step) => step.at[0] === file && step.at[1] === line);
      rows.push({kind: "line", file, line, here});
      for (const step of here) rows.push({kind: "step", step});
    }
  }
  return rows;
}

/** Gives each link the lane nearest to the code that is free. */
function laneAll(links, rows, steps) {
  const rowOf = steps.map((step) => rows.findIndex((row) => row.step === step));
  const lanes = [];
  for (const link of links) {
    link.begin = rowOf[link.from];
    link.end = rowOf[link.to];
    link.top = Math.min(link.begin, link.end);
    link.bottom = Math.max(link.begin, link.end);
  }
  const byLength = [...links].sort((a, b) => (a.bottom - a.top) - (b.bottom - b.top) || a.top - b.top);
  for (const link of byLength) {
    const isFree = (lane) => lane.every((other) => other.bottom <= link.top || link.bottom <= other.top);
    link.lane = lanes.findIndex(isFree);
    if (link.lane < 0) link.lane = lanes.push([]) - 1;
    lanes[link.lane].push(link);
  }
  return lanes.length;
}

const laneWidth = 10;
const badgeLine = 13; // where an arrow meets the badge of a step

/** The piece of the link that lies in row `row`. */
function pieceOf(link, row, width) {
  const x = width - 6 - link.lane * laneWidth;
  const line = (y1, y2) => svg("line", {class: link.kind, x1: x, x2: x, y1, y2});
  if (row > link.top && row < link.bottom) return [line(-1, "100%")];
  const down = row === link.top; // the lane goes on below
  const bend = down ? badgeLine + 5 : badgeLine - 5;
  const pieces = [
    line(down ? bend : -1, down ? "100%" : bend),
    svg("path", {class: link.kind, d: `M${x} ${bend}Q${x} ${badgeLine} ${x + 5} ${badgeLine}H${width}`})];
  if (row === link.end || link.kind === "conflict")
    pieces.push(svg("path", {class: `head ${link.kind}`,
                             d: `M${width + 1} ${badgeLine}l-6 -4v8z`}));
  return pieces;
}

function lanesOf(links, row, count, steps) {
  const width = 8 + count * laneWidth;
  const through = links.filter((link) => link.top <= row && row <= link.bottom);
  const drawn = svg("svg", {class: "lanes", width, height: "100%", role: "presentation"});
  const ends = through.filter((link) => link.end === row);
  if (ends.length)
    drawn.append(svg("title", {}, ends.map((link) =>
      `${steps[link.from].label} ${link.kind === "conflict" ? "meets" : "leads to"} ${steps[link.to].label}`)
      .join(", ")));
  drawn.append(...through.flatMap((link) => pieceOf(link, row, width)));
  return drawn;
}

function rowElement(row, lanes, name) {
  switch (row.kind) {
    case "file":
      return html("div", {class: "row file"}, lanes, html("b", {}, data.files[row.file].name));
    case "gap":
      return html("div", {class: "row gap"}, lanes, html("span", {}, `⋯ ${plural(row.count, "line")}`));
    case "line":
      return html("div", {class: row.here.length ? "row line here" : "row line"}, lanes,
        html("span", {class: "number"}, `${row.line}`), codeOf(lineOf(row.file, row.line), row.here));
    default:
      return html("div", {class: `row step ${row.step.side}`, id: name(row.step), tabindex: -1}, lanes,
        html("b", {class: "badge"}, row.step.label), html("p", {}, ...words(row.step.text)));
  }
}

/** The id of the row of a step; findings on paper have ids of their own. */
function stepId(finding, step, prefix = "") {
  return `${prefix}step-${finding.id}-${step.label}`;
}

/** The source view of a finding. */
function sourceOf(finding, prefix = "") {
  const steps = stepsOf(finding);
  const rows = rowsOf(steps);
  const links = linksOf(finding, steps);
  const count = laneAll(links, rows, steps);
  const view = html("div", {class: "source"}, ...rows.map((row, i) =>
    rowElement(row, lanesOf(links, i, count, steps), (step) => stepId(finding, step, prefix))));
  view.style.setProperty("--lanes", `${8 + count * laneWidth}px`);
  return view;
}
