// What a slice is, in words: its state, its times, its cause, and what comes before and after it
// along its thread and along the GIL.

/// The file and line that a cause names, or null.
function placeOf(run, cause) {
  if (cause < 0 || run.causes.file[cause] < 0) return null;
  return { file: run.strings[run.causes.file[cause]], line: run.causes.line[cause] };
}

const shortName = (file) => file.split("/").pop();

function sourceLine(report, { file, line }) {
  const source = report.sources.find((source) => source.file === file);
  if (!source) return "";
  source.lines = source.lines || source.text.split("\n");
  return (source.lines[line - 1] || "").trim();
}

function where(report, words, place) {
  const text = sourceLine(report, place);
  return `${shortName(place.file)}, ${words.line} ${place.line}${text ? `: ${text}` : ""}`;
}

/// Why a slice is what it is: a sentence, or null.
function because(report, words, run, thread, index) {
  const cause = run.slices[thread].causes[index] - 1;
  if (cause < 0) return null;
  const by = run.causes.by[cause];
  const who = by >= 0 && by !== thread ? run.threads[by].name : null;
  const what = run.strings[run.causes.what[cause]];
  const place = placeOf(run, cause);
  const executing = place && who ? words.execution(where(report, words, place)) : "";
  if (who) {
    const held = { GIL: words.gilHeld, "GIL mutex": words.mutexHeld, lock: words.lockHeld, core: words.coreTaken }[what];
    return (held ? held(who) : words.by(who, what)) + executing;
  }
  const name = what === "GIL" ? words.gilWait : what;
  return place ? `${name} (${words.at(where(report, words, place))})` : name;
}

/// The hold of a GIL that a thread has at a moment: `holds` and the index in them, or null.
function holdAt(run, thread, at) {
  for (const holds of run.holds) {
    const i = lastAtMost(holds.starts, at);
    if (i >= 0 && holds.who[i] === thread && at < holds.ends[i]) return { holds, i };
  }
  return null;
}

/// The hold with which a wait of this thread that ends at `at` came to its end.
function holdAfter(run, thread, at) {
  let best = null;
  for (const holds of run.holds) {
    let i = Math.max(0, lastAtMost(holds.starts, at));
    while (i < holds.who.length && (holds.who[i] !== thread || holds.ends[i] <= at)) i++;
    if (i < holds.who.length && (!best || holds.starts[i] < best.holds.starts[best.i])) best = { holds, i };
  }
  return best;
}

/// The slice of a thread at a moment as a link, or null.
function link(label, run, thread, at) {
  const index = sliceAt(run.slices[thread], at);
  return index < 0 ? null : { label, run, thread, index };
}

/// Who had the GIL before and who after the hold.
function neighbours(words, run, { holds, i }) {
  const links = { back: null, on: null };
  if (i > 0) {
    const before = holds.who[i - 1];
    const label = before === holds.who[i] ? words.hadBefore : words.gotFrom(run.threads[before].name);
    links.back = link(label, run, before, holds.ends[i - 1] - 1);
  }
  if (i + 1 < holds.who.length) {
    const after = holds.who[i + 1];
    const label = after === holds.who[i] ? words.tookAgain : words.gaveTo(run.threads[after].name);
    links.on = link(label, run, after, holds.starts[i + 1]);
  }
  return links;
}

/// Links from a slice: to who held up its thread, and back and on along the GIL.
function chain(words, { run, thread, index }) {
  const slices = run.slices[thread];
  const start = slices.starts[index];
  const cause = slices.causes[index] - 1;
  const by = cause >= 0 ? run.causes.by[cause] : -1;
  const links = { holder: null, back: null, on: null };
  if (by >= 0 && by !== thread) links.holder = link(words.heldBy(run.threads[by].name), run, by, start);
  const waits = slices.keys[index] === STATE.gilWait;
  const hold = waits ? holdAfter(run, thread, slices.ends[index]) : holdAt(run, thread, start);
  if (hold) {
    const { back, on } = neighbours(words, run, hold);
    links.back = back;
    links.on = waits ? null : on;
  }
  return links;
}

/// The line that a thread is at, as far as the trace knows: where it waits, or where it was last
/// seen. `exact`: it is there at this very moment.
function position(run, thread, at) {
  const slices = run.slices[thread];
  const i = sliceAt(slices, at);
  if (i < 0) return null;
  const cause = slices.causes[i] - 1;
  if (cause >= 0 && (run.causes.by[cause] < 0 || run.causes.by[cause] === thread)) {
    const place = placeOf(run, cause);
    if (place) return { ...place, at, exact: true };
  }
  const { at: times, places } = run.positions[thread];
  const seen = lastAtMost(times, at);
  if (seen < 0) return null;
  const [file, line] = run.places[places[seen]];
  return { file: run.strings[file], line, at: times[seen], exact: times[seen] === at };
}

/// The lines of a tooltip for a point of the chart.
function tooltip(report, words, chart, { run, row, time }) {
  const step = chart.step(run.view);
  const start = run.view.from + Math.floor((time - run.view.from) / step) * step;
  const sums = new Float64Array(KEYS);
  const first = row.firstAfter(start);
  const last = row.addUp(first, start, start + step, sums);
  if (row.stretches > 2) {
    const name = (key) => {
      if (row.kind === "thread") return report.states[key].name;
      if (key === SWITCHING) return report.states[STATE.switching].name;
      const thread = run.identities.indexOf(key);
      return key < OTHERS && thread >= 0 ? run.threads[thread].name : "…";
    };
    const shares = [];
    for (let key = 0; key < KINDS; key++) {
      const time = sums[key] + sums[key + KINDS];
      if (time > 0) shares.push([time, `${name(key)} ${percent(time, step)}`]);
    }
    shares.sort((a, b) => b[0] - a[0]);
    return [words.column(length(step), last - first + 1), ...shares.slice(0, 6).map((share) => share[1])];
  }
  const i = sliceAt(row, time);
  if (row.kind !== "thread") {
    const slices = row.kind === "gil" ? run.holds[row.index] : run.onCores[row.index];
    if (i < 0) return [row.kind === "gil" ? words.freeGil : words.freeCore, moment(Math.floor(time))];
    const name = run.threads[slices.who[i]].name;
    const title = slices.switching?.[i] ? words.switchingTo(name) : name;
    return [title, span(words, slices.starts[i], slices.ends[i])];
  }
  const thread = run.threads[row.index];
  if (i < 0) return [thread.name, words.ended];
  const slices = run.slices[row.index];
  const reason = because(report, words, run, row.index, i);
  const state = report.states[slices.keys[i]].name;
  return [`${thread.name}: ${state}`, span(words, slices.starts[i], slices.ends[i]), ...(reason ? [reason] : [])];
}

const span = (words, start, end) => `${moment(start)} – ${moment(end)} (${length(end - start)})`;
