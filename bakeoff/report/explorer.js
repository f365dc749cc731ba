"use strict";
// The walk through the vectors: what is shown, what was searched for, what stands next to it.
(() => {
  const root = document.getElementById("walk");
  const data = JSON.parse(document.getElementById("points").textContent);
  const at = (selector) => root.querySelector(selector);
  const [input, chooser, found, nearest] = ["#word", "#map", "#found", "#nearest"].map(at);

  // 16 bits each, little-endian, as base64.
  function unpack(text) {
    const bytes = atob(text);
    const numbers = new Uint16Array(bytes.length / 2);
    for (let i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8);
    }
    return numbers;
  }
  const square = (text) => Float32Array.from(unpack(text), (one) => one / 65535);

  const maps = data.maps.map((map) => {
    const labels = unpack(map.labels);
    const neighbours = unpack(map.neighbours);
    const cosines = unpack(map.cosines);
    const layouts = {};
    for (const key of ["tsne", "pca"]) if (map[key]) layouts[key] = square(map[key]);
    const places = new Map();
    labels.forEach((label, place) => places.set(label, place));
    const near = (place) => Array.from({ length: map.width }, (_, i) => {
      const one = place * map.width + i;
      return { place: neighbours[one], cosine: cosines[one] / 32767 - 1 };
    });
    return { ...map, labels, layouts, places, near };
  });
  const words = new Map();
  for (const map of maps) {
    if (map.kind === "words") for (const label of map.labels) words.set(data.labels[label], label);
  }
  const folded = new Map();
  for (const [word, label] of words) {
    const key = word.toLowerCase();
    if (!folded.has(key)) folded.set(key, label);
  }

  const state = { map: maps[0], layout: "tsne", word: null, message: null };
  const text = (map, place) => data.labels[map.labels[place]];
  const percent = (share) => `${Math.round(share * 100)} %`;

  function describe(place) {
    const label = state.map.labels[place];
    const share = data.shares[label];
    const said = [data.labels[label]];
    if (state.map.kind !== "words") {
      if (share !== null && data.positive) said.push(share ? data.positive : `not ${data.positive}`);
      return said;
    }
    if (data.counts[label]) said.push(`${data.counts[label].toLocaleString("en")} times in training`);
    if (share !== null && data.positive) said.push(`${percent(share)} of its messages are ${data.positive}`);
    return said;
  }

  const scatter = new Scatter(at("canvas"), at(".tip"), {
    describe,
    pick: (place) => (state.map.kind === "words" ? choose(state.map.labels[place]) : read(place)),
  });

  // From its share in all messages the colour goes half the way to either end.
  function colour(share) {
    if (share === null) return null;
    const { base } = data;
    return share < base ? (0.5 * share) / base : 0.5 + (0.5 * (share - base)) / (1 - base);
  }

  function redraw() {
    const { map } = state;
    const xy = map.layouts[state.layout] ?? Object.values(map.layouts)[0] ?? [];
    const labels = [...map.labels];
    const counts = labels.map((label) => data.counts[label]);
    const isWords = map.kind === "words";
    scatter.show({
      xy,
      colours: labels.map((label) => colour(data.shares[label])),
      sizes: counts.map((count) => (isWords ? 1.6 + Math.min(3.5, 0.4 * Math.log2(1 + count)) : 3)),
      names: isWords ? (place) => text(map, place) : null,
      order: isWords ? labels.map((_, place) => place).sort((a, b) => counts[b] - counts[a]) : [],
    });
    remark();
    at("canvas").setAttribute("aria-label",
      `Scatter plot of ${labels.length} ${map.kind} by ${map.name}, ${map.dimension} dimensions flattened to two. Search for a word to hear its neighbours.`);
  }

  function holding(map, word) {
    const wanted = word.toLowerCase();
    return [...map.labels.keys()].filter((place) => text(map, place).toLowerCase().includes(wanted));
  }

  function remark() {
    const { map, word, message } = state;
    if (map.kind === "words") {
      const place = word === null ? undefined : map.places.get(word);
      if (place === undefined) scatter.mark(null, []);
      else scatter.mark(place, map.near(place).map((one) => one.place));
    } else if (message !== null) scatter.mark(message, map.near(message).map((one) => one.place));
    else scatter.mark(null, word === null ? [] : holding(map, data.labels[word]));
  }

  function element(name, content = "", className = "") {
    const made = document.createElement(name);
    made.textContent = content;
    if (className) made.className = className;
    return made;
  }

  function card(map, place, act) {
    const box = element("div", "", map.kind === "words" ? "" : "texts");
    const title = element("h4", `${map.name} `);
    title.append(element("small", `${map.dimension} dimensions`));
    box.append(title);
    box.dataset.map = map.name;
    if (place === undefined) {
      box.append(element("p", "No vector among these words."));
      return box;
    }
    const list = element("ol");
    for (const { place: other, cosine } of map.near(place)) {
      const item = element("li");
      const button = element("button", text(map, other), "near");
      button.type = "button";
      button.dir = "auto";
      button.addEventListener("click", () => act(map, other));
      item.append(button, element("span", cosine.toFixed(2).replace("-", "−")));
      list.append(item);
    }
    box.append(list);
    return box;
  }

  function choose(label) {
    Object.assign(state, { word: label, message: null });
    const word = data.labels[label];
    input.value = word;
    const cards = maps.filter((map) => map.kind === "words");
    nearest.replaceChildren(...cards.map((map) => card(map, map.places.get(label), (its, place) => choose(its.labels[place]))));
    at("#nearest-title").textContent = `Nearest to “${word}” by cosine`;
    const share = data.shares[label];
    const use = [];
    if (data.counts[label]) use.push(`stands ${data.counts[label].toLocaleString("en")} times in training`);
    if (share !== null && data.positive) use.push(`${percent(share)} of its messages are ${data.positive}`);
    if (state.map.kind !== "words") use.push(`${holding(state.map, word).length} of the messages shown hold it`);
    else if (!state.map.places.has(label)) use.push(`${state.map.name} has no vector for it`);
    found.textContent = `“${word}” ${use.join("; ") || "is among the words shown"}. Its nearest words in ${cards.length} embedding${cards.length === 1 ? "" : "s"} are below.`;
    remark();
  }

  function read(place) {
    const { map } = state;
    state.message = place;
    nearest.replaceChildren(card(map, place, (_, other) => read(other)));
    at("#nearest-title").textContent = `Messages nearest to “${text(map, place)}”`;
    found.textContent = "A message is marked; those that the encoder finds most like it are below.";
    remark();
  }

  function search(typed) {
    const word = typed.trim();
    if (!word) return;
    const label = words.get(word) ?? folded.get(word.toLowerCase());
    if (label !== undefined) return choose(label);
    const close = suggest(word, 6);
    Object.assign(state, { word: null, message: null });
    const held = state.map.kind === "words" ? [] : holding(state.map, word);
    let more = close.length ? ` Perhaps: ${close.join(", ")}.` : "";
    if (held.length) more = ` ${held.length} of the messages shown hold it.${more}`;
    found.textContent = `“${word}” is not among the words shown: the frequent ones of the training messages.${more}`;
    nearest.replaceChildren();
    at("#nearest-title").textContent = "Nearest by cosine";
    scatter.mark(null, held);
  }

  function suggest(start, most) {
    const key = start.toLowerCase();
    const hits = [];
    for (const [word, label] of words) {
      const where = word.toLowerCase().indexOf(key);
      if (where >= 0) hits.push([where ? 1 : 0, -data.counts[label], word]);
    }
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return hits.slice(0, most).map((hit) => hit[2]);
  }

  chooser.append(...maps.map((map, place) => new Option(`${map.name}${map.kind === "words" ? "" : " (messages)"}`, place)));
  chooser.addEventListener("change", () => {
    Object.assign(state, { map: maps[chooser.value], message: null });
    redraw();
    if (state.word !== null) choose(state.word);
  });
  root.querySelectorAll("[name=layout]").forEach((radio) => radio.addEventListener("change", () => {
    state.layout = radio.value;
    redraw();
  }));
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    search(input.value);
  });
  input.addEventListener("input", () => {
    const typed = input.value.trim();
    const close = typed ? suggest(typed, 8) : [];
    at("#words").replaceChildren(...close.map((word) => new Option(word)));
  });
  const steps = { in: 1.6, out: 1 / 1.6, all: 0 };
  root.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => scatter.zoom(steps[button.dataset.zoom])));

  redraw();
  if (words.has(data.first)) choose(words.get(data.first));
})();
