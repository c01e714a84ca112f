// Articles are other people's words: nothing in them runs, loads or leads anywhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { files, follow, open, report } from "./support.mjs";

const RULES = `language 1

rule nothing-quoted  "Nothing is quoted"
  level error
  for each quote q
  must not occur
  say "nobody may say “{q.words}”"
`;

const TRAPS = [
  "<script>alert(1)</script>",
  "</title></style></script></mark></textarea><script>alert(2)</script>",
  "<img src=x onerror=alert(3)>",
  "<svg onload=alert(4)><a href=\"javascript:alert(5)\">here</a></svg>",
  "\" autofocus onfocus=alert(6) x=\"",
  "' onmouseover='alert(7)",
  "&lt;script&gt;alert(8)&lt;/script&gt; &#60;img src=x onerror=alert(9)&#62;",
  "<iframe srcdoc=\"<script>alert(10)</script>\"></iframe><object data=x></object><link rel=stylesheet href=//x.example/a.css>",
  "<base href=https://x.example/><form action=https://x.example><input autofocus onfocus=alert(11)>",
  "<style>@import 'https://x.example/a.css'; * { display: none !important }</style>",
  "\u202egnp.exe \u001b[31m \u0000 \u2028 \u200b \ufeff {{ 7 * 7 }} {% include 'x' %} ${alert(12)} <!-- -->",
];

function hostile() {
  const contents = { "r.claim": RULES };
  TRAPS.forEach((trap, i) => {
    contents[`text-${i}.txt`] = `${trap}\n\nThe mayor said “${trap} is here,” and left.\n`;
    contents[`page-${i}.html`] =
      `<html><head><title>${trap.replaceAll("<", "&lt;")}</title></head><body><article><h1>Ships</h1>` +
      `<p>The mayor said “${trap.replaceAll("<", "&lt;")} is here,” and left the town hall that night.</p></article></body></html>`;
  });
  contents["<img src=x onerror=alert(13)>.txt"] = "The mayor said “so be it,” and left.\n";
  contents["records.jsonl"] = TRAPS.map((trap) =>
    JSON.stringify({
      id: trap,
      title: trap,
      text: `The mayor said “${trap} is here,” and left.`,
      url: "javascript:alert(14)",
      source: trap,
      date: "2025-03-03",
    }),
  ).join("\n");
  contents["stands.md"] =
    "<!-- stet nothing-quoted: <img src=x onerror=alert(15)> -->\n\nThe mayor said “so be it,” and left.\n";
  return files("hostile", contents);
}

let made;
const page = () =>
  (made ??= report("hostile", ["check", ".", "--rules", "r.claim", "--no-std", "--show", "suppressed,undecided"], hostile()));

test("nothing of an article runs, loads or leads away", async (t) => {
  const { page: tab, problems } = await open(t, page());
  assert.ok((await tab.locator(".finding").count()) > 2 * TRAPS.length);
  // Everything is shown once.
  for (const link of await tab.locator("#list a").all()) await follow(tab, link);
  for (const button of await tab.locator(".finding.current button.whole").all()) await button.click();
  for (const part of ["events", "articles", "rules"]) {
    const link = tab.locator(`.parts a[href="#${part}"]`);
    if (await link.count()) await follow(tab, link);
  }
  const foreign = await tab.evaluate(() => ({
    elements: [...document.querySelectorAll("main *")]
      .map((one) => one.localName)
      .filter((name) => ["script", "img", "iframe", "object", "embed", "link", "style", "form", "input", "base"].includes(name)),
    handlers: [...document.querySelectorAll("*")].filter((one) => one.getAttributeNames().some((n) => n.startsWith("on"))).length,
    links: [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")).filter((href) => !href.startsWith("#")),
    scripts: document.scripts.length,
  }));
  assert.deepEqual(foreign, { elements: [], handlers: 0, links: [], scripts: 1 });
  const text = await tab.locator("body").textContent();
  for (const shown of ["<script>alert(1)</script>", "\\u{202e}gnp.exe ␛[31m", "{{ 7 * 7 }}", "javascript:alert(14)"]) {
    assert.ok(text.includes(shown), shown);
  }
  for (const hidden of ["\u202e", "\u001b", "\u2028", "\u200b"]) assert.ok(!text.includes(hidden));
  assert.deepEqual(problems, []);
});

test("what slipped through would stay dead", async (t) => {
  const { page: tab, problems } = await open(t, page());
  await tab.evaluate(() => {
    const box = document.createElement("div");
    box.innerHTML =
      "<img src='https://x.example/a.png' onerror='alert(1)'><a id=trap onclick='alert(2)' href='javascript:alert(3)'>x</a>" +
      "<p style='position:fixed;inset:0'>over</p><iframe src='https://x.example'></iframe>";
    document.body.prepend(box);
    const script = document.createElement("script");
    script.textContent = "alert(4)";
    document.body.append(script);
  });
  await tab.locator("#trap").click();
  await tab.waitForTimeout(200);
  const broken = problems.filter((one) => !/^(console|blocked): /.test(one));
  assert.deepEqual(broken, [], "no dialog, no request");
  assert.ok(problems.some((one) => one.includes("Content Security Policy")), "the policy says what it blocked");
});
