// Search and check in the browser: the forms of both pages answer as one
// types, by the engine of this site, without a server. Everything that is shown
// comes from the engine as HTML that it escaped; this file decides nothing about
// the law or the text.
//
// The engine is loaded when a form is first used, or when the page was opened
// with a question in its address. Where it cannot be loaded the forms go to the
// server, and the page says so.
"use strict";
(() => {
  const form = document.querySelector("form[data-engine]");
  if (!form) return;
  const { kind, wasm, exec, data, words, home } = form.dataset;
  const status = document.getElementById("status");
  const answer = document.getElementById("answer");
  const fields = kind === "search" ? ["q", "on", "seen"] : ["position", "unit", "duty", "on", "seen"];
  const value = (name) => form.elements[name]?.value ?? "";

  const script = (src) => new Promise((done, failed) => {
    const s = document.createElement("script");
    s.src = src;
    s.onload = done;
    s.onerror = () => failed(new Error(src));
    document.head.append(s);
  });
  const file = async (url) => {
    const r = await fetch(url);
    if (!r.ok) throw new Error(url + ": " + r.status);
    return r;
  };
  const bytes = async (url) => (await file(url)).arrayBuffer();
  // A program is compiled while it comes in, where the server says what it is.
  const compiled = async (url) => {
    const r = await file(url);
    return r.headers.get("Content-Type") === "application/wasm" ? WebAssembly.compileStreaming(r) : WebAssembly.compile(await r.arrayBuffer());
  };
  let loading;
  const load = () => loading ??= (async () => {
    status.textContent = form.dataset.loading;
    const [program, base, catalogue] = await Promise.all([compiled(wasm), bytes(data), bytes(words), script(exec)]);
    const go = new Go();
    go.env.GOGC = "400"; // a page lives shortly: some megabytes more, and less to wait for
    go.run(await WebAssembly.instantiate(program, go.importObject)); // serves until the page is left
    const why = tizbeEngine.open(new Uint8Array(base), new Uint8Array(catalogue));
    if (why) throw new Error(why);
    status.textContent = "";
  })();
  const failed = (e) => {
    loading = undefined; // the next attempt tries again
    status.textContent = form.dataset.failed;
    console.warn(e);
  };

  const ask = () => {
    const given = fields.map(value);
    if (!given[0].trim()) {
      answer.replaceChildren();
      status.textContent = "";
      return;
    }
    const drawn = kind === "search" ? tizbeEngine.search(...given, home) : tizbeEngine.check(...given, home);
    answer.innerHTML = drawn.html; // escaped by the engine
    status.textContent = drawn.status;
    answer.dispatchEvent(new Event("drawn", { bubbles: true }));
  };
  // address puts the question into the address, so that it can be linked.
  const address = (put) => {
    const u = new URL(location.href);
    u.search = new URLSearchParams(fields.map((f) => [f, value(f)]).filter(([, v]) => v)).toString();
    u.hash = "";
    if (u.href !== location.href) history[put](null, "", u);
  };
  // Only the last question is answered: what was typed while the engine was
  // loading is in the form by then.
  let waiting = false;
  const answering = async (put) => {
    if (waiting) return;
    waiting = true;
    try {
      await load();
    } catch (e) {
      return failed(e);
    } finally {
      waiting = false;
    }
    ask();
    address(put);
  };
  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    for (const f of fields) if (asked.has(f) && form.elements[f]) form.elements[f].value = asked.get(f);
    return asked.has(fields[0]);
  };

  form.addEventListener("focusin", () => load().catch(failed), { once: true });
  if (kind === "search") form.addEventListener("input", () => answering("replaceState"));
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    answering("pushState");
  });
  addEventListener("popstate", () => {
    if (fromAddress()) answering("replaceState");
    else answer.replaceChildren();
  });
  // A page that a server answered has its answer already.
  if (fromAddress() && !answer.hasChildNodes()) answering("replaceState");
})();
