// Tests where things are: no button or panel covers text, wide tables use the window, notes and pictures find their room.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { books, browser, firstReference, nameOf, open } from "./browser.mjs";

after(() => browser.close());

const WIDTHS = [
  { width: 390, hasTouch: true, isMobile: true },
  { width: 768, hasTouch: true },
  { width: 1280 },
  { width: 1600 },
];

/** Lays out all cases, and waits until the script has prepared them. */
const layOut = (page) => page.evaluate(async () => {
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const sections = [...document.querySelectorAll("main > section")];
  for (const section of sections) section.style.contentVisibility = "visible";
  await document.fonts.ready;
  for (const section of sections) {
    section.scrollIntoView();
    await pause(60);
  }
  await pause(200);
});

/** Defines `shown` in the page: the boxes of what can be seen of the text and the pictures of an element. */
const defineShown = (page) => page.evaluate(() => {
  const visible = (node) => {
    const details = node.parentElement.closest("details:not([open])");
    return !details || node.parentElement.closest("summary");
  };
  window.shown = (within) => {
    const boxes = [];
    const add = (rect, element, words) => {
      const clip = element.closest(".table")?.getBoundingClientRect();
      const [left, right] = clip ? [Math.max(rect.left, clip.left), Math.min(rect.right, clip.right)] : [rect.left, rect.right];
      if (right - left > 1 && rect.bottom - rect.top > 1) boxes.push({ left, right, top: rect.top, bottom: rect.bottom, words });
    };
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest("button, svg, style, template") || !visible(node)) continue;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) add(rect, node.parentElement, node.data.trim().slice(0, 40));
    }
    for (const picture of within.querySelectorAll("img, svg")) add(picture.getBoundingClientRect(), picture, picture.outerHTML.slice(0, 40));
    return boxes;
  };
  window.overlaps = (box, other) => box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1;
  window.covered = () => [...document.querySelectorAll(".title-page, main > section")].flatMap((part) => {
    const boxes = window.shown(part);
    // A button in closed details has a place, but is not shown.
    return [...part.querySelectorAll("button")].filter((button) => !button.closest("details:not([open])")).flatMap((button) => {
      const place = button.getBoundingClientRect();
      return place.width ? boxes.filter((box) => window.overlaps(place, box)).map(({ words }) => `${button.className}: ${words}`) : [];
    });
  });
});

