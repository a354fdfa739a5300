// Puts the page together and listens to mouse, keys, fingers.

const report = JSON.parse(byId("report").textContent);
const words = WORDS[report.lang] || WORDS.en;
let chart;
let panels;
let search;

async function start() {
  byId("title").textContent = report.title;
  byId("question").textContent = report.question;
  byId("parameters").replaceChildren(...facts());
  await Promise.all(report.runs.map(async (run, i) => readColumns(run, await unpack(`columns-${i}`))));
  // Who comes to a certain moment, comes again or changes the program wants the picture.
  const asks = report.quiz.length > 0 && !location.hash && !report.reload && !history.state?.answered;
  if (asks) {
    await ask(report, words);
    history.replaceState({ answered: true }, "");
  }
  chart = new Chart(report, words);
  panels = new Panels(report, words, (target) => select(target, true));
  search = new Search(report, words);
  byId("canvas").setAttribute("aria-label", words.timeline);
  buildToolbar();
  buildTables(report, words, chart, panels);
  chart.onframe = status;
  listen();
  chart.resize();
  legend();
  restore();
  if (report.reload) watchForNewer(report.reload);
  document.documentElement.dataset.ready = "true";
}

function facts() {
  const pairs = [...report.parameters];
  if (report.runs.length === 1) {
    const [run] = report.runs;
    pairs.unshift([words.wall, run.wall], [words.speedup, run.speedup], [words.gilHeldShare, run.gil_held]);
  }
  return pairs.filter(([, value]) => value).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

/// The view that the keys and buttons move: that of the cursor's run.
const view = () => (chart.locked ? chart.shared : (chart.cursor || chart.selection || { run: chart.shownRuns[0] || report.runs[0] }).run.view);

function buildToolbar() {
  const button = (label, title, act) => element("button", { type: "button", title, ariaLabel: title, onclick: act }, label);
  const toggle = (label, pressed, act) => {
    const made = element("button", { type: "button", onclick: () => {
      const on = made.getAttribute("aria-pressed") !== "true";
      made.setAttribute("aria-pressed", String(on));
      act(on);
    } }, label);
    made.setAttribute("aria-pressed", String(pressed));
    return made;
  };
  const all = () => chart.show(view(), 0, chart.locked ? chart.end : (chart.cursor?.run.end || chart.end));
  const input = element("input", { type: "search", id: "search", placeholder: words.search, ariaLabel: words.search });
  const found = element("output", { id: "found" });
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => runSearch(input.value, found), 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      clearTimeout(timer);
      runSearch(input.value, found);
      stepSearch(!event.shiftKey);
    } else if (event.key === "Escape") {
      input.value = "";
      runSearch("", found);
      byId("canvas").focus();
    }
  });
  const several = report.runs.length > 1;
  const runs = several ? element("fieldset", {}, element("legend", {}, words.runs), ...report.runs.map((run) => {
    const box = element("input", { type: "checkbox", checked: true, onchange: () => {
      run.visible = box.checked;
      chart.resize();
    } });
    return element("label", {}, box, run.name);
  })) : null;
  byId("toolbar").append(
    button("+", words.zoomIn, () => chart.zoom(view(), 0.5)),
    button("−", words.zoomOut, () => chart.zoom(view(), 2)),
    button("←", words.left, () => chart.move(view(), -0.25)),
    button("→", words.right, () => chart.move(view(), 0.25)),
    button(words.all, words.all, all),
    input, button("↑", `${words.previous} (${words.search})`, () => stepSearch(false)), button("↓", `${words.next} (${words.search})`, () => stepSearch(true)), found,
    toggle(words.marks, true, (on) => { chart.showMarks = on; chart.redraw(); }),
    ...(several ? [toggle(words.locked, true, (on) => { chart.lock(on); chart.resize(); })] : []),
    button("◐", words.theme, () => {
      document.documentElement.dataset.theme = chart.theme === "dark" ? "light" : "dark";
      chart.restyle();
      legend();
    }),
    element("details", {}, element("summary", {}, words.keys), element("p", {}, words.keysText)),
    ...(runs ? [runs] : []),
  );
}

function runSearch(query, found) {
  const at = parseTime(query);
  if (at !== null) {
    search.find("");
    found.textContent = moment(at);
    const { from, to } = view();
    chart.show(view(), at - (to - from) / 2, at + (to - from) / 2);
    chart.cursor = { run: chart.shownRuns[0] || report.runs[0], at };
    panels.follow(chart.cursor.run, at);
    return;
  }
  const count = search.find(query);
  found.textContent = !search.active ? "" : count ? words.matches(count) : words.none;
  chart.redraw();
}

function stepSearch(forward) {
  if (!search.active || !search.count) return;
  const target = search.step(chart.shownRuns, chart.selection, forward);
  if (target) select(target, true);
}

