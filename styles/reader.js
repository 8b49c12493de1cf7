// Optional features of the HTML, which is readable without them. Buttons and panels are in the template `_tools`.
"use strict";
const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const on = (source, type, action, options) => source.addEventListener(type, action, options);
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const target = (link) => decodeURIComponent(link.hash.slice(1));
const copyOf = (element) => {
  const copy = element.cloneNode(true);
  all("[id]", copy).forEach((named) => named.removeAttribute("id"));
  return copy;
};
const inLanguageOf = (source, copy) => Object.assign(copy, { lang: source.closest("[lang]").lang, dir: source.closest("[dir]").dir });
const make = (name, properties) => Object.assign(document.createElement(name), properties);

// Applies the theme before the first paint. Without storage, the choice lasts as long as the page.
const system = matchMedia("(prefers-color-scheme: dark)");
const remember = (action) => { try { return action(localStorage); } catch { return null; } };
const saved = remember((storage) => storage.getItem("casebook-theme"));
if (saved === "light" || saved === "dark") root.dataset.theme = saved;
root.classList.add("scripted");

function start() {
  const template = one("#_tools").content;
  const take = (selector) => one(selector, template).cloneNode(true);
  const main = one("#_text");
  const tools = take(".tools");
  const form = take(".search");
  one(".skip-link").after(tools, form);
  themeSwitch(one(".dark", tools));
  search(form, main, panels(tools, form, main));
  notes(take(".open-note"), tools);
  blockTools(one(".block-tools", template), take(".enlarged"), main, tools);
  currentSection(main, one(".here", tools));
  on(document, "copy", withoutDebris);
}

function themeSwitch(button) {
  const theme = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const show = () => button.setAttribute("aria-pressed", theme() === "dark");
  on(button, "click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    remember((storage) => storage.setItem("casebook-theme", root.dataset.theme));
    show();
  });
  on(system, "change", show);
  show();
}

// The panels for contents and search, of which one is open at a time. Escape closes it and restores the focus.
function panels(tools, form, main) {
  const sidebar = one("#_sidebar");
  const buttons = { contents: one(".open-contents", tools), search: one(".open-search", tools) };
  const first = { contents: () => one("[aria-current]", sidebar) || one("a", sidebar), search: () => one("input", form) };
  const show = (name, focus = true) => {
    const before = root.dataset.panel;
    if (before === "search") mark();
    inPlace(main, () => {
      root.dataset.panel = name || "";
      form.hidden = name !== "search";
    });
    for (const key in buttons) buttons[key].setAttribute("aria-expanded", key === name);
    if (focus) (name ? first[name]() : buttons[before])?.focus();
  };
  for (const name in buttons) on(buttons[name], "click", () => show(root.dataset.panel === name ? null : name));
  on(sidebar, "click", (event) => { if (event.target.closest("a")) show(null, false); });
  // A tap beside the contents, which passes through the text.
  on(document, "click", ({ target }) => {
    if (root.dataset.panel === "contents" && target.matches("html, body, .tools")) show(null);
  });
  on(document, "keydown", ({ key }) => { if (key === "Escape" && root.dataset.panel) show(null); });
  on(one(".close", form), "click", () => show(null));
  return show;
}

// Text for comparison, of the same length: lower case, no accents, straight quotation marks.
const fold = (words) => words.replace(/[^\x00-\x7F]/g, (letter) =>
  "‘’".includes(letter) ? "'" : "“”".includes(letter) ? '"' : letter.normalize("NFD")[0]).toLowerCase();
const BLOCK = "h2,h3,h4,h5,h6,p,li,dt,dd,th,td,caption,figcaption,pre,summary";

// The text of a case, block by block.
function blocks(section) {
  const nodes = new Map();
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const block = parent.closest(BLOCK);
    if (!block || parent.closest(".note-reference, svg")) continue;
    nodes.set(block, [...nodes.get(block) || [], walker.currentNode]);
  }
  return [...nodes].map(([block, nodes]) => {
    const words = nodes.map(({ data }) => data).join("").replace(/[\u00AD\u2060]/g, "").replace(/\s/g, " ");
    return { block, nodes, words, folded: fold(words) };
  });
}

