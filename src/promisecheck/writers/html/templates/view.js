// One finding: why it counts, how to say it better, and the conversation around it with the offending words marked.
const NEAR = 30; // messages before and after that are shown at once
let current = 0; // place in the list of what the filters let through

/** The findings of the same conversation, by the number of the message they stand in. */
function neighbours(finding) {
  const same = findings.filter((one) => one[CONVERSATION] === finding[CONVERSATION] && one[MESSAGE] >= 0);
  const groups = new Map();
  for (const one of same) groups.set(one[MESSAGE], [...(groups.get(one[MESSAGE]) ?? []), one]);
  return groups;
}

/** A text with every finding's words marked; where marks overlap, the one looked at wins, then the graver. */
function marked(text, found, finding) {
  const made = make("p", "text");
  const spans = found.filter((one) => one[START] !== null);
  const cuts = [...new Set([0, text.length, ...spans.flatMap((one) => [one[START], one[END]])])].sort((a, b) => a - b);
  cuts.slice(1).forEach((end, n) => {
    const begin = cuts[n];
    const over = spans.filter((one) => one[START] <= begin && one[END] >= end);
    const piece = text.slice(begin, end);
    if (!over.length) return made.append(piece);
    const top = over.includes(finding) ? finding : over.sort((a, b) => a[SEVERITY] - b[SEVERITY])[0];
    made.append(make("mark", SEVERITIES[top[SEVERITY]] + (top === finding ? " this" : ""), piece));
  });
  return made;
}

function message(given, n, found, finding) {
  const [role, time, text, kind] = given;
  const made = make("li", `message ${ROLES[role]}`);
  const name = ROLES[role] === "employee" && tables.employees[finding[EMPLOYEE]];
  const head = make("p", "who", name || say(ROLES[role]));
  if (kind) head.append(` · ${say(KINDS[kind])}`);
  if (time) {
    const when = make("time", "", shownTime(time, false));
    when.dateTime = time;
    head.append(" · ", when);
  }
  made.append(head, marked(text, found, finding));
  if (finding[MESSAGE] === n) {
    made.classList.add("here");
    made.tabIndex = -1;
    if (finding[START] === null) {
      made.classList.add("whole");
      head.append(make("span", "missing", say(finding[SEVERITY] < 2 ? "here" : "noted")));
    }
  }
  return made;
}

/** The messages around the finding; those further off come when asked for. */
function talk(finding) {
  const said = conversation(finding[CONVERSATION])[3];
  if (!said.length) return make("p", "note", say("gone"));
  const found = neighbours(finding);
  const list = make("ol", "talk");
  const here = Math.max(finding[MESSAGE], 0);
  const dayOf = (n) => said[n]?.[1]?.slice(0, 10);
  const items = (from, to) => said.slice(from, to).flatMap((one, n) => {
    const made = [message(one, from + n, found.get(from + n) ?? [], finding)];
    const before = n ? dayOf(from + n - 1) : "";
    if (one[1] && dayOf(from + n) !== before) made.unshift(make("li", "day", shownTime(one[1]).slice(0, 10)));
    return made;
  });
  const more = (key, from, to) => {
    const made = make("li", "more");
    const button = make("button", "", say(key, { n: number.format(to - from) }));
    button.type = "button";
    button.addEventListener("click", () => {
      const come = items(from, to);
      made.replaceWith(...come);
      const next = key === "earlier" ? come.at(-1) : come[0];
      next.tabIndex = -1;
      next.focus();
    });
    made.append(button);
    return made;
  };
  const [from, to] = [Math.max(here - NEAR, 0), Math.min(here + NEAR + 1, said.length)];
  if (from) list.append(more("earlier", 0, from));
  list.append(...items(from, to));
  if (to < said.length) list.append(more("later", to, said.length));
  return list;
}

function reasons(finding) {
  const made = make("dl", "reasons");
  for (const [key, text] of [["why", shared(finding[WHY])], ["better", shared(finding[BETTER])]]) {
    if (text) made.append(make("dt", "", say(key)), make("dd", key, text));
  }
  return made;
}

function heading(finding) {
  const rule = tables.rules[finding[RULE]];
  const [id, client, direction] = conversation(finding[CONVERSATION]);
  const made = make("header");
  const title = make("h2", "", `${say("clause", { clause: rule.clause })} ${rule.title}`);
  title.id = "view-title";
  const severity = SEVERITIES[finding[SEVERITY]];
  const facts = [
    tables.employees[finding[EMPLOYEE]],
    direction ? say(direction) : tables.channels[finding[CHANNEL]].name,
    client,
    shownTime(finding[TIME]),
    say("conversation", { id }),
  ];
  made.append(make("span", `badge ${severity}`, say(severity)), title, make("p", "facts", facts.filter(Boolean).join(" · ")));
  return made;
}

function controls() {
  const made = make("div", "controls");
  const button = (key, act, off = false) => {
    const one = make("button", "", say(key));
    one.type = "button";
    one.disabled = off;
    one.dataset.key = key;
    one.addEventListener("click", act);
    return one;
  };
  const place = { n: number.format(current + 1), all: number.format(shownNumbers.length) };
  made.append(
    button("previous", () => step(-1), current === 0),
    make("span", "", say("position", place)),
    button("next", () => step(1), current === shownNumbers.length - 1),
    button("close", () => byId("view").close()),
  );
  return made;
}

/** Open the finding at a place of the list. */
function show(place, focus = "") {
  current = place;
  const finding = findings[shownNumbers[place]];
  const view = byId("view");
  view.replaceChildren(controls(), heading(finding), reasons(finding), talk(finding));
  if (!view.open) view.showModal();
  view.scrollTop = 0;
  const wish = view.querySelector(`[data-key=${focus || "close"}]:enabled`) ?? view.querySelector("[data-key=close]");
  wish.focus({ preventScroll: true });
  view.querySelector(".here")?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const to = current + by;
  if (to < 0 || to >= shownNumbers.length) return;
  if (Math.floor(to / PAGE) !== page) {
    page = Math.floor(to / PAGE);
    renderPage();
    renderPager();
  }
  show(to, by < 0 ? "previous" : "next");
}
