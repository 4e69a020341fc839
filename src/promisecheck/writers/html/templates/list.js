// The list of findings, a page at a time.
const PAGE = 50;
const PRINTED = 200;
const AROUND = 70; // characters before and after the offending words
let shownNumbers = [];
let page = 0;

/** Where a text may be cut: not within a character of two units. */
const fair = (text, place) => (/[\udc00-\udfff]/.test(text[place] ?? "") ? place - 1 : place);

/** The offending words with a little of what stands around them; the reason where nothing stands there. */
function excerpt(finding) {
  const made = make("span", "excerpt");
  const text = textOf(finding);
  if (finding[START] === null || finding[MESSAGE] < 0) {
    made.textContent = finding[QUOTE] || shared(finding[WHY]);
    return made;
  }
  const [from, to] = [finding[START], finding[END]];
  const begin = from > AROUND ? fair(text, from - AROUND) : 0;
  const end = text.length > to + AROUND ? fair(text, to + AROUND) : text.length;
  const mark = make("mark", SEVERITIES[finding[SEVERITY]], text.slice(from, to));
  made.append((begin ? "…" : "") + text.slice(begin, from), mark, text.slice(to, end) + (end < text.length ? "…" : ""));
  return made;
}

function cell(kind, ...inside) {
  const made = make("td", kind);
  made.setAttribute("role", "cell");
  made.append(...inside);
  return made;
}

function row(n) {
  const finding = findings[n];
  const rule = tables.rules[finding[RULE]];
  const severity = SEVERITIES[finding[SEVERITY]];
  const made = make("tr");
  made.setAttribute("role", "row");
  const open = make("button", "open");
  open.type = "button";
  open.dataset.finding = n;
  open.append(excerpt(finding));
  const about = make("span", "about", `${rule.clause} · ${rule.title}`);
  made.append(
    cell("severity", make("span", `badge ${severity}`, say(severity))),
    cell("what", open, about),
    cell("employee", tables.employees[finding[EMPLOYEE]] || "–"),
    cell("channel", tables.channels[finding[CHANNEL]].name || "–"),
    cell("time", shownTime(finding[TIME])),
  );
  return made;
}

function renderPage(first = page * PAGE, count = PAGE) {
  const body = byId("violations").tBodies[0];
  body.replaceChildren(...shownNumbers.slice(first, first + count).map(row));
  byId("violations").hidden = !shownNumbers.length;
}

function renderPager() {
  const all = Math.ceil(shownNumbers.length / PAGE);
  const pager = byId("pager");
  pager.hidden = all < 2;
  const button = (key, step) => {
    const made = make("button", "", say(key));
    made.type = "button";
    made.disabled = page + step < 0 || page + step >= all;
    made.addEventListener("click", () => turn(page + step, key));
    made.dataset.key = key;
    return made;
  };
  pager.replaceChildren(
    button("previous", -1),
    make("span", "", say("page", { n: number.format(page + 1), all: number.format(all) })),
    button("next", 1),
  );
}

function turn(to, key) {
  page = to;
  renderPage();
  renderPager();
  const again = byId("pager").querySelector(`[data-key=${key}]:enabled`) ?? byId("pager").querySelector("button:enabled");
  again.focus({ preventScroll: true });
  byId("count").scrollIntoView({ block: "start" });
}

/** Show what the filters let through, from its beginning. */
function refresh() {
  const want = wanted();
  shownNumbers = matching(want);
  page = 0;
  const all = want.severity === "info" ? tables.notes : tables.violations;
  const counts = { n: number.format(shownNumbers.length), all: number.format(all) };
  const said = shownNumbers.length ? say(shownNumbers.length < all ? "found-of" : "found", counts) : say("none");
  byId("count").textContent = said;
  renderPage();
  renderPager();
  toAddress(want);
}
