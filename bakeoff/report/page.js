"use strict";
// Draws the charts, as wide as the page allows, and makes tables sortable.
(() => {
  const block = document.getElementById("charts");
  const { config, specs } = JSON.parse(block.textContent);
  const SPACING = config.facet.spacing;
  const views = new Map();

  // As many panels stand side by side as there is room for; other charts fill the width.
  function fit(spec, width) {
    const { panel, panels, room } = spec.usermeta;
    if (!panel) return { ...spec, width, autosize: { type: "fit-x", contains: "padding" } };
    const free = width - room + SPACING;
    const most = Math.max(1, Math.min(panels, Math.floor(free / (panel + SPACING)), 4));
    const columns = Math.ceil(panels / Math.ceil(panels / most)); // so that rows are full
    const each = Math.floor(free / columns) - SPACING;
    return { ...spec, columns, spec: { ...spec.spec, width: Math.min(each, 3 * panel) } };
  }

  async function draw(place) {
    const width = Math.floor(place.clientWidth);
    if (!width || place.dataset.width === String(width)) return;
    place.dataset.width = width;
    views.get(place)?.finalize();
    const inner = document.createElement("div");
    try {
      views.set(place, await vegaEmbed(inner, fit(specs[place.id], width), {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, config,
        tooltip: { disableDefaultStyle: true },
      }));
    } catch (error) {
      inner.className = "failed";
      inner.textContent = "This chart could not be drawn; its table has the data.";
      console.error(`${place.id}: ${error}`);
    }
    place.replaceChildren(inner);
  }

  const places = [...document.querySelectorAll(".chart")];

  // Visible charts are drawn first, the rest one by one, so that the page stays responsive.
  let turn = 0;
  async function drawAll() {
    const mine = ++turn;
    const middle = innerHeight / 2;
    const distance = (place) => Math.abs(place.getBoundingClientRect().top - middle);
    for (const place of [...places].sort((a, b) => distance(a) - distance(b))) {
      await draw(place);
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== turn) return;
    }
    document.documentElement.dataset.drawn = "yes";
  }

  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 150);
  });

  function sortable(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => {
      const { dataset, textContent } = row.cells[column];
      if (dataset.order !== undefined) return Number(dataset.order);
      return textContent === "–" ? null : textContent;
    };
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const [first, second] = head.classList.contains("number") ? [-1, 1] : [1, -1];
        const sign = head.getAttribute("aria-sort") === (first < 0 ? "descending" : "ascending") ? second : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [value(row, column), row]);
        rows.sort(([a], [b]) => {
          if (a === null || b === null) return (a === null) - (b === null);
          return sign * (typeof a === "number" ? a - b : a.localeCompare(b));
        });
        body.append(...rows.map(([, row]) => row));
      });
    });
  }
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    sortable(table);
    const hint = { className: "hint", textContent: ". A heading sorts." };
    table.caption.append(Object.assign(document.createElement("span"), hint));
  }

  // The table of contents follows the page.
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("section").forEach((section) => seen.observe(section));

  drawAll();
})();
