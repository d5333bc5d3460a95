// The pages are whole without this. It adds a button that copies a citation
// and, where the site is opened from a disk, leads links to the files.
"use strict";
(() => {
  const words = { kk: ["Көшіру", "Көшірілді"], ru: ["Копировать", "Скопировано"], en: ["Copy", "Copied"] }[document.documentElement.lang] || ["Copy", "Copied"];
  for (const q of document.querySelectorAll("q.copy")) {
    const b = document.createElement("button");
    b.type = "button";
    b.lang = document.documentElement.lang;
    b.textContent = words[0];
    b.addEventListener("click", async () => {
      const text = q.textContent;
      try {
        await navigator.clipboard.writeText(text);
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
