// Whoever uses a screen reader, few colours or only keys: the rules of axe-core, all of them.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { example, follow, open } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page) {
  // The page's policy would not let it in as a script element.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).slice(0, 5).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`no violation, ${colorScheme}`, async (t) => {
    const { page } = await open(t, example(), { colorScheme });
    for (const part of ["findings", "events", "articles", "rules"]) {
      await follow(page, page.locator(`.parts a[href="#${part}"]`));
      if (part === "findings") {
        await page.locator("#list a", { has: page.locator('.rule:text-is("meeting-place")') }).click();
        await page.keyboard.press("w");
        for (const summary of await page.locator(".finding.current summary").all()) await summary.click();
      }
      assert.deepEqual(await violations(page), [], part);
    }
    await page.keyboard.press("?");
    assert.deepEqual(await violations(page), [], "keys");
  });
}

test("no violation on a narrow screen", async (t) => {
  const { page: narrow } = await open(t, example(), { width: 400 });
  assert.deepEqual(await violations(narrow), []);
});