/// Selects a slice; `reveal`: wherever it is.
function select(target, reveal) {
  chart.selection = target && { run: target.run, thread: target.thread, index: target.index };
  panels.describe(chart.selection);
  if (target) {
    const slices = target.run.slices[target.thread];
    const [start, end] = [slices.starts[target.index], slices.ends[target.index]];
    chart.cursor = { run: target.run, at: start };
    panels.follow(target.run, start);
    if (reveal) chart.reveal(target.run, target.thread, start, end);
    const state = report.states[slices.keys[target.index]].name;
    const reason = because(report, words, target.run, target.thread, target.index) || "";
    byId("announce").textContent = `${target.run.threads[target.thread].name}: ${state}, ${span(words, start, end)}. ${reason}`;
  }
  chart.redraw();
}

function status() {
  const { from, to } = view();
  const parts = [`${words.shown(about(from), about(to), about(chart.end))}.`];
  if (chart.hidden.size) parts.push(words.hidden([...chart.hidden].map(([name, n]) => `${name} × ${n.toLocaleString("en")}`).join(", ")));
  parts.push(words.shares);
  const dropped = report.runs.reduce((sum, run) => sum + run.dropped, 0);
  if (dropped) parts.push(words.dropped(dropped.toLocaleString("en")));
  const text = parts.join(" ");
  if (byId("status").textContent !== text) byId("status").textContent = text;
  remember();
}

function legend() {
  const sample = (draw) => {
    const canvas = element("canvas", { width: 26 * chart.scale, height: 14 * chart.scale, className: "sample" });
    draw(canvas.getContext("2d"), canvas);
    return canvas;
  };
  const entry = (picture, name, meaning) => element("li", {}, picture, element("b", {}, name), ` ${meaning}`);
  const used = report.states.map((_, key) => key).filter((key) => report.runs.some((run) => run.threads.some((thread) => thread.totals[key] > 0)));
  const entries = used.map((key) => entry(sample((context, canvas) => {
    const image = context.createImageData(canvas.width, canvas.height);
    const pixels = { data: new Uint32Array(image.data.buffer), stride: image.width };
    chart.painter.solid(pixels, chart.painter.tiles.thread[key], 0, image.width, 0, image.height, 0);
    context.putImageData(image, 0, 0);
  }), report.states[key].name, report.states[key].meaning));
  for (const [kind, [shape, colour]] of Object.entries(SIGNS)) {
    if (!report.runs.some((run) => run.marks.some((marks) => marks[kind]?.length))) continue;
    entries.push(entry(sample((context, canvas) => {
      context.scale(chart.scale, chart.scale);
      sign(context, shape, canvas.width / chart.scale / 2, 7, 11, chart.colours[colour], chart.colours["--ground"]);
    }), report.marks[kind].name, report.marks[kind].meaning));
  }
  const others = report.runs.some((run) => run.threads.some((thread, i) => thread.held > 0 && run.identities[i] === OTHERS));
  entries.push(element("li", {}, ...report.identities.slice(0, 3).map((colour) => {
    const chip = element("span", { className: "swatch" });
    chip.style.background = colour;
    return chip;
  }), ` ${words.threadColour}${others ? `; ${words.others}` : ""}`));
  byId("legend").replaceChildren(...entries);
}

function listen() {
  const canvas = byId("canvas");
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const viewAt = (y) => (chart.locked ? chart.shared : (chart.items.find((item) => item.y + item.height > y + chart.scroller.scrollTop) || { run: chart.shownRuns[0] }).run.view);
  canvas.addEventListener("wheel", (event) => {
    const [x, y] = point(event);
    if (x < chart.left || chart.shownRuns.length === 0) return;
    event.preventDefault();
    const moved = viewAt(y);
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    if (sideways) chart.move(moved, sideways / 1200);
    else chart.zoom(moved, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * (event.ctrlKey ? 0.012 : 0.004)), chart.time(moved, x));
  }, { passive: false });

  const fingers = new Map();
  let dragged = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = point(event);
    fingers.set(event.pointerId, [x, y]);
    dragged = { x, y, view: chart.shownRuns.length ? viewAt(y) : chart.shared, far: fingers.size > 1 };
    byId("tooltip").hidden = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = point(event);
    const before = fingers.get(event.pointerId);
    if (!before) {
      hover(event, x, y);
      return;
    }
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    fingers.set(event.pointerId, [x, y]);
    if (others.length) {
      const [[ox]] = others;
      const anchor = chart.time(dragged.view, ox);
      const factor = Math.abs(before[0] - ox) / Math.max(8, Math.abs(x - ox));
      chart.zoom(dragged.view, Math.max(0.5, Math.min(2, factor)), anchor);
      return;
    }
    dragged.far = dragged.far || Math.hypot(x - dragged.x, y - dragged.y) > 4;
    if (!dragged.far) return;
    chart.move(dragged.view, (before[0] - x) / chart.plot);
    chart.scroller.scrollTop += before[1] - y;
  });
  const lift = (event) => {
    fingers.delete(event.pointerId);
    if (event.type === "pointerup" && dragged && !dragged.far) click(...point(event));
    if (fingers.size === 0) dragged = null;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => {
    byId("tooltip").hidden = true;
    if (chart.selection) chart.cursor = { run: chart.selection.run, at: chart.selection.run.slices[chart.selection.thread].starts[chart.selection.index] };
    chart.redraw();
  });
  canvas.addEventListener("dblclick", (event) => {
    const [x, y] = point(event);
    if (x >= chart.left) chart.zoom(viewAt(y), 0.25, chart.time(viewAt(y), x));
  });
  canvas.addEventListener("keydown", key);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      byId("search").focus();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    chart.restyle();
    legend();
  });
}

