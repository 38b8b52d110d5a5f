// The two threads of a race: as steps in the source, and as the interleaving in which they meet.

const threadNames = ["A", "B"];
const sides = ["a", "b"];

/** What `who` does in an event, `many` saying that these are both threads. */
function eventText(event, who, many) {
  const does = (one, both) => `${who} ${many ? both : one}`;
  const what = event.subject ? `'${event.subject}'` : event.kind.startsWith("acquire") ? "a lock" : "it";
  switch (event.kind) {
    case "start": return does("starts here", "start here");
    case "spawn": return does("starts the other one here", "start the other one here");
    case "call": return `${does("calls", "call")} ${what}`;
    case "acquire": return `${does("takes", "take")} ${what}`;
    case "acquire-shared": return `${does("takes", "take")} ${what} shared`;
    case "release": return `${does("lets", "let")} go of ${what}`;
    case "read": return `${does("reads", "read")} ${what}`;
    default: return `${does("writes", "write")} ${what}`;
  }
}

function samePlace(a, b) {
  return a && b && `${a}` === `${b}`;
}

/** Events of the threads with a place, numbered by thread; what both do at one place is one step. */
function stepsOfThreads(finding) {
  const steps = [];
  finding.threads.forEach((thread, t) => {
    let number = 0;
    let last = null;
    for (const event of thread.events) {
      if (!event.at) continue;
      const kind = event.kind === "spawn" ? "start" : event.kind;
      if (samePlace(last?.at, event.at)) { // a guard that dies at once
        last.text += `, ${eventText(event, "and", false)}`;
        continue;
      }
      const label = `${threadNames[t]}${++number}`;
      last = steps.find((step) => step.kind === kind && !step.numbers[t] && samePlace(step.at, event.at));
      if (last) {
        last.label += ` ${label}`;
        last.side = "both";
        if (last.event.kind === event.kind) last.text = eventText(event, "both threads", true);
      } else {
        last = {at: event.at, kind, event, label, numbers: [], side: sides[t],
                text: eventText(event, `thread ${threadNames[t]}`, false)};
        steps.push(last);
      }
      last.numbers[t] = number;
    }
  });
  const blamed = steps.find((step) => samePlace(step.at, finding.at));
  if (blamed) blamed.text = finding.message;
  else steps.unshift({at: finding.at, text: finding.message, label: "!", numbers: [], side: finding.severity});
  const told = (at) => steps.some((step) => samePlace(step.at, at));
  finding.trace.filter((step) => step.at && !told(step.at)).forEach((step, i) =>
    steps.push({at: step.at, text: step.message, label: `${i + 1}`, numbers: [], side: "note"}));
  return steps;
}

function linksOfThreads(steps) {
  const links = [];
  const last = [];
  for (const t of [0, 1]) {
    const own = steps.map((_, i) => i).filter((i) => steps[i].numbers[t])
      .sort((i, k) => steps[i].numbers[t] - steps[k].numbers[t]);
    own.slice(1).forEach((to, i) => {
      const known = links.find((link) => link.from === own[i] && link.to === to);
      if (known) known.kind = "both";
      else links.push({from: own[i], to, kind: sides[t]});
    });
    last.push(own.at(-1));
  }
  if (last[0] !== undefined && last[1] !== undefined && last[0] !== last[1])
    links.push({from: last[0], to: last[1], kind: "conflict"});
  return links;
}

/** The row of each event, from above: what is before the accesses one after the other. */
function schedule(threads) {
  const rows = new Map();
  const startOf = (t) => threads[t].events.find((event) => event.kind === "start");
  const spawns = (t) => threads[t].events.some((event) => event.kind === "spawn");
  let row = 0;
  for (const t of spawns(1) ? [1, 0] : [0, 1]) {
    for (const event of threads[t].events.slice(0, -1)) {
      if (rows.has(event)) continue;
      rows.set(event, row);
      const other = startOf(1 - t);
      const together = event.kind === "spawn" || (event.kind === "start" && !spawns(1 - t));
      if (together && other && !rows.has(other)) rows.set(other, row);
      ++row;
    }
  }
  for (const thread of threads) rows.set(thread.events.at(-1), row);
  return rows;
}