// Marks the words of a hit (or their block), and returns their range; without a hit, removes the mark.
function mark(hit) {
  one(".found")?.classList.remove("found");
  CSS.highlights?.clear();
  if (!hit) return;
  hit.block.classList.add("found", CSS.highlights ? "has-mark" : "found");
  const range = document.createRange();
  let passed = 0;
  hit.nodes.forEach((node) => node.data.split("").forEach((letter, index) => {
    if ("\u00AD\u2060".includes(letter)) return;
    if (passed === hit.at) range.setStart(node, index);
    passed += 1;
    if (passed === hit.end) range.setEnd(node, index + 1);
  }));
  CSS.highlights?.set("hit", new Highlight(range));
  return range;
}

function search(form, main, show) {
  const [input, count, list] = all("input, .count, .hits", form);
  let cases, waiting, current = -1;
  const find = () => {
    const query = fold(input.value.trim().replace(/\s+/g, " "));
    current = -1;
    list.replaceChildren();
    count.textContent = "";
    if (query.length < 2) return;
    cases ||= all("main > section").map((section) => ({ title: one("h2", section), blocks: blocks(section) }));
    let total = 0;
    for (const { title, blocks } of cases) {
      const hits = [];
      for (const block of blocks) {
        for (let end = 0, at; (at = block.folded.indexOf(query, end)) >= 0;) {
          end = at + query.length;
          hits.push({ ...block, at, end });
        }
      }
      // Cells come last, since their words are short.
      hits.sort((one, other) => one.block.matches("td, th") - other.block.matches("td, th"));
      if (hits.length) list.append(group(title, hits, total < 50));
      total += hits.length;
    }
    count.textContent = total ? count.dataset.hits.replace("{}", total) : count.dataset.none;
  };
  // A case with its hits. Its list is built when it is opened.
  const group = (title, hits, open) => {
    const [details, lines] = [make("details", { open }), make("ol")];
    details.append(inLanguageOf(title, make("summary", { textContent: `${text(title)} (${hits.length})` })), lines);
    on(details, "toggle", () => {
      if (details.open && !lines.firstChild) lines.append(...hits.map(line));
    });
    return details;
  };
  const line = (hit) => {
    const { block, words, at, end } = hit;
    const from = words.lastIndexOf(" ", Math.max(0, at - 40)) + 1;
    const named = block.closest("[id]");
    const link = inLanguageOf(block, make("a", { href: `#${named.id}` }));
    const after = words.slice(end).match(/^.{0,70}\S*/)[0];
    // A cell follows the first one of its row.
    const row = block.closest("tr")?.firstElementChild;
    const before = row && row !== block ? `${text(row)}: ` : from ? "…" : "";
    link.append(before + words.slice(from, at), make("mark", { textContent: words.slice(at, end) }), after + (words[end + after.length] ? "…" : ""));
    on(link, "click", () => {
      block.closest("details")?.setAttribute("open", "");
      if (form.offsetWidth > innerWidth / 2) show(null, false);
      named.classList.add("is-hit");
      const range = mark(hit);
      setTimeout(() => {
        block.scrollIntoView();
        scrollBy(0, range.getBoundingClientRect().top - innerHeight / 2);
      });
    });
    const item = make("li");
    item.append(link);
    return item;
  };
  // Validators do not know this selector.
  const rule = "::highlight(hit) { background: var(--color-accent); color: var(--color-paper); }";
  if (CSS.highlights) document.styleSheets[0].insertRule(rule);
  // Enter leads to the first hit, and then to the next one.
  on(input, "keydown", ({ key }) => {
    const links = key === "Enter" ? all("a", list) : [];
    if (!links.length) return;
    current = (current + 1) % links.length;
    links[current].click();
    links[current].scrollIntoView({ block: "nearest" });
  });
  on(input, "input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150); });
  on(main, "click", () => { if (form.hidden) mark(); });
}

// Shows a note beside its line, or below or above it: on hover or focus, or until closed after a click, a tap or Enter.
function notes(panel, tools) {
  document.body.append(panel);
  const name = panel.ariaLabel;
  const words = one(".note-text", panel);
  let reference, isPinned, waiting, width;
  const referenceAt = (element) => element.closest?.("main a.note-reference");
  const open = (link, pin) => {
    clearTimeout(waiting);
    isPinned = pin;
    if (link !== reference) {
      reference?.classList.remove("is-open");
      reference = link;
      reference.classList.add("is-open");
      const note = document.getElementById(target(link));
      inLanguageOf(note, words).replaceChildren(...copyOf(note).childNodes);
      all(".backlink:not(.note-number), .tool", words).forEach((element) => element.remove());
      const number = one(".note-number", words);
      number?.replaceWith(make("span", { className: "note-number", textContent: number.textContent }));
      one(".to-the-notes", panel).href = link.hash;
      panel.ariaLabel = `${name} ${text(link)}`;
    }
    panel.hidden = false;
    panel.classList.toggle("is-pinned", isPinned);
    place();
    panel.scrollTop = 0;
  };
  const place = () => {
    width = innerWidth;
    const at = reference.getClientRects()[0];
    panel.style.maxHeight = "";
    panel.classList.add("is-beside");
    const margin = freeMargin(reference, at, tools, panel);
    panel.classList.toggle("is-beside", Boolean(margin));
    panel.style.width = margin ? `${margin.width}px` : "";
    const left = margin?.left ?? Math.min(at.left - 40, root.clientWidth - panel.offsetWidth - 8);
    // Below the line, or above it if there is more room; never longer than the room.
    const [above, below] = [at.top - 60, innerHeight - at.bottom - 12];
    const isBelow = below >= Math.min(panel.offsetHeight, above);
    if (!margin) panel.style.maxHeight = `min(60vh, ${isBelow ? below : above}px)`;
    const top = margin?.top ?? (isBelow ? at.bottom + 4 : at.top - panel.offsetHeight - 4);
    panel.style.left = `${Math.max(8, left)}px`;
    panel.style.top = `${top + scrollY}px`;
  };
  const close = (isBack) => {
    clearTimeout(waiting);
    if (isBack) reference?.focus();
    panel.hidden = true;
    reference?.classList.remove("is-open");
    reference = null;
    isPinned = false;
  };
  on(document, "pointerover", ({ target, pointerType }) => {
    const link = referenceAt(target);
    if (pointerType !== "mouse" || isPinned) return;
    clearTimeout(waiting);
    if (link) waiting = setTimeout(() => open(link, false), 120);
    else if (!panel.contains(target) && reference !== document.activeElement) waiting = setTimeout(close, 300);
  });
  on(document, "focusin", ({ target }) => {
    const link = referenceAt(target);
    if (link?.matches(":focus-visible")) open(link, isPinned && link === reference);
    else if (!panel.contains(target) && !isPinned) close();
  });
  on(document, "click", (event) => {
    const link = referenceAt(event.target);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link, true);
      // Opened by keyboard or screen reader: moves the focus into the note.
      if (!event.detail) panel.focus();
    } else if (!panel.contains(event.target) || event.target.closest(".close, .to-the-notes")) {
      close(event.target.closest(".open-note .close"));
    }
  });
  on(document, "keydown", ({ key }) => { if (key === "Escape" && reference) close(true); });
  // A hidden address bar changes only the height.
  on(window, "resize", () => {
    if (!reference || width === innerWidth) return;
    reference.scrollIntoView({ block: "nearest" });
    place();
  });
}

