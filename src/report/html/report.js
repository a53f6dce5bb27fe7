// Filters the conflicts of the report and opens the article that a link leads to. The page can be read without it.
(function () {
  "use strict";

  // As src/language/arabic/fold.rs folds: marks and tatweel go, letters that are written in several ways become one.
  const folds = new Map(
    [["أإآٱٲٳ", "ا"], ["ؤ", "و"], ["ئىیېے", "ي"], ["ةۃەۀ", "ه"], ["کڪ", "ك"]].flatMap(([many, one]) =>
      Array.from(many, (letter) => [letter, one]),
    ),
  );
  const dropped =
    /[\u0610-\u061A\u064B-\u065F\u0670\u0640\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u061C]/g;
  function fold(text) {
    return text
      .normalize("NFKC")
      .replace(dropped, "")
      .replace(/[\u0622-\u06D5]/g, (letter) => folds.get(letter) || letter)
      .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
      .toLowerCase();
  }

  const form = document.getElementById("filters");
  const nothing = document.getElementById("nothing");
  const names = ["words", "kind", "country", "verdict", "score"];

  // ── the conflicts ──────────────────────────────────────────────────────────────────────────────

  const topics = Array.from(document.querySelectorAll(".topic"), (section) => ({
    section,
    entry: document.querySelector('.contents a[href="#' + CSS.escape(section.id) + '"]'),
    title: section.querySelector("h2").textContent,
    conflicts: Array.from(section.querySelectorAll(".conflict"), (item) => ({ item, words: null })),
    sides: Array.from(section.querySelectorAll(".side"), (side) => ({ side, claims: Array.from(side.querySelectorAll(".claim")) })),
    marks: Array.from(section.querySelectorAll(".timeline a")),
  }));

  // What is said in a conflict and in the two claims, folded when it is first looked for.
  function words(topic, conflict) {
    if (conflict.words === null) {
      const claims = [conflict.item.dataset.a, conflict.item.dataset.b].map((id) => id && document.getElementById(id));
      const texts = [topic.title, conflict.item.textContent].concat(claims.map((claim) => (claim ? claim.textContent : "")));
      conflict.words = fold(texts.join(" "));
    }
    return conflict.words;
  }

  function passes(topic, conflict, wanted) {
    const data = conflict.item.dataset;
    return (
      (!wanted.kind || data.kind === wanted.kind) &&
      (!wanted.country || data.countries.split(" ").includes(wanted.country)) &&
      (!wanted.verdict || data.verdict === wanted.verdict) &&
      Number(data.score) >= wanted.score &&
      wanted.words.every((word) => words(topic, conflict).includes(word))
    );
  }

  function apply() {
    const values = Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
    const wanted = Object.assign({}, values, {
      score: Number(values.score) || 0,
      words: fold(values.words).split(/\s+/).filter(Boolean),
    });
    const narrowed = Object.values(values).some(Boolean);
    let shown = 0;
    let all = 0;
    let of = 0;
    for (const topic of topics) {
      const parties = new Set();
      for (const conflict of topic.conflicts) {
        const passed = passes(topic, conflict, wanted);
        conflict.item.hidden = !passed;
        all += 1;
        shown += passed ? 1 : 0;
        if (passed) parties.add(conflict.item.dataset.a).add(conflict.item.dataset.b);
      }
      const some = parties.size > 0;
      if (some) narrow(topic, narrowed ? parties : null);
      topic.section.hidden = !some;
      if (topic.entry) topic.entry.parentElement.hidden = !some;
      of += some ? 1 : 0;
    }
    say(shown, all, of);
    return values;
  }

  // Only the claims of the conflicts that are left; without parties all of them.
  function narrow(topic, parties) {
    const takesPart = (id) => parties === null || parties.has(id);
    for (const { side, claims } of topic.sides) {
      for (const claim of claims) claim.hidden = !takesPart(claim.id);
      side.hidden = claims.every((claim) => claim.hidden);
    }
    for (const mark of topic.marks) {
      mark.classList.toggle("faint", !takesPart(decodeURIComponent(mark.getAttribute("href").slice(1))));
    }
  }

  function say(shown, all, of) {
    const output = form.querySelector("output");
    const counted = form.dataset.some.replace("{shown}", shown).replace("{all}", all).replace("{topics}", of);
    output.textContent = shown === all ? form.dataset.all : shown === 0 ? form.dataset.none : counted;
    nothing.hidden = shown > 0;
  }

  // ── the address ────────────────────────────────────────────────────────────────────────────────
  // "#kind=denial&country=KZ" holds the filters, any other fragment a place on the page.

  function remember(values) {
    const set = new URLSearchParams(Object.entries(values).filter((pair) => pair[1] !== ""));
    const fragment = set.toString();
    history.replaceState(null, "", fragment ? "#" + fragment : location.pathname + location.search);
  }

  function isFilter(fragment) {
    return names.some((name) => fragment.startsWith(name + "="));
  }

  function fromAddress() {
    const set = new URLSearchParams(location.hash.slice(1));
    for (const name of names) form.elements[name].value = set.get(name) || "";
    apply();
  }

  // ── places on the page ─────────────────────────────────────────────────────────────────────────

  function go() {
    const fragment = decodeURIComponent(location.hash.slice(1));
    if (form && isFilter(fragment)) return fromAddress();
    const target = fragment && document.getElementById(fragment);
    if (!target) return undefined;
    const closed = target.closest("details:not([open])");
    if (closed) closed.open = true;
    if (form && target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    light(target);
    target.scrollIntoView({ block: target.closest(".marked") ? "center" : "start" });
    return undefined;
  }

  // All pieces of the statement that a link leads to, not only the first.
  function light(target) {
    document.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
    const id = target.id.startsWith("s-") ? target.id.slice(2) : null;
    const article = id && target.closest(".marked");
    if (!article) return;
    for (const piece of article.querySelectorAll("mark")) {
      if (piece.dataset.of.split(" ").includes(id)) piece.classList.add("lit");
    }
  }

  // ── beginning ──────────────────────────────────────────────────────────────────────────────────

  const articles = Array.from(document.querySelectorAll("details.stored"));
  for (const article of articles) article.open = false;
  // on paper everything is there
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = articles.filter((article) => !article.open);
    for (const article of opened) article.open = true;
  });
  addEventListener("afterprint", () => {
    for (const article of opened) article.open = false;
  });

  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => remember(apply()), 120);
    });
    // after the fields have their first values again
    form.addEventListener("reset", () => setTimeout(() => remember(apply())));
    apply();
  }
  addEventListener("hashchange", go);
  // a second click on the same link changes no address
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) go();
  });
  if (location.hash) go();
})();
