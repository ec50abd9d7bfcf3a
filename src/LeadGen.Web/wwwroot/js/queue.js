// The queue by keyboard, without reloads, and kept up to date. All of it sends the page's own forms and shows the page's own HTML:
// without this file the queue does the same, with a reload for each step.

const verbs = { a: "accept", s: "start" };
const questions = { q: "qualify", r: "recycle", x: "reject", d: "disqualify" };
const undoWithin = 10_000; // ms, as the server allows
const main = document.getElementById("main");
const news = document.createElement("p"); // outlives what is swapped
news.className = "visually-hidden";
news.setAttribute("role", "status");
main.after(news);

let busy = false; // a step is on its way; keys wait for it
let asked = null; // the row that it is about, which looks so until the answer is there
let stale = false; // the list has changed meanwhile
let step = 0;
let clock = 0; // the server's, minus ours
const waiting = [];

const rows = () => [...main.querySelectorAll("tr[data-row]")];
const rowOf = (id) => rows().find((row) => row.dataset.row === id);
const current = () => rows().find((row) => row.tabIndex === 0);
const keysAreOn = () => main.querySelector("#queue")?.dataset.keys === "on";
const say = (text) => (news.textContent = text);

// ---------- the row one is at ----------

function settle(row) {
  for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
}

function go(row) {
  if (!row) return main.focus({ preventScroll: true });
  settle(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const all = rows();
  const at = all.indexOf(current());
  const isThere = all[at]?.contains(document.activeElement);
  go(all[isThere ? Math.min(Math.max(at + by, 0), all.length - 1) : Math.max(at, 0)]);
}

/** Where to go when this one is done: those after it, then those before it. */
function after(id) {
  const ids = rows().map((row) => row.dataset.row);
  const at = ids.indexOf(id);
  return [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0)).reverse()];
}

const firstOf = (ids) => ids.map(rowOf).find(Boolean) ?? rows()[0];

// ---------- pages and parts of pages ----------

