// The chart: which stretch of time is shown, where each row is, and the drawing of both.

const AXIS = 26;
const NARROWEST = 100;
// Threads that fit on a screen in rows of full height.
const FEW = 16;
// A column of totals.
const COLUMN = 66;
const SIGNS = {
  [MARK.timeout]: ["ring", "--ink", 0.24], [MARK.dropRequest]: ["down", "--ink", 0.24],
  [MARK.forced]: ["diamond", "--alarm", 0.5], [MARK.failedTake]: ["cross", "--alarm", 0.5],
  [MARK.wakeUp]: ["up", "--second", 0.78], [MARK.note]: ["flag", "--ink", 0.24],
  [MARK.crash]: ["burst", "--alarm", 0.5],
};

class Chart {
  constructor(report, words) {
    Object.assign(this, { report, words, canvas: byId("canvas"), scroller: byId("scroller"), spacer: byId("spacer") });
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.locked = true;
    this.showMarks = true;
    this.end = Math.max(1, ...report.runs.map((run) => run.end));
    const [from, to] = report.window || [0, this.end];
    this.shared = { from, to: Math.min(to, this.end) };
    if (!(this.shared.to > this.shared.from)) this.shared = { from: 0, to: this.end };
    for (const run of report.runs) {
      run.visible = true;
      run.identities = identities(run, report.identities.length);
      run.rows = rowsOf(run);
      run.view = this.shared;
    }
    this.cursor = null;
    this.selection = null;
    this.onframe = () => {};
    new ResizeObserver(() => this.resize()).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => this.redraw());
  }

  /// One view for all runs, or one each.
  lock(locked) {
    this.locked = locked;
    for (const run of this.report.runs) {
      run.view = locked ? this.shared : { from: this.shared.from, to: Math.min(this.shared.to, Math.max(run.end, this.shared.from + NARROWEST)) };
    }
    this.redraw();
  }

  get shownRuns() {
    return this.report.runs.filter((run) => run.visible);
  }

  /// Where everything is, from the top of the scrolled area.
  arrange() {
    const runs = this.shownRuns;
    const several = this.report.runs.length > 1;
    const rows = runs.reduce((sum, run) => sum + run.rows.threads.length, 0);
    const height = rows > 60 ? 14 : rows > FEW ? 20 : 30;
    const items = [];
    let y = AXIS + 6;
    const put = (item, height, gap) => {
      items.push({ ...item, y, height });
      y += height + gap;
    };
    for (const run of runs) {
      if (several) put({ kind: "run", run }, this.locked ? 24 : 44, 4);
      const below = [...run.rows.gils, ...run.rows.cores];
      const tracks = () => below.forEach((row) => put({ kind: "row", run, row }, row.kind === "gil" ? 16 : 13, 3));
      // Under many threads they would be out of sight.
      const first = run.rows.threads.length > FEW;
      if (first) {
        tracks();
        y += 6;
      }
      let process = run.processes.length > 1 ? -1 : 0;
      for (const row of run.rows.threads) {
        const own = run.threads[row.index].process;
        if (run.processes.length > 1 && own !== process) {
          process = own;
          put({ kind: "process", run, process }, 18, 2);
        }
        put({ kind: "row", run, row }, height, height > 20 ? 6 : 2);
      }
      y += 4;
      if (!first) tracks();
      y += several ? 14 : 4;
    }
    this.items = items;
    this.height = y;
  }

  resize() {
    this.arrange();
    this.scale = window.devicePixelRatio || 1;
    this.width = Math.max(320, this.scroller.clientWidth);
    this.left = Math.min(190, Math.round(this.width * 0.2));
    this.columns = this.width > 900 ? [STATE.running, STATE.gilWait] : [];
    this.plot = this.width - this.left - 12 - this.columns.length * COLUMN;
    const most = Math.max(220, Math.round(window.innerHeight * 0.72));
    this.shown = Math.min(this.height, most);
    this.scroller.style.height = `${this.shown}px`;
    this.spacer.style.height = `${this.height}px`;
    this.canvas.width = Math.round(this.width * this.scale);
    this.canvas.height = Math.round(this.shown * this.scale);
    this.canvas.style.width = `${this.width}px`;
    this.canvas.style.height = `${this.shown}px`;
    this.image = this.context.createImageData(Math.max(1, Math.round(this.plot * this.scale)), this.canvas.height);
    this.pixels = { data: new Uint32Array(this.image.data.buffer), stride: this.image.width };
    this.restyle();
  }

  /// Takes the colours from the style sheet, light or dark as it is.
  restyle() {
    const probe = element("span");
    document.body.append(probe);
    this.colours = {};
    for (const name of ["--ground", "--ink", "--second", "--rule", "--alarm", "--mark"]) {
      probe.style.color = `var(${name})`;
      this.colours[name] = getComputedStyle(probe).color;
    }
    probe.style.color = "var(--dark)";
    const dark = getComputedStyle(probe).color === "rgb(255, 255, 255)";
    probe.remove();
    this.theme = dark ? "dark" : "light";
    const states = this.report.states.map((state) => state[this.theme]);
    const plain = (color) => ({ color, hatch: null });
    const ids = [...this.report.identities, this.report.others].map(plain);
    const ground = this.colours["--ground"].match(/\d+/g).slice(0, 3).map(Number);
    this.painter = new Painter({ thread: states, other: [...ids, states[STATE.switching]] }, ground, this.scale);
    this.redraw();
  }

  /// Draws before the next frame.
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
      this.onframe();
    });
  }

  x(view, at) {
    return this.left + ((at - view.from) / (view.to - view.from)) * this.plot;
  }

  time(view, x) {
    return view.from + ((x - this.left) / this.plot) * (view.to - view.from);
  }

  /// Nanoseconds that one device pixel stands for.
  step(view) {
    return (view.to - view.from) / this.image.width;
  }

  show(view, from, to) {
    const span = Math.min(Math.max(to - from, NARROWEST), this.end);
    view.from = Math.max(0, Math.min(from, this.end - span));
    view.to = view.from + span;
    this.redraw();
  }

  zoom(view, factor, around) {
    const at = around === undefined ? (view.from + view.to) / 2 : around;
    const from = at - (at - view.from) * factor;
    this.show(view, from, from + (view.to - view.from) * factor);
  }

  move(view, part) {
    const by = (view.to - view.from) * part;
    this.show(view, view.from + by, view.to + by);
  }

  /// Makes a slice visible: its row, and its time if it is outside or too small to see.
  reveal(run, thread, start, end) {
    const item = this.items.find((it) => it.kind === "row" && it.run === run && it.row.kind === "thread" && it.row.index === thread);
    if (item) {
      const top = this.scroller.scrollTop;
      if (item.y < top + AXIS) this.scroller.scrollTop = item.y - AXIS - 8;
      else if (item.y + item.height > top + this.shown) this.scroller.scrollTop = item.y + item.height - this.shown + 8;
    }
    const view = run.view;
    const span = view.to - view.from;
    const tiny = ((end - start) / span) * this.plot < 3;
    if (tiny || start > view.to || end < view.from) {
      const wanted = tiny ? Math.max((end - start) * 40, NARROWEST) : Math.max(span, (end - start) * 1.4);
      const middle = (start + end) / 2;
      this.show(view, middle - wanted / 2, middle + wanted / 2);
    }
    this.redraw();
  }

  /// What is at a point of the canvas: `row` and moment.
  at(x, y) {
    if (x < this.left || x > this.left + this.plot || y < AXIS) return null;
    const inside = y + this.scroller.scrollTop;
    const item = this.items.find((it) => inside >= it.y - 1 && inside < it.y + it.height + 2);
    return item ? { item, run: item.run, row: item.row, time: this.time(item.run.view, x) } : null;
  }

  draw() {
    const { context, image, colours, scale } = this;
    if (!image) return;
    const top = this.scroller.scrollTop;
    const width = image.width;
    this.pixels.data.fill(this.painter.ground);
    const visible = this.items.filter((item) => item.y + item.height > top && item.y < top + this.shown);
    for (const { kind, run, row, y, height } of visible) {
      if (kind !== "row") continue;
      const first = Math.max(0, Math.round((y - top) * scale));
      const last = Math.min(image.height, Math.round((y - top + height) * scale));
      if (last > first) this.painter.band(this.pixels, row, run.view.from, this.step(run.view), 0, width, first, last - first);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = colours["--ground"];
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.putImageData(image, Math.round(this.left * scale), 0);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.hidden = new Map();
    const shared = this.locked || this.shownRuns.length < 2;
    if (shared) this.grid(this.shared, AXIS, this.shown);
    for (const item of visible) this.label(item, item.y - top);
    if (this.showMarks) {
      for (const run of this.shownRuns) this.links(run, top);
      for (const item of visible) if (item.kind === "row" && item.row.kind === "thread") this.signs(item, item.y - top);
    }
    this.overlay(top);
    context.fillStyle = colours["--ground"];
    context.fillRect(0, 0, this.width, AXIS);
    context.textAlign = "right";
    context.textBaseline = "alphabetic";
    this.columns.forEach((state, i) => {
      const right = this.width - 8 - (this.columns.length - 1 - i) * COLUMN;
      this.text(this.report.states[state].name, right, AXIS - 10, COLUMN - 4, "--second", "12px system-ui, sans-serif");
    });
    if (shared) this.axis(this.shared, AXIS - 4, AXIS);
  }

  /// The round moments of a view: where they are, and what they are called.
  ticks(view) {
    const span = view.to - view.from;
    let step = Math.pow(10, Math.floor(Math.log10((span / this.plot) * 90)));
    step *= [1, 2, 5, 10].find((factor) => (factor * step * this.plot) / span >= 80) || 10;
    step = Math.max(1, step);
    const [unit, name] = UNITS.find(([unit]) => unit <= step * 1.0001) || UNITS[3];
    const digits = Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
    const ticks = [];
    for (let n = Math.ceil(view.from / step); n * step <= view.to; n++) {
      ticks.push({ x: Math.round(this.x(view, n * step)) + 0.5, label: `${((n * step) / unit).toFixed(digits)} ${name}` });
    }
    return ticks;
  }

  /// Faint lines at the ticks; what is written later stands above them.
  grid(view, top, bottom) {
    const { context, colours } = this;
    context.strokeStyle = colours["--rule"];
    context.globalAlpha = 0.5;
    for (const { x } of this.ticks(view)) this.stroke(x, top, x, bottom);
    context.globalAlpha = 1;
  }

  axis(view, base, bottom) {
    const { context, colours } = this;
    this.grid(view, base, bottom);
    context.font = "12px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    for (const { x, label } of this.ticks(view)) {
      const half = context.measureText(label).width / 2;
      if (x - half < this.left - 30 || x + half > this.left + this.plot + 12) continue;
      context.fillStyle = colours["--second"];
      context.fillText(label, x, base - 6);
    }
    context.strokeStyle = colours["--second"];
    this.stroke(this.left, base + 0.5, this.left + this.plot, base + 0.5);
  }

  stroke(x0, y0, x1, y1) {
    this.context.beginPath();
    this.context.moveTo(x0, y0);
    this.context.lineTo(x1, y1);
    this.context.stroke();
  }

  text(content, x, y, most, colour, font) {
    const { context } = this;
    context.font = font;
    context.fillStyle = this.colours[colour];
    let shown = content;
    while (shown.length > 1 && context.measureText(shown).width > most) shown = `${shown.slice(0, -2)}…`;
    context.fillText(shown, x, y);
  }

  label({ kind, run, row, process, height }, y) {
    const { context, words } = this;
    context.textAlign = "left";
    context.textBaseline = "middle";
    if (kind === "run") {
      const facts = [`${words.wall} ${run.wall}`];
      if (run.speedup) facts.push(`${words.speedup} ${run.speedup}`);
      if (run.gil_held) facts.push(`${words.gilHeldShare} ${run.gil_held}`);
      context.fillStyle = this.colours["--ground"];
      context.fillRect(0, y, this.width, 24);
      this.text(run.name, 8, y + 12, this.left + this.plot / 2, "--ink", "bold 15px system-ui, sans-serif");
      const used = Math.min(context.measureText(run.name).width, this.left + this.plot / 2) + 24;
      const more = run.parameters.map(([name, value]) => `${name} ${value}`);
      this.text([...facts, ...more].join(" · "), used, y + 12, this.width - used - 8, "--second", "13px system-ui, sans-serif");
      if (!this.locked) this.axis(run.view, y + 42, y + 43);
      return;
    }
    if (kind === "process") {
      const { name, pid, exit } = run.processes[process];
      this.text(`${name} (pid ${pid})${exit ? ` · ${exit}` : ""}`, 8, y + 9, this.left, "--second", "bold 12px system-ui, sans-serif");
      return;
    }
    const thread = row.kind === "thread" ? run.threads[row.index] : null;
    const size = height >= 28 ? 14 : height >= 16 ? 12 : 11;
    if (thread) {
      const key = run.identities[row.index];
      const chip = key < this.report.identities.length ? this.report.identities[key] : this.report.others;
      context.fillStyle = chip;
      context.fillRect(8, y + height / 2 - 5, 10, 10);
      this.text(thread.name, 24, y + height / 2 + 1, this.left - 32, "--ink", `${size}px system-ui, sans-serif`);
      const life = (thread.ended === null ? run.end : thread.ended) - thread.created;
      context.textAlign = "right";
      this.columns.forEach((state, i) => {
        const right = this.width - 8 - (this.columns.length - 1 - i) * COLUMN;
        this.text(percent(thread.totals[state], life), right, y + height / 2 + 1, 60, "--ink", "12px system-ui, sans-serif");
      });
      return;
    }
    const name = row.kind === "gil" ? run.gils[row.index].name || "GIL" : `${words.core} ${row.index}`;
    this.text(name, 24, y + height / 2 + 1, this.left - 32, "--second", `${size}px system-ui, sans-serif`);
  }

  hide(name, count) {
    if (count > 0) this.hidden.set(name, (this.hidden.get(name) || 0) + count);
  }

  /// Lines from the row that gave the GIL up to the one that took it.
  links(run, top) {
    const { at, from, to } = run.handovers;
    const first = lastAtMost(at, run.view.from) + 1;
    const last = lastAtMost(at, run.view.to);
    const count = last - first + 1;
    if (count * 6 > this.plot) {
      this.hide(this.words.handover, count);
      return;
    }
    const rows = new Map(this.items.filter((it) => it.run === run && it.row?.kind === "thread").map((it) => [it.row.index, it]));
    const { context } = this;
    context.strokeStyle = context.fillStyle = this.colours["--ink"];
    for (let i = first; i <= last; i++) {
      const [a, b] = [rows.get(from[i]), rows.get(to[i])];
      if (!a || !b) continue;
      const x = this.x(run.view, at[i]);
      const down = b.y > a.y;
      const y0 = (down ? a.y + a.height : a.y) - top;
      const y1 = (down ? b.y : b.y + b.height) - top;
      this.stroke(x, y0, x, y1);
      context.beginPath();
      context.moveTo(x, y1);
      context.lineTo(x - 3, y1 + (down ? -5 : 5));
      context.lineTo(x + 3, y1 + (down ? -5 : 5));
      context.fill();
    }
  }

  signs({ run, row, height }, y) {
    const size = Math.min(12, height * 0.42);
    for (const [kind, [shape, colour, level]] of Object.entries(SIGNS)) {
      const at = run.marks[row.index][kind];
      if (!at) continue;
      const first = lastAtMost(at, run.view.from) + 1;
      const last = lastAtMost(at, run.view.to);
      const count = last - first + 1;
      if (height < 18 || this.crowded(run.view, at, first, last, size)) {
        this.hide(this.report.marks[kind].name, count);
        continue;
      }
      for (let i = first; i <= last; i++) sign(this.context, shape, this.x(run.view, at[i]), y + height * level, size, this.colours[colour], this.colours["--ground"]);
    }
  }

  /// Whether more than a quarter of the signs would run into the one before.
  crowded(view, at, first, last, size) {
    if ((last - first) * size > 4 * this.plot) return true;
    let touching = 0;
    const near = (size * 1.1 * (view.to - view.from)) / this.plot;
    for (let i = first + 1; i <= last; i++) if (at[i] - at[i - 1] < near) touching++;
    return touching * 4 > last - first + 1;
  }

  /// Selected slice and cursor.
  overlay(top) {
    const { context } = this;
    const chosen = this.selection;
    if (chosen && chosen.run.visible) {
      const item = this.items.find((it) => it.run === chosen.run && it.row?.kind === "thread" && it.row.index === chosen.thread);
      const slices = chosen.run.slices[chosen.thread];
      if (item) {
        const view = chosen.run.view;
        const x0 = Math.max(this.left - 2, this.x(view, slices.starts[chosen.index]));
        const x1 = Math.min(this.left + this.plot + 2, this.x(view, slices.ends[chosen.index]));
        if (x1 >= x0) {
          context.strokeStyle = this.colours["--mark"];
          context.lineWidth = 3;
          context.strokeRect(x0 - 1.5, item.y - top - 1.5, Math.max(2, x1 - x0 + 3), item.height + 3);
          context.lineWidth = 1;
        }
      }
    }
    if (this.cursor && this.cursor.run.visible) {
      const x = this.x(this.cursor.run.view, this.cursor.at);
      if (x >= this.left && x <= this.left + this.plot) {
        context.strokeStyle = this.colours["--ink"];
        context.setLineDash([3, 3]);
        this.stroke(x, AXIS, x, this.shown);
        context.setLineDash([]);
      }
    }
  }
}