/** The locks of a thread: `{event, from, to, shared}`; `to` is null when it is held at the end. */
function locksOf(thread, rows) {
  return thread.events.filter((event) => event.kind.startsWith("acquire")).map((event) => {
    const end = thread.events.find((other) => other.kind === "release" && other.subject === event.subject);
    return {event, from: rows.get(event), to: end ? rows.get(end) : null, shared: event.kind !== "acquire"};
  });
}

/** Why the accesses are not kept apart, in words. */
function apartText(threads) {
  const rows = schedule(threads);
  const holds = (t) => {
    const held = locksOf(threads[t], rows).filter((lock) => lock.to === null);
    const names = held.map((lock) => `${lock.event.subject ? `'${lock.event.subject}'` : "a lock"}` +
                                     (lock.shared ? " shared" : ""));
    return `thread ${threadNames[t]} holds ${names.length ? names.join(" and ") : "no lock"}`;
  };
  const text = `${holds(0)}, ${holds(1)}: nothing keeps the two accesses apart.`;
  return text[0].toUpperCase() + text.slice(1);
}

const rowHeight = 44;
const headHeight = 62;

/** Draws one picture; `go(event)` is called when the place of an event is clicked. */
class Picture {
  constructor(finding, width, name, go) {
    this.threads = finding.threads;
    this.width = width;
    this.go = go;
    this.rows = schedule(this.threads);
    this.last = this.rows.get(this.threads[0].events.at(-1));
    this.height = headHeight + (this.last + 1) * rowHeight + 26;
    this.root = svg("svg", {class: "picture", viewBox: `0 0 ${width} ${this.height}`, width,
                            height: this.height, role: "group", "aria-labelledby": `${name}-t ${name}-d`},
      svg("title", {id: `${name}-t`}, "Interleaving of the two threads"),
      svg("desc", {id: `${name}-d`}, this.description()));
    this.threads.forEach((_, t) => this.column(t));
    this.spawn();
    this.conflict();
  }

  x(t) { return 26 + t * this.width / 2; }
  y(row) { return headHeight + row * rowHeight + 14; }

  description() {
    const order = this.threads.flatMap((thread, t) => thread.events.map((event) => ({event, t})));
    order.sort((a, b) => this.rows.get(a.event) - this.rows.get(b.event));
    return `${order.map(({event, t}) => eventText(event, `thread ${threadNames[t]}`, false)).join("; ")}. ` +
      apartText(this.threads);
  }

  /** Text that is cut where there is no more room. */
  text(content, x, y, room, kind, perLetter = 7) {
    const fits = Math.max(4, Math.floor(room / perLetter));
    const cut = content.length > fits ? `${content.slice(0, fits - 1)}…` : content;
    return svg("text", {class: kind, x, y}, cut === content ? null : svg("title", {}, content), cut);
  }

  place(event, x, y, room) {
    if (!event.at) return null;
    const text = this.text(`${baseName(fileOf(event.at))}:${event.at[1]}`, x, y, room, "where", 6.2);
    return svg("a", {href: "#", click: (click) => { click.preventDefault(); this.go(event); }},
      text, svg("title", {}, placeText(event.at)));
  }

  column(t) {
    const thread = this.threads[t];
    const [x, room] = [this.x(t), this.width / 2 - 24];
    const start = thread.events.find((event) => event.kind === "start");
    const begin = start ? this.y(this.rows.get(start)) : headHeight - 6;
    const column = svg("g", {class: `column ${sides[t]}`},
      this.text(`Thread ${threadNames[t]}`, x - 12, 18, room, "title"),
      this.text(thread.function || "", x - 12, 36, room, "function", 7.4));
    if (!start) column.append(
      svg("line", {class: "unseen", x1: x, x2: x, y1: headHeight - 16, y2: begin}),
      this.text("already running", x + 12, headHeight - 6, room, "where", 6.2));
    column.append(svg("line", {class: "time", x1: x, x2: x, y1: begin, y2: this.height - 8}),
                  svg("path", {class: "arrow", d: `M${x} ${this.height - 2}l-5 -9h10z`}));
    locksOf(thread, this.rows).forEach((lock, k) => column.append(this.bar(lock, x, k)));
    for (const event of thread.events.slice(0, -1)) column.append(this.event(event, t));
    column.append(this.access(thread.events.at(-1), t));
    this.root.append(column);
  }

