// Lighthouse on one page of each kind that people land on, as a phone sees it.
// Usage: lighthouse.mjs FOLDER
import { resolve } from "node:path";
import lighthouse from "lighthouse";
import { act, browser, serve } from "./common.mjs";

const site = await serve(resolve(process.argv[2]));
const { b, close } = await browser();
const kinds = ["performance", "accessibility", "best-practices", "seo"];
console.log("page".padEnd(12) + kinds.map((k) => k.padStart(16)).join(""));
for (const [name, path] of [["home", ""], ["act", act], ["edition", act + "kaz@2026-02-20/"], ["position", act + "position/tergeushi/"], ["comparison", act + "diff/2026-01-29/2026-02-20/"]]) {
  const page = await b.newPage();
  const { lhr } = await lighthouse(site.base + "ru/" + path, { onlyCategories: kinds, logLevel: "error" }, undefined, page);
  console.log(name.padEnd(12) + kinds.map((k) => String(Math.round(lhr.categories[k].score * 100)).padStart(16)).join(""));
  for (const k of kinds)
    for (const r of lhr.categories[k].auditRefs) {
      const a = lhr.audits[r.id];
      if (r.weight > 0 && a.score !== null && a.score < 0.9) console.log(`  ${k}: ${a.id} ${a.displayValue || a.title}`);
    }
  await page.close();
}
await close();
site.close();
