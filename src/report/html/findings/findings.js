(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const parts = all("main > .part");
  const findings = all(".finding");
  const items = all("#list > li");
  const articles = all(".cited");
  const form = byId("filters");
  const numbers = (text) => text.split(" ").filter(Boolean);

  document.documentElement.classList.add("scripted");
  for (const element of all(".scripted[hidden]")) element.hidden = false;

  // What is shown of the page: one part; of the findings, one.
  let current = -1;
  function showPart(part) {
    for (const one of parts) one.classList.toggle("shown", one === part);
    for (const link of all(".parts a")) {
      if (link.hash === `#${part.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
  function select(index) {
    if (current >= 0) {
      findings[current].classList.remove("current");
      items[current].firstElementChild.removeAttribute("aria-current");
    }
    current = index;
    if (current < 0) return;
    findings[current].classList.add("current");
    const link = items[current].firstElementChild;
    link.setAttribute("aria-current", "true");
    // By hand: `scrollIntoView` would let the tab key go on from here.
    const [line, list] = [link, link.closest("nav")].map((element) => element.getBoundingClientRect());
    link.closest("nav").scrollTop += Math.min(0, line.top - list.top) || Math.max(0, line.bottom - list.bottom);
  }
  const visible = (index) => !items[index].hidden;
  const firstVisible = () => items.findIndex((item) => !item.hidden);

  // A place on the page comes into view, and readers of the screen hear its title.
  function go(place) {
    const part = place.closest(".part");
    if (!part) return;
    showPart(part);
    const index = findings.indexOf(place);
    if (index >= 0) select(index);
    else if (part.id === "findings" && current < 0) select(firstVisible());
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const title = place === part ? part.firstElementChild : (all("h3", place)[0] ?? place);
    if (!title.hasAttribute("tabindex")) title.tabIndex = -1;
    (place === part ? document.body : place).scrollIntoView({ block: "start" });
    title.focus({ preventScroll: true });
  }
  function follow() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // A broken address leads nowhere.
    }
    const place = id && byId(id);
    if (place) return go(place);
    showPart(parts[0]);
    if (current < 0 && findings.length) select(Math.max(0, firstVisible()));
  }
  addEventListener("hashchange", follow);
  // A link to where the address points already changes nothing, and is followed all the same.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });

  function step(by) {
    let next = current;
    if (parts[0].classList.contains("shown")) {
      do next += by;
      while (next >= 0 && next < items.length && !visible(next));
    }
    if (next < 0 || next >= items.length) return;
    if (next === current) go(findings[next]);
    else location.replace(`#${findings[next].id}`);
  }

  // Filters.
  const words = byId("words");
  const texts = [];
  const textOf = (index) => (texts[index] ??= findings[index].textContent.toLowerCase().replace(/\s+/g, " "));
  function ticked(name) {
    const boxes = all(`input[name="${name}"]`, form);
    return boxes.length ? new Set(boxes.filter((box) => box.checked).map((box) => box.value)) : null;
  }
  function filter() {
    const levels = ticked("level");
    const states = ticked("state");
    const rule = byId("rule").value;
    const article = byId("article").value;
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, index) => {
      const { level, state } = item.dataset;
      const fits =
        (!levels || levels.has(level)) &&
        (!states || states.has(state)) &&
        (!rule || numbers(item.dataset.rules).includes(rule)) &&
        (!article || numbers(item.dataset.articles).includes(article)) &&
        wanted.every((word) => textOf(index).includes(word));
      item.hidden = !fits;
      findings[index].classList.toggle("out", !fits);
      count += fits;
    });
    articles.forEach((one, index) => one.classList.toggle("out", article !== "" && index !== Number(article)));
    const total = `${items.length} finding${items.length === 1 ? "" : "s"}`;
    byId("count").textContent = count === items.length ? total : `${count} of ${total}`;
    byId("reset").hidden = count === items.length && !article;
    parts[0].querySelector(".none").hidden = count > 0;
    if (current < 0 || !visible(current)) select(firstVisible());
  }
  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target === words) waiting = setTimeout(filter, 120);
    else filter();
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // A whole article in the place of its excerpt, beside the others.
  function unfold(button) {
    const column = button.closest(".column");
    const excerpt = column.querySelector(".text");
    const index = String(findings.indexOf(column.closest(".finding")));
    const whole = articles[Number(column.dataset.article)].querySelector(".text").cloneNode(true);
    for (const fold of all("details", whole)) fold.open = true;
    for (const mark of all("mark", whole)) {
      if (!numbers(mark.dataset.of).includes(index)) mark.className = "elsewhere";
    }
    whole.tabIndex = 0;
    whole.setAttribute("role", "region");
    whole.setAttribute("aria-label", `Whole article: ${column.getAttribute("aria-label")}`);
    excerpt.hidden = true;
    excerpt.after(whole);
    column.classList.add("unfolded");
    button.setAttribute("aria-expanded", "true");
    const mark = whole.querySelector("mark:not(.elsewhere)");
    if (mark) whole.scrollTop += mark.getBoundingClientRect().top - whole.getBoundingClientRect().top - whole.clientHeight / 3;
  }
  function fold(button) {
    const column = button.closest(".column");
    const [excerpt, whole] = all(".text", column);
    whole.remove();
    excerpt.hidden = false;
    column.classList.remove("unfolded");
    button.setAttribute("aria-expanded", "false");
  }
  const turn = (button) => (button.getAttribute("aria-expanded") === "true" ? fold : unfold)(button);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.whole");
    if (button) turn(button);
  });

  // Keys.
  const dialog = byId("keys");
  byId("keys-open").addEventListener("click", () => dialog.showModal());
  byId("keys-close").addEventListener("click", () => dialog.close());
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    w() {
      if (current < 0) return;
      const buttons = all("button.whole", findings[current]);
      const open = buttons.every((button) => button.getAttribute("aria-expanded") === "true");
      for (const button of buttons) (open ? fold : button.getAttribute("aria-expanded") === "true" ? () => {} : unfold)(button);
    },
    "/"() {
      words.focus();
      words.select();
    },
    "?": () => dialog.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === words) words.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || !byId("keys-on").checked) return;
    if (event.target.closest?.("input:not([type=checkbox]), select, textarea")) return;
    const action = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  follow();
})();
