// What both programs need: the site served on loopback, and a browser with a
// profile of its own. CHROME_PATH names the browser; it must be Chromium.
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import puppeteer from "puppeteer-core";
import { createGzip } from "node:zlib";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml", ".wasm": "application/wasm", ".txt": "text/plain" };

// serve gives out the folder, compressed, as a web server would.
export async function serve(dir) {
  const server = createServer((req, res) => {
    let name = normalize(join(dir, decodeURIComponent(new URL(req.url, "http://x").pathname)));
    if (name.startsWith(dir) && existsSync(name) && statSync(name).isDirectory()) name = join(name, "index.html");
    if (!name.startsWith(dir) || !existsSync(name)) return res.writeHead(404).end();
    const head = { "Content-Type": types[extname(name)] || "application/octet-stream", "Content-Encoding": "gzip", "Cache-Control": name.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache" };
    res.writeHead(200, head);
    createReadStream(name).pipe(createGzip()).pipe(res);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export async function browser() {
  const profile = mkdtempSync(join(tmpdir(), "looks-"));
  const b = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH || "/usr/bin/chromium", userDataDir: profile,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return { b, close: async () => { await b.close(); rmSync(profile, { recursive: true, force: true }); } };
}

export const act = "akn/kz/act/resolution/2025-09-24/789/";
