// The page of `casebook serve`: follows the events of the server, and keeps the place of the reader.
"use strict";
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, properties) => Object.assign(document.createElement(name), properties);
const root = document.documentElement;
const say = (words) => { one("#status").textContent = words; };

let latest = null;
let found = [];
let shownPages = 0;
// The frame that is shown, and whether its script has stored parts of the book.
let frame = null;
let isSearched = false;
// The parts of the HTML that the frame shows, those that it shall show, and the markup of its cases as far as it is known.
let shown = null;
let wanted = null;
let markup = new Map();
// Updates of the HTML run one after another.
let updates = Promise.resolve();

// What changes while the book is open.
const CHANGING = "figure, .table, .citation, details, svg";

const follow = () => {
  const events = new EventSource("events");
  events.onmessage = ({ data }) => show(JSON.parse(data));
  events.onerror = () => say("The server does not answer. Is casebook still running?");
};

function show(state) {
  latest = state;
  document.title = one("#title").textContent = state.title || "casebook";
  if (state.problems) problems(state.problems);
  say(words(state));
  if (state.sheets) sheets(state);
  if (state.parts) {
    const next = wanted = { number: state.html, ...state.parts };
    updates = updates.then(() => updateHtml(next)).catch((error) => say(`The HTML cannot be shown: ${error.message}`));
  }
}

function words({ is_busy, is_gone, has_errors, html }) {
  if (is_gone) return "The project folder is gone.";
  if (is_busy) return "Building …";
  if (has_errors) return html ? "Errors; this is the last good book." : "Errors; there is no book yet.";
  return "Up to date";
}

// Pages

function sheets({ sheets, pages, html, edited }) {
  const box = one("#pages");
  const isFirst = shownPages === 0;
  shownPages = pages;
  const images = all("img", box);
  sheets.forEach(({ id, width, height }, index) => {
    const image = images[index] || box.appendChild(make("img", { loading: "lazy", decoding: "async", alt: `Page ${index + 1}` }));
    if (image.dataset.id === id) return;
    image.dataset.id = id;
    [image.width, image.height] = [Math.round(width), Math.round(height)];
    image.src = `pages/${id}.svg`;
  });
  images.slice(sheets.length).forEach((image) => image.remove());
  if (isFirst || !edited || edited.html !== html || edited.page === null) return;
  // The edited page is shown before the scrolling makes the browser load the pages around it.
  const image = all("img", box)[edited.page];
  if (!image) return;
  image.loading = "eager";
  const scroll = () => { if (shownPages === pages) showPlace(box, image, edited.top); };
  image.decode().then(scroll, scroll);
}

// Scrolls to a place on a page, unless it is in sight.
function showPlace(box, image, top) {
  const at = image.offsetTop + top * image.offsetHeight - box.scrollTop;
  if (at < 20 || at > box.clientHeight - 60) box.scrollTop += at - box.clientHeight / 3;
}

// HTML

async function updateHtml(next) {
  // A newer one is waiting.
  if (next !== wanted) return;
  if (!frame || !await patch(next)) await load();
  shown = next;
  const { edited } = latest;
  if (edited && edited.html === next.number) showBlock(edited.block);
}

// The markup of a case; null if the server does not have it any more.
async function caseMarkup(name) {
  if (markup.has(name)) return markup.get(name);
  const response = await fetch(`cases/${name}.html`);
  return response.ok ? response.text() : null;
}

const parse = (text) => one("section", new DOMParser().parseFromString(text, "text/html"));
const inner = (elements) => elements.map((element) => element.outerHTML);

