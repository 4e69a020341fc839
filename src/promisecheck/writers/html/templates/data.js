// What the page holds: findings as short lists, conversations as lines that are read when somebody looks.
const [CONVERSATION, MESSAGE, START, END, RULE, SEVERITY, TIME, EMPLOYEE, CHANNEL, WHY, BETTER, QUOTE] = Array(12).keys();
const SEVERITIES = ["block", "warn", "info"];
const ROLES = ["client", "employee", "bot", "system"];
const KINDS = ["text", "missed_call", "attachment"];

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);
const words = read("words");
const tables = read("tables");
const findings = read("findings");
const lang = document.documentElement.lang;
const number = new Intl.NumberFormat(lang);
let lines = null;
const recent = new Map(); // conversations read lately

/** One text with its values filled in. */
function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

/** The n-th conversation: [id, client, direction, messages]. */
function conversation(n) {
  if (!recent.has(n)) {
    lines ??= byId("conversations").textContent.split("\n");
    if (recent.size >= 500) recent.clear();
    recent.set(n, JSON.parse(lines[n]));
  }
  return recent.get(n);
}

/** The text of the message that a finding is about, or nothing. */
function textOf(finding) {
  return finding[MESSAGE] < 0 ? "" : conversation(finding[CONVERSATION])[3][finding[MESSAGE]][2];
}

/** The offending words themselves, or nothing. */
function quoteOf(finding) {
  return finding[START] === null ? "" : finding[QUOTE] ?? textOf(finding).slice(finding[START], finding[END]);
}

/** A text that is stored once, or stands here. */
const shared = (text) => (typeof text === "number" ? tables.texts[text] : text);

/** An element with a class and a text; texts of messages come into the page in no other way. */
function make(tag, kind = "", text = "") {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}

/** A time as people write it: with the date, or only the clock; a time without seconds has none. */
function shownTime(time, dated = true) {
  if (!time) return "";
  const [date, clock] = time.split("T");
  const [year, month, day] = date.split("-");
  return dated ? (lang === "ru" ? `${day}.${month}.${year}` : date) + ` ${clock.slice(0, 5)}` : clock;
}