async function read(url, init) {
  const headers = { ...init?.headers, "X-Queue-Part": "1" };
  const answer = await fetch(url, { ...init, headers, credentials: "same-origin" });
  if (new URL(answer.url).pathname !== location.pathname) {
    location.assign(answer.url); // signed out, for one
    return new Promise(() => {});
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("main");
  if (!fresh?.querySelector("#queue")) throw new Error(`The queue answered ${answer.status}.`);
  return { fresh, page, answer };
}

/** Takes one step and shows the page it leads to. */
async function take(url, init, then) {
  busy = true;
  main.ariaBusy = "true";
  asked?.classList.add("soft");
  step++;
  try {
    const { fresh, page, answer } = await read(url, init);
    main.replaceChildren(...fresh.childNodes);
    document.title = page.title;
    if (answer.ok) history.replaceState(null, "", answer.headers.get("Content-Location") ?? answer.url);
    ready();
    const message = main.querySelector(":scope > .flash > div, .error-summary");
    if (message) say(message.textContent.trim().replace(/\s+/g, " "));
    const errors = main.querySelector(".error-summary a");
    if (answer.ok) then();
    else if (errors) errors.focus();
    else go(current());
  } catch {
    waiting.length = 0;
    say("That did not arrive. Look whether you are connected, and try again.");
    show("That did not arrive. Look whether you are connected, and try again.");
  } finally {
    busy = false;
    main.ariaBusy = null;
    asked?.classList.remove("soft");
    asked = null;
  }
  if (waiting.length > 0) press(waiting.shift());
  else if (stale) refresh();
}

function show(text) {
  main.querySelector(":scope > .flash")?.remove();
  const flash = document.createElement("div");
  flash.className = "flash warning";
  flash.append(Object.assign(document.createElement("div"), { textContent: text }));
  main.prepend(flash);
}

/** Fetches the list again and shows it in place: focus, ticks and place on the screen stay. */
async function refresh() {
  if (busy) return (stale = true);
  stale = false;
  const begun = ++step;
  let fresh;
  try {
    ({ fresh } = await read(location.href));
  } catch {
    return; // the next change comes
  }
  if (busy || begun !== step) {
    stale = true;
    return busy || refresh();
  }
  const list = main.querySelector("#list");
  const row = current();
  const top = row?.getBoundingClientRect().top;
  const ids = row ? [row.dataset.row, ...after(row.dataset.row)] : [];
  const active = document.activeElement;
  const isInList = list.contains(active);
  const place = row && isInList ? controls(row).indexOf(active) : -1;
  const ticked = new Set(rows().filter((one) => one.querySelector(".tick input").checked).map((one) => one.dataset.row));
  list.replaceWith(fresh.querySelector("#list"));
  const bulk = main.querySelector("#bulk");
  if (bulk) bulk.hidden = rows().length === 0;
  for (const one of rows()) one.querySelector(".tick input").checked = ticked.has(one.dataset.row);
  tick();
  const next = firstOf(ids);
  if (!next) return isInList && main.focus({ preventScroll: true });
  settle(next);
  if (isInList) (next.dataset.row === ids[0] && place >= 0 ? (controls(next)[place] ?? next) : next).focus({ preventScroll: true });
  if (isInList && next.dataset.row === ids[0]) scrollBy(0, next.getBoundingClientRect().top - top);
}

const controls = (row) => [...row.querySelectorAll("a, button, input:not([type=hidden])")];

/** After every change of the page. */
function ready() {
  document.documentElement.classList.add("scripted");
  document.documentElement.classList.toggle("keyed", keysAreOn());
  for (const button of main.querySelectorAll("[data-opens]")) button.hidden = false;
  settle(firstOf([main.querySelector("[data-at]")?.dataset.at]));
  clock = Date.parse(main.querySelector("#list").dataset.now) - Date.now();
  count();
  tick();
  const undo = main.querySelector(":scope > .flash form");
  if (undo) setTimeout(() => forget(undo), undoWithin);
}

function forget(undo) {
  if (undo.contains(document.activeElement)) go(current());
  undo.remove();
}

function count() {
  const some = main.querySelectorAll(".tick input:checked").length;
  const bar = main.querySelector("#ticked");
  if (bar) bar.textContent = some > 0 ? `With ${some} ticked:` : "With those ticked:";
}

// ---------- the time that is left ----------

function words(ms) {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = days > 0 ? [`${days} d`, hours && `${hours} h`] : hours > 0 ? [`${hours} h`, rest && `${rest} min`] : [minutes ? `${minutes} min` : "under 1 min"];
  return parts.filter(Boolean).join(" ") + (ms < 0 ? " late" : "");
}

const levelOf = (hours) => (hours < 0 ? "late" : hours < 1 ? "urgent" : hours < 4 ? "soon" : "calm");

function tick() {
  let turned = false;
  for (const mark of main.querySelectorAll(".time-left[data-due]")) {
    const left = Date.parse(mark.dataset.due) - Date.now() - clock;
    const level = levelOf(left / 3_600_000);
    if (!mark.classList.contains(level)) {
      mark.classList.remove("calm", "soon", "urgent", "late");
      mark.classList.add(level);
      turned = true; // its shape is the server's to draw
      const name = mark.closest("tr")?.dataset.name;
      if (name && level === "urgent") say(`${name}: less than an hour is left.`);
      if (name && level === "late") say(`${name}: the promise is broken.`);
    }
    const text = words(left);
    const time = mark.querySelector("time");
    if (time.textContent !== text) time.textContent = text;
    mark.querySelector("circle + circle")?.setAttribute("stroke-dasharray", `${Math.min(Math.max((left / 36_000) / Number(mark.dataset.of), 0), 100).toFixed(2)} 100`);
  }
  return turned;
}

setInterval(() => tick() && refresh(), 15_000);

// ---------- forms ----------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !main.contains(form) || new URL(form.action).pathname !== location.pathname) return;
  event.preventDefault();
  if (!busy) send(form, event.submitter);
});

function send(form, submitter) {
  const data = new URLSearchParams(new FormData(form, submitter));
  const here = new URLSearchParams(location.search);
  for (const name of ["view", "after", "q"]) if (here.has(name)) data.set(name, here.get(name));
  const id = data.get("handoff");
  const isUndo = form.action.includes("handler=undo");
  const undone = isUndo && (id ?? data.get("pick")?.split(" ")[0].replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));
  const staysOpen = form.closest(".at") && !form.closest(".ask");
  if (!staysOpen) data.set("quiet", "1");
  const next = isUndo ? [undone] : after(id);
  asked = rowOf(id);
  // Arrives even if one leaves the page meanwhile.
  take(form.action, { method: "POST", body: data, keepalive: true }, () => {
    const panel = staysOpen && main.querySelector(".at button");
    if (panel) panel.focus();
    else go(firstOf(next));
  });
}

main.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (row) settle(row);
});
main.addEventListener("change", count);
main.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const link = event.target.closest("a[data-details], a[data-closes]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (!busy) look(link);
});

