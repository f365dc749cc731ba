"use strict";
// The explorer of the vectors: a map, a search, the nearest neighbours, and where two maps differ.
(() => {
  const root = document.getElementById("walk");
  const data = JSON.parse(document.getElementById("points").textContent);
  const at = (selector) => root.querySelector(selector);
  const [input, found, nearest, title] = ["#word", "#found", "#nearest", "#nearest-title"].map(at);
  const [mapChooser, otherChooser, classChooser] = ["#map", "#other", "#class"].map(at);
  const FEWEST = 5; // times that a word stands in the texts whose neighbours are compared
  const DIFFERING = 12; // words that are listed

  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const share = (text) => Float32Array.from(bytes(text), (byte) => byte / 100);
  const square = (text) => Float32Array.from(unpack(text), (number) => number / 65535);

  // 16 bits each, little-endian.
  function unpack(text) {
    const packed = bytes(text);
    return Uint16Array.from({ length: packed.length / 2 }, (_, i) => packed[2 * i] | (packed[2 * i + 1] << 8));
  }

  const classes = data.classes.map((each) => ({ ...each, shares: share(each.shares) }));
  const maps = data.maps.map((map) => {
    const [labels, neighbours, cosines] = [unpack(map.labels), unpack(map.neighbours), share(map.cosines)];
    const places = new Map(Array.from(labels, (label, place) => [label, place]));
    const near = (place) => Array.from({ length: map.width }, (_, i) => {
      const index = place * map.width + i;
      return { place: neighbours[index], cosine: cosines[index] - 1 };
    }).filter((other) => other.place !== place);
    const layouts = { tsne: square(map.tsne), pca: square(map.pca) };
    return { ...map, labels, layouts, places, near, isWords: map.kind === "words" };
  });
  const wordMaps = maps.filter((map) => map.isWords);
  const words = new Map(wordMaps.flatMap((map) => [...map.labels].map((label) => [data.labels[label], label])));
  const folded = new Map([...words].reverse().map(([word, label]) => [word.toLowerCase(), label]));

  const state = { map: maps[0], other: null, class: classes.at(-1), layout: "tsne", word: null, text: null };
  const text = (map, place) => data.labels[map.labels[place]];
  const percent = (number) => `${Math.round(number * 100)} %`;

  // What cannot be seen is written as an escape: it could turn or hide the words beside it.
  function printable(text) {
    return text.replace(/\s/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (sign) => (
      "\u200c\u200d".includes(sign) ? sign : `\\u${sign.codePointAt(0).toString(16).padStart(4, "0")}`
    ));
  }

  function shorten(text, most = 40) {
    const shown = printable(text.slice(0, 2 * most));
    return text.length <= most && shown.length <= 2 * most ? shown : `${Array.from(shown).slice(0, most - 1).join("")}…`;
  }

  function element(name, content = "", className = "") {
    return Object.assign(document.createElement(name), { textContent: content, className });
  }

  // Right-to-left letters stay within it.
  const named = (text, most) => element("bdi", shorten(text, most));

  function whole(text) {
    const short = named(text);
    if (!short.textContent.endsWith("…")) return short;
    const box = element("details", "", "whole");
    box.append(element("summary"), element("bdi", printable(text)));
    box.firstChild.append(short);
    return box;
  }

  function usage(label) {
    const count = data.counts[label];
    const times = count ? `${count.toLocaleString("en")} time${count === 1 ? "" : "s"}; ` : "";
    return [`${times}${percent(state.class.shares[label])} of the texts that contain it are `, named(state.class.name)];
  }

  function describe(place) {
    const label = state.map.labels[place];
    const rest = state.map.isWords ? usage(label) : classes.filter((each) => each.shares[label]).map((each) => named(each.name));
    return [shorten(data.labels[label], 160), ...rest];
  }

  const elsewhere = element("details");
  elsewhere.append(element("summary"), element("div", "", "nearest"));

  const scatter = new Scatter(at("canvas"), at(".tip"), {
    describe,
    pick: (place) => (state.map.isWords ? choose(state.map.labels[place]) : read(place)),
  });

  // The class's share of all texts is the middle of the colour scale.
  function colour(share) {
    const { base } = state.class;
    return share < base ? (0.5 * share) / base : 0.5 + (0.5 * (share - base)) / (1 - base || 1);
  }

  function explain() {
    const { map, class: chosen } = state;
    const rest = classes.length === 2 ? classes.find((each) => each !== chosen) : null;
    const alone = map.isWords ? ["only "] : [];
    at("#low").replaceChildren(...alone, rest ? whole(rest.name) : "other classes");
    at("#high").replaceChildren(...alone, whole(chosen.name));
    at("#scale").replaceChildren(...(map.isWords ? [
      "Share of the texts with the word that are ", named(chosen.name),
      `; the middle of the colours is its share of all texts, ${percent(chosen.base)}.`,
    ] : []));
  }

  function redraw() {
    const { map } = state;
    const { isWords } = map;
    const labels = [...map.labels];
    const counts = labels.map((label) => data.counts[label]);
    scatter.show({
      xy: map.layouts[state.layout],
      colours: labels.map((label) => colour(state.class.shares[label])),
      sizes: counts.map((count) => (isWords ? 1.6 + Math.min(3.5, 0.4 * Math.log2(1 + count)) : 3)),
      names: isWords ? (place) => shorten(text(map, place), 24) : null,
      order: isWords ? labels.map((_, place) => place).sort((a, b) => counts[b] - counts[a]) : [],
    });
    explain();
    differ();
    if (state.word !== null) choose(state.word);
    else remark();
    at("canvas").setAttribute("aria-label",
      `Scatter plot of ${labels.length} ${map.kind} by ${map.name}, ${map.dimension} dimensions flattened to two. Search for a word to hear its neighbours.`);
  }

  function holding(map, word) {
    const wanted = word.toLowerCase();
    return [...map.labels.keys()].filter((place) => text(map, place).toLowerCase().includes(wanted));
  }

  function remark() {
    const { map, word } = state;
    const place = (map.isWords ? map.places.get(word) : state.text) ?? null;
    if (place !== null) scatter.mark(place, map.near(place).map((other) => other.place));
    else scatter.mark(null, word === null || map.isWords ? [] : holding(map, data.labels[word]));
  }

  function line(shown, note, act) {
    const [item, button] = [element("li"), element("button", shorten(shown, 160), "near")];
    Object.assign(button, { type: "button", dir: "auto", title: shorten(shown, 1000) });
    button.addEventListener("click", () => {
      act();
      if (!button.isConnected) title.focus({ preventScroll: true });
    });
    item.append(button, element("span", note));
    return item;
  }

  function card(map, place, act) {
    const box = element("div", "", map.isWords ? "" : "texts");
    const heading = element("h5", `${map.name} `);
    heading.append(element("small", `${map.dimension} dimensions`));
    box.append(heading);
    box.dataset.map = map.name;
    if (place === undefined) {
      box.append(element("p", "No vector among these words."));
      return box;
    }
    const list = element("ol");
    list.append(...map.near(place).map(({ place: other, cosine }) => (
      line(text(map, other), cosine.toFixed(2).replace("-", "−"), () => act(map, other))
    )));
    box.append(list);
    return box;
  }

  function show(beside, below) {
    nearest.replaceChildren(...beside);
    if (below.length) at("#differ").before(elsewhere);
    else elsewhere.remove();
    elsewhere.firstChild.textContent = `Nearest in ${below.length} more embedding${below.length === 1 ? "" : "s"}`;
    elsewhere.lastChild.replaceChildren(...below);
  }

  function choose(label) {
    Object.assign(state, { word: label, text: null });
    const word = data.labels[label];
    input.value = word;
    const beside = [state.map, state.other].filter((map) => map?.isWords);
    const cards = (some) => some.map((map) => card(map, map.places.get(label), (from, place) => choose(from.labels[place])));
    show(cards(beside), cards(wordMaps.filter((map) => !beside.includes(map))));
    title.replaceChildren("Nearest to “", named(word), "” by cosine");
    found.replaceChildren("“", whole(word), "” ", data.counts[label] ? "occurs " : "", ...usage(label));
    if (!state.map.isWords) found.append(`; ${holding(state.map, word).length} of the texts shown contain it`);
    else if (!state.map.places.has(label)) found.append(`; ${state.map.name} has no vector for it`);
    found.append(". Its nearest words follow.");
    remark();
  }

  function read(place) {
    const { map } = state;
    Object.assign(state, { word: null, text: place });
    show([card(map, place, (_, other) => read(other))], []);
    title.replaceChildren("Texts nearest to “", named(text(map, place), 160), "”");
    found.textContent = "A text is marked; those that the encoder finds most like it follow.";
    remark();
  }

  function search(typed) {
    const word = typed.trim();
    if (!word) return;
    const label = words.get(word) ?? folded.get(word.toLowerCase());
    if (label !== undefined) return choose(label);
    Object.assign(state, { word: null, text: null });
    const held = state.map.isWords ? [] : holding(state.map, word);
    const close = suggest(word, 6).flatMap((each, place) => [place ? ", " : " Did you mean ", named(each)]);
    found.replaceChildren("“", whole(word), "” is not among the words shown: the most frequent ones.");
    if (held.length) found.append(` ${held.length} of the texts shown contain it.`);
    if (close.length) found.append(...close, "?");
    show([], []);
    title.textContent = "Nearest by cosine";
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

  // Of the words that both maps hold, those with the fewest neighbours in common. Many have none;
  // of equal ones first those that are near their neighbours in both: they differ in substance.
  function compare(map, other, width) {
    const near = (from, place, to) => from.near(place)
      .map((each) => ({ label: from.labels[each.place], cosine: each.cosine }))
      .filter((each) => to.places.has(each.label)).slice(0, width);
    const mean = (some) => some.reduce((sum, each) => sum + each.cosine, 0) / some.length;
    const rows = [];
    for (const [label, place] of map.places) {
      const isWord = /\p{L}/u.test(data.labels[label]);
      if (!isWord || !other.places.has(label) || data.counts[label] < FEWEST) continue;
      const [ours, theirs] = [near(map, place, other), near(other, other.places.get(label), map)];
      const most = Math.min(ours.length, theirs.length);
      if (!most) continue;
      const known = new Set(theirs.map((each) => each.label));
      const shared = ours.slice(0, most).filter((each) => known.has(each.label)).length;
      rows.push({ label, most, shared, cosine: Math.min(mean(ours), mean(theirs)) });
    }
    const order = (a, b) => a.shared / a.most - b.shared / b.most || b.cosine - a.cosine
      || data.counts[b.label] - data.counts[a.label];
    return rows.sort(order);
  }

  function differ() {
    const { map, other } = state;
    at("#differ").hidden = otherChooser.parentElement.hidden = !(map.isWords && other);
    if (at("#differ").hidden) return;
    const width = Math.min(map.width, other.width);
    const rows = compare(map, other, width);
    const none = rows.filter((row) => !row.shared).length.toLocaleString("en");
    at("#differ .note").textContent = `The ${width} nearest words by ${map.name} and by ${other.name}, of the ${rows.length.toLocaleString("en")} words that both show and that occur at least ${FEWEST} times in the texts; neighbours that only one of them shows do not count. ${none} of these words share none. Listed are those that share the fewest; of equal ones, those whose neighbours are near in both, by mean cosine.`;
    at("#differ ol").replaceChildren(...rows.slice(0, DIFFERING).map(({ label, most, shared }) => (
      line(data.labels[label], `${shared} of ${most} shared`, () => choose(label))
    )));
  }

  // Another map is compared with the one before, or with the first other one.
  function turn(map, wanted = state.other) {
    const choices = wordMaps.filter((each) => each !== map);
    const other = [wanted, state.map].find((each) => choices.includes(each)) ?? choices[0] ?? null;
    Object.assign(state, { map, other, text: null });
    otherChooser.replaceChildren(...choices.map((each) => new Option(each.name)));
    mapChooser.value = map.name;
    if (other) otherChooser.value = other.name;
    redraw();
  }

  const of = (all, chooser) => all.find((each) => each.name === chooser.value);
  mapChooser.append(...maps.map((map) => new Option(`${map.name}${map.isWords ? "" : " (texts)"}`, map.name)));
  classChooser.append(...classes.map((each) => new Option(shorten(each.name), each.name)));
  classChooser.value = state.class.name;
  mapChooser.addEventListener("change", () => turn(of(maps, mapChooser)));
  otherChooser.addEventListener("change", () => turn(state.map, of(maps, otherChooser)));
  classChooser.addEventListener("change", () => {
    state.class = of(classes, classChooser);
    redraw();
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

  state.word = words.get(data.first) ?? null;
  turn(maps[0]);
})();
