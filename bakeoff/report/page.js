"use strict";
// Draws the charts, as wide as their place, and lets tables be sorted.
(() => {
  const block = document.getElementById("charts");
  const { config, specs } = JSON.parse(block.textContent);
  const SPACING = config.facet.spacing;
  const views = new Map();

  // A chart of panels gets as many beside one another as have room; others fill their place.
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
      const made = await vegaEmbed(inner, fit(specs[place.id], width), {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, config,
        tooltip: { disableDefaultStyle: true },
      });
      views.set(place, made);
      place.replaceChildren(inner);
    } catch (error) {
      inner.className = "failed";
      inner.textContent = "This chart could not be drawn; its table has the data.";
      place.replaceChildren(inner);
      console.error(`${place.id}: ${error}`);
    }
  }

  const places = [...document.querySelectorAll(".chart")];
  const pause = () => new Promise((resolve) => setTimeout(resolve));

  // Those in sight are drawn first, the rest one by one, so that the page answers meanwhile.
  let turn = 0;
  async function drawAll() {
    const mine = ++turn;
    const middle = innerHeight / 2;
    const distance = (place) => Math.abs(place.getBoundingClientRect().top - middle);
    for (const place of [...places].sort((a, b) => distance(a) - distance(b))) {
      await draw(place);
      await pause();
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
      const cell = row.cells[column];
      if (cell.dataset.order !== undefined) return Number(cell.dataset.order);
      return cell.textContent.trim() === "–" ? null : cell.textContent.trim();
    };
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending" && head.classList.contains("number");
        const up = head.getAttribute("aria-sort") !== "ascending";
        const sign = down ? -1 : up ? 1 : -1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [value(row, column), row]);
        rows.sort(([a], [b]) => {
          if (a === null || b === null) return (a === null) - (b === null);
          return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
        });
        body.append(...rows.map(([, row]) => row));
      });
    });
  }
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    sortable(table);
    const hint = document.createElement("span");
    hint.className = "hint";
    hint.textContent = ". A heading sorts.";
    table.caption.append(hint);
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