  bar(lock, x, k) {
    const y = this.y(lock.from);
    const end = lock.to === null ? this.height - 16 : this.y(lock.to);
    const name = lock.event.subject || "a lock";
    return svg("rect", {class: lock.shared ? "lock shared" : "lock", x: x - 5 + k * 13, y, width: 10,
                        height: Math.max(6, end - y), rx: 3},
      svg("title", {}, `${name} is held${lock.shared ? " shared" : ""}`));
  }

  event(event, t) {
    const [x, y] = [this.x(t), this.y(this.rows.get(event))];
    const held = locksOf(this.threads[t], this.rows).filter((lock) =>
      lock.from <= this.rows.get(event) && (lock.to === null || this.rows.get(event) <= lock.to)).length;
    const left = x + 14 + Math.max(0, held - 1) * 13;
    const room = this.width / 2 - 26 - (left - x);
    const label = {start: "starts", spawn: `starts thread ${threadNames[1 - t]}`,
                   call: `calls ${event.subject}`, acquire: `locks ${event.subject}`,
                   "acquire-shared": `locks ${event.subject} shared`,
                   release: `unlocks ${event.subject}`}[event.kind];
    return svg("g", {class: `event ${event.kind}`},
      svg("circle", {cx: x, cy: y, r: event.kind === "start" ? 6 : 3.5}),
      this.text(label, left, y + 4, room, "label"), this.place(event, left, y + 19, room));
  }

  access(event, t) {
    const y = this.y(this.last) - 16;
    const [left, right] = [this.x(t) - 14, (t + 1) * this.width / 2 - (t ? 8 : 48)];
    const verb = event.kind === "write" ? "writes" : "reads";
    return svg("g", {class: `access ${event.kind}`},
      svg("rect", {x: left, y, width: right - left, height: 38, rx: 5}),
      this.text(`${verb} ${event.subject}`, left + 10, y + 16, right - left - 12, "label"),
      this.place(event, left + 10, y + 31, right - left - 12));
  }

  /** The arrow from a thread to the one that it starts. */
  spawn() {
    this.threads.forEach((thread, t) => {
      const event = thread.events.find((each) => each.kind === "spawn");
      if (!event) return;
      const y = this.y(this.rows.get(event)) - 9;
      const [from, to] = [this.x(t) + (t ? -6 : 6), this.x(1 - t) + (t ? 9 : -9)];
      const tip = t ? 7 : -7;
      this.root.append(svg("g", {class: "spawns"},
        svg("path", {d: `M${from} ${y}H${to + tip}`}),
        svg("path", {class: "arrow", d: `M${to} ${y}l${tip} -4v8z`})));
    });
  }

  conflict() {
    const y = this.y(this.last) + 3;
    const [left, right] = [this.width / 2 - 48, this.width / 2 + 12];
    const middle = (left + right) / 2;
    this.root.append(svg("g", {class: "conflict"},
      svg("title", {}, apartText(this.threads)),
      svg("path", {class: "line", d: `M${left + 7} ${y}H${right - 7}`}),
      svg("path", {class: "arrow", d: `M${left} ${y}l8 -5v10zM${right} ${y}l-8 -5v10z`}),
      svg("text", {x: middle, y: y - 9}, "conflict")));
  }
}

/** The figure of a race. On the screen it is drawn as wide as there is room. */
function pictureOf(finding, prefix, width, go) {
  const name = `${prefix}picture-${finding.id}`;
  const draw = (room) => new Picture(finding, room, name, go).root;
  const figure = html("figure", {class: "interleaving"}, draw(width || 640),
    html("figcaption", {}, ...words(apartText(finding.threads)), " Time goes down, bars are locks held."));
  if (width) return figure;
  let drawn = 640;
  new ResizeObserver(([entry]) => {
    const room = Math.round(Math.min(760, Math.max(300, entry.contentRect.width)));
    if (room === drawn) return;
    drawn = room;
    figure.firstChild.replaceWith(draw(room));
  }).observe(figure);
  return figure;
}