// The margin between the text and the toolbar, if it is wide enough for a note and no wide table is in it.
function freeMargin(reference, at, tools, panel) {
  const section = reference.closest("main > section");
  const { paddingLeft, paddingRight } = getComputedStyle(section);
  const [box, bar] = [section.getBoundingClientRect(), tools.getBoundingClientRect()];
  const isRight = bar.left > innerWidth / 2;
  const [from, to] = isRight
    ? [box.right - parseFloat(paddingRight) + 28, bar.left - 12]
    : [bar.right + 12, box.left + parseFloat(paddingLeft) - 28];
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const width = Math.min(to - from, 20 * rem);
  if (bar.width > innerWidth / 2 || width < 12.5 * rem) return null;
  panel.style.width = `${width}px`;
  const height = panel.offsetHeight;
  const top = Math.max(8, Math.min(at.top, innerHeight - height - 8));
  const isTaken = all(".table > table", section).map((table) => table.getBoundingClientRect())
    .some((table) => table.left < to && table.right > from && table.top < top + height && table.bottom > top);
  return isTaken ? null : { left: isRight ? from : to - width, top, width };
}

// Buttons at figures, tables, citations and the block under the pointer.
function blockTools(template, dialog, main, tools) {
  const status = one(".status", tools);
  const button = (name, action) => {
    const made = one(`.${name}`, template).cloneNode(true);
    on(made, "click", () => action(made));
    return made;
  };
  const done = (button) => {
    status.textContent = template.dataset.copied;
    button.classList.add("is-done");
    setTimeout(() => { button.classList.remove("is-done"); status.textContent = ""; }, 2000);
  };
  const copy = (element, button) => {
    getSelection().selectAllChildren(element);
    document.execCommand("copy");
    getSelection().removeAllRanges();
    done(button);
  };
  const copyAddress = (block, button) => {
    const address = document.body.appendChild(make("p", { textContent: location.href.split("#")[0] + "#" + block.id }));
    copy(address, button);
    address.remove();
  };
  const group = (element, ...buttons) => {
    if (element.id) buttons.push(button("copy-address", (made) => copyAddress(element, made)));
    const made = template.cloneNode(false);
    made.append(...buttons);
    return made;
  };
  document.body.append(dialog);
  const enlarge = viewer(dialog);
  // A table that is not wider than its box needs no stop of the Tab key.
  const boxes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const box = target.closest("div");
    box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  }));
  const prepare = (part) => {
    all(".figure", part).forEach((figure) => {
      const pictures = all(PICTURE, figure);
      const shown = () => largest(all(".drawing:is(.wide, .narrow)", figure)) || pictures.find((picture) => picture.getClientRects()[0]);
      const buttons = pictures.length ? [button("enlarge", (made) => enlarge(shown(), made))] : [];
      figure.insertBefore(group(figure, ...buttons), one("figcaption", figure));
    });
    all(".table", part).forEach((box) => {
      const table = one("table", box);
      box.prepend(group(table, button("copy-table", (made) => copy(table, made))));
      boxes.observe(box);
      boxes.observe(table);
    });
    all(".citation", part).forEach((line) => line.append(button("copy-citation", (made) => copy(one(".citation-text", line), made))));
  };
  // A case is prepared when it comes near the viewport.
  const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    prepare(target);
  }), { rootMargin: "100%" });
  all("main > section").forEach((section) => near.observe(section));
  prepare(one(".title-page"));

  let block;
  const address = button("copy-address", (made) => copyAddress(block, made));
  const show = (node) => {
    const next = node.closest("main [id]:not(a, span, section, .figure, table)");
    if (!next || next === block) return;
    block?.classList.remove("is-addressed");
    block = next;
    block.classList.add("is-addressed");
    (block.matches("ul, ol, dl") ? block.firstElementChild : block).append(address);
  };
  on(main, "pointerover", (event) => { if (event.pointerType === "mouse") show(event.target); });
  on(main, "click", (event) => show(event.target));
  on(one(".copy-place", tools), "click", (event) => copyAddress(inSight(main) || main, event.currentTarget));
}

