// Tests what an author sees of `casebook serve` in a real browser: edits, errors, pages, and how editors save. They wait for
// what is shown and never for a time. CASEBOOK names the program.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const CASEBOOK = process.env.CASEBOOK || join(root, "target/release/casebook");
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
after(() => browser.close());

const paragraphs = (words, count) => Array.from({ length: count }, (_, index) => `${words} number ${index}, which is long enough for a line of text on a page, and for another one.`).join("\n\n");
const square = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h90v90z" fill="${colour}"/></svg>`;
const drawing = (colour) => `#let draw(data, options) = rect(width: 4cm, height: 2cm, fill: rgb("${colour}"))\n`;
const FILES = {
  "book.yaml": "title: A Book in Progress\nlanguage: en\ncases: [oman.md, chad.md]\n",
  "oman.md": `# Oman\n\nFirst words.[^1]\n\n${paragraphs("A paragraph of Oman", 40)}\n\n[^1]: A note, see [Chad](chad.md).\n`,
  "chad.md": `# Chad\n\n${paragraphs("A paragraph of Chad", 40)}\n\n![A square](square.svg)\n\n![A drawing](figure.typ)\n`,
  "square.svg": square("#00f"),
  "figure.typ": drawing("#0000ff"),
};

/** Serves a book, shows it, and hands both to `use`. Nothing may be wrong in the page. */
async function serve(use, { width = 1400, height = 900, folder = null, args = [] } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), "casebook-serve-"));
  const project = join(scratch, "book");
  if (folder) cpSync(join(root, folder), project, { recursive: true });
  else for (const [name, text] of Object.entries(FILES)) write(join(project, name), text);
  const server = spawn(CASEBOOK, ["serve", "--no-open", "--port", "0", ...args, project], { stdio: ["ignore", "pipe", "ignore"] });
  const contexts = [];
  const troubles = [];
  try {
    const address = await addressOf(server);
    const show = async () => {
      const context = await browser.newContext({ viewport: { width, height } });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => troubles.push(error.message));
      page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
      await page.goto(address);
      await isUpToDate(page);
      return page;
    };
    await use({ page: await show(), project, show, troubles });
    assert.deepEqual(troubles, []);
  } finally {
    for (const context of contexts) await context.close();
    server.kill();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function addressOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line);
    if (address) return address[0];
  }
  throw new Error("the server has ended");
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const edit = (path, from, to) => {
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(from), `${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
};
const isUpToDate = (page) => page.waitForFunction(() => document.querySelector("#status").textContent === "Up to date"
  && document.querySelector("#html iframe:not(.is-waiting)") && document.querySelector("#pages img"));
const book = (page) => page.frameLocator("#html iframe:not(.is-waiting)");
const shows = (page, words) => book(page).getByText(words).first().waitFor();
/** The addresses of the pages' pictures. */
const pictures = (page) => page.locator("#pages img").evaluateAll((images) => images.map((image) => image.src));
/** Waits until a picture of a page is another one, and all in sight are loaded. */
const repaints = (page, before) => page.waitForFunction((before) => {
  const images = [...document.querySelectorAll("#pages img")];
  const loaded = images.filter((image) => image.getBoundingClientRect().top < innerHeight && image.getBoundingClientRect().bottom > 0);
  return images.some((image, index) => image.src !== before[index]) && loaded.every((image) => image.complete && image.naturalWidth > 0);
}, before);

describe("serve", () => {
  test("an edit replaces its block and its page", () => serve(async ({ page, project }) => {
    await page.locator("#html iframe").evaluate((frame) => { frame.contentWindow.wasHere = true; });
    const before = await pictures(page);
    edit(join(project, "oman.md"), "First words", "First and new words");
    await shows(page, "First and new words");
    await repaints(page, before);
    const changed = (await pictures(page)).filter((source, index) => source !== before[index]);
    assert.equal(changed.length, 1);
    // The book was not loaded again.
    assert.ok(await page.locator("#html iframe").evaluate((frame) => frame.contentWindow.wasHere));
    assert.equal(await book(page).getByText("First and new words").count(), 1);
  }));

  test("the edited block comes into sight, in the HTML and on its page", () => serve(async ({ page, project }) => {
    const before = await pictures(page);
    edit(join(project, "chad.md"), "Chad number 30", "Chad edited number 30");
    await shows(page, "Chad edited number 30");
    await repaints(page, before);
    const [top, height] = await page.locator("#html iframe").evaluate((frame) => {
      const block = [...frame.contentDocument.querySelectorAll("p")].find((block) => block.textContent.includes("edited"));
      return [block.getBoundingClientRect().top, frame.contentWindow.innerHeight];
    });
    assert.ok(top >= 0 && top < height, `${top} of ${height}`);
    const changed = await page.locator("#pages img").evaluateAll((images, before) => {
      const box = document.querySelector("#pages").getBoundingClientRect();
      return images.filter((image, index) => image.src !== before[index]).map((image) => {
        const { top, bottom } = image.getBoundingClientRect();
        return bottom > box.top && top < box.bottom;
      });
    }, before);
    assert.deepEqual(changed, [true]);
  }));

  test("the reader stays where they are while text in sight is edited", () => serve(async ({ page, project }) => {
    const block = book(page).getByText("Oman number 20,");
    await block.scrollIntoViewIfNeeded();
    const place = () => page.locator("#html iframe").evaluate((frame) => frame.contentWindow.scrollY);
    const before = await place();
    edit(join(project, "oman.md"), "Oman number 20,", "Oman number 20, here,");
    await shows(page, "number 20, here,");
    assert.equal(await place(), before);
    // A new heading is in the contents, too: the book is loaded again, at the same place.
    const top = () => book(page).getByText("number 20, here,").evaluate((block) => block.getBoundingClientRect().top);
    const topBefore = await top();
    edit(join(project, "oman.md"), "\n\nA paragraph of Oman number 22,", "\n\n## A New Heading\n\nA paragraph of Oman number 22,");
    await book(page).getByRole("heading", { name: "A New Heading" }).waitFor();
    assert.ok(Math.abs(await top() - topBefore) < 2, `${await top()}, not ${topBefore}`);
  }));

  test("every page has a picture", () => serve(async ({ page }) => {
    const images = page.locator("#pages img");
    const count = await images.count();
    assert.ok(count > 20, `${count} pages`);
    for (let index = 0; index < count; index += 1) {
      await images.nth(index).scrollIntoViewIfNeeded();
      await images.nth(index).evaluate((image) => image.decode());
      assert.ok(await images.nth(index).evaluate((image) => image.naturalWidth > 0), `page ${index + 1}`);
    }
  }, { folder: "content" }));

  test("errors are shown at their lines, until they are mended", () => serve(async ({ page, project }) => {
    const before = await pictures(page);
    edit(join(project, "oman.md"), "First words.[^1]", "First words.[^2]");
    const problem = page.locator("#problems li.is-error").first();
    await problem.waitFor();
    assert.match(await problem.textContent(), /oman\.md:3:13.*undefined-note.*First words\.\[\^2\]/s);
    assert.equal(await page.locator("#status").textContent(), "Errors; this is the last good book.");
    await shows(page, "First words.");
    assert.deepEqual(await pictures(page), before);
    edit(join(project, "oman.md"), "First words.[^2]", "Mended words.[^1]");
    await shows(page, "Mended words.");
    await page.locator("#problems").waitFor({ state: "hidden" });
    await isUpToDate(page);
  }));

  test("editors save in many ways", () => serve(async ({ page, project }) => {
    const path = join(project, "oman.md");
    const text = readFileSync(path, "utf8");
    // Another file is renamed.
    writeFileSync(`${path}~new`, text.replace("First words", "Renamed words"));
    renameSync(`${path}~new`, path);
    await shows(page, "Renamed words");
    // The old file is moved away first.
    renameSync(path, `${path}~`);
    writeFileSync(path, text.replace("First words", "Words after a backup"));
    await shows(page, "Words after a backup");
    // Many times within a moment.
    for (let time = 0; time <= 30; time += 1) writeFileSync(path, text.replace("First words", `Words of time ${time}.`));
    await shows(page, "Words of time 30.");
    // Gone for longer than any editor takes, and back.
    rmSync(path);
    await page.locator("#problems li.is-error").first().waitFor();
    writeFileSync(path, text);
    await shows(page, "First words");
    await page.locator("#problems").waitFor({ state: "hidden" });
  }));

  test("every kind of file is followed", () => serve(async ({ page, project }) => {
    edit(join(project, "book.yaml"), "in Progress", "in Work");
    await page.waitForFunction(() => document.title === "A Book in Work");
    await isUpToDate(page);
    const change = async (name, text) => {
      await isUpToDate(page);
      await page.locator("#pages img").last().scrollIntoViewIfNeeded();
      const before = await pictures(page);
      write(join(project, name), text);
      await repaints(page, before);
    };
    await change("square.svg", square("#f00"));
    await change("figure.typ", drawing("#ff0000"));
    await change("styles/theme.toml", "[color]\nink = \"#226633\"\n");
    edit(join(project, "book.yaml"), "language: en", "language: en\ntheme: plain");
    await page.waitForFunction(() => document.querySelector("#status").textContent === "Building …");
    await isUpToDate(page);
    // A case more.
    write(join(project, "peru.md"), "# Peru\n\nWords of Peru.\n");
    edit(join(project, "book.yaml"), "[oman.md, chad.md]", "[oman.md, peru.md, chad.md]");
    await shows(page, "Words of Peru.");
  }));

  test("two windows show the same", () => serve(async ({ page, project, show }) => {
    const other = await show();
    edit(join(project, "oman.md"), "First words", "Words for both");
    await Promise.all([page, other].map((page) => shows(page, "Words for both")));
  }));

  test("a window that was asleep catches up", () => serve(async ({ page, project, troubles }) => {
    await page.context().setOffline(true);
    edit(join(project, "oman.md"), "First words", "Words of the night");
    edit(join(project, "chad.md"), "Chad number 0", "Chad of the night");
    await page.context().setOffline(false);
    await shows(page, "Words of the night");
    await shows(page, "Chad of the night");
    troubles.splice(0);
  }));

  test("a paragraph opens its line", () => serve(async ({ page }) => {
    const status = (words) => page.waitForFunction((words) => document.querySelector("#status").textContent === words, words);
    await book(page).getByText("First words").dblclick();
    await status("oman.md:3");
    await book(page).getByText("Oman number 3,").click({ modifiers: ["Alt"] });
    await status("oman.md:11");
    const image = page.locator("#pages img").nth(4);
    await image.scrollIntoViewIfNeeded();
    await image.dblclick({ position: { x: 200, y: 300 } });
    await page.waitForFunction(() => /^(oman|chad)\.md:\d+$/.test(document.querySelector("#status").textContent));
  }));

  test("the views share the window, also a small one", () => serve(async ({ page }) => {
    const isShown = (id) => page.locator(id).evaluate((box) => box.getBoundingClientRect().width > 100);
    for (const [view, html, pages] of [["html", true, false], ["pages", false, true], ["both", true, true]]) {
      await page.locator(`button[data-view="${view}"]`).click();
      assert.deepEqual([await isShown("#html"), await isShown("#pages")], [html, pages], view);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }, { width: 760, height: 700 }));
});
