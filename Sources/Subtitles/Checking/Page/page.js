"use strict";
(() => {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const cues = Array.from(document.querySelectorAll(".found tbody"), (body) => ({
    body,
    rows: Array.from(body.querySelectorAll("[data-s]"), (row) => ({
      row,
      severity: row.dataset.s,
      rule: row.querySelector("b").textContent,
      necessity: row.dataset.n ?? "a",
    })),
    text: null,
  }));
  const total = cues.reduce((sum, cue) => sum + cue.rows.length, 0);
  const number = new Intl.NumberFormat("en");

  function filter() {
    const data = new FormData(form);
    const severities = new Set(data.getAll("severity"));
    const rule = form.rule.value;
    const necessity = form.necessity.value;
    const words = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const cue of cues) {
      if (words.length && cue.text === null) cue.text = cue.body.textContent.toLowerCase();
      const matches = words.every((word) => cue.text.includes(word));
      let any = false;
      for (const { row, ...found } of cue.rows) {
        const visible = matches && severities.has(found.severity) && (!rule || rule === found.rule)
          && (!necessity || necessity === found.necessity);
        if (row.hidden === visible) row.hidden = !visible;
        if (visible) { any = true; count += 1; }
      }
      if (cue.body.hidden === any) cue.body.hidden = !any;
    }
    shown.textContent = `${number.format(count)} of ${number.format(total)} violations`;
  }

  if (form) {
    let waiting = 0;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-rule]");
      if (!button) return;
      form.rule.value = form.rule.value === button.dataset.rule ? "" : button.dataset.rule;
      filter();
      button.closest("section").querySelector(".found").scrollIntoView({ block: "start" });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
      event.preventDefault();
      form.search.focus();
    });
    filter();
  }

  // What a bar leads to is shown even if a filter hides it, and has the focus then.
  function follow() {
    const target = /^#f\d+c\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) return;
    target.hidden = false;
    for (const row of target.querySelectorAll("tr")) row.hidden = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  // Tab reaches each drawing once; arrow keys go along its bars.
  for (const figure of document.querySelectorAll(".timeline")) {
    const bars = Array.from(figure.querySelectorAll("a"));
    bars.forEach((bar, index) => bar.setAttribute("tabindex", index ? "-1" : "0"));
    figure.addEventListener("keydown", (event) => {
      const index = bars.indexOf(event.target);
      const steps = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: bars.length - 1 };
      const next = bars[steps[event.key]];
      if (index < 0 || !next) return;
      event.preventDefault();
      bars[index].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();
