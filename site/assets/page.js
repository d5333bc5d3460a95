// The pages are whole without this. It adds buttons that copy a citation,
// cites the provision whose sign is chosen, leads the choice of two editions
// straight to their comparison, turns the question on the home page into a
// form that leads to the page with the answer, and, where the site is opened
// from a disk, leads links to files.
"use strict";
(() => {
  const lang = document.documentElement.lang;
  const words = { kk: ["Көшіру", "Көшірілді"], ru: ["Копировать", "Скопировано"], en: ["Copy", "Copied"] }[lang] || ["Copy", "Copied"];
  const copying = (q) => {
    const b = document.createElement("button");
    b.type = "button";
    b.lang = lang;
    b.textContent = words[0];
    b.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(q.textContent);
      } catch {
        const r = document.createRange();
        r.selectNodeContents(q);
        const s = getSelection();
        s.removeAllRanges();
        s.addRange(r);
        document.execCommand("copy");
      }
      b.textContent = words[1];
      setTimeout(() => { b.textContent = words[0]; }, 2000);
    });
    q.after(b);
  };
  document.querySelectorAll("q.copy").forEach(copying);
  // A provision's citation: the edition's, with the element in place of the star.
  const law = document.querySelector(".law");
  const cite = (line) => {
    document.querySelector(".citation")?.remove();
    document.querySelector(".citing")?.classList.remove("citing");
    if (!line) return;
    const box = document.createElement("div");
    box.className = "citation";
    for (const l of ["kk", "ru"]) {
      const p = document.createElement("p"), q = document.createElement("q");
      p.lang = l;
      q.className = "copy";
      q.textContent = law.getAttribute("data-" + l + "-" + line.dataset.in).replace("*", line.getAttribute("data-" + l));
      p.append(q);
      box.append(p);
      copying(q);
    }
    const p = document.createElement("p"), q = document.createElement("q");
    q.className = "copy";
    q.textContent = new URL(line.querySelector(".perma").href);
    p.className = "small";
    p.append(q);
    box.append(p);
    copying(q);
    line.classList.add("citing");
    line.append(box);
  };
  law?.addEventListener("click", (e) => {
    const perma = e.target.closest(".perma");
    if (!perma || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const line = perma.closest(".line");
    e.preventDefault();
    if (line.classList.contains("citing")) return cite();
    history.replaceState(null, "", "#" + line.id);
    cite(line);
  });
  const inline = document.getElementById("inline");
  if (inline && matchMedia("(max-width: 44rem)").matches) inline.checked = true;
  for (const f of document.querySelectorAll("form[data-choose]")) {
    f.addEventListener("submit", (e) => {
      const { from, to } = f.elements;
      if (from.selectedIndex === to.selectedIndex) return;
      e.preventDefault();
      const [a, b] = from.selectedIndex < to.selectedIndex ? [from, to] : [to, from];
      location.href = new URL(a.value + "/" + b.value + "/" + (location.protocol === "file:" ? "index.html" : ""), f.action);
    });
  }
  const form = document.getElementById("ask");
  if (form) {
    const fold = (s) => s.toLocaleLowerCase("kk").replace(/[\s\u00a0]+/g, " ").replace(/[;.,:]+$/, "").trim();
    const { position, unit, on } = form.elements;
    const status = form.querySelector("[role=status]");
    // The questions are fetched when the form is first used.
    let asked;
    const load = () => asked ??= fetch(form.dataset.src).then((r) => r.json()).then((all) => {
      const list = document.getElementById("ask-positions");
      for (const p of all.positions) {
        const o = document.createElement("option");
        o.value = p.t;
        list.append(o);
      }
      all.titles = new Map(all.positions.map((p) => [fold(p.t), p]));
      return all;
    });
    const choose = async () => {
      const all = await load();
      status.textContent = "";
      while (unit.options.length > 1) unit.remove(1);
      for (const [u] of all.titles.get(fold(position.value))?.u ?? []) {
        const o = new Option(all.units[u][1], all.units[u][0]);
        o.lang = "kk";
        unit.add(o);
      }
    };
    form.addEventListener("focusin", load);
    position.addEventListener("input", choose);
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      const all = await load();
      const p = all.titles.get(fold(position.value));
      if (!p) {
        status.textContent = status.dataset.none;
        return;
      }
      const u = p.u.find(([i]) => all.units[i][0] === unit.value);
      const own = u !== undefined && u[1] >= 0;
      const days = all.days[own ? u[1] : p.d];
      let at = 0;
      days.forEach((d, i) => { if (d <= on.value) at = i; });
      const id = "d" + (days.length - 1 - at); // the page has the latest first
      location.href = form.dataset.base + p.p + "#" + (own ? unit.value + "--" + id : id);
    });
    form.hidden = location.protocol === "file:"; // where nothing can be fetched, the links do
    form.classList.toggle("off", form.hidden);
  }
  if (location.protocol === "file:") {
    for (const a of document.querySelectorAll("a[href]")) {
      const u = new URL(a.href);
      if (u.protocol === "file:" && u.pathname.endsWith("/")) {
        u.pathname += "index.html";
        a.href = u.href;
      }
    }
  }
})();
