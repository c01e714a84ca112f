// Reports made by the program under test, and pages of a browser that note whatever must not happen.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, "../..");
const program = process.env.CLAIMLINT ?? join(project, "target/debug/claimlint");

const folder = mkdtempSync(join(tmpdir(), "claimlint-browser-"));
// Chromium has no sandbox for root.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: sandbox });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Runs the program in `cwd`; the page's path. */
export function report(name, args, cwd) {
  const page = join(folder, `${name}.html`);
  const done = spawnSync(program, [...args, "--format", "html", "--output", page], { cwd, encoding: "utf8" });
  if (done.error || done.status > 1) throw new Error(`claimlint ${args.join(" ")}: ${done.error ?? done.stderr}`);
  return page;
}

/** Files in a folder of their own; its path. */
export function files(name, contents) {
  const path = join(folder, name);
  for (const [file, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return path;
}

let week;
/** The page of the examples. */
export function example() {
  week ??= report(
    "example",
    ["check", "articles", "--rules", "desk.claim", "--show", "undecided"],
    join(project, "examples"),
  );
  return week;
}

/**
 * Opens a page; `problems` fills with dialogs, whatever the console says (of a blocked script, too), and requests for anything but
 * the page, made or blocked.
 */
export async function open(t, file, { hash = "", width = 1280, height = 860, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const problems = [];
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  const address = pathToFileURL(file).href;
  const foreign = (what) => (request) => {
    if (request.url().split("#")[0] !== address) problems.push(`${what(request)}: ${request.url()}`);
  };
  page.on("requestfinished", foreign(() => "request"));
  page.on("requestfailed", foreign((request) => (request.failure().errorText === "csp" ? "blocked" : "request")));
  await page.goto(address + hash);
  return { page, problems, address };
}

/** The part of the window that an element has, from 0 to 1 in height. */
export const inView = (element) =>
  element.evaluate(async (node) => {
    const share = () => {
      const { top, bottom, width } = node.getBoundingClientRect();
      const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
      return width > 0 && bottom > top ? Math.max(0, seen) / (bottom - top) : 0;
    };
    // A busy machine is still scrolling when the click is done.
    for (const until = performance.now() + 2000; share() < 1 && performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return share();
  });

/** Clicks a link within a page, and waits until the page has followed it: browsers tell of a new fragment a little later. */
export async function follow(page, link) {
  const hash = await link.evaluate((a) => a.hash);
  await link.click();
  await page.waitForFunction((hash) => location.hash === hash, hash);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
