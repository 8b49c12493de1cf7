// Opens the documents of the EPUB next to each book in a browser as narrow as a telephone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, describe, test } from "node:test";
import { books, browser, nameOf } from "./browser.mjs";

after(() => browser.close());

/** What is wrong with the layout of a document. */
const faults = () => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const range = document.createRange();
  // The words of the first column, of which none may begin on one line and end on another.
  for (const cell of document.querySelectorAll("tr > :first-child")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const { index, 0: word } of walker.currentNode.data.matchAll(/[\p{Script=Latin}\p{M}]+/gu)) {
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`broken: ${word}`);
      }
    }
  }
  for (const box of document.querySelectorAll(".table")) {
    if (box.scrollWidth > box.clientWidth) found.push(`cut off: ${box.textContent.trim().slice(0, 60)}`);
  }
  const indent = (paragraph) => parseFloat(getComputedStyle(paragraph).textIndent);
  const gap = (paragraph) => paragraph.getBoundingClientRect().top - paragraph.previousElementSibling.getBoundingClientRect().bottom;
  for (const paragraph of document.querySelectorAll("section > p + p:not(.citation, [class])")) {
    if (indent(paragraph) <= 0) found.push(`no indent: ${paragraph.textContent.slice(0, 40)}`);
    if (gap(paragraph) > 1) found.push(`set apart: ${paragraph.textContent.slice(0, 40)}`);
  }
  for (const paragraph of document.querySelectorAll(":is(h1, h2, h3, h4, figure, ul, ol, .table) + p")) {
    if (indent(paragraph) !== 0) found.push(`indent: ${paragraph.textContent.slice(0, 40)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    const { fontVariantNumeric } = getComputedStyle(table);
    if (fontVariantNumeric !== "lining-nums tabular-nums") found.push(`figures: ${fontVariantNumeric}`);
  }
  return found;
};

/** What does not fit into the pages of a reader that shows them as columns, in a window as wide as all of them. */
const outsideOfPages = ([width, height]) => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  document.body.style.margin = "0";
  Object.assign(document.documentElement.style, { height: `${height}px`, columns: `${width}px`, columnGap: "0", columnFill: "auto" });
  document.documentElement.style.width = `${width}px`;
  // In text from right to left, the pages follow each other to the left.
  const isMirrored = getComputedStyle(document.documentElement).direction === "rtl";
  const page = (x) => Math.floor((isMirrored ? document.documentElement.getBoundingClientRect().right - x : x) / width);
  const found = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    const isOutside = ({ left, right, bottom }) => page(left + 1) !== page(right - 1) || bottom > height + 1;
    if ([...range.getClientRects()].some((box) => box.width > 2 && isOutside(box))) found.push(walker.currentNode.data.slice(0, 40));
  }
  return found;
};

for (const book of books.filter((book) => existsSync(book.replace(/html$/, "epub")))) {
  describe(`${nameOf(book)}.epub`, () => {
    const folder = mkdtempSync(join(tmpdir(), "casebook-"));
    execFileSync("unzip", ["-q", book.replace(/html$/, "epub"), "-d", folder]);
    const documents = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".xhtml")).sort();
    for (const width of [360, 600, 704, 705, 768]) {
      test(`every document fits, ${width} wide`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 640 } });
        const found = [];
        for (const name of documents) {
          await page.goto(pathToFileURL(join(folder, name)).href);
          await page.evaluate(() => document.fonts.ready);
          found.push(...(await page.evaluate(faults)).map((fault) => `${name}: ${fault}`));
        }
        await page.close();
        assert.ok(documents.length > 3);
        assert.deepEqual(found, []);
      });
    }
    for (const size of [[360, 640], [400, 500], [700, 900]]) {
      test(`every document fits into pages of ${size.join(" by ")}, in a window as wide as all of them`, async () => {
        const page = await browser.newPage({ viewport: { width: 5000, height: size[1] } });
        const found = [];
        for (const name of documents) {
          await page.goto(pathToFileURL(join(folder, name)).href);
          await page.evaluate(() => document.fonts.ready);
          found.push(...(await page.evaluate(outsideOfPages, size)).map((fault) => `${name}: ${fault}`));
        }
        await page.close();
        assert.deepEqual(found, []);
      });
    }
  });
}
