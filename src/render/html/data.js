// The packed columns of a run: seven bits a byte, differences where there is an order. The
// writer is `columns.rs`.

async function unpack(id) {
  const place = byId(id);
  const text = atob(place.textContent);
  place.remove();
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Reader(new Uint8Array(await new Response(stream).arrayBuffer()));
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    const bytes = this.bytes;
    let byte = bytes[this.at++];
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let weight = 128;
    do {
      byte = bytes[this.at++];
      value += (byte & 0x7f) * weight;
      weight *= 128;
    } while (byte >= 0x80);
    return value;
  }

  fill(array) {
    for (let i = 0; i < array.length; i++) array[i] = this.number();
    return array;
  }
}

/// Adds to `run` what its columns hold: slices of each thread, holds of each GIL, slices of each
/// core, marks and positions of each thread.
function readColumns(run, reader) {
  const cores = Array.from({ length: run.cores }, () => ({ length: 0 }));
  run.sliceCount = 0;
  run.slices = run.threads.map((thread) => {
    const count = reader.number();
    const starts = reader.fill(new Float64Array(count));
    const ends = reader.fill(new Float64Array(count));
    let until = thread.created;
    for (let i = 0; i < count; i++) {
      starts[i] += until;
      until = ends[i] += starts[i];
    }
    const keys = reader.fill(new Uint8Array(count));
    // One more than the cause and the core; 0 for none.
    const causes = reader.fill(new Uint32Array(count));
    const onCores = reader.fill(new Uint16Array(count));
    for (let i = 0; i < count; i++) if (onCores[i] > 0 && cores[onCores[i] - 1]) cores[onCores[i] - 1].length++;
    run.sliceCount += count;
    return { starts, ends, keys, causes, cores: onCores };
  });
  run.holds = run.gils.map(() => {
    const count = reader.number();
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    let until = 0;
    for (let i = 0; i < count; i++) {
      starts[i] = until + reader.number();
      until = ends[i] = starts[i] + reader.number();
    }
    return { starts, ends, who: reader.fill(new Uint32Array(count)) };
  });
  readMarks(run, reader);
  run.positions = run.threads.map(() => {
    const count = reader.number();
    const at = reader.fill(new Float64Array(count));
    for (let i = 1; i < count; i++) at[i] += at[i - 1];
    return { at, places: reader.fill(new Uint32Array(count)) };
  });
  run.onCores = cores.map(({ length }, core) => sliceOfCore(run, core + 1, length));
}

/// Moments of each kind of mark per thread, the notes with their texts, and who took the GIL
/// from whom.
function readMarks(run, reader) {
  const at = reader.fill(new Float64Array(reader.number()));
  run.marks = run.threads.map(() => ({}));
  run.noted = [];
  run.handovers = { at: [], from: [], to: [] };
  // Whether the last thing that a thread did about the GIL was to run into a timeout: a request
  // that follows is drawn instead of it.
  const timedOut = new Uint8Array(run.threads.length);
  for (let i = 0; i < at.length; i++) {
    if (i > 0) at[i] += at[i - 1];
    const thread = reader.number();
    const kind = reader.number();
    const other = reader.number() - 1;
    const marks = run.marks[thread];
    if (!marks) continue;
    if (kind === MARK.dropRequest && timedOut[thread]) marks[MARK.timeout].pop();
    if (ABOUT_GIL.has(kind)) timedOut[thread] = kind === MARK.timeout ? 1 : 0;
    (marks[kind] = marks[kind] || []).push(at[i]);
    if (kind === MARK.note) run.noted.push({ at: at[i], thread, text: run.notes[run.noted.length] });
    if (kind === MARK.take && other >= 0 && other !== thread) {
      run.handovers.at.push(at[i]);
      run.handovers.from.push(other);
      run.handovers.to.push(thread);
    }
  }
}

/// The slices on one core, in order; `who` is the thread.
function sliceOfCore(run, core, length) {
  const order = new Float64Array(length);
  const who = new Uint32Array(length);
  const index = new Uint32Array(length);
  let n = 0;
  run.slices.forEach((slices, thread) => {
    for (let i = 0; i < slices.cores.length; i++) {
      if (slices.cores[i] !== core) continue;
      order[n] = slices.starts[i];
      who[n] = thread;
      index[n++] = i;
    }
  });
  const sorted = new Uint32Array(length).map((_, i) => i).sort((a, b) => order[a] - order[b]);
  const starts = new Float64Array(length);
  const ends = new Float64Array(length);
  const threads = new Uint32Array(length);
  const switching = new Uint8Array(length);
  sorted.forEach((from, to) => {
    const slices = run.slices[who[from]];
    starts[to] = slices.starts[index[from]];
    ends[to] = slices.ends[index[from]];
    switching[to] = slices.keys[index[from]] === STATE.switching ? 1 : 0;
    threads[to] = who[from];
  });
  return { starts, ends, who: threads, switching };
}

// The numbers of states and marks in the columns.
const STATE = { running: 0, holding: 1, native: 2, switching: 3, runnable: 4, gilWait: 5, lockWait: 6, io: 7, sleep: 8, idle: 9 };
const MARK = { dropRequest: 0, forced: 1, voluntary: 2, timeout: 3, failedTake: 4, take: 5, wakeUp: 6, preempt: 7, migrate: 8, note: 9, crash: 10 };
const ABOUT_GIL = new Set([MARK.dropRequest, MARK.failedTake, MARK.take, MARK.timeout]);

/// The last index whose value is at most `value`; -1 if there is none.
function lastAtMost(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/// The index of the slice that holds the moment, or -1.
function sliceAt(slices, at) {
  const i = lastAtMost(slices.starts, at);
  return i >= 0 && at < slices.ends[i] ? i : -1;
}
