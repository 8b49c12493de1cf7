// Opens the books under test: the files in BOOKS, separated by colons.
import assert from "node:assert/strict";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM, FLAGS } from "./chromium.mjs";

export const books = (process.env.BOOKS || "").split(":").filter(Boolean).map((file) => resolve(file));
assert.ok(books.length, "BOOKS names no file");
export const nameOf = (book) => basename(book, ".html");

export const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** Opens a book and hands it to `use`; fails if it asks for anything, or if the browser complains of it. */
export async function open(book, options, use) {
  const { width = 1280, height = 800, ...context } = options;
  const reader = await browser.newContext({ viewport: { width, height }, ...context });
  const page = await reader.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== pathToFileURL(book).href && !url.startsWith("data:")) troubles.push(`asks for ${url}`);
  });
  await page.goto(pathToFileURL(book).href);
  try {
    await use(page, reader);
    assert.deepEqual(troubles, []);
  } finally {
    await reader.close();
  }
}

/** Whether an element is within the window. */
export const isInSight = (locator) => locator.evaluate((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
});

/** The first reference to a note that stands in running text. */
export const firstReference = (page) => page.locator("main p > a.note-reference").first();
