"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const remembered = {
    get() {
      try { return localStorage.getItem("copylint-theme"); } catch { return null; }
    },
    set(theme) {
      try { localStorage.setItem("copylint-theme", theme); } catch { /* a page without storage forgets */ }
    },
  };

  root.classList.add("script");
  const theme = remembered.get();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  function setUpTheme() {
    const button = document.getElementById("theme");
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
    const tell = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set(root.dataset.theme);
      tell();
    });
    dark.addEventListener("change", tell);
    tell();
  }

  const RANK = ["error", "warning", "info"];
  const notes = new Map(); // by id
  const marks = []; // with the notes each one leads to, its own first
  const marksOf = new Map(); // by note

  function gather() {
    for (const note of all(".note")) notes.set(note.id, note);
    for (const element of all("[data-notes]")) {
      const led = element.dataset.notes.split(" ").map((id) => notes.get(id));
      marks.push({ element, led });
      for (const note of led) marksOf.set(note, [...(marksOf.get(note) ?? []), element]);
    }
  }

  // The finding one is at, and the one pointed at

  function highlighter(name) {
    let lit = [];
    return (...chosen) => {
      for (const element of lit) element.classList.remove(name);
      lit = chosen.flatMap((note) => [note, ...(marksOf.get(note) ?? [])]);
      for (const element of lit) element.classList.add(name);
    };
  }
  const activate = highlighter("active");
  const pointAt = highlighter("near");
  const shownNotes = (element) =>
    element.dataset.notes.split(" ").map((id) => notes.get(id)).filter((note) => !note.hidden);

  function open(element) {
    const shown = shownNotes(element);
    if (!shown.length) return;
    for (const note of shown) note.open = true;
    activate(...shown);
    shown[0].querySelector("summary").focus({ preventScroll: true });
    shown[0].scrollIntoView({ block: "nearest" });
  }

  function goBack(note) {
    const way = (marksOf.get(note) ?? []).find((element) => element.hasAttribute("href"));
    activate(note);
    way?.focus({ preventScroll: true });
    way?.scrollIntoView({ block: "nearest" });
  }

  function setUpNotes() {
    document.addEventListener("click", (event) => {
      const mark = event.target.closest("a[data-notes][href]");
      const back = event.target.closest(".back");
      const note = event.target.closest(".note");
      if (mark || back) event.preventDefault();
      if (mark) open(mark);
      else if (back) goBack(note);
      else if (note) activate(note);
    });
    document.addEventListener("keydown", (event) => {
      const note = event.key === "Escape" && event.target.closest(".note");
      if (note) goBack(note);
    });
    document.addEventListener("pointerover", (event) => {
      const mark = event.target.closest("a[data-notes]");
      const note = event.target.closest(".note");
      pointAt(...(mark ? shownNotes(mark) : note ? [note] : []));
    });
    const linked = notes.get(location.hash.slice(1));
    if (linked) linked.open = true;
  }

  // On wide screens notes stand beside the copy, at their paragraph or, where others are in the way, a little below; where
  // it would be more than a little, the copy waits for them

  const wide = matchMedia("screen and (min-width: 56rem)");
  const DRIFT = 240; // pixels
  const GAP = 12;

  function measured(copy) {
    return [...copy.children].map((part) => {
      const beside = part.querySelector(".notes");
      return { part, beside, height: part.offsetHeight, room: beside?.offsetHeight ?? 0 };
    });
  }

  function settle(copy, parts) {
    let top = 0;
    let bottom = 0;
    for (const { part, beside, height, room } of parts) {
      const wait = room ? Math.max(0, bottom - top - DRIFT) : 0;
      part.style.marginTop = wide.matches ? `${wait}px` : "";
      top += wait;
      if (room) {
        const at = Math.max(top, bottom);
        beside.style.top = wide.matches ? `${at}px` : "";
        bottom = at + room + GAP;
      }
      top += height;
    }
    copy.style.minHeight = wide.matches ? `${bottom}px` : "";
  }

  const waiting = new Set();
  function layOut() {
    const copies = [...waiting];
    waiting.clear();
    for (const copy of copies) copy.classList.toggle("floating", wide.matches);
    const found = copies.map(measured);
    copies.forEach((copy, index) => settle(copy, found[index]));
  }

  function layOutSoon(copies) {
    if (!waiting.size) requestAnimationFrame(layOut);
    for (const copy of copies) waiting.add(copy);
  }

  const near = new Set(); // what can be seen, or soon: the rest is laid out when one comes to it

  function setUpLayout() {
    const watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      layOutSoon(changes.filter((change) => change.isIntersecting).map((change) => change.target));
    }, { rootMargin: "100%" });
    for (const copy of all(".copy")) watch.observe(copy);
    document.addEventListener("toggle", (event) => {
      const copy = event.target.closest(".copy");
      if (copy && near.has(copy)) layOutSoon([copy]);
    }, { capture: true });
    addEventListener("resize", () => layOutSoon(near));
  }

  // Filters

  const ticked = (name) => new Set(all(`input[name=${name}]:checked`).map((box) => box.value));

  function filterMarks() {
    for (const { element, led } of marks) {
      const shown = led.filter((note) => !note.hidden);
      element.classList.toggle("off", !shown.length);
      if (shown.length) {
        element.setAttribute("href", `#${shown[0].id}`);
        element.dataset.severity = RANK.find((word) => shown.some((note) => note.dataset.severity === word));
      } else element.removeAttribute("href");
    }
  }

  function filterDocuments() {
    const documents = all(".doc");
    const rows = new Map(all("nav a").map((link) => [link.hash.slice(1), link.parentElement]));
    for (const one of documents) {
      one.hidden = documents.length > 1 && !one.querySelector(".note:not([hidden])");
      if (rows.has(one.id)) rows.get(one.id).hidden = one.hidden;
    }
  }

  function filter() {
    const families = ticked("family");
    const severities = ticked("severity");
    let shown = 0;
    for (const note of notes.values()) {
      note.hidden = !families.has(note.dataset.family) || !severities.has(note.dataset.severity);
      shown += !note.hidden;
    }
    filterMarks();
    filterDocuments();
    layOutSoon(near);
    document.getElementById("status").textContent = `${shown} of ${notes.size} shown`;
  }

  function setUpFilters() {
    const form = document.querySelector(".filters form");
    const sound = document.getElementById("sound");
    const list = () => root.classList.toggle("unlisted", Boolean(sound) && !sound.checked);
    list();
    if (!form) return;
    form.closest("details").open = wide.matches;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => (event.target === sound ? list() : filter()));
    if (all(".filters input[name]:not(:checked)").length) filter(); // a browser keeps what was ticked
    const unfold = document.getElementById("unfold");
    let opened = false;
    unfold.addEventListener("click", () => {
      opened = !opened;
      for (const note of notes.values()) note.open = opened;
      unfold.textContent = opened ? "Close all notes" : "Open all notes";
    });
  }

  // Print shows every note open

  function setUpPrint() {
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...notes.values()].filter((note) => !note.open);
      for (const note of closed) note.open = true;
    });
    addEventListener("afterprint", () => {
      for (const note of closed) note.open = false;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    setUpTheme();
    gather();
    setUpNotes();
    setUpLayout();
    setUpFilters();
    setUpPrint();
  });
})();
