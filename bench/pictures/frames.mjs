// How long frames take while a report is panned in headless Chromium:
//
//     CHROMIUM=$(command -v chromium) node bench/pictures/frames.mjs output/million/million.html
//
// Needs `npm ci` in tests/browser. A frame counts as in time within a refresh of 60 Hz, and the
// fifth of a millisecond by which headless Chromium's own clock is off.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(new URL("../../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const IN_TIME = 16.7 + 0.2;
const file = resolve(process.argv[2]);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
const begin = performance.now();
await page.goto(`file://${file}`);
await page.waitForSelector("html[data-ready]", { timeout: 60000 });
console.log(`ready after ${Math.round(performance.now() - begin)} ms`);

async function pan(name, zoom) {
  const box = await page.locator("#canvas").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 150];
  await page.mouse.move(x, y);
  for (let i = 0; i < zoom; i++) {
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(30);
  }
  await page.evaluate(() => {
    window.stamps = [];
    const stamp = (time) => {
      window.stamps.push(time);
      window.frame = requestAnimationFrame(stamp);
    };
    window.frame = requestAnimationFrame(stamp);
  });
  await page.mouse.down();
  for (let i = 0; i < 240; i++) await page.mouse.move(x - 120 + Math.abs(120 - i) * 2, y);
  await page.mouse.up();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.frame);
    return window.stamps.slice(1).map((time, i) => time - window.stamps[i]);
  });
  times.sort((a, b) => a - b);
  const share = (100 * times.filter((time) => time <= IN_TIME).length) / times.length;
  const rank = (part) => times[Math.floor(times.length * part)].toFixed(1);
  console.log(`${name}: ${times.length} frames, ${share.toFixed(1)} % in time, 95th percentile ${rank(0.95)} ms, longest ${times.at(-1).toFixed(1)} ms`);
}

await pan("a sixth of the run", 6);
await pan("a hundredth", 10);
await pan("single slices", 16);
await browser.close();
