// Lighthouse on one page of each kind that people land on, as a phone sees it.
// Each is looked at three times, and what is printed is the median; the other
// scores of performance stand behind it, since they tell how busy the machine
// was. Usage: lighthouse.mjs FOLDER
import { resolve } from "node:path";
import lighthouse from "lighthouse";
import { act, browser, serve } from "./common.mjs";

const site = await serve(resolve(process.argv[2]));
const { b, close } = await browser();
const kinds = ["performance", "accessibility", "best-practices", "seo"];
console.log("page".padEnd(12) + kinds.map((k) => k.padStart(16)).join(""));
for (const [name, path] of [["home", ""], ["act", act], ["edition", act + "kaz@2026-02-20/"], ["position", act + "position/tergeushi/"], ["comparison", act + "diff/2026-01-29/2026-02-20/"]]) {
  const runs = [];
  for (let i = 0; i < 3; i++) {
    const page = await b.newPage();
    runs.push((await lighthouse(site.base + "ru/" + path, { onlyCategories: kinds, logLevel: "error" }, undefined, page)).lhr);
    await page.close();
  }
  const sorted = (k) => runs.map((r) => Math.round(r.categories[k].score * 100)).sort((x, y) => x - y);
  console.log(name.padEnd(12) + kinds.map((k) => String(sorted(k)[1]).padStart(16)).join("") + "   " + sorted("performance").join(" "));
  for (const k of kinds)
    for (const ref of runs[0].categories[k].auditRefs) {
      const a = runs[0].audits[ref.id];
      if (ref.weight > 0 && a.score !== null && a.score < 0.9) console.log(`  ${k}: ${a.id} ${a.displayValue || a.title}`);
    }
}
await close();
site.close();