/// A sign with a rim that sets it off from any state.
function sign(context, shape, x, y, size, colour, rim) {
  const r = size / 2;
  context.beginPath();
  if (shape === "up" || shape === "down") {
    const d = shape === "up" ? 1 : -1;
    context.moveTo(x, y - r * d);
    context.lineTo(x + r, y + r * d * 0.8);
    context.lineTo(x - r, y + r * d * 0.8);
  } else if (shape === "diamond") {
    context.moveTo(x, y - r * 1.2);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r * 1.2);
    context.lineTo(x - r, y);
  } else if (shape === "flag") {
    context.rect(x - 1, y - r, 2, size * 1.4);
    context.rect(x, y - r, size, size * 0.7);
  } else if (shape === "burst") {
    for (let i = 0; i < 16; i++) {
      const [reach, angle] = [r * (i % 2 ? 0.6 : 1.25), (i * Math.PI) / 8];
      context.lineTo(x + reach * Math.sin(angle), y - reach * Math.cos(angle));
    }
  } else if (shape === "ring") {
    context.arc(x, y, r * 0.8, 0, 7);
  } else {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
  }
  if (shape !== "cross" && shape !== "ring") context.closePath();
  context.strokeStyle = rim;
  context.lineWidth = shape === "cross" || shape === "ring" ? 5 : 3;
  context.stroke();
  if (shape === "cross" || shape === "ring") {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
  }
  context.lineWidth = 1;
}