// Replaces the changed blocks in the frame. Returns false if that could leave something stale: then the frame is loaded
// again.
async function patch(next) {
  if (next.rest !== shown.rest || next.cases.length !== shown.cases.length || isSearched) return false;
  const changed = next.cases.map((name, index) => index).filter((index) => next.cases[index] !== shown.cases[index]);
  const texts = changed.map((index) => Promise.all([shown.cases[index], next.cases[index]].map(caseMarkup)));
  const sections = all("main > section", frame.contentDocument);
  if (sections.length !== next.cases.length) return false;
  const known = new Map();
  const changes = (await Promise.all(texts)).map(([before, after], position) => {
    if (before === null || after === null) return null;
    known.set(next.cases[changed[position]], after);
    return change(sections[changed[position]], parse(before), parse(after));
  });
  if (changes.some((change) => !change)) return false;
  changes.forEach((change) => change());
  markup = known;
  return true;
}

// What replaces the changed blocks of a section; null if it must be loaded again.
function change(live, old, next) {
  const attributes = (element) => element.cloneNode(false).outerHTML;
  const [lives, olds, news] = [live, old, next].map(({ children }) => [...children]);
  if (attributes(old) !== attributes(next) || lives.length !== olds.length) return null;
  const [before, after] = [inner(olds), inner(news)];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const least = Math.min(before.length, after.length) - start;
  while (end < least && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [gone, added] = [olds.slice(start, olds.length - end), news.slice(start, news.length - end)];
  if ([...gone, ...added].some((block) => block.matches(CHANGING) || one(CHANGING, block))) return null;
  return () => {
    const anchor = lives[lives.length - end] || null;
    lives.slice(start, lives.length - end).forEach((block) => block.remove());
    added.forEach((block) => live.insertBefore(frame.contentDocument.importNode(block, true), anchor));
  };
}

// Loads the book into a second frame, and shows it when it is at the same place.
async function load() {
  const old = frame;
  const next = make("iframe", { className: "is-waiting", title: "The book as HTML" });
  const loaded = new Promise((done) => { next.onload = done; });
  next.src = "book.html";
  one("#html").append(next);
  await loaded;
  if (old) restore(old.contentWindow, next.contentWindow);
  next.classList.remove("is-waiting");
  old?.remove();
  frame = next;
  isSearched = false;
  markup = new Map();
  listen(next.contentDocument);
}

// Scrolls a window to the place of another one: to the same block, or otherwise to the same height.
function restore(from, to) {
  const { block, top } = inSight(from);
  const same = block && to.document.getElementById(block.id);
  const y = same ? same.getBoundingClientRect().top + to.scrollY - top : from.scrollY;
  to.scrollTo({ top: y, behavior: "instant" });
}

// The first block with an id in a window.
function inSight(window) {
  const blocks = all("main [id]:not(section, main), header", window.document);
  const block = blocks.find((block) => block.getBoundingClientRect().bottom > 0);
  return { block, top: block?.getBoundingClientRect().top };
}

// Scrolls to the edited block, unless it is in sight, and marks it for a moment.
function showBlock(id) {
  const window = frame.contentWindow;
  const block = frame.contentDocument.getElementById(id);
  if (!block) return;
  const { top, bottom } = block.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight && top > window.innerHeight / 2) {
    window.scrollTo({ top: window.scrollY + top - window.innerHeight / 3, behavior: "instant" });
  }
  const mark = matchMedia("(prefers-color-scheme: dark)").matches ? "#5a5024" : "#fff0b0";
  block.animate([{ backgroundColor: mark }, { backgroundColor: "transparent" }], 1500);
}

// Opening lines

async function open(pointed) {
  const response = await fetch("open", { method: "POST", body: JSON.stringify(pointed) });
  say(await response.text());
}

// The words around the pointer, and the index of the one under it.
function wordsAt(book, { clientX, clientY }) {
  const range = book.caretRangeFromPoint?.(clientX, clientY);
  const data = range?.startContainer.data;
  if (!data) return { words: [], at: 0 };
  const words = (text) => text.replace(/\u00AD/g, "").match(/[\p{Alphabetic}\p{N}]+/gu) || [];
  const before = data.slice(0, range.startOffset);
  const index = Math.max(0, words(before).length - (/[\p{Alphabetic}\p{N}\u00AD]$/u.test(before) ? 1 : 0));
  const start = Math.max(0, index - 3);
  return { words: words(data).slice(start, index + 4).map((word) => word.slice(0, 80)), at: index - start };
}