for (const book of books) {
  describe(nameOf(book), () => {
    for (const options of WIDTHS) {
      test(`no button covers text, ${options.width} wide`, () => open(book, options, async (page) => {
        await layOut(page);
        await defineShown(page);
        const figures = await page.locator("figure").count();
        const tables = await page.locator("main .table").count();
        assert.equal(await page.locator("main .block-tools").count(), figures + tables);
        assert.deepEqual(await page.evaluate(() => window.covered()), []);
        // A table that scrolls, at its other end.
        await page.evaluate(() => document.querySelectorAll(".table").forEach((box) => { box.scrollLeft = 9999; }));
        assert.deepEqual(await page.evaluate(() => window.covered()), []);
        // The button beside a block, for a block of each kind.
        const kinds = await page.evaluate(() => {
          const found = new Map();
          for (const block of document.querySelectorAll("main [id]:not(a, span, section, figure, table, td *, summary)")) {
            const kind = `${block.localName} in ${block.parentElement.localName}.${block.parentElement.className}`;
            if (!found.has(kind) && block.getClientRects().length) found.set(kind, block);
          }
          window.kinds = [...found.values()];
          return [...found.keys()];
        });
        assert.ok(kinds.length > 3);
        for (const [index, kind] of kinds.entries()) {
          const covered = await page.evaluate((index) => {
            window.kinds[index].dispatchEvent(new MouseEvent("click", { bubbles: true }));
            return window.covered();
          }, index);
          assert.deepEqual(covered, [], kind);
        }
      }));
    }

    for (const width of [1190, 1280, 1600]) {
      test(`the toolbar stands beside everything that scrolls, ${width} wide`, () => open(book, { width }, async (page) => {
        await layOut(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        await defineShown(page);
        const below = await page.evaluate(() => {
          const bar = document.querySelector(".tools").getBoundingClientRect();
          return window.shown(document.querySelector("main")).filter(({ left, right }) => left < bar.right && right > bar.left).map(({ words }) => words);
        });
        assert.deepEqual(below, []);
      }));
    }

    test("tables can be focused and have names without the script", () => open(book, { javaScriptEnabled: false }, async (page) => {
      for (const box of await page.locator("main .table").all()) {
        const caption = box.locator("caption");
        assert.equal(await box.getAttribute("tabindex"), "0");
        if (!await caption.count()) {
          assert.equal(await box.getAttribute("role"), "group");
          assert.ok(await box.getAttribute("aria-label"));
          continue;
        }
        const names = (await box.getAttribute("aria-labelledby")).split(" ");
        assert.equal(await box.locator("table").getAttribute("id"), names[0]);
        const label = (await caption.textContent()).trim().slice(0, 12);
        const regions = page.getByRole("region", { name: label });
        assert.ok(await regions.count() >= 1, `no region is named ${label}`);
      }
    }));

    test("a wide table uses the room beside the text, and scrolls in narrow windows", () => open(book, { width: 1600 }, async (page) => {
      await layOut(page);
      const widen = (width) => page.evaluate((width) => {
        const table = document.querySelector("main > section > .table > table");
        if (!table) return null;
        table.style.minWidth = `${width}px`;
        const isRightToLeft = getComputedStyle(table.parentElement).direction === "rtl";
        const [inner, box, text] = [table, table.parentElement, table.closest("section").querySelector("h2")].map((element) => element.getBoundingClientRect());
        return {
          doesScroll: table.parentElement.scrollWidth > table.parentElement.clientWidth,
          ...(isRightToLeft ? { start: text.right - inner.right, end: text.left - inner.left } : { start: inner.left - text.left, end: inner.right - text.right }),
          isInside: box.left >= 0 && box.right <= innerWidth,
          hasEdge: getComputedStyle(table.parentElement).backgroundImage.includes("gradient"), tabIndex: table.parentElement.tabIndex,
        };
      }, width);
      const narrow = await widen(0);
      if (!narrow) return;
      assert.ok(Math.abs(narrow.start) < 1, "a narrow table begins where the text begins");
      const wide = await widen(900);
      assert.equal(wide.doesScroll, false);
      assert.ok(wide.start < 0 && Math.abs(Math.abs(wide.start) - Math.abs(wide.end)) <= 1, "it is in the middle");
      for (const width of [1600, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForTimeout(200);
        await widen(1500);
        await page.waitForTimeout(200);
        const { doesScroll, isInside, hasEdge, tabIndex } = await widen(1500);
        assert.deepEqual({ doesScroll, isInside, hasEdge, tabIndex }, { doesScroll: true, isInside: true, hasEdge: true, tabIndex: 0 });
      }
    }));

    for (const width of [700, 768, 1190, 1600]) {
      test(`the search hides no text, ${width} wide`, () => open(book, { width }, async (page) => {
        await page.locator(".open-search").click();
        await page.keyboard.type("the");
        await page.locator(".hits a").first().click();
        await page.waitForTimeout(300);
        assert.ok(await page.locator(".search").isVisible());
        await layOut(page);
        await defineShown(page);
        const hidden = await page.evaluate(() => {
          const panel = document.querySelector(".search").getBoundingClientRect();
          return window.shown(document.querySelector("main")).filter(({ left, right }) => left < panel.right && right > panel.left).map(({ words }) => words);
        });
        assert.deepEqual(hidden, []);
      }));
    }

    for (const width of [700, 820, 1100, 1280]) {
      test(`the text stays where it is when the search opens and closes, ${width} wide`, () => open(book, { width, height: 900 }, async (page) => {
        await layOut(page);
        const paragraphs = await page.locator("main > section > p[id]").count();
        for (const share of [0.3, 0.6, 0.9]) {
          const paragraph = page.locator("main > section > p[id]").nth(Math.floor(paragraphs * share));
          await paragraph.evaluate((element) => scrollBy({ top: element.getBoundingClientRect().top - 120, behavior: "instant" }));
          await page.waitForTimeout(150);
          const before = (await paragraph.boundingBox()).y;
          // At the end of a short book, the block in sight is another one.
          if (before > 200) continue;
          for (const key of ["Enter", "Escape"]) {
            await page.locator(".open-search").evaluate((button, key) => key === "Enter" && button.click(), key);
            if (key === "Escape") await page.keyboard.press(key);
            await page.waitForTimeout(150);
            const { y } = await paragraph.boundingBox();
            assert.ok(Math.abs(y - before) <= 40, `${key}: ${before} to ${y}`);
          }
        }
      }));
    }

    test("on a telephone the search closes when a result is chosen", () => open(book, { width: 390, hasTouch: true, isMobile: true }, async (page) => {
      await page.locator(".open-search").tap();
      await page.keyboard.type("the");
      await page.locator(".hits a").first().tap();
      await page.waitForTimeout(300);
      assert.equal(await page.locator(".search").isVisible(), false);
      assert.ok(await page.locator(".found").count());
    }));

    test("on a telephone the search can be closed at every place of its list, and keeps the place", () => open(book, { width: 390, height: 844, hasTouch: true, isMobile: true }, async (page) => {
      await page.locator(".open-search").tap();
      await page.keyboard.type("a");
      await page.keyboard.type("n");
      await page.locator(".hits a").first().waitFor();
      const scrolled = await page.evaluate(() => {
        document.querySelector(".search").scrollTop = 9999;
        const list = document.querySelector(".hits");
        list.scrollTop = 300;
        return list.scrollTop;
      });
      const [field, button] = [page.locator("#_query"), page.locator(".search .close")];
      for (const part of [field, button]) {
        const { y, height } = await part.boundingBox();
        assert.ok(y >= 0 && y + height < 200, `${y}`);
      }
      await button.tap();
      assert.equal(await page.locator(".search").isVisible(), false);
      await page.locator(".open-search").tap();
      assert.equal(await field.inputValue(), "an");
      assert.equal(await page.locator(".hits").evaluate((list) => list.scrollTop), scrolled);
    }));

    test("the words of a hit are marked until the search is closed", () => open(book, {}, async (page) => {
      const marked = () => page.evaluate(() => [...CSS.highlights.get("hit") ?? []].map(String));
      await page.locator(".open-search").click();
      await page.keyboard.type("An");
      const hit = page.locator(".hits a").first();
      await hit.click();
      await page.waitForTimeout(200);
      const plain = (words) => words.replace(/\u00AD|\u2060/g, "").toLowerCase();
      assert.deepEqual((await marked()).map(plain), [plain(await hit.locator("mark").textContent())]);
      assert.equal(await page.locator(".found").evaluate((block) => getComputedStyle(block).backgroundColor), "rgba(0, 0, 0, 0)");
      const { top, bottom } = await page.evaluate(() => [...CSS.highlights.get("hit")][0].getBoundingClientRect().toJSON());
      assert.ok(top > 60 && bottom < 800, `${top}`);
      await page.keyboard.press("Escape");
      assert.deepEqual(await marked(), []);
      assert.equal(await page.locator(".found").count(), 0);
    }));

    for (const options of [{ width: 390, hasTouch: true, isMobile: true }, { width: 820, height: 1180, hasTouch: true }]) {
      test(`a tap beside the contents only closes them, ${options.width} wide`, () => open(book, options, async (page) => {
        await firstReference(page).scrollIntoViewIfNeeded();
        const before = [page.url(), await page.evaluate(() => scrollY)];
        // A link in all places that the panel does not cover.
        await page.evaluate(() => {
          const link = document.querySelector("main").appendChild(document.createElement("a"));
          link.href = "#_text";
          link.style = "position: fixed; inset: 0";
        });
        await page.locator(".open-contents").tap();
        await page.touchscreen.tap(options.width - 8, 500);
        assert.equal(await page.locator("#_sidebar").isVisible(), false);
        assert.deepEqual([page.url(), await page.evaluate(() => scrollY)], before);
        assert.ok(await page.locator(".open-contents").evaluate((button) => button === document.activeElement));
      }));
    }

    for (const options of [{ width: 390, height: 844, hasTouch: true, isMobile: true }, { width: 1180 }, { width: 1280 }, { width: 1600 }]) {
      test(`a long note can be closed where it opens, ${options.width} wide`, () => open(book, options, async (page) => {
        const longest = await page.evaluate(() => {
          const length = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1))).textContent.length;
          return [...document.querySelectorAll("main p > a.note-reference")].sort((a, b) => length(b) - length(a))[0].id;
        });
        const reference = page.locator(`[id="${longest}"]`);
        for (const share of [0.2, 0.5, 0.85]) {
          await reference.evaluate((link) => link.scrollIntoView({ block: "center" }));
          await page.waitForTimeout(200);
          await reference.evaluate((link, share) => scrollBy(0, link.getBoundingClientRect().top - innerHeight * share), share);
          await page.waitForTimeout(200);
          const line = await reference.boundingBox();
          await reference.click();
          const panel = await page.locator(".open-note").boundingBox();
          const { height } = page.viewportSize();
          for (const part of [".close", ".to-the-notes"]) {
            const box = await page.locator(`.open-note ${part}`).boundingBox();
            assert.ok(box.y >= 0 && box.y + box.height <= height, `${part} at ${box.y} with the reference at ${line.y}`);
          }
          if (await page.locator(".open-note.is-beside").count()) {
            assert.ok(Math.abs(panel.y - line.y) < 12 || panel.y + panel.height > height - 12, "the note begins far from its line");
          } else {
            assert.ok(panel.y > line.y || panel.y + panel.height < line.y + line.height, "the note covers its line");
          }
          await page.locator(".open-note .close").click();
        }
      }));
    }

    test("an open note follows its line when the window is made narrower", () => open(book, { width: 1600 }, async (page) => {
      const reference = firstReference(page);
      await reference.scrollIntoViewIfNeeded();
      await reference.click();
      for (const [width, height] of [[820, 1180], [1180, 820], [500, 800]]) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(200);
        const box = await page.locator(".open-note").boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
      }
    }));

    test("copies of text have its language and direction", () => open(book, {}, async (page) => {
      const settings = (locator) => locator.evaluate((element) => {
        const { direction } = getComputedStyle(element);
        return [element.closest("[lang]").lang, direction];
      });
      for (const section of await page.locator("main > section.case:has(p > a.note-reference)").all()) {
        const reference = section.locator("p > a.note-reference").first();
        await reference.scrollIntoViewIfNeeded();
        await reference.click();
        const note = page.locator(`[id="${(await reference.getAttribute("href")).slice(1)}"]`);
        assert.deepEqual(await settings(page.locator(".note-text")), await settings(note));
        await page.keyboard.press("Escape");
      }
      await page.locator(".open-search").click();
      const word = (await page.locator("main > section.case > h2").first().textContent()).trim().slice(0, 3);
      await page.keyboard.type(word);
      const hit = page.locator(".hits a").first();
      await hit.click();
      assert.deepEqual(await settings(hit), await settings(page.locator(".found")));
    }));

    test("no shadow stands at the edge of a table that is not scrolled", () => open(book, { width: 390, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }, async (page) => {
      await layOut(page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
      const box = await page.evaluateHandle(() => [...document.querySelectorAll("main .table")].find((table) => table.scrollWidth > table.clientWidth) ?? null);
      const table = box.asElement();
      if (!table) return;
      await table.evaluate(async (element) => {
        element.querySelector("table").style.visibility = "hidden";
        // Below the toolbar, and painted.
        element.scrollIntoView({ block: "center", behavior: "instant" });
        for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
      });
      const { x, y, height } = await table.boundingBox();
      const picture = await page.screenshot({ clip: { x: x - 4, y: y + height / 2, width: 12, height: 2 } });
      const shades = await page.evaluate(async (data) => {
        const canvas = document.createElement("canvas").getContext("2d");
        const image = Object.assign(new Image(), { src: `data:image/png;base64,${data}` });
        await image.decode();
        canvas.drawImage(image, 0, 0);
        const { data: bytes } = canvas.getImageData(0, 0, image.width, 1);
        return new Set(bytes.filter((_, index) => index % 4 === 0)).size;
      }, picture.toString("base64"));
      assert.equal(shades, 1);
    }));

    test("a figure fills the window, and is enlarged and moved", () => open(book, {}, async (page) => {
      const figure = page.locator("figure:has(img, svg)").first();
      if (!await figure.count()) return;
      await figure.scrollIntoViewIfNeeded();
      await figure.hover();
      await figure.locator(".enlarge").click();
      const picture = page.locator(".enlarged .picture > *");
      const first = await picture.boundingBox();
      assert.ok(first.width >= 1279 && first.height >= 740, JSON.stringify(first));
      await page.mouse.move(300, 300);
      await page.mouse.wheel(0, -500);
      await page.waitForTimeout(200);
      const zoomed = await picture.boundingBox();
      assert.ok(zoomed.width > first.width * 2);
      // The point under the pointer stays.
      const part = (box) => (300 - box.x) / box.width;
      assert.ok(Math.abs(part(zoomed) - part(first)) < 0.01);
      await page.mouse.down();
      await page.mouse.move(340, 330, { steps: 4 });
      await page.mouse.up();
      const moved = await picture.boundingBox();
      assert.deepEqual([moved.x - zoomed.x, moved.y - zoomed.y].map(Math.round), [40, 30]);
      await page.keyboard.press("0");
      assert.deepEqual(await picture.boundingBox(), first);
      await page.keyboard.press("+");
      assert.ok((await picture.boundingBox()).width > first.width);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".enlarged").isVisible(), false);
      assert.ok(await figure.locator(".enlarge").evaluate((button) => button === document.activeElement));
    }));

    test("on a telephone a broad figure is turned, and two fingers enlarge it", () => open(book, { width: 390, height: 800, hasTouch: true, isMobile: true }, async (page, reader) => {
      const broad = await page.evaluateHandle(() => [...document.querySelectorAll("figure:has(> img, > svg)")].find((figure) => {
        figure.scrollIntoView();
        const { width, height } = figure.querySelector("img, svg").getBoundingClientRect();
        return width > height * 1.3;
      }) ?? null);
      const figure = broad.asElement();
      if (!figure) return;
      await page.waitForTimeout(300);
      await (await figure.$(".enlarge")).tap();
      const picture = page.locator(".enlarged .picture > *");
      const first = await picture.boundingBox();
      assert.ok(first.width >= 389 && first.height >= 740, JSON.stringify(first));
      assert.match(await picture.evaluate((element) => element.style.transform), /rotate\(90deg\)/);
      const session = await reader.newCDPSession(page);
      const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
      await touch("touchStart", [180, 400], [210, 400]);
      for (const step of [20, 40, 60]) await touch("touchMove", [180 - step, 400], [210 + step, 400]);
      await touch("touchEnd");
      const zoomed = await picture.boundingBox();
      assert.ok(zoomed.width > first.width * 2, `${zoomed.width}`);
      // In a broad window nothing is turned.
      await page.setViewportSize({ width: 800, height: 390 });
      await page.waitForTimeout(200);
      assert.doesNotMatch(await picture.evaluate((element) => element.style.transform), /rotate/);
    }));

    test("a drawing is enlarged in the variant that becomes larger, and nothing is turned on a tablet", () => open(book, { width: 820, height: 1180, hasTouch: true }, async (page) => {
      const drawings = page.locator("figure:has(> .drawing.wide)");
      const isDrawing = Boolean(await drawings.count());
      const figures = isDrawing ? drawings : page.locator("figure:has(> img, > svg)");
      if (!await figures.count()) return;
      const picture = page.locator(".enlarged .picture > *");
      // Pixels for a unit of the drawing, whether turned or not.
      const scale = (drawing) => {
        const [box, { width, height }] = [drawing.getBoundingClientRect(), drawing.viewBox.baseVal];
        return Math.max(Math.min(box.width / width, box.height / height), /rotate/.test(drawing.style.transform) ? Math.min(box.height / width, box.width / height) : 0);
      };
      for (const width of [820, 600, 390]) {
        await page.setViewportSize({ width, height: 1180 });
        for (const figure of [figures.first(), figures.last()]) {
          await figure.scrollIntoViewIfNeeded();
          const inText = isDrawing ? await figure.locator(".drawing:visible").evaluate(scale) : 0;
          await figure.locator(".enlarge").tap();
          if (isDrawing) assert.ok(await picture.evaluate(scale) >= inText, `smaller than in the text, ${width} wide`);
          if (width >= 600) assert.doesNotMatch(await picture.evaluate((copy) => copy.style.transform), /rotate/);
          await page.keyboard.press("Escape");
        }
      }
    }));

    test("a note opens in the margin where there is room, and below the line elsewhere", () => open(book, { width: 1600 }, async (page) => {
      await layOut(page);
      await defineShown(page);
      const reference = firstReference(page);
      const note = page.locator(".open-note");
      // The text gives way to a margin in a window that is not very wide.
      await page.setViewportSize({ width: 1280, height: 800 });
      await reference.scrollIntoViewIfNeeded();
      await reference.click();
      assert.ok(await note.evaluate((panel) => panel.classList.contains("is-beside")));
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 1600, height: 800 });
      await reference.scrollIntoViewIfNeeded();
      await reference.click();
      await note.waitFor();
      const covered = await page.evaluate(() => {
        const panel = document.querySelector(".open-note").getBoundingClientRect();
        return window.shown(document.querySelector("main")).filter((box) => window.overlaps(panel, box)).map(({ words }) => words);
      });
      assert.deepEqual(covered, []);
      assert.ok(await note.evaluate((panel) => panel.classList.contains("is-beside")));
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 1200, height: 800 });
      await reference.scrollIntoViewIfNeeded();
      await reference.click();
      assert.ok(await note.evaluate((panel) => !panel.classList.contains("is-beside")));
      const [line, panel] = [await reference.boundingBox(), await note.boundingBox()];
      assert.ok(panel.y >= line.y || panel.y + panel.height <= line.y + line.height);
    }));

    test("no line begins with the number of a note", () => open(book, {}, async (page) => {
      // Lines may end after a question mark, so every number gets one before it.
      await page.evaluate(() => {
        for (const reference of document.querySelectorAll(".note-reference")) reference.before("?");
        for (const section of document.querySelectorAll("main > section")) section.style.contentVisibility = "visible";
      });
      for (let width = 360; width < 480; width += 12) {
        await page.setViewportSize({ width, height: 900 });
        const lost = await page.evaluate(() => [...document.querySelectorAll("main .note-reference")].filter((reference) => {
          const mark = document.createRange();
          mark.selectNode(reference.previousSibling);
          return reference.getBoundingClientRect().top > mark.getBoundingClientRect().bottom;
        }).map((reference) => reference.id));
        assert.deepEqual(lost, [], `${width} pixels wide`);
      }
    }));

    test("the mark in the contents follows the notes", () => open(book, {}, async (page) => {
      await layOut(page);
      const anchor = await page.evaluate(() => {
        const size = (link) => document.querySelectorAll(`${link.hash} + div > .endnote`).length;
        const link = [...document.querySelectorAll("#_sidebar > :first-child a")]
          .filter((link) => size(link) > 0).sort((a, b) => size(b) - size(a))[0];
        if (link) document.querySelector(`${link.hash} + div > :last-child`).scrollIntoView();
        return link?.hash ?? null;
      });
      if (!anchor) return;
      await page.waitForFunction((anchor) => document.querySelector("#_sidebar [aria-current]")?.hash === anchor, anchor);
    }));

    test("no printed page has one note alone", () => open(book, {}, async (page) => {
      const file = join(mkdtempSync(join(tmpdir(), "casebook-")), "print.pdf");
      writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
      const pages = execFileSync("pdftotext", ["-layout", file, "-"], { maxBuffer: 1e9 }).toString().split("\f");
      const lonely = pages.filter((text) => {
        const lines = text.split("\n").map((line) => line.trim()).filter((line) => line && !/^\d+$/.test(line));
        const notes = lines.filter((line) => /^\d+\.\s/.test(line)).length;
        const continuesNotes = lines.length > 0 && /^\d+\.\s/.test(lines[0]);
        return continuesNotes && lines.length < 6 && notes === 1;
      });
      assert.deepEqual(lonely, []);
    }));
  });
}
