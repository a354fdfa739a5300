// What the page says, in both languages. Names of states and marks come with the data.

const WORDS = {
  en: {
    zoomIn: "Zoom in", zoomOut: "Zoom out", all: "Whole run", left: "Earlier", right: "Later",
    search: "Search thread, state, cause, line", matches: (n) => `${n} found`, none: "nothing found",
    next: "Next", previous: "Previous", locked: "One time axis for all runs", marks: "Marks and hand-overs",
    theme: "Light or dark", runs: "Runs", keys: "Keys",
    keysText: "← → move · + − zoom · 0 whole run · ↑ ↓ row · , . previous and next slice · H who held the GIL · "
      + "B and N back and on along the GIL · / search · Esc clear. Wheel zooms, Shift with the wheel and dragging move.",
    selection: "Selection", nothing: "Click a slice, or press . in the timeline.",
    thread: "thread", process: "process", state: "state", from: "from", to: "to", duration: "for", core: "core",
    cause: "because", previousSlice: "before", nextSlice: "after",
    heldBy: (who) => `what ${who} did meanwhile`, gotFrom: (who) => `had the GIL from ${who}`,
    gaveTo: (who) => `the GIL went to ${who}`,
    hadBefore: "had the GIL before, too", tookAgain: "took the GIL again itself",
    gilHeld: (who) => `${who} had the GIL`, gilWait: "the GIL was taken",
    mutexHeld: (who) => `${who} was changing the GIL`, lockHeld: (who) => `${who} had the lock`,
    coreTaken: (who) => `${who} had the core`, by: (who, what) => `${who}: ${what}`, at: (where) => `at ${where}`,
    execution: (where) => `, executing ${where}`, line: "line",
    source: "Program", sourceOf: (time) => `Lines at ${time}`, isAt: "is here", lastSeen: (time) => `last seen here at ${time}`,
    column: (time, n) => `This pixel: ${time}, ${n} slices`, freeGil: "nobody has the GIL", freeCore: "nobody is on this core",
    ended: "not alive", switchingTo: (who) => `switching to ${who}`, hidden: (text) => `Too dense to draw at this zoom: ${text}.`,
    shares: "Where a pixel holds more than two slices, it is split from bottom to top by the states’ shares of its time.",
    dropped: (n) => `${n} slices beyond the recording limit are not drawn; the totals include them.`,
    shown: (from, to, of) => `Shown: ${from} to ${to} of ${of}`,
    threads: "Threads", total: "share of the thread’s life", life: "life", held: "GIL held",
    blame: "Who waited for whom", waiter: "waiter", holder: "holder", waited: "waited",
    lines: "Lines that others waited for", times: "waits", compare: "Runs", wall: "wall time", speedup: "speedup",
    gilHeldShare: "GIL held", median: "median GIL wait", p99: "99th percentile", longest: "longest", switches: "switches",
    failed: "failed takes", findings: "Findings", run: "run", handover: "hand-over", threadColour: "colour of a thread: who has the GIL or core", others: "grey: all others",
    quiz: "Predict first", predict: "The picture comes after your answer.", skip: "Skip, show the picture",
    right: "Right.", wrong: "Not quite.", rightChoice: "right", yourChoice: "your answer",
    stale: "The newest version of the program does not run: the terminal says why. This is the version before.",
    timeline: "Timeline. Arrow keys move, plus and minus zoom, full stop selects the next slice.",
  },
  ko: {
    zoomIn: "확대", zoomOut: "축소", all: "전체 실행", left: "이전", right: "이후",
    search: "스레드, 상태, 원인, 줄 찾기", matches: (n) => `${n}개 찾음`, none: "찾지 못함",
    next: "다음", previous: "이전", locked: "모든 실행을 한 시간축으로", marks: "표시와 인계",
    theme: "밝게 또는 어둡게", runs: "실행", keys: "키",
    keysText: "← → 이동 · + − 확대와 축소 · 0 전체 · ↑ ↓ 줄 · , . 앞뒤 조각 · H GIL을 쥔 스레드 · "
      + "B N GIL의 앞뒤 · / 찾기 · Esc 지우기. 휠로 확대하고, Shift+휠이나 끌기로 이동한다.",
    selection: "선택", nothing: "조각을 누르거나 타임라인에서 . 키를 누른다.",
    thread: "스레드", process: "프로세스", state: "상태", from: "시작", to: "끝", duration: "길이", core: "코어",
    cause: "원인", previousSlice: "앞", nextSlice: "뒤",
    heldBy: (who) => `그동안 ${who}`, gotFrom: (who) => `${who}에게서 GIL을 받았다`,
    gaveTo: (who) => `GIL은 ${who}에게 갔다`,
    hadBefore: "그 전에도 GIL을 쥐고 있었다", tookAgain: "스스로 GIL을 다시 쥐었다",
    gilHeld: (who) => `${who} 스레드가 GIL을 쥐고 있었다`, gilWait: "GIL이 잡혀 있었다",
    mutexHeld: (who) => `${who} 스레드가 GIL을 바꾸고 있었다`, lockHeld: (who) => `${who} 스레드가 락을 쥐고 있었다`,
    coreTaken: (who) => `${who} 스레드가 코어에 있었다`, by: (who, what) => `${who}: ${what}`, at: (where) => where,
    execution: (where) => `, 실행 중이던 줄: ${where}`, line: "줄",
    source: "프로그램", sourceOf: (time) => `${time}의 줄`, isAt: "지금 이 줄", lastSeen: (time) => `${time}에 마지막으로 본 줄`,
    column: (time, n) => `이 픽셀: ${time}, 조각 ${n}개`, freeGil: "GIL을 쥔 스레드가 없다", freeCore: "이 코어는 비어 있다",
    ended: "살아 있지 않다", switchingTo: (who) => `${who}(으)로 바꾸는 중`, hidden: (text) => `이 배율에서는 너무 촘촘해 그리지 않은 표시: ${text}.`,
    shares: "한 픽셀에 조각이 셋 이상이면 시간 비율대로 아래에서 위로 나누어 칠한다.",
    dropped: (n) => `기록 한도를 넘은 조각 ${n}개는 그리지 않았다. 합계에는 들어 있다.`,
    shown: (from, to, of) => `${of} 중 ${from} – ${to}`,
    threads: "스레드", total: "스레드 수명 중 비율", life: "수명", held: "GIL 사용",
    blame: "누가 누구를 기다렸나", waiter: "기다린 스레드", holder: "쥔 스레드", waited: "기다린 시간",
    lines: "다른 스레드를 기다리게 한 줄", times: "대기", compare: "실행", wall: "걸린 시간", speedup: "속도 향상",
    gilHeldShare: "GIL 사용률", median: "GIL 대기 중앙값", p99: "99 백분위", longest: "최대", switches: "전환",
    failed: "획득 실패", findings: "눈에 띄는 점", run: "실행", handover: "인계", threadColour: "스레드 색: GIL이나 코어를 쥔 스레드", others: "회색은 나머지",
    quiz: "먼저 예상하기", predict: "답을 고르면 그림이 나온다.", skip: "건너뛰고 그림 보기",
    right: "맞았다.", wrong: "아니다.", rightChoice: "정답", yourChoice: "고른 답",
    stale: "프로그램의 새 버전이 실행되지 않는다. 이유는 터미널에 있다. 이 화면은 이전 버전이다.",
    timeline: "타임라인. 화살표로 이동, 더하기와 빼기로 확대와 축소, 마침표로 다음 조각을 고른다.",
  },
};

