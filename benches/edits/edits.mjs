// Measures the time from saving an edit to the paint of the edited paragraph in `casebook serve`: in the HTML, and on
// the page. It edits one paragraph again and again, and then a paragraph of another case each time.
//
//   node benches/edits/edits.mjs [FOLDER] [EDITS]
//
// FOLDER is a project; it is copied first. Needs `npm ci` in tests/browser and `cargo build --release`. CHROMIUM names the
// browser. Prints the median, the 90th percentile and the maximum in milliseconds, and the memory of the server.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const { chromium } = await import(join(root, "tests/browser/node_modules/playwright-core/index.mjs"));

const [folder = join(root, "content"), count = "50"] = process.argv.slice(2);
const EDITS = Number(count);
const LIMIT = 20_000;

/** Starts the server for a project, and returns its address. */
async function serve(project) {
  const server = spawn(join(root, "target/release/casebook"), ["serve", "--no-open", "--port", "0", project], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line);
    if (address) return { server, address: address[0] };
  }
  throw new Error("the server has ended");
}

/** The case files with a long paragraph, and the place of its end. */
function paragraphs(project) {
  const files = readdirSync(project, { recursive: true }).filter((name) => name.endsWith(".md")).sort();
  const manifest = readFileSync(join(project, "book.yaml"), "utf8");
  const isUsed = (name) => manifest.includes(name) || manifest.includes(`${dirname(name)}/*`);
  return files.filter(isUsed).map((name) => join(project, name)).flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const found = [...text.matchAll(/\n\n([A-Z](?:[^\n|<]|\n(?!\n)){200,}?)(?=\n\n)/g)];
    const middle = found[Math.floor(found.length / 2)];
    return middle ? [{ path, text, end: middle.index + 2 + middle[1].length }] : [];
  });
}

/** In the page: tells when a word is painted in the HTML, and when a page with another picture is painted. */
function watch() {
  const painted = () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(Date.now()); port2.postMessage(0); }));
  const now = () => new Map([...document.querySelectorAll("#pages img")].map((image) => [image, image.dataset.id]));
  window.expect = (word) => {
    const before = now();
    const html = new Promise((done) => {
      let known = null;
      const has = (node) => node.textContent.includes(word);
      // Looking at the whole book all the time would take the time that is measured.
      const look = () => {
        const frame = document.querySelector("#html iframe:not(.is-waiting)");
        if (frame && frame !== known) {
          const isFirst = known === null;
          known = frame;
          const main = frame.contentDocument.querySelector("main");
          if (!isFirst && has(main)) return painted().then(done);
          new frame.contentWindow.MutationObserver((changes, observer) => {
            if (!changes.some(({ addedNodes }) => [...addedNodes].some(has))) return;
            observer.disconnect();
            painted().then(done);
          }).observe(main, { childList: true, subtree: true });
        }
        setTimeout(look, 5);
      };
      look();
    });
    const page = new Promise((done) => {
      const look = async () => {
        const changed = [...document.querySelectorAll("#pages img")].filter((image) => before.get(image) !== image.dataset.id);
        const box = document.querySelector("#pages").getBoundingClientRect();
        const inSight = changed.filter((image) => { const { top, bottom } = image.getBoundingClientRect(); return bottom > box.top && top < box.bottom; });
        if (inSight.length && inSight.every((image) => image.complete && image.naturalWidth)) {
          await Promise.all(inSight.map((image) => image.decode().catch(() => {})));
          done(await painted());
        } else setTimeout(look, 5);
      };
      look();
    });
    window.painted = {};
    window.expected = Promise.all([html.then((time) => { window.painted.html = time; return time; }), page.then((time) => { window.painted.page = time; return time; })]);
  };
}

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

const scratch = mkdtempSync(join(tmpdir(), "casebook-edits-"));
const project = join(scratch, "project");
cpSync(folder, project, { recursive: true });
const { server, address } = await serve(project);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("#pages img") && document.querySelector("#html iframe:not(.is-waiting)") && document.querySelector("#status").textContent === "Up to date", null, { timeout: LIMIT });
  await page.evaluate(watch);
  const memories = [memory(server.pid)];
  let count = 0;
  /** Edits a paragraph of each place in turn, and prints how long that took. */
  const series = async (what, places) => {
    const times = { html: [], page: [] };
    for (let edit = 0; edit < EDITS; edit += 1, count += 1) {
      const { path, text, end } = places[edit % places.length];
      const word = `Zqx${count}`;
      await page.evaluate((expected) => window.expect(expected), word);
      const start = Date.now();
      writeFileSync(path, `${text.slice(0, end)} ${word}.${text.slice(end)}`);
      const late = async () => {
        await sleep(LIMIT, null, { ref: false });
        throw new Error(`edit ${count} in ${path} is not shown, only ${Object.keys(await page.evaluate(() => window.painted))}`);
      };
      const [html, pages] = await Promise.race([page.evaluate(() => window.expected), late()]);
      times.html.push(html - start);
      times.page.push(pages - start);
      if ((count + 1) % 50 === 0) memories.push(memory(server.pid));
      // The build of this edit is over before the next one begins.
      await page.waitForFunction(() => document.querySelector("#status").textContent === "Up to date", null, { timeout: LIMIT });
    }
    for (const [where, values] of Object.entries(times)) {
      console.log(`${what}, ${where}: median ${at(values, 0.5)} ms, 90 % ${at(values, 0.9)} ms, maximum ${at(values, 1)} ms (${values.length} edits)`);
    }
  };
  const places = paragraphs(project);
  await series("the same paragraph", [places[Math.floor(places.length / 2)]]);
  await series("another case each time", places);
  console.log(`memory of the server after 0, 50, 100 … edits: ${memories.map((value) => value.toFixed(0)).join(", ")} MB`);
} finally {
  await browser.close();
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}
