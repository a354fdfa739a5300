// What a reader does with a report, in a real browser: opens it, zooms, hovers, follows causes,
// searches, compares. The numbers are held against the CSV of the same run.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const gilsim = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/gilsim");
const folder = mkdtempSync(join(tmpdir(), "gilsim-report-"));
let browser;

function make(path, ...flags) {
  makeIn(folder, path, ...flags);
}

function makeIn(out, path, ...flags) {
  execFileSync(gilsim, ["run", path, "--quiet", "--format", "html,csv", "--out", out, ...flags], { cwd: root });
}

before(async () => {
  make("scenarios/08-convoy-effect");
  make("scenarios/08-convoy-effect/convoy.py", "--cores", "2");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});

after(() => browser?.close());

/// The lines of a CSV without quoted fields, by column.
function csv(name) {
  const [head, ...lines] = readFileSync(join(folder, name), "utf8").trim().split("\r\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

/// Opens a report, past its quiz; what it asked for or complained about fails the test at the end.
async function open(t, name, options = {}, allowed = () => false) {
  const page = await load(t, name, options, allowed);
  const skip = page.getByRole("button", { name: /^(Skip|건너뛰고)/ });
  await page.waitForSelector("html[data-ready], #quiz:not([hidden])");
  if (await skip.count()) await skip.click();
  await page.waitForSelector("html[data-ready]");
  await frame(page);
  return page;
}

async function load(t, name, options = {}, allowed = () => false) {
  const context = await browser.newContext({ viewport: { width: 1500, height: 1000 }, ...options });
  const page = await context.newPage();
  const url = `file://${join(folder, name)}`;
  const wrong = [];
  page.on("request", (request) => request.url().split("#")[0] !== url && !allowed(request.url()) && wrong.push(`request: ${request.url().slice(0, 200)}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.stack));
  t.after(async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  });
  await page.goto(url);
  return page;
}

const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/// Beginning and end of what is shown, in milliseconds.
async function shown(page) {
  await frame(page);
  const text = await page.locator("#status").textContent();
  const unit = { ns: 1e-6, "µs": 1e-3, ms: 1, s: 1e3 };
  const [, from, fromUnit, to, toUnit] = /: ([\d.]+) (\S+) to ([\d.]+) (\S+) of/.exec(text);
  return { from: from * unit[fromUnit], to: to * unit[toUnit] };
}

async function canvas(page) {
  const box = await page.locator("#canvas").boundingBox();
  return { ...box, middle: box.x + box.width / 2 };
}

test("opens with title, question, tables and legend", async (t) => {
  const page = await open(t, "08-convoy-effect.html");
  assert.equal(await page.locator("h1").textContent(), "The convoy effect");
  assert.match(await page.locator("#question").textContent(), /^Why does one busy thread/);
  const runs = await page.locator("#tables table").first().locator("tbody th").allTextContents();
  assert.deepEqual(runs, ["alone", "one busy thread", "0.5 ms", "two busy threads", "no GIL"]);
  assert.match(await page.locator("#legend").textContent(), /GIL wait.*another thread has the GIL/);
  assert.match(await page.locator(".findings").first().textContent(), /io waited .* for the GIL/);
});

test("zooms by wheel, pinch, keys and buttons, and moves by dragging", async (t) => {
  const page = await open(t, "convoy.html");
  const box = await canvas(page);
  const whole = await shown(page);
  await page.mouse.move(box.middle, box.y + 60);
  await page.mouse.wheel(0, -300);
  const wheel = await shown(page);
  assert.ok(wheel.to - wheel.from < whole.to - whole.from);
  await page.mouse.down();
  await page.mouse.move(box.middle - 80, box.y + 60, { steps: 4 });
  await page.mouse.up();
  const dragged = await shown(page);
  assert.ok(dragged.from > wheel.from);
  assert.ok(Math.abs(dragged.to - dragged.from - (wheel.to - wheel.from)) < 0.01);
  await page.locator("#canvas").focus();
  await page.keyboard.press("+");
  const keys = await shown(page);
  assert.ok(keys.to - keys.from < dragged.to - dragged.from);
  await page.keyboard.press("ArrowLeft");
  assert.ok((await shown(page)).from < keys.from);
  await page.getByRole("button", { name: "Whole run" }).click();
  assert.deepEqual(await shown(page), whole);
  const session = await page.context().newCDPSession(page);
  await session.send("Input.synthesizePinchGesture", { x: box.middle, y: box.y + 60, scaleFactor: 2, gestureSourceType: "touch" });
  const pinched = await shown(page);
  assert.ok(pinched.to - pinched.from < (whole.to - whole.from) * 0.8, JSON.stringify(pinched));
});

test("a page that is loaded again shows the same stretch", async (t) => {
  const page = await open(t, "convoy.html");
  await page.getByRole("button", { name: "Zoom in" }).click();
  const before = await shown(page);
  await page.waitForFunction(() => location.hash !== "");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.deepEqual(await shown(page), before);
});

test("a slice tells its state, exact times and cause, and leads on to the holder", async (t) => {
  const page = await open(t, "convoy.html");
  // A long wait of the I/O thread, from the CSV.
  const wait = csv("convoy.csv").find((it) => it.thread === "io" && it.state === "GIL wait" && it.end_ns - it.start_ns > 3e6 && it.start_ns > 5e7);
  for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.locator("#search").fill(`${wait.start_ns / 1e6}ms`);
  await page.keyboard.press("Enter");
  await frame(page);
  const box = await canvas(page);
  // The search has put that moment into the middle; the row of `io` is the third.
  await page.mouse.move(box.x + 190 + (box.width - 190 - 12 - 2 * 66) / 2 + 2, box.y + 119);
  await page.mouse.down();
  await page.mouse.up();
  const selection = page.locator("#selection");
  await selection.getByText("io: GIL wait", { exact: true }).waitFor({ timeout: 5000 });
  const facts = await selection.locator("dl").textContent();
  for (const at of [wait.start_ns, wait.end_ns]) assert.ok(facts.includes(`${at / 1e6} ms`), facts);
  assert.match(facts, /(cpu-1|MainThread) had the GIL, executing convoy\.py, line \d+: /);
  await selection.getByRole("button", { name: /^what (cpu-1|MainThread) did meanwhile/ }).click();
  await selection.getByText(/^(cpu-1|MainThread): /).waitFor();
  assert.equal(await page.locator(".lines li.marked").count(), 1);
  // Each thread that is alive stands at a line of the program.
  assert.ok((await page.locator(".lines .chip").count()) >= 2);
});

test("hovering tells what is under the pointer", async (t) => {
  const page = await open(t, "convoy.html");
  const box = await canvas(page);
  const texts = new Set();
  for (let y = box.y + 40; y < box.y + box.height - 10; y += 12) {
    await page.mouse.move(box.middle, y);
    await frame(page);
    texts.add(await page.locator("#tooltip").textContent());
  }
  const all = [...texts].join("\n");
  assert.match(all, /cpu-1: running/);
  assert.match(all, /MainThread: lock wait/);
  assert.match(all, /\d ms – \d/);
});

test("search finds what the CSV has, and steps through it", async (t) => {
  const page = await open(t, "08-convoy-effect.html");
  const slices = csv("08-convoy-effect.csv");
  const cases = [
    ["GIL wait", (it) => it.state === "GIL wait" || (/gil/i.test(it.state + it.cause_what) && /wait/i.test(it.state))],
    ["cpu-2 running", (it) => it.thread === "cpu-2" && it.state === "running"],
    ["convoy.py:23", (it) => it.cause_line === "23"],
  ];
  for (const [query, matches] of cases) {
    await page.locator("#search").fill(query);
    await page.keyboard.press("Enter");
    await frame(page);
    assert.equal(await page.locator("#found").textContent(), `${slices.filter(matches).length} found`, query);
  }
  const first = await page.locator("#selection dl").textContent();
  await page.getByRole("button", { name: "Next (" }).click();
  assert.notEqual(await page.locator("#selection dl").textContent(), first);
  await page.locator("#search").fill("no such thing");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#found").textContent(), "nothing found");
});

test("runs are compared on one axis, until each is to have its own", async (t) => {
  const page = await open(t, "08-convoy-effect.html");
  const box = await canvas(page);
  const picture = () => page.evaluate(() => document.getElementById("canvas").toDataURL());
  const whole = await picture();
  await page.mouse.move(box.middle, box.y + 60);
  await page.mouse.wheel(0, -300);
  await frame(page);
  assert.notEqual(await picture(), whole);
  await page.getByRole("button", { name: "Whole run" }).click();
  await page.getByRole("button", { name: "One time axis for all runs" }).click();
  await frame(page);
  const spread = await picture();
  assert.notEqual(spread, whole);
  const height = (await canvas(page)).height;
  for (const name of ["alone", "0.5 ms", "two busy threads"]) await page.getByLabel(name, { exact: true }).uncheck();
  await frame(page);
  assert.ok((await canvas(page)).height < height);
});

test("what is drawn of a state is what the trace has of it", async (t) => {
  const page = await open(t, "convoy.html");
  await page.getByRole("button", { name: "Marks and hand-overs" }).click();
  await frame(page);
  const { blue, width } = await page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let blue = 0;
    // Grid lines are thin and translucent: they count as what they lie on.
    for (let i = 0; i < data.length; i += 4) if (data[i] < 100 && data[i + 1] > 80 && data[i + 1] < 150 && data[i + 2] > 130) blue++;
    return { blue, width: canvas.width };
  });
  const slices = csv("convoy.csv");
  const end = Math.max(...slices.map((it) => it.end_ns));
  const running = slices.filter((it) => it.state === "running").reduce((sum, it) => sum + (it.end_ns - it.start_ns), 0);
  const plot = width - 190 - 12 - 2 * 66;
  const expected = (running / end) * plot * 30;
  assert.ok(Math.abs(blue / expected - 1) < 0.04, `${blue} pixels of ${expected}`);
});

test("everything can be done with the keyboard", async (t) => {
  const page = await open(t, "convoy.html");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "canvas");
  const said = new Set();
  for (const key of [".", ".", "ArrowDown", ".", ".", "h", "b", "n", ","]) {
    await page.keyboard.press(key);
    said.add(await page.locator("#announce").textContent());
  }
  assert.ok(said.size >= 5, [...said].join("\n"));
  await page.keyboard.press("Escape");
  assert.match(await page.locator("#selection").textContent(), /Click a slice/);
  // Tables are sorted by their headings.
  const heading = page.locator("#tables th button", { hasText: "running" }).first();
  await heading.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#tables tbody th").first().textContent(), "cpu-1");
});

test("a quiz is answered before the picture is shown, by keyboard, and is not asked again", async (t) => {
  const page = await load(t, "08-convoy-effect.html");
  const quiz = page.locator("#quiz");
  await quiz.waitFor();
  assert.equal(await page.locator("#canvas").isVisible(), false);
  assert.equal(await page.locator("#tables").isVisible(), false);
  const choices = quiz.locator(".choices button");
  assert.equal(await choices.count(), 4);
  for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), await choices.nth(3).textContent());
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[data-ready]");
  assert.match(await quiz.locator(".verdict").textContent(), /^Not quite\. The sleep ends on time/);
  assert.match(await choices.nth(2).textContent(), /✓ right$/);
  assert.match(await choices.nth(3).textContent(), /✗ your answer$/);
  assert.equal(await page.locator("#canvas").isVisible(), true);
  // One answer is one answer.
  await choices.nth(2).click({ force: true });
  assert.match(await quiz.locator(".verdict").textContent(), /^Not quite/);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await quiz.isVisible(), false);
});

test("the quiz of a report in Korean is Korean", async (t) => {
  makeIn(join(folder, "ko"), "scenarios/08-convoy-effect", "--set", "chart.lang=ko");
  const page = await load(t, "ko/08-convoy-effect.html");
  await page.getByRole("button", { name: "6 ms쯤" }).click();
  await page.waitForSelector("html[data-ready]");
  assert.match(await page.locator(".verdict").textContent(), /^맞았다\. 잠은 제때 끝나지만/);
  assert.equal(await page.locator("h1").textContent(), "호위대 효과");
  assert.ok((await page.locator("#tables tbody th").allTextContents()).includes("바쁜 스레드 하나"));
});

/// What has less contrast than 4.5 to 1.
async function pale(page) {
  return page.evaluate(() => {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = numbers(colour).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/rgba\(.*, 0\)|transparent|color\(/.test(colour)) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.checkVisibility() || ["SCRIPT", "OPTION"].includes(element.tagName)) return [];
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio < 4.5 ? [`${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}: ${ratio.toFixed(2)}`] : [];
    });
  });
}

test("text has a contrast of at least 4.5 to 1, light and dark", async (t) => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(t, "convoy.html", { colorScheme });
    await page.locator("#canvas").focus();
    await page.keyboard.press(".");
    assert.deepEqual(await pale(page), [], colorScheme);
    const asking = await load(t, "08-convoy-effect.html", { colorScheme });
    await asking.locator("#quiz").waitFor();
    assert.deepEqual(await pale(asking), [], colorScheme);
    await asking.locator(".choices button").first().click();
    assert.deepEqual(await pale(asking), [], colorScheme);
  }
});

test("names are text, whatever they contain", async (t) => {
  const name = "</script><img src=x onerror=alert(1)>{{title}}";
  writeFileSync(join(folder, "names.py"), `import threading\nt = threading.Thread(target=lambda: sum(range(1000)), name=${JSON.stringify(name)})\nt.start()\nt.join()\n`);
  make(join(folder, "names.py"));
  const page = await open(t, "names.html");
  assert.equal(await page.locator("img").count(), 0);
  assert.ok((await page.locator("#tables tbody th").allTextContents()).includes(name));
});

test("Korean", async (t) => {
  writeFileSync(join(folder, "convoy.py"), readFileSync(join(root, "scenarios/08-convoy-effect/convoy.py")));
  writeFileSync(join(folder, "ko.toml"), 'title = "호송 효과"\nprogram = "convoy.py"\n[chart]\nlang = "ko"\n');
  make(join(folder, "ko.toml"));
  const page = await open(t, "ko.html");
  assert.equal(await page.locator("html").getAttribute("lang"), "ko");
  assert.equal(await page.locator("h1").textContent(), "호송 효과");
  assert.match(await page.locator("#legend").textContent(), /실행.*바이트코드를 실행한다/);
  assert.match(await page.locator("#toolbar").textContent(), /전체 실행/);
  assert.match(await page.locator(".findings").textContent(), /io 스레드는 잠 30번이 끝날 때마다 GIL을/);
});

test("a watched page loads itself anew on every save, and says when it is stale", async (t) => {
  const program = join(folder, "saved.py");
  const save = (name) => writeFileSync(program, `import threading\nt = threading.Thread(target=print, name="${name}")\nt.start()\nt.join()\n`);
  save("first");
  const watching = spawn(gilsim, ["watch", program, "--quiet", "--out", folder], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  watching.stderr.on("data", (text) => { told += text; });
  t.after(() => watching.kill("SIGKILL"));
  const until = async (text, times) => {
    while (told.split(text).length <= times) await new Promise((done) => watching.stderr.once("data", done));
  };
  await until("watching", 1);
  const script = `file://${join(folder, "saved.reload.js")}`;
  const page = await open(t, "saved.html", {}, (url) => url.startsWith(script));
  const names = () => page.locator("#tables tbody th").allTextContents();
  assert.ok((await names()).includes("first"));
  save("second");
  await page.getByRole("row", { name: "second" }).waitFor();
  writeFileSync(program, "def broken(:\n");
  await page.getByText("does not run: the terminal says why").waitFor();
  assert.ok((await names()).includes("second"));
  save("third");
  await page.getByRole("row", { name: "third" }).waitFor();
  assert.equal(await page.locator("#stale").isVisible(), false);
  const ended = new Promise((done) => watching.once("exit", (code) => done(code)));
  watching.kill("SIGINT");
  assert.equal(await ended, 130);
});