const UNITS = [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]];

/// A length of time in three significant digits.
function length(ns) {
  for (const [unit, name] of UNITS) {
    if (ns >= unit) return `${Number((ns / unit).toPrecision(3))} ${name}`;
  }
  return "0 ns";
}

/// A moment, exact to the nanosecond.
function moment(ns) {
  const [unit, name] = UNITS.find(([unit]) => ns >= unit) || UNITS[3];
  return `${(ns / unit).toFixed(Math.round(Math.log10(unit))).replace(/\.?0+$/, "") || "0"} ${name}`;
}

/// A moment in six digits: enough to tell where one is.
function about(ns) {
  const [unit, name] = UNITS.find(([unit]) => ns >= unit) || UNITS[3];
  return `${Number((ns / unit).toPrecision(6))} ${name}`;
}

/// The time that a text such as `12.5ms` names, or null.
function parseTime(text) {
  const found = /^\s*([\d.]+)\s*(ns|us|µs|ms|s)\s*$/.exec(text);
  if (!found) return null;
  const name = found[2] === "us" ? "µs" : found[2];
  return Number(found[1]) * UNITS.find((unit) => unit[1] === name)[0];
}

function percent(part, whole) {
  if (!(whole > 0) || !(part > 0)) return "0 %";
  const value = Math.round((part / whole) * 100);
  if (value === 0) return "<1 %";
  return value === 100 && part < whole ? ">99 %" : `${value} %`;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list" && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const byId = (id) => document.getElementById(id);
