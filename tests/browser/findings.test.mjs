import assert from "node:assert/strict";
import { test } from "node:test";
import { example, files, follow, inView, open, report } from "./support.mjs";

const current = (page) => page.locator(".finding.current");
const shown = (page) => page.locator("#list > li:not([hidden])");
/** The finding of a rule: the link in the list, and its place. */
async function of(page, rule) {
  const link = page.locator("#list a", { has: page.locator(`.rule:text-is("${rule}")`) }).first();
  return { link, id: (await link.getAttribute("href")).slice(1) };
}

test("a click on a finding brings all its excerpts into view, side by side", async (t) => {
  const { page, problems } = await open(t, example());
  const { link, id } = await of(page, "meeting-place");
  await follow(page, link);
  const finding = current(page);
  assert.equal(await finding.getAttribute("id"), id);
  assert.equal(await link.getAttribute("aria-current"), "true");
  const columns = await finding.locator(".column").all();
  assert.equal(columns.length, 2);
  const boxes = [];
  for (const column of columns) {
    const mark = column.locator("mark").first();
    assert.equal(await inView(mark), 1);
    boxes.push(await column.boundingBox());
  }
  assert.ok(boxes[0].x + boxes[0].width <= boxes[1].x && Math.abs(boxes[0].y - boxes[1].y) < 2, "side by side");
  assert.deepEqual(await finding.locator("mark").allTextContents(), ["Vienna", "Geneva"]);
  const focused = await page.evaluate(() => document.activeElement.closest(".finding")?.id);
  assert.equal(focused, id);
  // All others are out of the way.
  assert.equal(await page.locator(".finding:visible").count(), 1);
  assert.deepEqual(problems, []);
});

test("whole articles stand side by side, the finding's words in view", async (t) => {
  const { page, problems } = await open(t, example());
  const { link } = await of(page, "meeting-place");
  await follow(page, link);
  const button = current(page).locator("button.whole").first();
  await button.click();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  const whole = current(page).locator(".column").first().locator(".text:visible");
  assert.match(await whole.textContent(), /The sea does not ask for a passport/);
  assert.equal(await inView(whole.locator("mark.primary")), 1);
  assert.ok((await whole.locator("mark.elsewhere").count()) > 0, "other claims are marked, too");
  await button.click();
  assert.equal(await current(page).locator(".column .text").count(), 2);
  // A mark of the articles' part leads to its finding.
  await follow(page, current(page).locator("footer a").first());
  assert.equal(await page.locator(".cited:focus-within").count(), 1);
  await follow(page, page.locator('.cited:focus-within mark a:text-is("Vienna")'));
  assert.equal(await current(page).locator(".rule").first().textContent(), "meeting-place");
  assert.deepEqual(problems, []);
});

test("filters leave what fits, and say how many", async (t) => {
  const { page, problems } = await open(t, example());
  const count = page.locator("#count");
  assert.equal(await count.getAttribute("role"), "status");
  const total = await shown(page).count();
  assert.equal(await count.textContent(), `${total} findings`);
  const expect = async (of, text) => {
    await page.waitForFunction((text) => document.getElementById("count").textContent === text, text);
    assert.equal(await shown(page).count(), of);
    const selected = await page.locator('#list a[aria-current="true"]').count();
    assert.equal(selected, of ? 1 : 0);
    assert.equal(await page.locator('#list li[hidden] a[aria-current="true"]').count(), 0);
  };
  const errors = await page.locator('#list > li[data-level="error"]').count();
  for (const level of ["warning", "advice", "undecided"]) await page.locator(`input[value="${level}"]`).uncheck();
  await expect(errors, `${errors} of ${total} findings`);
  await page.locator("#rule").selectOption({ label: "meeting-place (1)" });
  await expect(1, `1 of ${total} findings`);
  await page.locator("#reset").click();
  await expect(total, `${total} findings`);
  const article = await page.locator("#article option").nth(1).textContent();
  await page.locator("#article").selectOption({ index: 1 });
  const cited = Number(article.match(/\((\d+)\)$/)[1]);
  await expect(cited, `${cited} of ${total} findings`);
  // The part of articles has this one only.
  await follow(page, page.locator('.parts a[href="#articles"]'));
  assert.equal(await page.locator(".cited:visible").count(), 1);
  await page.locator("#reset").click();
  await page.locator("#words").fill("vienna GENEVA");
  await expect(1, `1 of ${total} findings`);
  await page.locator("#words").fill("no such words");
  await expect(0, `0 of ${total} findings`);
  await follow(page, page.locator('.parts a[href="#findings"]'));
  assert.ok(await page.locator("#findings .none").isVisible());
  assert.deepEqual(problems, []);
});

