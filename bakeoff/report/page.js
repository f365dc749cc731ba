"use strict";
// Opens what a link points at, lets the contents follow the page, and unfolds it on paper.
(() => {
  let target = null; // stays in place while charts are drawn, until the reader moves on

  function find() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // no valid escapes
    }
  }

  function reveal() {
    target = find();
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target?.scrollIntoView();
  }
  // At once: on a smooth way a reader's own scrolling would be lost.
  const settle = () => target?.scrollIntoView({ behavior: "instant" });
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(event, () => { target = null; }, { passive: true });
  }

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target: part } of entries) {
      if (!isIntersecting) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(part.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("main > header, .part").forEach((part) => seen.observe(part));

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details.section:not([open])")];
    for (const section of unfolded) section.open = true;
  });
  addEventListener("afterprint", () => {
    for (const section of unfolded) section.open = false;
  });

  document.addEventListener("drawn", () => {
    settle();
    target = null;
  });
  reveal();
  settle();
  charts.drawAll();
})();
