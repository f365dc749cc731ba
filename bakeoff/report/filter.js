"use strict";
// The models that are shown: one choice for every table and chart, kept in the address.
const filter = (() => {
  const LONGEST = 60; // characters of a name in a chart, as in charts.py
  const root = document.getElementById("filter");
  const boxes = [...root.querySelectorAll("input")];
  const names = boxes.map((box) => box.value);
  const listeners = [];
  let shown = new Set(names);
  let drawn = new Set(); // the same names as charts have them
  let changes = 0;

  // An address without the key shows all models, and so does one that knows none of them.
  function read() {
    const asked = new URLSearchParams(location.search).get("models");
    if (asked === "") return new Set();
    const known = names.filter((name) => asked?.split(",").includes(name));
    return new Set(known.length ? known : names);
  }

  function write() {
    const address = new URL(location.href);
    if (shown.size === names.length) address.searchParams.delete("models");
    else address.searchParams.set("models", [...shown].join(","));
    history.replaceState(null, "", address.href.replaceAll("%2C", ","));
  }

  const shorten = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

  function apply(models) {
    shown = models;
    drawn = new Set([...models].map(shorten));
    changes += 1;
    for (const element of document.querySelectorAll("main [data-model]")) {
      element.hidden = !shown.has(element.dataset.model);
    }
    for (const box of boxes) box.checked = shown.has(box.value);
    root.querySelector("summary span").textContent =
      shown.size === names.length ? `all ${names.length}` : `${shown.size} of ${names.length}`;
    for (const listener of listeners) listener();
  }

  function choose(models) {
    apply(new Set(models));
    write();
  }

  root.addEventListener("change", () => choose(boxes.filter((box) => box.checked).map((box) => box.value)));
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) choose(button.value === "all" ? names : []);
  });
  addEventListener("popstate", () => {
    const models = read();
    if ([...models].join() !== [...shown].join()) apply(models);
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", ({ target }) => {
    if (!root.contains(target)) root.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    root.open = false;
    root.querySelector("summary").focus();
  });
  root.hidden = names.length < 2;
  apply(read());
  return {
    // A chart's names of models may begin with a word joiner; see charts.py.
    shows: (name) => drawn.has(name.replace(/^\u2060/, "")),
    count: () => changes,
    onChange: (listener) => listeners.push(listener),
  };
})();
