// Tests what readers do with a book: contents, notes, themes, search, links, printing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { books, browser, firstReference, isInSight, nameOf, open } from "./browser.mjs";

after(() => browser.close());

for (const book of books) {
  describe(nameOf(book), () => {
    test("nothing can leave the file", () => open(book, {}, async (page, reader) => {
      // A server that would answer, so that a passing test proves that the page sends no request.
      const asked = [];
      const server = createServer((request, response) => { asked.push(request.url); response.end(); });
      await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
      const address = `http://127.0.0.1:${server.address().port}`;
      // In a separate page, because the browser logs each blocked request as an error.
      const hostile = await reader.newPage();
      await hostile.goto(page.url());
      const refused = await hostile.evaluate(async (address) => {
        const refusals = [];
        document.addEventListener("securitypolicyviolation", (event) => refusals.push(event.effectiveDirective));
        document.body.append(Object.assign(new Image(), { src: `${address}/picture.png` }));
        document.body.append(Object.assign(document.createElement("iframe"), { src: `${address}/frame` }));
        await fetch(`${address}/fetch`).catch(() => {});
        document.body.append(Object.assign(document.createElement("script"), { textContent: "document.title = 'run'" }));
        await new Promise((done) => setTimeout(done, 300));
        return refusals.sort();
      }, address);
      server.close();
      assert.deepEqual(refused, ["connect-src", "frame-src", "img-src", "script-src-elem"]);
      assert.notEqual(await hostile.title(), "run");
      assert.deepEqual(asked, []);
    }));

    test("every link inside the book arrives", () => open(book, {}, async (page) => {
      const lost = await page.$$eval("a[href^='#']", (links) => links
        .map((link) => decodeURIComponent(link.hash.slice(1)))
        .filter((id) => !document.getElementById(id)));
      assert.deepEqual(lost, []);
      const shapeless = await page.$$eval("use", (uses) => uses.map((use) => use.getAttribute("href"))
        .filter((href) => !document.querySelector(href)));
      assert.deepEqual(shapeless, []);
      const twice = await page.$$eval("[id]", (elements) => elements.map(({ id }) => id)
        .filter((id, index, ids) => ids.indexOf(id) !== index));
      assert.deepEqual(twice, []);
    }));

    test("contents stand beside the text, and mark where the reader is", () => open(book, {}, async (page) => {
      const sidebar = page.locator("#_sidebar");
      const text = page.locator("main > section").first();
      const [beside, column] = [await sidebar.boundingBox(), await text.boundingBox()];
      assert.ok(beside.x + beside.width <= column.x || column.x + column.width <= beside.x, "the contents overlap the text");
      const last = sidebar.locator(".contents").first().locator("> ol > li > a").last();
      await last.click();
      const target = page.locator((await last.getAttribute("href")).replace("#", "#"));
      assert.ok(await isInSight(target));
      await page.waitForFunction(() => document.querySelector("#_sidebar [aria-current]")?.closest("ol > li")
        === [...document.querySelectorAll("#_sidebar > :first-child > ol > li")].pop());
      // At every position exactly one line is highlighted.
      await page.mouse.move(800, 400);
      await page.mouse.wheel(0, -3000);
      await page.waitForTimeout(400);
      assert.equal(await sidebar.locator("[aria-current]").count(), 1);
    }));

    test("contents are behind a button on a narrow window", () => open(book, { width: 390 }, async (page) => {
      const sidebar = page.locator("#_sidebar");
      const button = page.locator(".open-contents");
      assert.equal(await sidebar.isVisible(), false);
      await button.focus();
      await page.keyboard.press("Enter");
      assert.equal(await sidebar.isVisible(), true);
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      await page.keyboard.press("Escape");
      assert.equal(await sidebar.isVisible(), false);
      assert.ok(await button.evaluate((element) => element === document.activeElement));
      await button.click();
      await sidebar.locator("a:visible").nth(1).click();
      assert.equal(await sidebar.isVisible(), false);
      assert.ok(page.url().includes("#"));
      // They open where the reader is, and show only the sections of that case.
      await page.evaluate(() => [...document.querySelectorAll("main > section")].pop().scrollIntoView());
      await page.waitForFunction(() => document.querySelector("#_sidebar [aria-current]")?.closest(".contents > ol > li")
        === [...document.querySelectorAll("#_sidebar > :first-child > ol > li")].pop());
      await button.click();
      assert.ok(await page.evaluate(() => document.activeElement === document.querySelector("#_sidebar [aria-current]")));
      assert.ok(await sidebar.evaluate((panel) => {
        const [box, at] = [panel.getBoundingClientRect(), panel.querySelector("[aria-current]").getBoundingClientRect()];
        return at.top >= box.top && at.bottom <= box.bottom;
      }));
      assert.ok(await sidebar.locator(".contents").first().locator("> ol > li > ol:visible").count() <= 1);
    }));

    test("a note opens under the mouse", () => open(book, {}, async (page) => {
      const reference = firstReference(page);
      const note = page.locator(".open-note");
      await reference.hover();
      await note.waitFor();
      const wanted = await page.locator(await reference.evaluate((link) => `[id="${link.hash.slice(1)}"]`))
        .evaluate((element) => element.textContent.replace(/^\s*\d+\.\s*/, "").trim().slice(0, 30));
      assert.ok((await note.textContent()).includes(wanted), `the note does not begin with: ${wanted}`);
      // The pointer can move into the note.
      await note.hover();
      await page.waitForTimeout(500);
      assert.ok(await note.isVisible());
      await page.mouse.move(5, 5);
      await note.waitFor({ state: "hidden" });
      await reference.click();
      await page.mouse.move(5, 5);
      await page.waitForTimeout(500);
      assert.ok(await note.isVisible(), "a note that was clicked stays");
      await note.locator(".to-the-notes").click();
      assert.ok(page.url().endsWith(await reference.evaluate((link) => link.hash)));
      assert.equal(await note.isVisible(), false);
      const endnote = page.locator(".endnote > :target");
      assert.ok(await isInSight(endnote));
      await endnote.locator("a[role='doc-backlink']").first().click();
      assert.ok(await isInSight(reference));
    }));

    test("a note opens with the keyboard", () => open(book, {}, async (page) => {
      const reference = firstReference(page);
      const note = page.locator(".open-note");
      const hasFocus = (locator) => locator.evaluate((element) => element.contains(document.activeElement));
      await page.keyboard.press("Tab");
      await reference.focus();
      await note.waitFor();
      await page.keyboard.press("Enter");
      assert.ok(await hasFocus(note), "Enter leads into the note");
      assert.equal(await note.getAttribute("role"), "dialog");
      await page.keyboard.press("Escape");
      assert.equal(await note.isVisible(), false);
      assert.ok(await hasFocus(reference), "Escape leads back");
      await page.keyboard.press("Enter");
      await note.locator(".to-the-notes").focus();
      await page.keyboard.press("Enter");
      assert.ok(await isInSight(page.locator(".endnote > :target")));
    }));

    test("a note opens with a finger", () => open(book, { width: 390, hasTouch: true, isMobile: true }, async (page) => {
      const reference = firstReference(page);
      const note = page.locator(".open-note");
      await reference.scrollIntoViewIfNeeded();
      await reference.tap();
      await note.waitFor();
      const box = await note.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, "the note leaves the window");
      await note.locator(".close").tap();
      await note.waitFor({ state: "hidden" });
    }));

    test("the theme follows the system, and a switch that is remembered", () => open(book, { colorScheme: "dark" }, async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const dark = await paper();
      const button = page.locator(".tools .dark");
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      await button.click();
      const light = await paper();
      assert.notEqual(light, dark);
      await page.reload();
      assert.equal(await paper(), light);
      assert.equal(await button.getAttribute("aria-pressed"), "false");
      // A drawn figure uses the colours of the page.
      const ink = () => page.evaluate(() => {
        const line = document.querySelector(".drawing [fill], .drawing [stroke]");
        return line && getComputedStyle(line).fill + getComputedStyle(line).stroke;
      });
      const before = await ink();
      await button.click();
      assert.equal(await paper(), dark);
      if (before) assert.notEqual(await ink(), before);
    }));

    test("words are found, case by case", () => open(book, {}, async (page) => {
      await page.locator(".open-search").click();
      // A word of the last case with an accent or capital letters is found without them.
      const word = await page.locator("main > section").last().evaluate((section) =>
        section.textContent.match(/[A-ZÀ-Þ][a-zß-ÿ]{6,}/)[0]);
      await page.keyboard.type(word.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
      const groups = page.locator(".hits details");
      await groups.first().waitFor();
      const [count] = (await page.locator(".search .count").textContent()).match(/\d+/);
      const sum = await groups.locator("summary").evaluateAll((summaries) => summaries
        .map((summary) => Number(summary.textContent.match(/\((\d+)\)$/)[1])).reduce((a, b) => a + b));
      assert.equal(sum, Number(count));
      const group = groups.last();
      await group.evaluate((details) => { details.open = true; });
      const hit = group.locator("a").last();
      await hit.waitFor();
      assert.equal((await hit.locator("mark").textContent()).toLowerCase(), word.toLowerCase());
      await hit.click();
      await page.waitForTimeout(200);
      const found = page.locator(".found");
      assert.ok(await isInSight(found));
      assert.ok((await found.textContent()).toLowerCase().includes(word.toLowerCase()));
      await page.locator("#_query").fill("qqqqzzzz");
      await page.waitForFunction(() => document.querySelector(".count").textContent === document.querySelector(".count").dataset.none);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".search").isVisible(), false);
    }));

    test("a cell is found with the first one of its row", () => open(book, {}, async (page) => {
      const cell = await page.evaluate(() => {
        const found = [...document.querySelectorAll("main td")].find((cell) => /[a-z]{4}/i.test(cell.textContent) && !cell.querySelector("a")
          && cell.parentElement.firstElementChild !== cell && cell.parentElement.firstElementChild.textContent);
        return found && [found.textContent, found.parentElement.firstElementChild.textContent].map((words) => words.replace(/[\u00AD\u2060]/g, "").replace(/\s+/g, " ").trim());
      });
      if (!cell) return;
      await page.locator(".open-search").click();
      await page.keyboard.type(cell[0]);
      await page.locator(".hits details").first().waitFor();
      await page.locator(".hits details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
      const hit = page.locator(".hits a", { hasText: `${cell[1]}: ${cell[0]}` });
      await hit.first().waitFor();
    }));

    test("without scripts everything can be read and reached", () => open(book, { javaScriptEnabled: false, width: 390 }, async (page) => {
      assert.equal(await page.locator(".tools").count(), 0);
      const link = page.locator("#_sidebar a").nth(2);
      assert.ok(await link.isVisible());
      await link.click();
      assert.ok(page.url().includes("#"));
      const reference = firstReference(page);
      await reference.click();
      assert.ok(page.url().endsWith(await reference.getAttribute("href")));
      await page.locator(".endnote > :target a[role='doc-backlink']").first().click();
      assert.ok(page.url().endsWith(await reference.getAttribute("id")));
    }));

    test("nothing is wider than a small telephone", () => open(book, { width: 360, height: 640 }, async (page) => {
      const wide = await page.evaluate(async () => {
        document.querySelectorAll("main > section").forEach((section) => { section.style.contentVisibility = "visible"; });
        await new Promise((done) => setTimeout(done, 300));
        return [document.documentElement.scrollWidth, ...[...document.querySelectorAll("main *")]
          .filter((element) => element.getBoundingClientRect().right > 361 && !element.closest(".table, pre, svg"))
          .map((element) => element.outerHTML.slice(0, 80))];
      });
      assert.deepEqual(wide, [360]);
    }));

    test("a wide table is scrolled with the keyboard", () => open(book, { width: 360, height: 640 }, async (page) => {
      const table = await page.evaluateHandle(async () => {
        for (const box of document.querySelectorAll(".table")) {
          box.closest("details")?.setAttribute("open", "");
          box.scrollIntoView();
          await new Promise((done) => setTimeout(done, 100));
          if (box.scrollWidth > box.clientWidth) return box;
        }
        return null;
      });
      const box = table.asElement();
      if (!box) return;
      await page.waitForTimeout(200);
      await box.focus();
      for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(400);
      assert.ok(await box.evaluate((element) => element.scrollLeft > 0));
      const name = await box.evaluate((element) => element.getAttribute("aria-label")
        || (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join(" "));
      assert.match(name, /\p{L}/u);
    }));

    test("what is copied has no debris", () => open(book, {}, async (page) => {
      const copied = (locator) => locator.evaluate((element) => new Promise((done) => {
        addEventListener("copy", ({ clipboardData }) => done({
          plain: clipboardData.getData("text/plain"), html: clipboardData.getData("text/html"),
        }), { once: true });
        getSelection().selectAllChildren(element);
        document.execCommand("copy");
      }));
      const paragraph = page.locator("main p:has(> a.note-reference)").first();
      await paragraph.scrollIntoViewIfNeeded();
      await paragraph.hover();
      const wanted = await paragraph.evaluate((element) => {
        const copy = element.cloneNode(true);
        copy.querySelectorAll(".note-reference, button").forEach((reference) => reference.remove());
        return copy.textContent.replace(/\s+/g, " ").replace(/\u00AD/g, "").trim();
      });
      const { plain, html } = await copied(paragraph);
      assert.equal(plain.replace(/\s+/g, " ").trim(), wanted);
      assert.ok(!/note-reference|<button|\u00AD/.test(html), html);
      const table = page.locator("main table:visible").first();
      if (await table.count()) {
        await table.scrollIntoViewIfNeeded();
        const cells = await table.evaluate((element) => element.rows[0].cells.length);
        const { plain, html } = await copied(table);
        assert.ok(plain.split("\n").some((line) => line.split("\t").length === cells), "no columns for a spreadsheet");
        assert.ok(html.includes("<table"));
        assert.ok(!/[\u00AD\u2007\u2008]/.test(plain + html));
      }
    }));

    test("every block has an address, which a button copies", () => open(book, {}, async (page) => {
      const nameless = await page.$$eval(
        "main > section > :is(p, ul, ol, dl, pre, blockquote, h2, h3, h4, h5, figure):not([id]), main > section > .table > table:not([id]), .endnote > div:not([id])",
        (blocks) => blocks.filter((block) => !block.matches(".citation")).map((block) => block.outerHTML.slice(0, 80)));
      assert.deepEqual(nameless, []);
      const paragraph = page.locator("main p[id]").first();
      await paragraph.scrollIntoViewIfNeeded();
      await paragraph.hover();
      await page.evaluate(() => addEventListener("copy", ({ clipboardData }) => { window.copied = clipboardData.getData("text/plain"); }));
      await paragraph.locator(".copy-address").click();
      assert.equal(await page.evaluate(() => window.copied.trim()), `${page.url().split("#")[0]}#${await paragraph.getAttribute("id")}`);
      await page.locator(".copy-place").click();
      assert.match(await page.evaluate(() => window.copied), /#\w/);
    }));

    test("addresses are those of the EPUB", { skip: !existsSync(book.replace(/html$/, "epub")) }, () => open(book, {}, async (page) => {
      const markup = execFileSync("unzip", ["-p", book.replace(/html$/, "epub"), "*.xhtml"], { maxBuffer: 1e9 }).toString();
      const named = [...markup.matchAll(/<(?:p|h[1-6]|ul|ol|dl|pre|blockquote|figure|table|div|a) id="([^"]+_[^"]+)"/g)].map((match) => match[1]);
      const paragraphs = await page.locator("main > section p[id]").count();
      assert.ok(paragraphs > 0 && named.length > paragraphs, `${named.length} names in the EPUB, ${paragraphs} paragraphs`);
      const lost = await page.evaluate((ids) => ids.filter((id) => !document.getElementById(id)), named);
      assert.deepEqual(lost.filter((id) => !id.includes("page-")), []);
    }));

    test("a figure opens large", () => open(book, {}, async (page) => {
      const figure = page.locator("figure").first();
      if (!await figure.count()) return;
      await figure.scrollIntoViewIfNeeded();
      const button = figure.locator(".enlarge");
      await button.focus();
      await page.keyboard.press("Enter");
      const picture = page.locator("dialog.enlarged .picture > *");
      await picture.waitFor();
      const [large, small] = [await picture.boundingBox(), await figure.locator("svg, img").first().boundingBox()];
      assert.ok(large.width > small.width);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog.enlarged").isVisible(), false);
    }));

    test("it can be printed", () => open(book, { colorScheme: "dark" }, async (page) => {
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: false });
      const file = join(mkdtempSync(join(tmpdir(), "casebook-")), "print.pdf");
      writeFileSync(file, pdf);
      const text = execFileSync("pdftotext", [file, "-"], { maxBuffer: 1e9 }).toString();
      const cases = await page.$$eval("main > section > h2", (titles) => titles.map((title) => title.textContent.split(/\s+/)[0]));
      const pages = text.split("\f");
      assert.ok(pages.length > cases.length, `${pages.length} pages for ${cases.length} cases`);
      // The text of a PDF may write a letter with its mark as one character or as two.
      const letters = (words) => words.normalize("NFKD").replace(/[^\p{L}]/gu, "");
      for (const word of cases) assert.ok(letters(text).includes(letters(word)), `${word} is not printed`);
      await page.emulateMedia({ media: "print" });
      const colours = () => page.evaluate(() => ["ink", "paper"].map((name) =>
        getComputedStyle(document.documentElement).getPropertyValue(`--color-${name}`).trim()));
      const printed = await colours();
      await page.emulateMedia({ media: "screen", colorScheme: "light" });
      assert.deepEqual(printed, await colours());
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await page.locator(".tools").isVisible(), false);
    }));

    test("reference managers and search engines are told what it is", () => open(book, {}, async (page) => {
      const meta = (name) => page.$$eval(`meta[name="${name}"], meta[property="${name}"]`, (found) => found.map(({ content }) => content));
      for (const name of ["citation_title", "DC.title", "og:title", "DC.language", "og:type"]) assert.equal((await meta(name)).length, 1, name);
      const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
      assert.equal(data["@type"], "Book");
      const cases = await page.locator("main > section.case").count();
      assert.equal(data.hasPart.length, cases);
      assert.ok(data.hasPart.every((part) => part["@type"] === "Chapter" && part.name));
      assert.equal(await page.locator(".citation").count(), cases + 1);
    }));

    test("the text is set in the fonts of the file", () => open(book, {}, async (page) => {
      await page.evaluate(() => document.fonts.ready);
      const faces = await page.evaluate(() => [...document.fonts].map(({ family, status }) => ({ family, status })));
      assert.deepEqual(faces.filter(({ status }) => status === "error"), []);
      assert.ok(faces.filter(({ status }) => status === "loaded").length >= 2);
      // Text in a missing family is as wide as in the next family of the list.
      const widths = await page.evaluate(() => {
        const line = document.body.appendChild(document.createElement("span"));
        line.style.position = "absolute";
        line.textContent = "Hamburgefonstiv 0123456789";
        const width = (family) => { line.style.fontFamily = family; return line.getBoundingClientRect().width; };
        const own = getComputedStyle(document.documentElement).getPropertyValue("--family-text");
        return [width(`${own}, monospace`), width("monospace")];
      });
      assert.notEqual(widths[0], widths[1]);
    }));

    test("sizes", () => open(book, {}, async (page, _) => {
      const html = await page.evaluate(() => document.documentElement.outerHTML);
      const sum = (pattern) => [...html.matchAll(pattern)].reduce((total, [part]) => total + part.length, 0);
      const fonts = sum(/url\("?data:font\/[^)]*/g);
      const pictures = sum(/ src="data:image\/[^"]*/g) + sum(/<svg.*?<\/svg>/gs);
      const script = await page.locator("script:not([type])").textContent();
      console.log(`    ${html.length} characters: pictures ${pictures}, fonts ${fonts}, script ${script.length}`);
      // Each of these languages may need the fonts of another script.
      const others = new Set([...html.matchAll(/ lang="(ar|fa|he|hi|ja|ko|th|zh)\b/g)].map(([, language]) => language));
      assert.ok(fonts * 3 / 4 < 150_000 + 50_000 * others.size, "the fonts are too large");
      assert.ok(script.length < 24_500, "the script is too large");
    }));
  });
}
