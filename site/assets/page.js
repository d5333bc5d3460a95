// The pages are whole without this. It adds buttons that copy a citation,
// cites the provision whose sign is chosen, leads the choice of two editions
// straight to their comparison, offers positions and units in the question on
// the home page, lets the service worker keep what is visited and, where the
// site is opened from a disk, leads links to files.
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
  // What the engine put on the page has citations too.
  document.addEventListener("drawn", (e) => e.target.querySelectorAll("q.copy").forEach(copying));
  const worker = document.currentScript.dataset.worker;
  if (location.protocol !== "file:" && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(() => {}); // reading goes on without it
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
  // The form of the home page offers the positions, and the units of the one
  // that is typed; any words may be asked.
  const form = document.getElementById("ask");
  if (form) {
    const fold = (s) => s.toLocaleLowerCase("kk").replace(/[\s\u00a0]+/g, " ").trim();
    const { position, unit } = form.elements;
    const offer = (list, texts) => {
      list.replaceChildren(...texts.map((t) => {
        const o = document.createElement("option");
        o.value = t;
        return o;
      }));
    };
    let asked;
    const load = () => asked ??= fetch(form.dataset.src).then((r) => r.json()).then((all) => {
      all.titles = new Map(all.positions.map((p) => [fold(p.t), p]));
      offer(position.list, all.positions.map((p) => p.t));
      offer(unit.list, all.units);
      return all;
    }).catch(() => { asked = undefined; }); // what is offered is a help alone
    form.addEventListener("focusin", load);
    position.addEventListener("input", async () => {
      const all = await load();
      if (all) offer(unit.list, all.titles.get(fold(position.value))?.u.map((i) => all.units[i]) ?? all.units);
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
