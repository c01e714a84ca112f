// A large batch: the page stays quick.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { files, open, report } from "./support.mjs";

const MATCHES = 1000;
/** In milliseconds. Ten times what a quiet machine takes: this one may run other things beside. */
const OPENS = 30_000;
const ANSWERS = 5_000;

const RULES = `language 1

rule one-crowd  "Accounts of one match count one crowd"
  level  warning
  for    each crowd c
  must   agree on number

fact crowd  "So many came to a match"
  number  number
  match   text
  same when  match alone

extract crowd
  "{number: quantity} saw match {match}"
`;

const EVENING = "The evening was long, and the wind came from the sea as it does in every autumn on this coast.";

/** Two articles on each match that count its crowd differently, and one that nobody contradicts. */
function season() {
  const around = Array(2).fill(EVENING).join("\n\n");
  const record = (id, match, said) =>
    JSON.stringify({ id, title: `An evening at match ${match}`, text: `${around}\n\n${said}\n\n${around}` });
  const records = [];
  for (let i = 0; i < MATCHES; i++) {
    const match = `M${i}`;
    records.push(record(`${match}-early`, match, `In the end ${12000 + i} people saw match ${match}.`));
    records.push(record(`${match}-late`, match, `In the end ${43000 + i} people saw match ${match}.`));
    records.push(record(`${match}-other`, match, "Nobody counted them."));
  }
  return records.join("\n");
}

const clock = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

test("a thousand findings over three thousand articles", async (t) => {
  const folder = files("season", { "season.jsonl": season(), "r.claim": RULES });
  const file = report("season", ["check", "season.jsonl", "--rules", "r.claim", "--no-std"], folder);
  let tab;
  const opened = await clock(async () => (tab = await open(t, file)));
  const { page, problems } = tab;
  assert.equal(await page.locator(".finding").count(), MATCHES);
  assert.equal(await page.locator(".cited").count(), 2 * MATCHES, "only cited articles");
  const middle = page.locator("#list a").nth(MATCHES / 2);
  const chosen = await clock(async () => {
    await middle.click();
    await page.waitForFunction((n) => document.querySelectorAll(".finding")[n].classList.contains("current"), MATCHES / 2);
  });
  assert.equal(await page.locator(".finding.current .column mark:visible").count(), 2);
  const filtered = await clock(async () => {
    await page.locator("#words").fill("match M77");
    await page.waitForFunction(() => document.getElementById("count").textContent.startsWith("11 of 1000"));
  });
  const stepped = await clock(async () => {
    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.waitForFunction(() => document.activeElement.closest(".finding.current"));
  });
  const turned = await clock(async () => {
    await page.locator('.parts a[href="#articles"]').click();
    await page.waitForFunction(() => document.querySelector("#articles.shown"));
  });
  const figures = { megabytes: statSync(file).size / 1e6, opened, chosen, filtered, stepped, turned };
  t.diagnostic(Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(name === "megabytes" ? 1 : 0)}`).join(", "));
  assert.ok(opened < OPENS, `opened in ${opened} ms`);
  for (const [name, took] of Object.entries({ chosen, filtered, stepped, turned })) assert.ok(took < ANSWERS, `${name}: ${took} ms`);
  assert.deepEqual(problems, []);
});