// On a telephone, a picture that is wider than high is turned.
const phone = matchMedia("(pointer: coarse) and (orientation: portrait) and (max-width: 599px)");
// The variant of a drawn figure that is larger in the window.
function largest(variants) {
  const scale = ({ viewBox: { baseVal: { width, height } } }) => {
    const [across, down] = [innerWidth / width, innerHeight / height];
    return Math.max(Math.min(across, down), phone.matches ? Math.min(innerHeight / width, innerWidth / height) : 0);
  };
  return variants.sort((one, other) => scale(other) - scale(one))[0];
}

const PICTURE = ".image-group, img:not(.icon), svg:not(.icon)";

// Shows a picture as large as the window; on a telephone turned, if that makes it much larger. The wheel, two fingers, a double click, + and - enlarge it further; a finger,
// the mouse and the arrow keys move it.
function viewer(dialog) {
  const box = one(".picture", dialog);
  const pointers = new Map();
  let opener, ratio, scale, x, y;
  const draw = () => {
    const [width, height] = [box.clientWidth, box.clientHeight];
    const isTurned = phone.matches && Math.min(height, width * ratio) > 1.3 * Math.min(width, height * ratio);
    const [across, down] = isTurned ? [height, width] : [width, height];
    [x, y] = [[x, width], [y, height]].map(([at, size]) => Math.max(-1, Math.min(1, at / (size * (scale - 1) / 2 || 1))) * size * (scale - 1) / 2);
    Object.assign(box.firstChild.style, {
      width: `${across}px`, height: `${down}px`, left: `${(width - across) / 2}px`, top: `${(height - down) / 2}px`,
      transform: `translate(${x}px, ${y}px) scale(${scale})${isTurned ? " rotate(90deg)" : ""}`,
    });
  };
  // Enlarges so that the point, or the middle, stays where it is.
  const zoom = (factor, point) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    const [fromX, fromY] = point ? [point.clientX - left - width / 2, point.clientY - top - height / 2] : [0, 0];
    const next = Math.max(1, Math.min(12, scale * factor));
    [x, y] = [fromX - (fromX - x) * next / scale, fromY - (fromY - y) * next / scale];
    scale = next;
    draw();
  };
  const move = (byX, byY) => { x += byX; y += byY; draw(); };
  const grip = () => {
    const [a, b = a] = [...pointers.values()];
    const [byX, byY] = [b.clientX - a.clientX, b.clientY - a.clientY];
    return { distance: Math.hypot(byX, byY) || 1, clientX: a.clientX + byX / 2, clientY: a.clientY + byY / 2 };
  };
  on(box, "wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), event);
  }, { passive: false });
  on(box, "dblclick", (event) => zoom(scale > 1 ? 0 : 2.5, event));
  on(box, "pointerdown", (event) => { box.setPointerCapture(event.pointerId); pointers.set(event.pointerId, event); });
  on(box, "pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const from = grip();
    pointers.set(event.pointerId, event);
    const to = grip();
    move(to.clientX - from.clientX, to.clientY - from.clientY);
    zoom(to.distance / from.distance, to);
  });
  on(box, "dragstart", (event) => event.preventDefault());
  for (const end of ["pointerup", "pointercancel"]) on(box, end, ({ pointerId }) => pointers.delete(pointerId));
  const keys = {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => zoom(0),
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  };
  on(dialog, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  on(one(".close", dialog), "click", () => dialog.close());
  on(dialog, "close", () => { pointers.clear(); opener.focus({ preventScroll: true }); });
  on(window, "resize", () => { if (dialog.open) draw(); });
  return (picture, button) => {
    const { width, height } = picture.getClientRects()[0] || picture.viewBox.baseVal;
    [opener, ratio, scale, x, y] = [button, width / height, 1, 0, 0];
    box.replaceChildren(copyOf(picture));
    dialog.showModal();
    draw();
  };
}

