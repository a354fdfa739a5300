// Tables under the chart. The numbers are those of the whole run.

/// A table that its headings sort. Cells are texts, or a text with the number it is sorted by.
function table(caption, heads, rows, onrow) {
  const body = element("tbody");
  const value = (cell) => (Array.isArray(cell) ? cell[1] : cell);
  const fill = () => body.replaceChildren(...rows.map((row) => {
    const made = element("tr", {}, ...row.cells.map((cell, i) => {
      const text = String(Array.isArray(cell) ? cell[0] : cell);
      if (i > 0) return element("td", { className: Array.isArray(cell) ? "number" : "" }, text);
      const head = element("th", { scope: "row" });
      head.append(onrow && row.target !== undefined ? element("button", { type: "button", onclick: () => onrow(row.target) }, text) : text);
      return head;
    }));
    return made;
  }));
  let sorted = -1;
  const headings = heads.map((head, i) => {
    const button = element("button", {
      type: "button",
      onclick: () => {
        const down = sorted !== i;
        sorted = down ? i : -1;
        const compare = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b)));
        rows.sort((a, b) => compare(value(a.cells[i]), value(b.cells[i])) * (down ? -1 : 1));
        for (const other of headings) other.removeAttribute("aria-sort");
        headings[i].setAttribute("aria-sort", down ? "descending" : "ascending");
        fill();
      },
    }, head);
    return element("th", { scope: "col" }, button);
  });
  fill();
  const whole = element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...headings)), body);
  return element("div", { className: "table", tabIndex: 0, role: "region", ariaLabel: caption }, whole);
}

const time = (ns) => [length(ns), ns];

function buildTables(report, words, chart, panels) {
  const place = byId("tables");
  if (report.runs.length > 1) place.append(compareTable(report, words));
  for (const run of report.runs) {
    const of = (caption) => (report.runs.length > 1 ? `${run.name}: ${caption}` : caption);
    const part = element("section", {}, element("h2", {}, report.runs.length > 1 ? run.name : words.findings));
    place.append(part);
    if (run.findings.length) part.append(element("ul", { className: "findings" }, ...run.findings.map((text) => element("li", {}, text))));
    const tables = element("div", { className: "tables" }, threadTable(report, words, chart, run, of(`${words.threads} (${words.total})`)));
    part.append(tables);
    if (run.blame.length) {
      const rows = run.blame.slice(0, 200).map(({ waiter, holder, wait_ns }) => ({ cells: [waiter, holder || "–", time(wait_ns)] }));
      tables.append(table(of(words.blame), [words.waiter, words.holder, words.waited], rows));
    }
    const lines = waitedForLines(report, words, run);
    if (lines.length) {
      tables.append(table(of(words.lines), [words.line, words.times, words.waited], lines, (target) => panels.showLine(target)));
    }
  }
}

function compareTable(report, words) {
  const heads = [words.run, words.wall, words.speedup, words.gilHeldShare, words.median, words.p99, words.longest, words.switches, words.failed];
  const rows = report.runs.map((run) => ({
    cells: [run.name, time(run.end), [run.speedup || "–", Number(run.speedup)], [run.gil_held || "–", parseInt(run.gil_held, 10) || 0],
      time(run.latency.p50_ns), time(run.latency.p99_ns), time(run.latency.max_ns), [run.switches, Number(run.switches.replace(/,/g, ""))],
      [run.failed_takes, Number(run.failed_takes.replace(/,/g, ""))]],
  }));
  return table(words.compare, heads, rows);
}

function threadTable(report, words, chart, run, caption) {
  const used = report.states.map((_, key) => key).filter((key) => run.threads.some((thread) => thread.totals[key] > 0));
  const heads = [words.thread, words.life, ...used.map((key) => report.states[key].name), words.held];
  const rows = run.threads.slice(0, 2000).map((thread, index) => {
    const life = (thread.ended === null ? run.end : thread.ended) - thread.created;
    const share = (ns) => [`${percent(ns, life)} · ${length(ns)}`, ns];
    return { target: index, cells: [thread.name, time(life), ...used.map((key) => share(thread.totals[key])), share(thread.held)] };
  });
  return table(caption, heads, rows, (index) => {
    const thread = run.threads[index];
    chart.reveal(run, index, thread.created, thread.ended === null ? run.end : thread.ended);
    byId("chart").scrollIntoView({ block: "nearest" });
  });
}

/// The lines at which holders of the GIL were while others waited.
function waitedForLines(report, words, run) {
  return run.lines.map(({ file, line, wait_ns, waits }) => {
    const place = { file, line };
    return { target: place, cells: [where(report, words, place), [String(waits), waits], time(wait_ns)] };
  });
}