function listen(book) {
  const ids = (node) => {
    const found = [];
    for (let element = node; element; element = element.parentElement) if (element.id) found.push(element.id);
    return found;
  };
  const point = (event) => {
    const blocks = ids(event.target);
    if (blocks.length) open({ blocks: blocks.slice(0, 20), text: wordsAt(book, event) });
  };
  book.addEventListener("dblclick", point);
  book.addEventListener("click", (event) => {
    if (event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      return point(event);
    }
    // Other sites open in a window of their own, which cannot reach this one.
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      window.open(link.href, "_blank", "noopener,noreferrer");
    }
  }, true);
  book.addEventListener("input", () => { isSearched = true; });
}

function pointAtPage(event) {
  const image = event.target.closest("img");
  if (!image) return;
  const { left, top, width, height } = image.getBoundingClientRect();
  open({ page: image.dataset.id, x: (event.clientX - left) / width, y: (event.clientY - top) / height });
}

// Problems

// Whether the reader closed the errors, and whether they asked for all problems.
let isClosed = false;
let isWanted = false;

function problems(all) {
  found = all;
  const box = one("#problems");
  const button = one("#show-problems");
  const errors = found.filter(({ is_error }) => is_error).length;
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const words = [errors && count(errors, "error"), found.length - errors && count(found.length - errors, "warning")];
  if (!errors && box.classList.contains("has-errors")) isClosed = false;
  one("h2", box).textContent = button.textContent = words.filter(Boolean).join(", ");
  button.hidden = !found.length;
  for (const element of [box, button]) element.classList.toggle("has-errors", errors > 0);
  // Errors are shown until they are mended or closed, warnings only on request.
  list(box);
  toggle(errors ? isWanted || !isClosed : isWanted && found.length > 0);
}

function list(box) {
  const items = found.map((it, index) => [it, index]).filter(([{ is_error }]) => is_error || isWanted);
  one("ol", box).replaceChildren(...items.slice(0, 200).map(([it, index]) => problem(it, index)));
}

function toggle(isShown) {
  one("#problems").hidden = !isShown;
  one("#show-problems").setAttribute("aria-expanded", isShown);
}

function problem({ is_error, code, message, place, text, column, help }, index) {
  const item = make("li", { className: is_error ? "is-error" : "" });
  if (place) {
    const button = make("button", { type: "button", className: "place", textContent: place });
    button.addEventListener("click", () => open({ problem: index }));
    item.append(button);
  }
  item.append(make("p", { className: "message", textContent: `${is_error ? "error" : "warning"}[${code}]: ${message}` }));
  if (text) {
    // The mark stands below its character, also after tabs and in long lines.
    const from = Math.max(0, column - 60);
    const line = [...text].slice(from, from + 120).join("");
    const before = [...text].slice(from, column - 1).map((letter) => (letter === "\t" ? "\t" : " ")).join("");
    item.append(make("pre", { textContent: `${line}\n${before}^` }));
  }
  if (help) item.append(make("p", { textContent: `help: ${help}` }));
  return item;
}

one("#show-problems").addEventListener("click", () => {
  isWanted = !isWanted;
  isClosed = !isWanted;
  list(one("#problems"));
  toggle(isWanted);
});
const close = () => { isClosed = true; isWanted = false; toggle(false); };
one("#problems .close").addEventListener("click", close);
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });

// Views

all("button[data-view]").forEach((button) => button.addEventListener("click", () => {
  root.dataset.view = button.dataset.view;
  all("button[data-view]").forEach((other) => other.setAttribute("aria-pressed", other === button));
}));
one("#pages").addEventListener("dblclick", pointAtPage);
one("#pages").addEventListener("click", (event) => { if (event.altKey) pointAtPage(event); });

follow();
