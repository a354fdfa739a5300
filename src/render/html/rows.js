// Rows: what lies on one line of the chart, as stretches of time with a key each. Keys below
// KINDS are drawn plainly, those above dimmed (not found by the search).

const KINDS = 10;
const KEYS = 2 * KINDS;
const BLOCK = 64;
const OTHERS = 8;
const SWITCHING = 9;

class Row {
  constructor(run, kind, index, slices, keys) {
    Object.assign(this, { run, kind, index, starts: slices.starts, ends: slices.ends, keys });
    this.plain = keys;
    this.sum();
  }

  /// Times per key of whole blocks of slices, so that no column has to look at every slice.
  sum() {
    const blocks = Math.floor(this.keys.length / BLOCK);
    this.blocks = new Float64Array(blocks * KEYS);
    for (let i = 0; i < blocks * BLOCK; i++) {
      this.blocks[Math.floor(i / BLOCK) * KEYS + this.keys[i]] += this.ends[i] - this.starts[i];
    }
  }

  /// Draws only those slices plainly for which `found` says so; all without it.
  dim(found) {
    if (!found && this.keys === this.plain) return;
    this.keys = found ? this.plain.map((key, i) => (found(i) ? key : key + KINDS)) : this.plain;
    this.sum();
  }

  /// The first slice that ends after `at`.
  firstAfter(at) {
    const i = Math.max(0, lastAtMost(this.starts, at));
    return i < this.ends.length && this.ends[i] <= at ? i + 1 : i;
  }

  /// Adds to `sums` the time per key of `from`..`to`, starting at slice `i`. The slice at `to`,
  /// and in `this.stretches` how many stretches of a key or of nothing there are.
  addUp(i, from, to, sums) {
    const { starts, ends, keys } = this;
    let stretches = 0;
    let last = -1;
    let until = from;
    while (i < keys.length && starts[i] < to) {
      if (i % BLOCK === 0 && i + BLOCK < keys.length && starts[i] >= from && ends[i + BLOCK - 1] <= to) {
        const base = (i / BLOCK) * KEYS;
        for (let key = 0; key < KEYS; key++) sums[key] += this.blocks[base + key];
        until = ends[i + BLOCK - 1];
        i += BLOCK;
        stretches += BLOCK;
        last = -1;
        continue;
      }
      const start = Math.max(starts[i], from);
      const end = Math.min(ends[i], to);
      sums[keys[i]] += end - start;
      if (start > until) stretches++;
      if (keys[i] !== last || start > until) stretches++;
      last = keys[i];
      until = end;
      if (ends[i] > to) break;
      i++;
    }
    this.stretches = stretches + (until < to ? 1 : 0);
    return i;
  }
}

/// Which colour each thread has on the rows of GILs and cores: those with a colour of their own
/// are those that were there longest.
function identities(run, colours) {
  const times = run.threads.map((thread) => thread.held);
  run.onCores.forEach(({ starts, ends, who }) => {
    for (let i = 0; i < who.length; i++) times[who[i]] += ends[i] - starts[i];
  });
  const ranked = [...times.keys()].filter((thread) => times[thread] > 0);
  ranked.sort((a, b) => times[b] - times[a] || a - b);
  const chosen = ranked.slice(0, colours).sort((a, b) => a - b);
  const keys = new Uint8Array(run.threads.length).fill(OTHERS);
  chosen.forEach((thread, key) => { keys[thread] = key; });
  return keys;
}

/// The rows of a run, threads by process.
function rowsOf(run) {
  const keys = run.identities;
  const order = [...run.threads.keys()].sort((a, b) => run.threads[a].process - run.threads[b].process || a - b);
  const threads = order.map((thread) => new Row(run, "thread", thread, run.slices[thread], run.slices[thread].keys));
  const gils = run.holds.map((holds, gil) => new Row(run, "gil", gil, holds, holds.who.length ? Uint8Array.from(holds.who, (who) => keys[who]) : new Uint8Array(0)));
  const cores = run.onCores.map((slices, core) =>
    new Row(run, "core", core, slices, Uint8Array.from(slices.who, (who, i) => (slices.switching[i] ? SWITCHING : keys[who]))));
  return { threads, gils, cores };
}
