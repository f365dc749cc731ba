"use strict";
// The explorer of the vectors: a map, a search, and the nearest neighbours.
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
  const square = (text) => Float32Array.from(unpack(text), (number) => number / 65535);

  const maps = data.maps.map((map) => {
    const labels = unpack(map.labels);
    const neighbours = unpack(map.neighbours);
    const cosines = unpack(map.cosines);
    const layouts = {};
    for (const key of ["tsne", "pca"]) if (map[key]) layouts[key] = square(map[key]);
    const places = new Map(Array.from(labels, (label, place) => [label, place]));
    const near = (place) => Array.from({ length: map.width }, (_, i) => {
      const index = place * map.width + i;
      return { place: neighbours[index], cosine: cosines[index] / 32767 - 1 };
    });
    return { ...map, labels, layouts, places, near, isWords: map.kind === "words" };
  });
  const wordMaps = maps.filter((map) => map.isWords);
  const words = new Map(wordMaps.flatMap((map) => [...map.labels].map((label) => [data.labels[label], label])));
  const folded = new Map([...words].reverse().map(([word, label]) => [word.toLowerCase(), label]));

  const state = { map: maps[0], layout: "tsne", word: null, message: null };
  const text = (map, place) => data.labels[map.labels[place]];
  const percent = (share) => `${Math.round(share * 100)} %`;

  function usage(label) {
    const count = data.counts[label];
    const parts = count ? [`${count.toLocaleString("en")} times in the texts`] : [];
    return [...parts, `${percent(data.shares[label])} of its texts are ${data.positive}`];
  }

  function describe(place) {
    const label = state.map.labels[place];
    if (state.map.isWords) return [data.labels[label], ...usage(label)];
    return [data.labels[label], data.shares[label] ? data.positive : `not ${data.positive}`];
  }

  const scatter = new Scatter(at("canvas"), at(".tip"), {
    describe,
    pick: (place) => (state.map.isWords ? choose(state.map.labels[place]) : read(place)),
  });

  // The class's share of all texts is the middle of the colour scale.
  function colour(share) {
    const { base } = data;
    return share < base ? (0.5 * share) / base : 0.5 + (0.5 * (share - base)) / (1 - base);
  }

  function redraw() {
    const { map } = state;
    const { isWords } = map;
    const labels = [...map.labels];
    const counts = labels.map((label) => data.counts[label]);
    scatter.show({
      xy: map.layouts[state.layout] ?? Object.values(map.layouts)[0] ?? [],
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
    const place = (map.isWords ? map.places.get(word) : message) ?? null;
    if (place !== null) scatter.mark(place, map.near(place).map((other) => other.place));
    else scatter.mark(null, word === null || map.isWords ? [] : holding(map, data.labels[word]));
  }

  function element(name, content = "", className = "") {
    return Object.assign(document.createElement(name), { textContent: content, className });
  }

  function card(map, place, act) {
    const box = element("div", "", map.isWords ? "" : "texts");
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
      const button = element("button", text(map, other), "near");
      Object.assign(button, { type: "button", dir: "auto" });
      button.addEventListener("click", () => act(map, other));
      list.append(element("li"));
      list.lastChild.append(button, element("span", cosine.toFixed(2).replace("-", "−")));
    }
    box.append(list);
    return box;
  }

  function choose(label) {
    Object.assign(state, { word: label, message: null });
    const word = data.labels[label];
    input.value = word;
    const act = (map, place) => choose(map.labels[place]);
    nearest.replaceChildren(...wordMaps.map((map) => card(map, map.places.get(label), act)));
    at("#nearest-title").textContent = `Nearest to “${word}” by cosine`;
    const use = usage(label);
    if (data.counts[label]) use[0] = `stands ${use[0]}`;
    if (!state.map.isWords) use.push(`${holding(state.map, word).length} of the texts shown hold it`);
    else if (!state.map.places.has(label)) use.push(`${state.map.name} has no vector for it`);
    found.textContent = `“${word}” ${use.join("; ")}. Its nearest words in ${wordMaps.length} embedding${wordMaps.length === 1 ? "" : "s"} are below.`;
    remark();
  }

  function read(place) {
    const { map } = state;
    state.message = place;
    nearest.replaceChildren(card(map, place, (_, other) => read(other)));
    at("#nearest-title").textContent = `Texts nearest to “${text(map, place)}”`;
    found.textContent = "A text is marked; those that the encoder finds most like it are below.";
    remark();
  }

  function search(typed) {
    const word = typed.trim();
    if (!word) return;
    const label = words.get(word) ?? folded.get(word.toLowerCase());
    if (label !== undefined) return choose(label);
    const close = suggest(word, 6);
    Object.assign(state, { word: null, message: null });
    const held = state.map.isWords ? [] : holding(state.map, word);
    let more = close.length ? ` Perhaps: ${close.join(", ")}.` : "";
    if (held.length) more = ` ${held.length} of the texts shown hold it.${more}`;
    found.textContent = `“${word}” is not among the words shown: the most frequent ones.${more}`;
    nearest.replaceChildren();
    at("#nearest-title").textContent = "Nearest by cosine";
    scatter.mark(null, held);
  }

  function suggest(start, most) {
    const key = start.toLowerCase();
    const hits = [];
    for (const [word, label] of words) {
      const where = word.toLowerCase().indexOf(key);
      if (where >= 0) hits.push([Math.min(where, 1), -data.counts[label], word]);
    }
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return hits.slice(0, most).map((hit) => hit[2]);
  }

  chooser.append(...maps.map((map, place) => new Option(`${map.name}${map.isWords ? "" : " (texts)"}`, place)));
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
