"use strict";
// Draws the charts for the models that are shown, the first screen's first, then one at a time.
const charts = (() => {
  const { config, specs } = JSON.parse(document.getElementById("charts").textContent);
  const SPACING = config.facet.spacing;
  const STEP = 24; // pixels between two models
  const AXES = 60; // pixels that a panel's title and axis take, about
  const places = [...document.querySelectorAll(".chart")];
  const drawn = new Map(); // by place: the view, and the width and the models that it is for
  const root = document.documentElement;
  const inner = (spec) => spec.spec ?? spec;

  // Leaves out the lines of hidden models, and the room that they took.
  function chosen(spec) {
    const datasets = Object.fromEntries(Object.entries(spec.datasets).map(([name, rows]) => [
      name, rows.filter((row) => row.model === undefined || filter.shows(row.model)),
    ]));
    const { facet } = spec;
    const rows = spec.data ? datasets[spec.data.name] : [];
    const panels = facet ? new Set(rows.map((row) => row[facet.field])).size : 0;
    const models = new Set(rows.map((row) => row.model)).size;
    const kept = layered(spec, datasets);
    const sized = facet?.field === "slice" ? { spec: { ...kept.spec, height: STEP * Math.max(1, models) } } : {};
    return { ...kept, ...sized, datasets, usermeta: { ...spec.usermeta, ...(facet ? { panels } : {}) } };
  }

  // Leaves out layers that no line is left for: Vega warns of scales without an end.
  function layered(spec, datasets, above = []) {
    if (spec.spec) return { ...spec, spec: layered(spec.spec, datasets, datasets[spec.data.name]) };
    const isDrawn = ({ data, transform = [] }) => (data ? datasets[data.name] : above)
      .some((row) => transform.every(({ filter: only }) => !only || row[only.field] === only.equal));
    return spec.layer ? { ...spec, layer: spec.layer.filter(isDrawn) } : spec;
  }

  const isEmpty = (spec) => !Object.values(spec.datasets).some((rows) => rows.some((row) => row.model !== undefined));

  // As many panels stand side by side as there is room for; other charts fill the width.
  function fit(spec, width) {
    const { panel, panels, room } = spec.usermeta;
    if (!panel) return { ...spec, width, padding: 5, autosize: { type: "fit-x", contains: "padding" } };
    const free = width - room + SPACING;
    const most = Math.max(1, Math.min(panels, Math.floor(free / (panel + SPACING)), 4));
    const columns = Math.ceil(panels / Math.ceil(panels / most)); // so that rows are full
    const each = Math.floor(free / columns) - SPACING;
    return { ...spec, columns, spec: { ...spec.spec, width: Math.min(each, 3 * panel) } };
  }

  function told(text) {
    return Object.assign(document.createElement("p"), { className: "failed", textContent: text });
  }

  // What is folded may have no width yet; it will be as wide as the page.
  const widthOf = (place) => Math.floor(place.clientWidth || document.querySelector("main > .part").clientWidth);

  async function draw(place) {
    const width = widthOf(place);
    const wanted = `${width} ${filter.count()}`;
    if (place.dataset.drawn === wanted) return;
    place.dataset.drawn = wanted;
    const spec = fit(chosen(specs[place.id]), width);
    const holder = document.createElement("div");
    let view = null;
    try {
      if (isEmpty(spec)) holder.append(told("None of the chosen models is in this chart."));
      else view = await vegaEmbed(holder, spec, {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, config,
        tooltip: { disableDefaultStyle: true },
      });
    } catch (error) {
      holder.append(told("This chart could not be drawn; its table has the data."));
      console.error(`${place.id}: ${error}`);
    }
    if (place.dataset.drawn !== wanted) return view?.finalize(); // a later call has drawn it anew
    drawn.get(place)?.finalize();
    drawn.set(place, view);
    if (view) place.setAttribute("role", "img");
    else place.removeAttribute("role");
    place.replaceChildren(holder);
    place.style.minHeight = "";
  }

  // Between two charts the page answers. `data-drawn` tells when all are there.
  let turn = 0;
  async function drawAll() {
    const mine = ++turn;
    delete root.dataset.drawn;
    for (const place of places) {
      await draw(place);
      await new Promise((resolve) => { setTimeout(resolve); });
      if (mine !== turn) return;
    }
    root.dataset.drawn = "yes";
    document.dispatchEvent(new Event("drawn"));
  }

  // Keeps the room of every chart, so that what is below does not move when it is drawn.
  function reserve() {
    for (const place of places) {
      const spec = fit(chosen(specs[place.id]), widthOf(place));
      const lines = spec.columns ? Math.ceil(spec.usermeta.panels / spec.columns) : 1;
      place.style.minHeight = `${lines * (inner(spec).height + AXES)}px`;
    }
  }

  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 150);
  });
  document.addEventListener("toggle", () => {
    if (places.some((place) => place.clientWidth && !place.dataset.drawn?.startsWith(`${widthOf(place)} `))) drawAll();
  }, true);
  filter.onChange(drawAll);
  reserve();
  return { drawAll };
})();
