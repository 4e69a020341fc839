// The page itself: what a person does, and what follows.
const later = (work, wait) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
};

/** Show what the address names; false if it names nothing. */
function applyAddress() {
  const given = fromAddress();
  if (!given) return false;
  for (const name of FIELDS) byId(name).value = given.get(name) ?? "";
  refresh();
  byId("list").scrollIntoView();
  byId("list").focus({ preventScroll: true });
  return true;
}

function chooseTheme() {
  const chosen = byId("theme").value;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  try {
    localStorage.setItem("promisecheck-theme", chosen);
  } catch {
    // It is then chosen anew each time.
  }
}

function rememberedTheme() {
  try {
    byId("theme").value = localStorage.getItem("promisecheck-theme") ?? "";
  } catch {
    return;
  }
  chooseTheme();
}

/** On paper there is no turning of pages: the list is printed from its beginning, as far as that is sensible. */
function beforePrint() {
  renderPage(0, PRINTED);
  if (shownNumbers.length > PRINTED) {
    const counts = { n: number.format(PRINTED), all: number.format(shownNumbers.length) };
    byId("pager").replaceChildren(make("p", "printed", say("printed", counts)));
  }
}

function afterPrint() {
  renderPage();
  renderPager();
}

function listen() {
  byId("theme").addEventListener("change", chooseTheme);
  byId("print").addEventListener("click", () => window.print());
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(refresh));
  byId("filters").addEventListener("change", refresh);
  byId("order").addEventListener("change", refresh);
  byId("q").addEventListener("input", later(refresh, 120));
  byId("violations").addEventListener("click", (event) => {
    const open = event.target.closest("tr")?.querySelector(".open");
    if (open && !getSelection().toString()) show(shownNumbers.indexOf(Number(open.dataset.finding)));
  });
  byId("view").addEventListener("click", (event) => {
    if (event.target === byId("view")) byId("view").close();
  });
  byId("view").addEventListener("close", () => {
    const shown = shownNumbers[current];
    byId("violations").querySelector(`[data-finding="${shown}"]`)?.focus();
  });
  byId("view").addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  for (const more of document.querySelectorAll("button.more")) {
    more.previousElementSibling.querySelector(".rest").hidden = true;
    more.hidden = false;
    more.addEventListener("click", () => {
      const rest = more.previousElementSibling.querySelector(".rest");
      rest.hidden = false;
      rest.querySelector("a")?.focus();
      more.remove();
    });
  }
  addEventListener("hashchange", applyAddress);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
}

rememberedTheme();
fillChoices();
byId("pager").setAttribute("aria-label", say("pages"));
for (const hidden of document.querySelectorAll(".tools, #filters, .order")) hidden.hidden = false;
listen();
if (!applyAddress()) refresh();
prepare();