function hover(event, x, y) {
  const hit = chart.at(x, y);
  const tip = byId("tooltip");
  tip.hidden = !hit || !hit.row;
  if (!hit) return;
  chart.cursor = { run: hit.run, at: hit.time };
  panels.follow(hit.run, hit.time);
  chart.redraw();
  if (tip.hidden) return;
  const [title, ...lines] = tooltip(report, words, chart, hit);
  tip.replaceChildren(element("b", {}, title), ...lines.map((line) => element("div", {}, line)));
  const right = event.clientX + 16 + tip.offsetWidth > window.innerWidth;
  tip.style.left = `${Math.max(4, right ? event.clientX - tip.offsetWidth - 12 : event.clientX + 16)}px`;
  tip.style.top = `${Math.max(4, Math.min(event.clientY + 16, window.innerHeight - tip.offsetHeight - 8))}px`;
}

function click(x, y) {
  const hit = chart.at(x, y);
  if (!hit || !hit.row) return;
  const { run, row, time } = hit;
  let thread = row.index;
  if (row.kind !== "thread") {
    const slices = row.kind === "gil" ? run.holds[row.index] : run.onCores[row.index];
    const i = sliceAt(slices, time);
    if (i < 0) return;
    thread = slices.who[i];
  }
  const index = sliceAt(run.slices[thread], time);
  select(index < 0 ? null : { run, thread, index }, false);
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const chosen = chart.selection;
  const goTo = (target) => target && select(target, true);
  const beside = (by) => {
    if (!chosen) {
      const run = chart.shownRuns[0];
      const row = run?.rows.threads[0];
      const index = row ? Math.max(0, row.firstAfter(run.view.from)) : -1;
      return row && index < row.starts.length ? { run, thread: row.index, index } : null;
    }
    const index = chosen.index + by;
    return index >= 0 && index < chosen.run.slices[chosen.thread].keys.length ? { ...chosen, index } : null;
  };
  const row = (by) => {
    if (!chosen) return beside(0);
    const rows = chart.items.filter((item) => item.row?.kind === "thread");
    const here = rows.findIndex((item) => item.run === chosen.run && item.row.index === chosen.thread);
    const at = chosen.run.slices[chosen.thread].starts[chosen.index];
    for (let i = here + by; i >= 0 && i < rows.length; i += by) {
      const { run, row } = rows[i];
      if (row.starts.length) return { run, thread: row.index, index: Math.max(0, lastAtMost(row.starts, at)) };
    }
    return null;
  };
  const acts = {
    ArrowLeft: () => chart.move(view(), -0.1), ArrowRight: () => chart.move(view(), 0.1),
    ArrowUp: () => goTo(row(-1)), ArrowDown: () => goTo(row(1)),
    "+": () => chart.zoom(view(), 0.6, chart.cursor?.at), "=": () => chart.zoom(view(), 0.6, chart.cursor?.at),
    "-": () => chart.zoom(view(), 1 / 0.6, chart.cursor?.at), 0: () => chart.show(view(), 0, chart.end),
    ".": () => goTo(beside(1)), ",": () => goTo(beside(-1)),
    h: () => chosen && goTo(chain(words, chosen).holder), b: () => chosen && goTo(chain(words, chosen).back),
    n: () => chosen && goTo(chain(words, chosen).on), Escape: () => select(null, false),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// The view is kept in the address, so that a page that is loaded again shows the same.
let remembering;
function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const { from, to } = chart.shared;
    const everything = from === 0 && to === chart.end;
    history.replaceState(history.state, "", everything ? location.pathname + location.search : `#${Math.round(from)}-${Math.round(to)}`);
  }, 300);
}

function restore() {
  const found = /^#(\d+)-(\d+)$/.exec(location.hash);
  if (found && Number(found[2]) > Number(found[1])) chart.show(chart.shared, Number(found[1]), Number(found[2]));
}

start();
