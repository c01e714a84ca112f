"use strict";
(() => {
  // As many lines under a word as can be told apart; further facts share the last one.
  const LANES = 8;
  const boxes = [...document.querySelectorAll("#kinds input")];
  const card = document.getElementById("card");
  const names = boxes.map((box) => box.nextElementSibling.nextElementSibling.textContent);
  // Neighbours in the legend get hues far apart.
  const colours = boxes.map((_, i) => {
    const hue = Math.round((25 + i * 137.5) % 360);
    return `light-dark(oklch(0.58 0.17 ${hue}), oklch(0.75 0.14 ${hue}))`;
  });
  boxes.forEach((box, i) => box.parentElement.style.setProperty("--colour", colours[i]));

  const articles = [...document.querySelectorAll("article")].map((element) => ({
    text: element.querySelector(".text"),
    marks: [...element.querySelectorAll("mark")],
    facts: JSON.parse(element.querySelector("script").textContent),
  }));
  const homes = new Map(); // mark -> its article, and which one it is there
  for (const article of articles) article.marks.forEach((mark, index) => homes.set(mark, { article, index }));

  const length = ([first, last]) => last - first;

  // Draws the facts of the ticked kinds.
  function draw(article) {
    const shown = article.facts.filter((fact) => boxes[fact.kind].checked);
    shown.sort((a, b) => length(a.marks) - length(b.marks));
    article.at = article.marks.map(() => []);
    const taken = article.marks.map(() => 0); // lanes as bits
    const starts = new Set();
    let lanes = 0;
    for (const fact of shown) {
      const [first, last] = fact.marks;
      let used = 0;
      for (let i = first; i <= last; i++) used |= taken[i];
      let lane = 0;
      while (lane < LANES - 1 && used & (1 << lane)) lane++;
      for (let i = first; i <= last; i++) {
        taken[i] |= 1 << lane;
        article.at[i].push({ fact, lane });
      }
      starts.add(first);
      lanes = Math.max(lanes, lane + 1);
    }
    article.text.style.setProperty("--lanes", lanes);
    article.marks.forEach((mark, i) => {
      const lines = article.at[i];
      const used = Math.max(0, ...lines.map(({ lane }) => lane + 1));
      mark.style.setProperty("--used", used);
      mark.style.backgroundImage = lines
        .map(({ fact }) => `linear-gradient(${colours[fact.kind]}, ${colours[fact.kind]})`)
        .join();
      mark.style.backgroundSize = lines.map(() => "100% 2px").join();
      mark.style.backgroundPosition = lines.map(({ lane }) => `0 calc(100% - ${(used - lane - 1) * 3}px)`).join();
      if (starts.has(i)) {
        mark.tabIndex = 0;
        mark.setAttribute("aria-describedby", "card");
      } else {
        mark.removeAttribute("tabindex");
        mark.removeAttribute("aria-describedby");
      }
    });
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  // The words of one fact stand out, those of its fields more.
  let lit = [];
  function light(article, fact) {
    for (const mark of lit) mark.classList.remove("fact", "field");
    lit = [];
    if (!fact) return;
    const paint = ([first, last], name) => {
      for (const mark of article.marks.slice(first, last + 1)) {
        mark.classList.add(name);
        mark.style.setProperty("--active", colours[fact.kind]);
        lit.push(mark);
      }
    };
    paint(fact.marks, "fact");
    for (const field of fact.fields) {
      for (const value of field.values) value.marks.forEach((range) => paint(range, "field"));
    }
  }

  function describe(fact) {
    const section = document.createElement("section");
    const heading = element("h2", "", section);
    element("i", "", heading).style.background = colours[fact.kind];
    heading.append(names[fact.kind]);
    if (fact.stance) element("span", fact.stance, heading).dir = "auto";
    const list = element("dl", "", section);
    for (const field of fact.fields) {
      element("dt", field.name, list);
      for (const { value, by } of field.values) {
        const words = element("dd", "", list);
        words.style.gridColumn = 2;
        element("bdi", value, words);
        if (by) element("small", ` by ${by}`, words);
      }
    }
    element("p", `${fact.at} · ${fact.by}`, section);
    return section;
  }

  let current = null; // the mark that the card is about
  let pinned = false; // until a click elsewhere, Escape, or the focus moves on
  function show(mark) {
    const { article, index } = homes.get(mark);
    const facts = article.at[index].map(({ fact }) => fact);
    if (facts.length === 0) return hide();
    current = mark;
    card.replaceChildren(
      ...facts.map((fact) => {
        const section = describe(fact);
        section.addEventListener("mouseenter", () => light(article, fact));
        return section;
      }),
    );
    card.hidden = false;
    card.scrollTop = 0;
    light(article, facts[0]);
    place();
  }
  // Beside the words, inside the window.
  function place() {
    if (!current) return;
    const words = current.getClientRects()[0] ?? current.getBoundingClientRect();
    const box = card.getBoundingClientRect();
    const below = words.bottom + 6;
    const above = words.top - box.height - 6;
    card.style.top = `${below + box.height <= innerHeight || above < 0 ? below : above}px`;
    card.style.left = `${Math.max(8, Math.min(words.left, innerWidth - box.width - 8))}px`;
  }
  function hide() {
    current = null;
    pinned = false;
    card.hidden = true;
    light();
  }

  const main = document.querySelector("main");
  const markAt = (event) => event.target.closest?.("mark");
  main.addEventListener("mouseover", (event) => {
    const mark = markAt(event);
    if (pinned || mark === current) return;
    if (mark) show(mark);
    else hide();
  });
  main.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (!mark) return hide();
    show(mark);
    pinned = current !== null;
  });
  main.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    show(mark);
    pinned = current !== null;
  });
  main.addEventListener("focusout", (event) => {
    if (event.relatedTarget) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", place);
  addEventListener("resize", place);

  function redraw() {
    hide();
    articles.forEach(draw);
  }
  document.getElementById("kinds")?.addEventListener("click", (event) => {
    const all = event.target.dataset.all;
    if (all === undefined) return;
    for (const box of boxes) box.checked = all !== "";
    redraw();
  });
  document.getElementById("kinds")?.addEventListener("change", redraw);
  redraw();
})();
