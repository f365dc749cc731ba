"use strict";
// A scatter plot of some thousand points on a canvas: names, a mark on one point, zoom.
class Scatter {
  static MARGIN = 26;

  constructor(canvas, tip, { describe, pick }) {
    Object.assign(this, { canvas, tip, describe, pick });
    this.context = canvas.getContext("2d");
    this.marked = null; // a point
    this.near = []; // points beside it
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    for (const name of ["beforeprint", "afterprint"]) addEventListener(name, () => this.draw());
  }

  show(points) {
    this.points = points;
    this.tip.hidden = true;
    this.zoom(0);
  }

  mark(marked, near) {
    Object.assign(this, { marked, near });
    this.draw();
  }

  zoom(factor) {
    const { look, marked, points } = this;
    if (!factor) this.look = { x: 0.5, y: 0.5, zoom: 1 };
    else {
      look.zoom = Math.min(60, Math.max(1, look.zoom * factor));
      if (marked !== null) [look.x, look.y] = [points.xy[2 * marked], points.xy[2 * marked + 1]];
      if (look.zoom === 1) [look.x, look.y] = [0.5, 0.5];
    }
    this.draw();
  }

  place(point) {
    const [across, up] = this.#extent();
    return [
      this.width / 2 + (this.points.xy[2 * point] - this.look.x) * across,
      this.height / 2 - (this.points.xy[2 * point + 1] - this.look.y) * up,
    ];
  }

  // Both axes fill the canvas: only nearness matters.
  #extent() {
    return [this.width, this.height].map((side) => (side - 2 * Scatter.MARGIN) * this.look.zoom);
  }

  draw() {
    const { canvas, context, points } = this;
    const ratio = devicePixelRatio || 1;
    [this.width, this.height] = [canvas.clientWidth, canvas.clientHeight];
    if (!this.width) return;
    canvas.width = Math.round(this.width * ratio);
    canvas.height = Math.round(this.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(canvas);
    this.colours = Object.fromEntries(
      ["accent", "middle", "warm", "ink", "paper"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
    );
    const shades = Scatter.#ramp(this.colours);
    context.globalAlpha = this.marked === null ? 0.8 : 0.5;
    for (let point = 0; point < points.colours.length; point++) {
      const [x, y] = this.place(point);
      if (x < -9 || y < -9 || x > this.width + 9 || y > this.height + 9) continue;
      context.fillStyle = shades[Math.round(points.colours[point] * 100)];
      context.beginPath();
      context.arc(x, y, points.sizes[point] * Math.min(2, this.look.zoom ** 0.3), 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
    this.#names();
  }

  static #ramp({ accent, middle, warm }) {
    const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const [low, half, high] = [accent, middle, warm].map(parse);
    return Array.from({ length: 101 }, (_, step) => {
      const [from, to, share] = step < 50 ? [low, half, step / 50] : [half, high, step / 50 - 1];
      return `rgb(${from.map((value, at) => Math.round(value + (to[at] - value) * share)).join(" ")})`;
    });
  }

  // The marked point and its neighbours have names; then frequent ones, where there is room.
  #names() {
    const { context, points, marked, near, colours } = this;
    Object.assign(context, { textBaseline: "middle", lineJoin: "round" });
    const boxes = [];
    const ring = (point, radius, lineWidth) => {
      Object.assign(context, { lineWidth, strokeStyle: colours.ink });
      context.beginPath();
      context.arc(...this.place(point), radius, 0, 7);
      context.stroke();
    };
    for (const point of near) ring(point, 5, 1);
    if (marked !== null) ring(marked, 8, 2.5);
    if (!points.names) return;
    const first = marked === null ? [] : [marked, ...near];
    const most = this.width < 500 ? 14 : 34;
    for (const point of [...first, ...points.order]) {
      if (boxes.length >= most + first.length) break;
      const [x, y] = this.place(point);
      if (x < 4 || y < 10 || y > this.height - 10) continue;
      const bold = point === marked;
      context.font = `${bold ? "700 15px" : "12px"} system-ui, sans-serif`;
      const text = points.names(point);
      const wide = context.measureText(text).width;
      const gap = bold ? 12 : 7;
      const fits = x + gap + wide < this.width - 4;
      if (!fits && x < gap + wide) continue;
      const left = fits ? x + gap : x - gap - wide;
      const box = [left - 3, y - 8, left + wide + 3, y + 8];
      if (!bold && boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      boxes.push(box);
      Object.assign(context, { lineWidth: 4, strokeStyle: colours.paper, fillStyle: colours.ink });
      context.strokeText(text, left, y);
      context.fillText(text, left, y);
    }
  }

  #nearest(event, reach) {
    let [best, closest] = [null, reach * reach];
    for (let point = 0; point < this.points.colours.length; point++) {
      const [x, y] = this.place(point);
      const apart = (x - event.offsetX) ** 2 + (y - event.offsetY) ** 2;
      if (apart < closest) [best, closest] = [point, apart];
    }
    return best;
  }

  #move(event) {
    if (this.dragged) {
      const [across, up] = this.#extent();
      this.look.x -= event.movementX / across;
      this.look.y += event.movementY / up;
      this.dragged += Math.abs(event.movementX) + Math.abs(event.movementY);
      this.draw();
    }
    const point = this.dragged > 5 ? null : this.#nearest(event, 14);
    this.tip.hidden = point === null;
    if (point === null) return;
    const [x, y] = this.place(point);
    const [name, ...rest] = this.describe(point);
    const bold = document.createElement("b");
    bold.textContent = name;
    bold.dir = "auto";
    this.tip.replaceChildren(bold, ...rest);
    const left = Math.min(x + 12, this.width - this.tip.offsetWidth - 8);
    const below = y + 14 + this.tip.offsetHeight < this.height;
    this.tip.style.left = `${Math.max(8, left)}px`;
    this.tip.style.top = `${below ? y + 14 : Math.max(8, y - 14 - this.tip.offsetHeight)}px`;
  }

  #down(event) {
    if (event.pointerType === "touch") return;
    this.dragged = 1;
    this.canvas.setPointerCapture(event.pointerId);
  }

  #up(event) {
    const moved = this.dragged > 5;
    this.dragged = 0;
    if (moved) return;
    const point = this.#nearest(event, event.pointerType === "touch" ? 22 : 14);
    if (point !== null) this.pick(point);
  }
}
