// The service worker: what was visited can be read without a network, and the
// search and the question work where they were used before.
//
// Nothing stale is shown in silence. A page comes from the network whenever
// there is one; only without it, or where the server fails, from the cache, and
// then it says itself until when it was verified. Pages are kept by the version
// of the site (the mark of all its files), and those of another version are
// dropped when this one takes over, so that no two states of the law stand side
// by side. Files whose names carry a mark of their content never change and
// come from the cache first.
//
// VERSION, SHELL (what is kept from the start) and OFFLINE (the page for what
// is not kept, by language) are put in front when the site is made. Addresses
// are relative to the scope.
"use strict";
const KEPT = "tizbe-" + VERSION;
const at = (path) => new URL(path, self.registration.scope).href;
const marked = /\/assets\/[^/]*\.[0-9a-f]{8}\.[a-z]+$/;

self.addEventListener("install", (e) => {
  e.waitUntil((async () => {
    const kept = await caches.open(KEPT);
    await kept.addAll(SHELL.map((p) => new Request(at(p), { cache: "no-cache" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (e) => {
  e.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("tizbe-") && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (e) => {
  const r = e.request, u = new URL(r.url);
  if (r.method !== "GET" || !r.url.startsWith(self.registration.scope)) return;
  if (u.pathname.startsWith(new URL(at("api/")).pathname)) return; // answers for programs are never kept
  e.respondWith(marked.test(u.pathname) ? first(r) : fresh(r, u));
});

// first answers from the cache, else from the network.
async function first(r) {
  const kept = await caches.open(KEPT);
  const had = await kept.match(r);
  if (had) return had;
  const got = await fetch(r);
  if (got.ok) await kept.put(r, got.clone());
  return got;
}

// fresh answers from the network, else from the cache.
async function fresh(r, u) {
  const kept = await caches.open(KEPT);
  let got;
  try {
    got = await fetch(r);
  } catch { /* there is no network */ }
  if (got?.ok) {
    // The answer to a question is not kept: the page that asks is.
    if (!u.search) await kept.put(r, got.clone());
    return got;
  }
  if (got && got.status < 500) return got;
  const had = await kept.match(r, { ignoreSearch: true });
  if (had) return had;
  if (r.mode === "navigate") {
    const path = r.url.slice(self.registration.scope.length);
    const lang = ["ru", "en"].find((l) => path.startsWith(l + "/")) ?? "kk";
    return Response.redirect(at(OFFLINE[lang])); // its links lead from its own address
  }
  return got ?? Response.error();
}