/** Shows the details of a row, or puts them away, and comes back to the row. */
function look(link, then) {
  const id = link.closest("tr")?.dataset.row ?? link.closest("[data-at]").dataset.at;
  asked = rowOf(id);
  return take(link.href, {}, () => {
    settle(rowOf(id) ?? current());
    if (then) then();
    else if (link.dataset.closes === undefined) main.querySelector("#at-name a")?.focus();
    else go(rowOf(id) ?? current());
  });
}

// ---------- keys ----------

const isTyping = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || !keysAreOn()) return;
  if (document.querySelector("dialog[open]") || (isTyping(event.target) && event.key !== "Escape")) return;
  if (busy) {
    if (event.key === "Enter" || event.key === "Escape" || event.key.length === 1) {
      event.preventDefault();
      waiting.push(event.key);
    }
    return;
  }
  if (press(event.key)) event.preventDefault();
});

/** True where the key meant something. */
function press(key) {
  const done = act(key, document.activeElement ?? document.body);
  if (!busy && waiting.length > 0) press(waiting.shift());
  return done;
}

function act(key, target) {
  const ask = target.closest(".at .ask[open]");
  if (key === "Escape") return close(ask);
  if (ask) return answer(key, target, ask);
  const row = current();
  switch (key) {
    case "j":
      return move(1), true;
    case "k":
      return move(-1), true;
    case "/":
      return main.querySelector("[type=search]").select(), main.querySelector("[type=search]").focus(), true;
    case "?":
      return document.getElementById("keys").showModal(), true;
    case "u":
      return undo(), true;
    case "Enter":
    case "o":
      if (!row || (key === "Enter" && target !== row)) return false;
      return location.assign(row.querySelector("th a").href), true;
    case " ":
      if (target !== row) return false;
      row.querySelector(".tick input").click();
      return true;
    case "i":
      if (row) look(row.querySelector("[data-details]"));
      return true;
  }
  if (verbs[key] && row) return begin(row, verbs[key]), true;
  if (questions[key] && row) return question(row, questions[key]), true;
  return false;
}

function begin(row, verb) {
  const button = row.querySelector(`button[name=verb][value=${verb}]`);
  if (button) return button.form.requestSubmit(button);
  refuse(row, verb === "accept" ? "It is accepted already." : row.dataset.state === "open" ? "Accept it first." : "It is not yours to start, or started already.");
}

function question(row, verb) {
  look(row.querySelector("[data-details]"), () => {
    const ask = main.querySelector(`.at .ask[data-verb=${verb}]`);
    if (!ask) return refuse(rowOf(row.dataset.row) ?? current(), "Accept it first.");
    ask.open = true;
    ask.scrollIntoView({ block: "nearest" });
    ask.querySelector("input[type=radio]")?.focus();
  });
}

function refuse(row, why) {
  waiting.length = 0; // they were meant for what does not come
  show(`${row.dataset.name}: ${why}`);
  say(`${row.dataset.name}: ${why}`);
  go(row);
}

/** A digit picks, a letter from the tenth on. A reason is sent with it, and can be undone; a checklist goes on from question to question, and Enter sends it. */
function answer(key, target, ask) {
  const form = ask.querySelector("form");
  if (key === "Enter" && target.matches("input, button[name=verb]")) return form.requestSubmit(form.querySelector("button[name=verb]")), true;
  const group = target.closest("fieldset") ?? form.querySelector("fieldset");
  const place = /^[1-9]$/.test(key) ? Number(key) : /^[a-z]$/.test(key) ? 10 + key.charCodeAt(0) - "a".charCodeAt(0) : 0;
  const pick = place > 0 && group.querySelectorAll("input[type=radio]")[place - 1];
  if (!pick) return false;
  pick.checked = true;
  const send = form.querySelector("button[name=verb]");
  const groups = [...form.querySelectorAll("fieldset.answers")];
  if (groups.includes(group)) (groups[groups.indexOf(group) + 1]?.querySelector("input") ?? send).focus();
  else form.requestSubmit(send);
  return true;
}

function close(ask) {
  if (isTyping(document.activeElement ?? document.body) && !ask) return document.activeElement.blur(), go(current()), true;
  const link = main.querySelector("[data-closes]");
  return link ? (look(link), true) : false;
}

function undo() {
  const form = main.querySelector(":scope > .flash form");
  if (form) form.requestSubmit();
  else say("There is nothing to undo.");
}

// ---------- what others do ----------

let events;

function listen() {
  if (document.hidden) {
    events?.close(); // a browser has few connections for one site
    events = undefined;
  } else if (!events) {
    events = new EventSource(main.querySelector("#queue").dataset.events);
    events.addEventListener("changed", refresh);
  }
}

document.addEventListener("visibilitychange", listen);
ready();
listen();
