// Beside the chart: the selected slice with its links, and the program with the line of each
// thread.

const CHIPS = 6;

class Panels {
  constructor(report, words, select) {
    Object.assign(this, { report, words, select, chips: [], file: null });
    this.selection = byId("selection");
    const files = report.sources.map(({ file }) => element("option", { value: file }, shortName(file)));
    this.files = element("select", { onchange: () => this.openFile(this.files.value) }, ...files);
    this.files.setAttribute("aria-label", words.source);
    this.when = element("span", { className: "when" });
    this.lines = element("ol", { className: "lines", tabIndex: 0 });
    this.lines.setAttribute("aria-label", words.source);
    if (report.sources.length) {
      byId("source").append(element("h2", {}, words.source), report.sources.length > 1 ? this.files : element("code", {}, shortName(report.sources[0].file)), this.when, this.lines);
      this.openFile(report.sources[0].file);
    } else {
      byId("source").remove();
    }
    this.describe(null);
  }

  openFile(file) {
    const source = this.report.sources.find((source) => source.file === file);
    if (!source || this.file === file) return;
    this.file = file;
    this.files.value = file;
    source.lines = source.lines || source.text.split("\n");
    while (source.lines.length && source.lines[source.lines.length - 1] === "") source.lines.pop();
    this.rows = source.lines.map((text) => element("li", {}, element("span", { className: "chips" }), element("code", {}, text || " ")));
    this.lines.replaceChildren(...this.rows);
    if (this.last) this.follow(this.last.run, this.last.at);
  }

  showLine(place) {
    if (!place) return;
    this.openFile(place.file);
    this.rows?.forEach((row) => row.classList.remove("marked"));
    const row = this.file === place.file && this.rows[place.line - 1];
    if (!row) return;
    row.classList.add("marked");
    this.lines.scrollTop = row.offsetTop - this.lines.offsetTop - this.lines.clientHeight / 2;
  }

  /// Where each thread of the run is at this moment.
  follow(run, at) {
    this.last = { run, at };
    for (const chip of this.chips) chip.remove();
    this.chips = [];
    if (!this.rows) return;
    this.when.textContent = this.words.sourceOf(moment(Math.floor(at)));
    const crowd = new Map();
    run.threads.forEach((thread, index) => {
      const place = position(run, index, at);
      if (!place || place.file !== this.file || !this.rows[place.line - 1]) return;
      const here = (crowd.get(place.line) || 0) + 1;
      crowd.set(place.line, here);
      if (here > CHIPS) return;
      const key = run.identities[index];
      const colour = key < this.report.identities.length ? this.report.identities[key] : this.report.others;
      const chip = element("span", { className: place.exact ? "chip" : "chip seen" }, thread.name);
      chip.style.setProperty("--thread", colour);
      chip.title = place.exact ? this.words.isAt : this.words.lastSeen(moment(place.at));
      this.chips.push(chip);
      this.rows[place.line - 1].firstChild.append(chip);
    });
    for (const [line, count] of crowd) {
      if (count <= CHIPS) continue;
      const more = element("span", { className: "chip" }, `+${count - CHIPS}`);
      this.chips.push(more);
      this.rows[line - 1].firstChild.append(more);
    }
  }

  /// The selected slice; nothing without one.
  describe(selection) {
    const { words, report } = this;
    if (!selection) {
      this.selection.replaceChildren(element("h2", {}, words.selection), element("p", {}, words.nothing));
      return;
    }
    const { run, thread, index } = selection;
    const slices = run.slices[thread];
    const state = report.states[slices.keys[index]];
    const reason = because(report, words, run, thread, index);
    const process = run.processes[run.threads[thread].process];
    const facts = [
      [words.state, `${state.name}: ${state.meaning}`],
      run.processes.length > 1 && process ? [words.process, `${process.name} (pid ${process.pid})`] : null,
      report.runs.length > 1 ? [words.run, run.name] : null,
      [words.from, moment(slices.starts[index])],
      [words.to, moment(slices.ends[index])],
      [words.duration, length(slices.ends[index] - slices.starts[index])],
      slices.cores[index] ? [words.core, String(slices.cores[index] - 1)] : null,
      reason ? [words.cause, reason] : null,
    ].filter(Boolean);
    const button = (target) => target && element("button", { type: "button", onclick: () => this.select(target) }, target.label);
    const beside = (label, by) => (index + by >= 0 && index + by < slices.keys.length
      ? { label: `${label}: ${report.states[slices.keys[index + by]].name}`, run, thread, index: index + by } : null);
    const { holder, back, on } = chain(words, selection);
    const links = [holder, back, on, beside(words.previousSlice, -1), beside(words.nextSlice, 1)];
    this.selection.replaceChildren(
      element("h2", {}, `${run.threads[thread].name}: ${state.name}`),
      element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
      element("p", { className: "links" }, ...links.map(button)),
    );
    this.showLine(placeOf(run, slices.causes[index] - 1) || position(run, thread, slices.starts[index]));
  }
}