test("keys lead from finding to finding", async (t) => {
  const { page, problems } = await open(t, example());
  const ids = await page.locator("#list a").evaluateAll((links) => links.map((link) => link.hash.slice(1)));
  const at = () => current(page).getAttribute("id");
  assert.equal(await at(), ids[0]);
  await page.keyboard.press("j");
  await page.waitForFunction((id) => document.querySelector(".finding.current").id === id, ids[1]);
  await page.keyboard.press("j");
  await page.waitForFunction((id) => document.querySelector(".finding.current").id === id, ids[2]);
  assert.equal(await page.evaluate(() => document.activeElement.closest(".finding")?.id), ids[2]);
  await page.keyboard.press("k");
  await page.waitForFunction((id) => document.querySelector(".finding.current").id === id, ids[1]);
  // Those that are filtered out are passed over.
  await page.locator("#rule").selectOption({ label: "meeting-place (1)" });
  const only = await at();
  await page.locator("h1").click();
  await page.keyboard.press("j");
  assert.equal(await at(), only);
  await page.keyboard.press("w");
  assert.equal(await current(page).locator('button.whole[aria-expanded="true"]').count(), 2);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await page.keyboard.type("jk?");
  assert.equal(await page.locator("#words").inputValue(), "jk?");
  await page.keyboard.press("Escape");
  await page.locator("#reset").click();
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog#keys").isVisible());
  await page.locator("#keys-on").uncheck();
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("dialog#keys").isVisible()));
  const before = await at();
  await page.keyboard.press("j");
  assert.equal(await at(), before, "single keys are off");
  assert.deepEqual(problems, []);
});

test("everything is reached with the tab key", async (t) => {
  const { page } = await open(t, example());
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  assert.equal(await inView(page.locator(".skip")), 1);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return [document.activeElement.closest("main") !== null, outlineStyle, parseFloat(outlineWidth) >= 2];
  });
  assert.deepEqual(outline, [true, "solid", true]);
});

test("the address of a finding leads to it", async (t) => {
  const { page: first } = await open(t, example());
  const { id } = await of(first, "meeting-place");
  assert.match(id, /^[0-9a-f]{16}$/);
  const { page, problems, address } = await open(t, example(), { hash: `#${id}` });
  assert.equal(await current(page).getAttribute("id"), id);
  assert.equal(await inView(current(page).locator("h3")), 1);
  // To its rule, and back.
  await follow(page, current(page).locator("a.rule").first());
  assert.ok(await page.locator("#rule-meeting-place h3").isVisible());
  assert.ok((await inView(page.locator("#rule-meeting-place h3"))) === 1);
  assert.match(await page.locator("#rule-meeting-place").textContent(), /What it cannot know/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#findings.shown"));
  assert.equal(await current(page).getAttribute("id"), id);
  assert.ok(page.url().startsWith(address));
  const { page: lost, problems: none } = await open(t, example(), { hash: "#0123%zz" });
  assert.equal(await current(lost).count(), 1);
  assert.deepEqual([...problems, ...none], []);
});

test("events show who agrees with whom", async (t) => {
  const { page, problems } = await open(t, example(), { hash: "#events" });
  const event = page.locator(".event", { has: page.locator('a.rule:text-is("meeting-place")') });
  assert.equal(await event.count(), 1);
  assert.deepEqual(await event.locator(".sides strong").allTextContents(), ["Geneva", "Vienna"]);
  assert.equal(await event.locator("svg line.differ").count(), 1);
  await follow(page, event.locator(".links a").first());
  assert.equal(await current(page).locator(".rule").first().textContent(), "meeting-place");
  assert.deepEqual(problems, []);
});

test("light and dark follow the system, and the switch", async (t) => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const { page: light, problems } = await open(t, example(), { colorScheme: "light" });
  const { page: dark } = await open(t, example(), { colorScheme: "dark" });
  const [white, black] = [await paper(light), await paper(dark)];
  assert.notEqual(white, black);
  await light.locator("#theme").click();
  assert.equal(await paper(light), black);
  await light.locator("#theme").click();
  assert.equal(await paper(light), white);
  assert.deepEqual(problems, []);
});

test("printed, everything is there and nothing to click", async (t) => {
  const { page } = await open(t, example(), { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const total = await page.locator(".finding").count();
  assert.equal(await page.locator(".finding:visible").count(), total);
  assert.equal(await page.locator(".cited:visible").count(), await page.locator(".cited").count());
  assert.equal(await page.locator("button:visible, input:visible, select:visible, .side:visible").count(), 0);
  // Folded parts are open.
  const hashes = page.locator(".column details code");
  assert.ok((await hashes.first().boundingBox()).height > 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
});

test("without scripts all of it can be read", async (t) => {
  const { page, problems } = await open(t, example(), { javaScriptEnabled: false });
  const total = await page.locator(".finding").count();
  assert.equal(await page.locator(".finding:visible").count(), total);
  assert.equal(await page.locator("button:visible, input:visible, select:visible").count(), 0);
  const { link, id } = await of(page, "meeting-place");
  await link.click();
  assert.ok(page.url().endsWith(`#${id}`));
  assert.equal(await inView(page.locator(`[id="${id}"] h3`)), 1);
  assert.deepEqual(problems, []);
});

test("on a narrow screen nothing is wider than it", async (t) => {
  const { page, problems } = await open(t, example(), { width: 400 });
  for (const part of ["findings", "events", "articles", "rules"]) {
    await follow(page, page.locator(`.parts a[href="#${part}"]`));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), part);
  }
  const { link } = await of(page, "meeting-place");
  await follow(page, link);
  assert.equal(await inView(current(page).locator("h3")), 1);
  assert.deepEqual(problems, []);
});

test("the page of facts opens, and shows a fact at its words", async (t) => {
  const folder = files("facts", { "a.txt": "Ilse Varga and Marek Dunin met in Oslo on 3 March 2025.\n" });
  const { page, problems } = await open(t, report("facts", ["facts", "a.txt"], folder));
  await page.locator('mark:text-is("Oslo")').hover();
  assert.match(await page.locator("#card").textContent(), /location/);
  await page.locator("#theme").click();
  assert.deepEqual(problems, []);
});
