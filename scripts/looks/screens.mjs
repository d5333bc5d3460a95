// The four screenshots of the README. Usage: screens.mjs FOLDER OUT
// They are taken with the fonts that the machine has; PT Serif and PT Sans
// (Debian: fonts-paratype) are the first that the style sheet asks for.
import { join, resolve } from "node:path";
import { act, browser, serve } from "./common.mjs";

const [, , folder, out] = process.argv;
const site = await serve(resolve(folder));
const { b, close } = await browser();
const page = await b.newPage();
for (const [name, path, width, height, scheme, to] of [
  ["answer", "en/" + act + "position/aqk-toeraghasy/", 1100, 900, "light", ".answer.v-undetermined"],
  ["act", "en/" + act, 1280, 860, "light"],
  ["comparison", "en/" + act + "diff/2026-01-29/2026-02-20/", 1120, 700, "light"],
  ["phone", "ru/" + act + "kaz@2026-02-20/", 390, 844, "dark", "#list__point_3"],
]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height, isMobile: width < 500, hasTouch: width < 500 });
  await page.goto(site.base + path, { waitUntil: "networkidle0" });
  if (to) await page.evaluate((s) => { document.documentElement.style.scrollBehavior = "auto"; document.querySelector(s).scrollIntoView(); scrollBy(0, -24); }, to);
  await page.screenshot({ path: join(out, name + ".png"), optimizeForSpeed: false });
}
await close();
site.close();
