"use strict";
(() => {
  const table = document.getElementById("found");
  const form = document.getElementById("filters");
  const media = document.getElementById("media");
  const timeline = document.getElementById("timeline");
  const number = new Intl.NumberFormat("en");
  // Seconds that are played before and after a finding.
  const around = 2;
  // Rows that are shown at once, as browsers take their time to lay out thousands.
  const page = 500;
  let limit = page;

  const rows = Array.from(table ? table.tBodies[0].rows : [], (row) => ({
    row,
    severity: row.dataset.s,
    state: row.dataset.t,
    score: Number(row.dataset.p),
    category: row.querySelector(".category bdi")?.textContent ?? "",
    text: null,
  }));

  // Sorting: a button in each head that has a key.
  for (const head of table ? table.querySelectorAll("thead th[data-key]") : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }

  function sort(head) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const column = head.cellIndex;
    const order = new Intl.Collator("en", { numeric: true });
    const keys = new Map(Array.from(table.tBodies[0].rows, (row) => {
      if (head.dataset.key === "a") return [row, Number(row.dataset.a)];
      if (head.dataset.key === "p") return [row, Number(row.dataset.p)];
      if (head.dataset.key === "v") return [row, Number(row.cells[column].dataset.v)];
      const text = row.cells[column].textContent.trim();
      const plain = /^[\d,.]+/.exec(text);
      return [row, /^[1-6]$/.test(head.dataset.key) && plain ? Number(plain[0].replaceAll(",", "")) : text];
    }));
    const sorted = Array.from(keys.keys()).sort((left, right) => {
      const [a, b] = [keys.get(left), keys.get(right)];
      const way = typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b);
      return descending ? -way : way;
    });
    table.tBodies[0].append(...sorted);
    const places = new Map(sorted.map((row, index) => [row, index]));
    rows.sort((left, right) => places.get(left.row) - places.get(right.row));
    if (form) filter();
  }

  // Filters.
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");

  function filter() {
    const data = new FormData(form);
    const severities = new Set(data.getAll("severity"));
    const states = new Set(data.getAll("state"));
    const category = form.category.value;
    const least = Number(form.score.value) || 0;
    const words = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of rows) {
      if (words.length && entry.text === null) entry.text = entry.row.textContent.toLowerCase();
      const matches = severities.has(entry.severity) && states.has(entry.state) && entry.score >= least
        && (!category || category === entry.category) && words.every((word) => entry.text.includes(word));
      const visible = matches && count < limit;
      if (entry.row.hidden === visible) entry.row.hidden = !visible;
      if (matches) count += 1;
    }
    const first = count > limit ? `, the first ${number.format(limit)} below` : "";
    shown.textContent = `${number.format(count)} of ${number.format(rows.length)} findings${first}`;
    if (more) more.hidden = count <= limit;
  }

  function reveal(box) {
    box.closest("td").querySelector(".text").setAttribute("aria-hidden", String(!box.checked));
  }

  if (form) {
    let waiting = 0;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { filter(); revealAll(); }));
    more?.addEventListener("click", () => { limit += page; filter(); });
    // What is printed is all that the filters let through.
    addEventListener("beforeprint", () => { limit = Infinity; filter(); });
    addEventListener("afterprint", () => { limit = page; filter(); });
    form.addEventListener("input", (event) => {
      if (event.target.id === "reveal") return;
      limit = page;
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    });
    const revealAll = () => {
      for (const box of table.querySelectorAll(".show")) {
        if (box.checked === form.reveal.checked) continue;
        box.checked = form.reveal.checked;
        reveal(box);
      }
    };
    form.reveal.addEventListener("change", revealAll);
    // What a browser remembers of an earlier visit is not asked for now.
    form.reveal.checked = false;
    for (const box of table.querySelectorAll(".show:checked")) box.checked = false;
    table.addEventListener("change", (event) => {
      if (event.target.classList.contains("show")) reveal(event.target);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
      event.preventDefault();
      form.search.focus();
    });
    filter();
  }

  // Media.
  if (media) {
    const player = document.getElementById("player");
    const playing = document.getElementById("playing");
    const pick = document.getElementById("pick");
    const head = document.getElementById("head");
    const whole = media.getAttribute("src");
    let end = Infinity;
    let usable = Boolean(whole);
    let current = null;
    player.hidden = false;
    pick.hidden = usable;
    for (const { row } of rows) row.querySelector(".go").hidden = false;

    media.addEventListener("error", () => {
      // Clips may be there where the whole is not.
      if (media.getAttribute("src") !== whole) return;
      usable = false;
      pick.hidden = false;
    });
    document.getElementById("file").addEventListener("change", (event) => {
      const file = event.target.files[0];
      if (!file) return;
      usable = true;
      pick.hidden = true;
      media.src = URL.createObjectURL(file);
    });
    media.addEventListener("timeupdate", () => {
      if (media.currentTime >= end) {
        media.pause();
        end = Infinity;
      }
      const length = Number(timeline?.dataset.end);
      if (!head || !length || current?.clip) return;
      const x = Math.min(1000, (media.currentTime / length) * 1000);
      head.removeAttribute("hidden");
      head.setAttribute("transform", `translate(${x} 0)`);
    });

    function seek(from, to, start) {
      end = to;
      const go = () => {
        media.currentTime = Math.max(0, from);
        if (start) media.play().catch(() => {});
      };
      if (media.readyState >= 1) go();
      else media.addEventListener("loadedmetadata", go, { once: true });
    }

    function play(row) {
      const [from, to] = [Number(row.dataset.a), Number(row.dataset.b)];
      document.querySelector(".playing")?.classList.remove("playing");
      row.classList.add("playing");
      current = { row, clip: !usable && row.dataset.clip };
      playing.textContent = `Finding ${row.id.slice(1)}, ${row.querySelector(".time").textContent}`;
      if (current.clip) {
        media.src = row.dataset.clip;
        seek(0, Infinity, true);
      } else if (usable) {
        seek(from - around, to + around, true);
      }
    }

    table.addEventListener("click", (event) => {
      const button = event.target.closest(".go");
      if (button) play(button.closest("tr"));
    });
    timeline?.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) {
        const row = document.getElementById(link.getAttribute("href").slice(1));
        if (row && usable) {
          current = null;
          seek(Number(row.dataset.a) - around, Infinity, false);
        }
        return;
      }
      if (!usable) return;
      const box = timeline.getBoundingClientRect();
      current = null;
      seek(((event.clientX - box.left) / box.width) * Number(timeline.dataset.end), Infinity, false);
    });
  }

  // What a mark leads to is shown even if a filter hides it, and has the focus then.
  function follow() {
    const target = /^#r\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) return;
    target.hidden = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", follow);
  timeline?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  // Tab reaches the drawing once; arrow keys go along its marks.
  const marks = Array.from(timeline ? timeline.querySelectorAll("a") : []);
  marks.forEach((mark, index) => mark.setAttribute("tabindex", index ? "-1" : "0"));
  timeline?.addEventListener("keydown", (event) => {
    const index = marks.indexOf(event.target);
    const steps = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: marks.length - 1 };
    const next = marks[steps[event.key]];
    if (index < 0 || !next) return;
    event.preventDefault();
    marks[index].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
})();
