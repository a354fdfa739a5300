// Search: every word of the query has to be in the name of the slice's thread, of its state, or
// in its cause. What is not found is drawn dimmed.

class Search {
  constructor(report, words) {
    Object.assign(this, { report, words, count: 0, active: false });
    for (const run of report.runs) {
      run.causeTexts = run.causes.what.map((what, cause) => {
        const by = run.causes.by[cause];
        const place = placeOf(run, cause);
        const parts = [run.strings[what]];
        if (by >= 0) parts.push(run.threads[by].name);
        if (place) parts.push(`${place.file}:${place.line}`, sourceLine(report, place));
        return parts.join(" ").toLowerCase();
      });
    }
  }

  find(query) {
    const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
    this.active = wanted.length > 0;
    this.count = 0;
    const states = this.report.states.map((state) => state.name.toLowerCase());
    for (const run of this.report.runs) {
      const inState = wanted.map((word) => states.map((name) => name.includes(word)));
      const inCause = wanted.map((word) => [false, ...run.causeTexts.map((text) => text.includes(word))]);
      run.found = run.slices.map((slices, thread) => {
        const name = run.threads[thread].name.toLowerCase();
        const left = wanted.map((word, i) => (name.includes(word) ? -1 : i)).filter((i) => i >= 0);
        const found = new Uint8Array(slices.keys.length);
        for (let i = 0; i < found.length; i++) {
          if (left.every((word) => inState[word][slices.keys[i]] || inCause[word][slices.causes[i]])) found[i] = 1;
        }
        return found;
      });
      for (const row of run.rows.threads) {
        const found = run.found[row.index];
        row.dim(this.active ? (i) => found[i] === 1 : null);
        if (this.active) for (const one of found) this.count += one;
      }
    }
    return this.count;
  }

  /// The found slice that begins next after (or last before) the selected one, or round the end.
  step(runs, selection, forward) {
    const at = selection ? selection.run.slices[selection.thread].starts[selection.index] : forward ? -1 : Infinity;
    const here = selection ? runs.indexOf(selection.run) * 1e9 + selection.thread : forward ? -1 : Infinity;
    const later = (a, b) => a.at > b.at || (a.at === b.at && a.order > b.order);
    const origin = { at, order: here };
    let best = null;
    let wrapped = null;
    const better = (one, than) => !than || (forward ? later(than, one) : later(one, than));
    runs.forEach((run, number) => run.slices.forEach((slices, thread) => {
      const found = run.found[thread];
      const order = number * 1e9 + thread;
      const candidate = (index) => ({ run, thread, index, at: slices.starts[index], order });
      const direction = forward ? 1 : -1;
      let i = lastAtMost(slices.starts, at) + (forward ? 1 : 0);
      // At the same moment the rows come one after the other.
      if (forward && i > 0 && slices.starts[i - 1] === at) i--;
      for (; i >= 0 && i < found.length; i += direction) {
        if (!found[i]) continue;
        const one = candidate(i);
        if (!(forward ? later(one, origin) : later(origin, one))) continue;
        if (better(one, best)) best = one;
        break;
      }
      const edge = forward ? found.indexOf(1) : found.lastIndexOf(1);
      if (edge >= 0 && better(candidate(edge), wrapped)) wrapped = candidate(edge);
    }));
    return best || wrapped;
  }
}
