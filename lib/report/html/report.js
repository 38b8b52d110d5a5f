// The page: filters, the finding that is looked at, keys, paper.

const root = document.documentElement;
const detail = document.getElementById("detail");
const filters = document.getElementById("filters");
const paper = document.getElementById("paper");
const mostOnPaper = 200;

const search = html("input", {id: "search", type: "search", placeholder: "Search", autocomplete: "off",
  spellcheck: "false", "aria-label": "Search findings", "aria-keyshortcuts": "/", input: () => {
    chosen.query = search.value;
    settle();
  }});
const tally = html("p", {id: "tally", role: "status"});
const grouping = html("select", {id: "group", change: () => {
  chosen.group = grouping.value;
  settle();
}}, ...groupings.map((key) => html("option", {value: key}, key)));
const reset = html("button", {id: "reset", type: "button", click: () => {
  chosen.query = "";
  for (const values of chosen.values.values()) values.clear();
  settle();
}}, "Clear filters");
const boxes = [];

function box(facet, value) {
  const count = html("small", {});
  const input = html("input", {type: "checkbox", name: facet.key, value, change: () => {
    const values = chosen.values.get(facet.key);
    if (input.checked) values.add(value);
    else values.delete(value);
    settle();
  }});
  const isFile = facet.key === "file";
  const name = isFile ? [baseName(value), " ", html("i", {}, value.slice(0, -baseName(value).length))] : [value];
  const label = html("label", {title: isFile ? value : null}, input, html("span", {}, ...name), count);
  boxes.push({facet, value, input, count, label});
  return label;
}

function fillFilters() {
  const panel = html("details", {id: "panel", open: matchMedia("(min-width: 60rem)").matches},
    html("summary", {}, "Filters"),
    html("label", {class: "grouping"}, "Group by ", grouping),
    ...facets.map((facet) => html("fieldset", {class: facet.key}, html("legend", {}, facet.title),
      html("div", {}, ...facet.values.map((value) => box(facet, value))))), reset);
  filters.append(search, tally, panel);
  filters.hidden = false;
}

/** Writes what is chosen into the address; a new entry of the history when `isStep`. */
function writeAddress(id, isStep) {
  const next = address(id);
  if (next === (location.hash || "#")) return;
  if (isStep) location.hash = next;
  else location.replace(next);
}

function showFilters(counts) {
  if (search.value !== chosen.query) search.value = chosen.query;
  grouping.value = chosen.group;
  for (const {facet, value, input, count, label} of boxes) {
    input.checked = chosen.values.get(facet.key).has(value);
    const number = counts.get(facet.key).get(value) ?? 0;
    count.textContent = `${number}`;
    label.classList.toggle("none", number === 0);
  }
  const total = data.findings.length;
  tally.textContent = shown.length === total ? plural(total, "finding")
    : `${shown.length} of ${plural(total, "finding")}`;
  reset.hidden = !chosen.query && [...chosen.values.values()].every((values) => !values.size);
}

let current = null; // number of the finding in the detail

function showDetail() {
  const n = data.findings.findIndex((finding) => finding.id === chosen.id);
  root.classList.toggle("reading", n >= 0);
  if (n === current) return showPosition();
  if (current !== null) items[current]?.firstElementChild.removeAttribute("aria-current");
  current = n;
  if (n < 0) {
    detail.replaceChildren(html("p", {class: "none"}, data.findings.length
      ? "Choose a finding, or press j." : "Nothing to report."));
    return;
  }
  items[n].firstElementChild.setAttribute("aria-current", "true");
  items[n].scrollIntoView({block: "nearest"});
  detail.replaceChildren(toolbar(), articleOf(data.findings[n]));
  detail.scrollTop = 0;
  showPosition();
}

function toolbar() {
  const button = (id, label, key, click) =>
    html("button", {id, type: "button", title: `${label} (${key})`, "aria-keyshortcuts": key, click}, label);
  return html("div", {class: "toolbar"},
    button("back", "List", "Escape", () => writeAddress("", true)),
    html("span", {id: "position"}),
    button("previous", "Previous", "k", () => step(-1)), button("next", "Next", "j", () => step(1)));
}

function showPosition() {
  const position = document.getElementById("position");
  if (!position) return;
  const at = shown.indexOf(current);
  position.textContent = at < 0 ? "not in the list" : `${at + 1} of ${shown.length}`;
  document.getElementById("previous").disabled = at <= 0;
  document.getElementById("next").disabled = at >= 0 ? at + 1 >= shown.length : !shown.length;
}

/** Goes to a neighbour in the list. */
function step(by) {
  if (!shown.length) return;
  const at = shown.indexOf(current);
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  const finding = data.findings[shown[next]];
  writeAddress(finding.id, true);
  update();
  if (items[shown[next]].checkVisibility()) items[shown[next]].firstElementChild.focus({preventScroll: true});
}

/** Shows what the address says. */
function update() {
  readAddress();
  showFilters(sift());
  showDetail();
}

/** Shows what has been chosen in the filters, and keeps it in the address. */
function settle() {
  writeAddress(chosen.id, false);
  showFilters(sift());
  showDetail();
}

const help = html("dialog", {id: "help", "aria-labelledby": "help-title"}, html("h2", {id: "help-title"}, "Keys"),
  html("dl", {}, ...[["j", "next finding"], ["k", "previous finding"], ["/", "search"],
    ["Escape", "leave the search, or the finding"], ["?", "this list"]].map(([key, what]) =>
    html("div", {}, html("dt", {}, html("kbd", {}, key)), html("dd", {}, what)))),
  html("button", {type: "button", click: () => help.close()}, "Close"));

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => search.focus(),
  "?": () => help.showModal(),
  Escape: () => chosen.id && writeAddress("", true),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target === search) {
    if (event.key === "Escape") search.blur();
    return;
  }
  if (event.target === grouping || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

list.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  writeAddress(link.parentElement.id.slice(3), true);
  update();
});

// On paper stands what is in the list, each finding in full.
addEventListener("beforeprint", () => {
  const printed = shown.slice(0, mostOnPaper);
  paper.replaceChildren(...printed.map((n) => articleOf(data.findings[n], "paper-", 660)));
  if (printed.length < shown.length)
    paper.append(html("p", {}, `${plural(shown.length - printed.length, "more finding")} not printed; filter for them.`));
  paper.hidden = false;
});
addEventListener("afterprint", () => {
  paper.replaceChildren();
  paper.hidden = true;
});
addEventListener("hashchange", update);

root.classList.add("js");
detail.hidden = false;
document.getElementById("head").append(html("button", {id: "keys", type: "button", click: () => help.showModal()}, "Keys"));
document.body.append(help);
fillFilters();
update();
