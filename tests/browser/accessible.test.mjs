// axe and Lighthouse report no problems.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, describe, test } from "node:test";
import { books, browser, firstReference, nameOf, open } from "./browser.mjs";
import { CHROMIUM, FLAGS } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

after(() => browser.close());

/** Fails with the violations that axe finds. */
async function check(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    // axe skips cases that are not painted, so all are painted here.
    document.querySelectorAll("main > section").forEach((section) => { section.style.contentVisibility = "visible"; });
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
  });
  assert.deepEqual(violations, []);
}

for (const book of books) {
  describe(nameOf(book), () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        const options = { colorScheme, width, bypassCSP: true };
        test(`axe finds nothing, ${colorScheme}, ${width} wide`, () => open(book, options, async (page) => {
          await check(page);
        }));
        test(`axe finds nothing with a note and the search open, ${colorScheme}, ${width} wide`, () => open(book, options, async (page) => {
          await page.locator(".open-search").click();
          await page.keyboard.type("the");
          await page.locator(".hits a").first().waitFor();
          await firstReference(page).evaluate((reference) => reference.click());
          await page.locator(".open-note").waitFor();
          await check(page);
        }));
      }
    }

    test("Lighthouse finds nothing", { timeout: 300_000 }, async () => {
      const { default: lighthouse } = await import("lighthouse");
      const server = createServer((request, response) => {
        response.writeHead(request.url === "/book.html" ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
        if (request.url === "/book.html") createReadStream(book).pipe(response);
        else response.end();
      });
      await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
      const port = 9200 + Math.floor(process.pid % 700);
      const { chromium } = await import("playwright-core");
      const own = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, `--remote-debugging-port=${port}`] });
      try {
        const result = await lighthouse(`http://127.0.0.1:${server.address().port}/book.html`, {
          port, onlyCategories: ["accessibility", "best-practices"], logLevel: "error",
        });
        const { categories, audits } = result.lhr;
        const failed = Object.values(audits).filter(({ score }) => score !== null && score < 1).map(({ id }) => id);
        const scores = Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, score]));
        assert.deepEqual(scores, { accessibility: 1, "best-practices": 1 }, failed.join(", "));
      } finally {
        await own.close();
        server.close();
      }
    });
  });
}
