"use strict";
// Tables: a heading sorts, and each can be copied or saved as CSV. The matrix of pairs sorts by one model.
(() => {
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const ISOLATES = /[\u2068\u2069]/g; // around names of other scripts: see isolate in cells.py
  const text = (cell) => {
    const whole = cell.querySelector("details.long > bdi");
    const drawn = cell.querySelector("svg");
    if (drawn) return drawn.getAttribute("aria-label").replace(/^\+/, ""); // or it looks like a formula
    return (whole ?? cell.querySelector("bdi") ?? cell).textContent.replace(ISOLATES, "").trim();
  };

  function sortable(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => {
      const cell = row.cells[column];
      if (cell.dataset.order !== undefined) return Number(cell.dataset.order);
      const shown = text(cell);
      return shown === "–" ? null : shown;
    };
    heads.forEach((head, column) => {
      const button = make("button", { type: "button" });
      button.append(...[...head.childNodes].filter((node) => node.nodeName !== "DETAILS"));
      head.prepend(button);
      button.addEventListener("click", () => {
        const numbers = [...body.rows].some((row) => row.cells[column].dataset.order !== undefined);
        const [first, second] = numbers ? [-1, 1] : [1, -1];
        const sign = head.getAttribute("aria-sort") === (first < 0 ? "descending" : "ascending") ? second : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [value(row, column), row]);
        rows.sort(([a], [b]) => {
          if (a === null || b === null) return (a === null) - (b === null);
          if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
          return sign * (typeof a === "number" ? a - b : a.localeCompare(b));
        });
        body.append(...rows.map(([, row]) => row));
      });
    });
  }

  // A value with its small print; a name stays a name.
  const noted = (cell) => {
    const small = cell.nodeName === "TD" && cell.querySelector("small");
    return small ? `${text(cell).replace(small.textContent, "")} (${small.textContent})` : text(cell);
  };

  // The cells that are shown; numbers as they are, not as they are rounded.
  function grid(table) {
    return [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells]
      .filter((cell) => !cell.hidden)
      .map((cell) => (cell.dataset.order && !cell.querySelector("svg") && !/[a-z(]/i.test(text(cell)) ? String(Number(cell.dataset.order)) : noted(cell))));
  }
  // A spreadsheet would run a text that begins like a formula.
  const harmless = (cell) => (/^[=@+\-]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell);
  const quoted = (cell) => (/[",;\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  async function copy(table, button) {
    const lines = grid(table).map((row) => row.map((cell) => harmless(cell.replace(/\s+/g, " "))).join("\t"));
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed here";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  function save(table) {
    const lines = grid(table).map((row) => row.map((cell) => quoted(harmless(cell))).join(","));
    const link = make("a", {
      href: URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" })),
      download: `${table.caption.textContent.trim().slice(0, 60).replace(/[^\p{L}\p{N}]+/gu, "-")}.csv`,
    });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function tools(table) {
    const name = make("span", { className: "hidden", textContent: `: ${table.caption.textContent.trim()}` });
    const bar = make("p", { className: "tools" });
    for (const [title, act] of [["Copy", copy], ["CSV", save]]) {
      const label = make("span", { textContent: title });
      const button = make("button", { type: "button" });
      button.append(label, name.cloneNode(true));
      button.addEventListener("click", () => act(table, label));
      bar.append(button);
    }
    table.closest(".tabled").prepend(bar);
  }

  // A click on a name puts it first along both sides; the others follow by their word and difference.
  const WORDS = ["better", "equal", "undecided", "worse"];
  function matrix(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const original = heads.map((head) => head.dataset.model);
    const places = new Map(rows.map((row) => [
      row.dataset.model,
      new Map([...row.cells].slice(1).map((cell) => [
        cell.dataset.model, [WORDS.indexOf(cell.className), -Number(cell.dataset.difference ?? 0)],
      ])),
    ]));
    let by = null;
    const told = make("div", { className: "told" });
    told.setAttribute("role", "status");
    table.closest(".tabled").append(told);
    const tell = (cells) => told.replaceChildren(...cells.filter((cell) => cell.title && !cell.hidden)
      .map((cell) => make("p", { textContent: cell.title })));
    table.tBodies[0].addEventListener("click", ({ target }) => {
      const cell = target.closest("td");
      if (cell) tell([cell]);
    });
    function arrange(order) {
      const sorted = (cells) => order.map((name) => cells.find((cell) => cell.dataset.model === name));
      table.tBodies[0].append(...sorted(rows));
      for (const row of [table.tHead.rows[0], ...rows]) row.append(...sorted([...row.cells].slice(1)));
    }
    function pick(model) {
      by = by === model ? null : model;
      const order = [...original];
      if (by !== null) {
        order.sort((a, b) => {
          const [one, other] = [places.get(a).get(by), places.get(b).get(by)];
          return one[0] - other[0] || one[1] - other[1];
        });
      }
      for (const cell of [...heads, ...rows.map((row) => row.cells[0])]) {
        const picked = (cell.dataset.model ?? cell.parentElement.dataset.model) === by;
        cell.classList.toggle("picked", picked);
        cell.querySelector("button").setAttribute("aria-pressed", picked);
      }
      arrange(order);
      tell(by === null ? [] : [...rows.find((row) => row.dataset.model === by).cells].slice(1));
    }
    for (const cell of [...heads, ...rows.map((row) => row.cells[0])]) {
      const name = cell.textContent.trim();
      const button = make("button", { type: "button", textContent: name, title: name });
      button.setAttribute("aria-pressed", "false");
      cell.replaceChildren(button);
      button.addEventListener("click", () => pick(cell.dataset.model ?? cell.parentElement.dataset.model));
    }
  }

  for (const table of document.querySelectorAll("table")) {
    if (table.classList.contains("matrix")) matrix(table);
    else sortable(table);
    tools(table);
  }
})();