// The current block: the first one with an id below the top edge, or the first that begins there.
function inSight(main, least = -Infinity) {
  const { left, width } = main.getBoundingClientRect();
  for (let y = 70; y < innerHeight; y += 20) {
    for (const element of document.elementsFromPoint(left + width / 2, y)) {
      const block = element.closest("main [id]:not(section)");
      if (block?.getBoundingClientRect().top >= least) return block;
    }
  }
}

// Changes the width of the text, and keeps the block in sight where it is.
function inPlace(main, change) {
  const block = inSight(main, 60) || inSight(main) || one(".title-page");
  const box = () => block.getBoundingClientRect();
  const share = Math.max(0, 60 - box().top) / box().height;
  const place = () => box().top + share * box().height;
  const before = place();
  change();
  scrollBy(0, place() - before);
}

// Marks the current place in the contents.
function currentSection(main, here) {
  const sidebar = one("#_sidebar");
  const links = new Map(all("#_sidebar > :first-child a").map((link) => [target(link), link]));
  let current, waiting;
  const mark = () => {
    waiting = null;
    const section = inSight(main)?.closest("main > section");
    // In narrow windows the toolbar names the case.
    here.textContent = section ? text(one("h2", section)) : "";
    if (!section) return;
    const passed = all("h3, h4, h5", section).filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const link = links.get([section, ...passed].map((part) => part.id).filter((id) => links.has(id)).pop());
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    one(".is-open", sidebar)?.classList.remove("is-open");
    link.closest(".contents > ol > li").classList.add("is-open");
    current = link;
    const [box, at] = [sidebar.getBoundingClientRect(), link.getBoundingClientRect()];
    if (at.top < box.top || at.bottom > box.bottom) sidebar.scrollTop += at.top - box.top - box.height / 3;
  };
  on(window, "scroll", () => { waiting ||= setTimeout(mark, 100); }, { passive: true });
  mark();
}

// Removes note numbers, buttons and layout characters from copied text.
function withoutDebris(event) {
  const selection = getSelection();
  if (selection.isCollapsed || event.target.closest?.("input")) return;
  const clean = (words) => words.replace(/[\u00AD\u2007\u2008\u2060]/g, "");
  const range = selection.getRangeAt(0);
  const holder = make(range.commonAncestorContainer.closest?.("table") ? "table" : "div");
  holder.append(range.cloneContents());
  all(".note-reference, .backlink, .tool", holder).forEach((element) => element.remove());
  event.clipboardData.setData("text/html", clean(holder.outerHTML));
  event.clipboardData.setData("text/plain", clean(selection.toString()));
  event.preventDefault();
}

if (document.readyState === "loading") on(document, "DOMContentLoaded", start);
else start();
