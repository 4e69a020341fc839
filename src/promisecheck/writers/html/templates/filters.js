// Which findings are shown: the form, the address of the page, and the search.
const FIELDS = ["q", "severity", "rule", "employee", "channel", "from", "to", "order"];
const NOBODY = "—"; // the choice of findings whose employee is not known
const keys = []; // what the search looks through, made when first needed
const orders = {};

/** Letters as the search compares them. */
const folded = (text) => text.toLocaleLowerCase(lang).replaceAll("ё", "е");

function keyOf(n) {
  if (keys[n] === undefined) {
    const one = findings[n];
    const [id, client] = conversation(one[CONVERSATION]);
    const rule = tables.rules[one[RULE]];
    const parts = [textOf(one), one[QUOTE], shared(one[WHY]), id, client, tables.employees[one[EMPLOYEE]], rule.title, rule.id];
    keys[n] = folded(parts.filter(Boolean).join("\n"));
  }
  return keys[n];
}

/** Make the keys of the search while nothing else goes on, so that the first letter typed finds them there. */
function prepare(from = 0) {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 30));
  idle((deadline) => {
    let n = from;
    while (n < findings.length && deadline.timeRemaining() > 2) keyOf(n++);
    if (n < findings.length) prepare(n);
  });
}

/** The numbers of all findings in an order of the list. */
function ordered(order) {
  if (!orders[order]) {
    const time = (n) => findings[n][TIME] ?? "";
    const newest = (a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : a - b);
    const compare = {
      "": (a, b) => findings[a][SEVERITY] - findings[b][SEVERITY] || newest(a, b),
      new: newest,
      old: (a, b) => newest(b, a),
    }[order];
    orders[order] = Array.from(findings.keys()).sort(compare);
  }
  return orders[order];
}

/** What the form says now. */
function wanted() {
  return Object.fromEntries(FIELDS.map((name) => [name, byId(name).value]));
}

/** The numbers of the findings that fit, in order. */
function matching(want) {
  const parts = folded(want.q).split(/\s+/).filter(Boolean);
  const severity = SEVERITIES.indexOf(want.severity);
  const rule = want.rule && tables.rules.findIndex((one) => one.id === want.rule);
  const employee = want.employee && tables.employees.indexOf(want.employee === NOBODY ? "" : want.employee);
  const channel = want.channel && tables.channels.findIndex((one) => one.id === want.channel);
  return ordered(want.order).filter((n) => {
    const one = findings[n];
    if (severity < 0 ? one[SEVERITY] === 2 : one[SEVERITY] !== severity) return false;
    if (want.rule && one[RULE] !== rule) return false;
    if (want.employee && one[EMPLOYEE] !== employee) return false;
    if (want.channel && one[CHANNEL] !== channel) return false;
    const day = (one[TIME] ?? "").slice(0, 10);
    if ((want.from && day < want.from) || (want.to && (!day || day > want.to))) return false;
    return parts.every((part) => keyOf(n).includes(part));
  });
}

/** The choices of the form, from what there is to choose. */
function fillChoices() {
  const add = (id, given) => {
    const sorted = given.filter(([, label]) => label).sort((a, b) => a[1].localeCompare(b[1], lang, { numeric: true }));
    byId(id).append(...sorted.map(([value, label]) => new Option(label, value)));
  };
  add("rule", tables.rules.map((rule) => [rule.id, `${rule.clause} ${rule.title}`]));
  add("employee", tables.employees.map((name) => [name || NOBODY, name || say("nobody")]));
  add("channel", tables.channels.map((one) => [one.id, one.name]));
  for (const id of ["from", "to"]) [byId(id).min, byId(id).max] = [tables.first, tables.last];
}

/** The filters that the address names, as links and bookmarks have them; null if it names none. */
function fromAddress() {
  if (!location.hash.includes("=")) return null;
  const given = new URLSearchParams(location.hash.slice(1));
  return FIELDS.some((name) => given.has(name)) ? given : null;
}

function toAddress(want) {
  const given = new URLSearchParams(Object.entries(want).filter(([, value]) => value));
  try {
    history.replaceState(null, "", given.size ? `#${given}` : location.pathname + location.search);
  } catch {
    // A page that may not change its address works as well.
  }
}
