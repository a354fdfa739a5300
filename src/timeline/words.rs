//! What the picture says, in English and Korean.

use crate::metrics::Measure;
use crate::metrics::units::count;
use crate::trace::{MarkKind, State};

/// Language of labels, legend and notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Ko,
}

impl Lang {
    /// `en` or `ko`, as in a scenario's `lang`.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code {
            "en" => Some(Lang::En),
            "ko" => Some(Lang::Ko),
            _ => None,
        }
    }

    /// The code for documents (`lang` attributes).
    pub fn code(self) -> &'static str {
        self.pick("en", "ko")
    }

    pub(crate) fn pick<T>(self, en: T, ko: T) -> T {
        match self {
            Lang::En => en,
            Lang::Ko => ko,
        }
    }

    /// The name of a state, as tables and legends print it.
    pub fn state(self, state: State) -> &'static str {
        match state {
            State::Running => self.pick("running", "실행"),
            State::Native => self.pick("C call", "C 호출"),
            State::NativeHolding => self.pick("C call holding", "GIL 쥔 C 호출"),
            State::GilWait => self.pick("GIL wait", "GIL 대기"),
            State::LockWait => self.pick("lock wait", "락 대기"),
            State::Io => self.pick("I/O", "입출력"),
            State::Sleep => self.pick("sleep", "잠"),
            State::Runnable => self.pick("core wait", "코어 대기"),
            State::Switching => self.pick("switching", "전환"),
            State::Idle => self.pick("idle", "유휴"),
        }
    }

    /// One plain line on what a state means. `gil`: whether the simulated Python has one.
    pub fn definition(self, state: State, gil: bool) -> &'static str {
        match (state, gil) {
            (State::Running, true) => self.pick(
                "executes Python bytecode, holding the GIL",
                "GIL을 쥐고 파이썬 바이트코드를 실행한다",
            ),
            (State::Running, false) => {
                self.pick("executes Python bytecode", "파이썬 바이트코드를 실행한다")
            }
            (State::Native, true) => self.pick(
                "runs C code after releasing the GIL",
                "GIL을 놓고 C 코드를 실행한다",
            ),
            (State::Native, false) => self.pick("runs C code", "C 코드를 실행한다"),
            (State::NativeHolding, false) => self.pick(
                "runs C code that would keep a GIL, if there were one",
                "GIL이 있다면 놓지 않을 C 코드를 실행한다",
            ),
            (State::NativeHolding, true) => self.pick(
                "runs C code and keeps the GIL",
                "GIL을 놓지 않고 C 코드를 실행한다",
            ),
            (State::GilWait, _) => self.pick(
                "ready for Python, but another thread has the GIL",
                "준비됐지만 다른 스레드가 GIL을 쥐고 있다",
            ),
            (State::LockWait, _) => self.pick(
                "waits for a lock, a queue or another thread",
                "락, 큐 또는 다른 스레드를 기다린다",
            ),
            (State::Io, true) => self.pick(
                "waits for a device or the network, without the GIL",
                "GIL 없이 장치나 네트워크를 기다린다",
            ),
            (State::Io, false) => self.pick(
                "waits for a device or the network",
                "장치나 네트워크를 기다린다",
            ),
            (State::Sleep, true) => self.pick("sleeps, without the GIL", "GIL 없이 잠들어 있다"),
            (State::Sleep, false) => self.pick("sleeps", "잠들어 있다"),
            (State::Runnable, _) => {
                self.pick("ready, but no core is free", "준비됐지만 빈 코어가 없다")
            }
            (State::Switching, _) => self.pick(
                "a core is switching to this thread",
                "코어가 이 스레드로 바꾸는 중이다",
            ),
            (State::Idle, _) => self.pick(
                "not started yet, or nothing to do",
                "아직 시작 전이거나 할 일이 없다",
            ),
        }
    }

    /// Name and meaning of the marks that a picture shows.
    pub(crate) fn mark(self, kind: MarkKind) -> (&'static str, &'static str) {
        match kind {
            MarkKind::DropRequest => self.pick(
                (
                    "drop request",
                    "has waited a whole interval, asks for the GIL",
                ),
                ("양보 요청", "한 간격을 다 기다려 GIL을 놓으라고 요청한다"),
            ),
            MarkKind::ForcedSwitch => self.pick(
                (
                    "forced switch",
                    "drops the GIL at a check point, another takes it",
                ),
                ("강제 전환", "확인 지점에서 GIL을 놓고 다른 스레드가 쥔다"),
            ),
            MarkKind::VoluntarySwitch => self.pick(
                ("voluntary switch", "drops the GIL by itself"),
                ("자발적 전환", "스스로 GIL을 놓는다"),
            ),
            MarkKind::Timeout => self.pick(
                ("timeout", "has waited a whole interval, does not ask"),
                ("시간 초과", "한 간격을 다 기다렸지만 요청하지 않는다"),
            ),
            MarkKind::FailedTake => self.pick(
                ("failed take", "woke up for the GIL, found it taken again"),
                ("획득 실패", "깨어났지만 GIL을 다시 빼앗겼다"),
            ),
            MarkKind::Take => self.pick(("take", "takes the GIL"), ("획득", "GIL을 쥔다")),
            MarkKind::WakeUp => self.pick(
                ("wake-up", "its sleep, I/O or lock wait is over"),
                ("깨어남", "잠, 입출력, 락 대기가 끝났다"),
            ),
            MarkKind::Preempt => self.pick(
                ("preemption", "the system took the core away"),
                ("선점", "운영체제가 코어를 빼앗았다"),
            ),
            MarkKind::Migrate => self.pick(
                ("migration", "continues on another core"),
                ("이동", "다른 코어에서 이어 간다"),
            ),
            MarkKind::Note => self.pick(
                ("note", "set by the program"),
                ("메모", "프로그램이 남긴 표시"),
            ),
            MarkKind::Crash => self.pick(
                ("end of the process", "all its threads die where they are"),
                ("프로세스의 끝", "모든 스레드가 그 자리에서 죽는다"),
            ),
        }
    }

    /// What a process ended with.
    pub(crate) fn exit_code(self, code: i32) -> String {
        format!("{} {code}", self.pick("exit code", "종료 코드"))
    }

    pub(crate) fn wall_time(self) -> &'static str {
        self.pick("wall time", "걸린 시간")
    }

    pub(crate) fn speedup(self) -> &'static str {
        self.pick("speedup", "속도 향상")
    }

    pub(crate) fn gil_held(self) -> &'static str {
        self.pick("GIL held", "GIL 사용률")
    }

    pub(crate) fn share_of_run(self) -> &'static str {
        self.pick("share of the run", "전체 시간 중 비율")
    }

    pub(crate) fn c_call(self) -> &'static str {
        self.pick("C call", "C 호출")
    }

    pub(crate) fn core(self) -> &'static str {
        self.pick("core", "코어")
    }

    pub(crate) fn handover(self) -> (&'static str, &'static str) {
        self.pick(
            ("hand-over", "the GIL goes to a thread that waited for it"),
            ("인계", "GIL이 기다리던 스레드로 넘어간다"),
        )
    }

    pub(crate) fn thread_colors(self, others: bool) -> (&'static str, &'static str) {
        match others {
            false => self.pick(
                (
                    "colour of a thread",
                    "who has the GIL or core; blank: nobody",
                ),
                ("스레드 색", "GIL이나 코어를 쥔 스레드. 빈칸은 없음"),
            ),
            true => self.pick(
                (
                    "colour of a thread",
                    "who has the GIL or core; grey: all others; blank: nobody",
                ),
                (
                    "스레드 색",
                    "GIL이나 코어를 쥔 스레드. 회색은 나머지, 빈칸은 없음",
                ),
            ),
        }
    }

    pub(crate) fn in_use(self) -> (&'static str, &'static str) {
        self.pick(
            ("in use", "some thread has the GIL or core; blank: nobody"),
            (
                "사용 중",
                "어떤 스레드가 GIL이나 코어를 쥐고 있다. 빈칸은 없음",
            ),
        )
    }

    pub(crate) fn mixed_columns(self) -> &'static str {
        self.pick(
            "Where a pixel holds many states, it is split from bottom to top by their shares of its time.",
            "한 픽셀에 여러 상태가 있으면 시간 비율대로 아래에서 위로 나누어 칠한다.",
        )
    }

    /// `averages`: whether percentages stand beside the rows.
    pub(crate) fn grouped(
        self,
        threads: usize,
        rows: usize,
        per_row: usize,
        averages: bool,
    ) -> String {
        let mut text = match self {
            Lang::En => format!(
                "{threads} threads on {rows} rows: up to {per_row} threads share a row, split by their shares of the time"
            ),
            Lang::Ko => format!(
                "스레드 {threads}개를 {rows}줄에 그렸다: 한 줄에 최대 {per_row}개를 시간 비율로 나누어 칠한다"
            ),
        };
        if averages {
            text.push_str(self.pick("; percentages are their average", ". 백분율은 평균이다"));
        }
        text.push('.');
        text
    }

    pub(crate) fn grouped_tracks(self, what: &str, count: u32, rows: usize) -> String {
        match self {
            Lang::En => format!("{count} {what} rows are drawn as {rows}, neighbours together."),
            Lang::Ko => format!("{what} {count}줄은 이웃끼리 모아 {rows}줄로 그렸다."),
        }
    }

    /// The bars that stand for failed takes too many for signs.
    pub(crate) fn failed_take_bars(self) -> (&'static str, &'static str) {
        self.pick(
            (
                "failed takes",
                "above a row: it woke up for the GIL, found it taken again",
            ),
            ("획득 실패", "줄 위의 막대. 깨어났지만 GIL을 다시 빼앗겼다"),
        )
    }

    pub(crate) fn failed_takes(self, all: &str, tallest: &str) -> String {
        match self {
            Lang::En => format!("Failed takes × {all}; the tallest bar stands for {tallest}."),
            Lang::Ko => format!("획득 실패 × {all}. 가장 높은 막대는 {tallest}번이다."),
        }
    }

    pub(crate) fn marks_too_dense(self, hidden: &str) -> String {
        match self {
            Lang::En => format!("Not drawn, too dense at this zoom: {hidden}."),
            Lang::Ko => format!("이 배율에서는 너무 촘촘해 그리지 않은 표시: {hidden}."),
        }
    }

    pub(crate) fn marks_rows_too_thin(self, hidden: &str) -> String {
        match self {
            Lang::En => format!("Not drawn, rows too thin: {hidden}."),
            Lang::Ko => format!("줄이 얇아 그리지 않은 표시: {hidden}."),
        }
    }

    pub(crate) fn windowed(self, from: &str, to: &str, end: &str) -> String {
        match self {
            Lang::En => {
                format!("Shown: {from} to {to} of {end}; all figures are of the whole run.")
            }
            Lang::Ko => format!("{end} 중 {from}–{to} 구간. 숫자는 모두 전체 실행 기준이다."),
        }
    }

    pub(crate) fn dropped(self, slices: &str) -> String {
        match self {
            Lang::En => format!(
                "{slices} slices beyond the recording limit are not drawn; percentages and totals include them."
            ),
            Lang::Ko => format!(
                "기록 한도를 넘은 조각 {slices}개는 그리지 않았다. 백분율과 합계에는 들어 있다."
            ),
        }
    }

    pub(crate) fn nothing_ran(self) -> &'static str {
        self.pick("No thread ran.", "실행된 스레드가 없다.")
    }

    /// Heading and meaning of a measured number.
    pub(crate) fn measure(self, measure: Measure) -> (&'static str, &'static str) {
        match measure {
            Measure::Wall => self.pick(
                ("wall time", "from the start of the run to its end"),
                ("걸린 시간", "실행의 시작부터 끝까지"),
            ),
            Measure::Speedup => self.pick(
                ("speedup", "work of all threads over the wall time"),
                ("속도 향상", "모든 스레드의 일을 걸린 시간으로 나눈 값"),
            ),
            Measure::Throughput => self.pick(
                ("throughput", "waits that ended, per second"),
                ("처리량", "초당 끝난 대기"),
            ),
            Measure::Switches => self.pick(
                ("switches", "how often the GIL was given up"),
                ("전환", "GIL을 놓은 횟수"),
            ),
            Measure::Forced => self.pick(
                (
                    "forced switches",
                    "how often a drop request took the GIL away",
                ),
                ("강제 전환", "요청을 받아 GIL을 놓은 횟수"),
            ),
            Measure::Voluntary => self.pick(
                (
                    "voluntary switches",
                    "how often the GIL was given up unasked",
                ),
                ("자발적 전환", "스스로 GIL을 놓은 횟수"),
            ),
            Measure::GilHeld => self.pick(
                ("GIL held", "share of the time for which some thread had it"),
                ("GIL 사용률", "어떤 스레드가 GIL을 쥔 시간의 비율"),
            ),
            Measure::LatencyP50 => self.pick(
                ("median GIL wait", "half of the waits took longer"),
                ("GIL 대기 중앙값", "대기의 절반은 더 길었다"),
            ),
            Measure::LatencyP90 => self.pick(
                ("GIL wait, 90th percentile", "one wait in ten took longer"),
                ("GIL 대기 90 백분위", "대기 열 번에 한 번은 더 길었다"),
            ),
            Measure::LatencyP99 => self.pick(
                (
                    "GIL wait, 99th percentile",
                    "one wait in a hundred took longer",
                ),
                ("GIL 대기 99 백분위", "대기 백 번에 한 번은 더 길었다"),
            ),
            Measure::LatencyMax => self.pick(
                ("longest GIL wait", "no wait took longer"),
                ("가장 긴 GIL 대기", "이보다 긴 대기는 없었다"),
            ),
        }
    }

    pub(crate) fn band(self) -> &'static str {
        self.pick(
            "Shaded: from the median of the waits to their 90th percentile.",
            "칠한 부분: 대기 시간의 중앙값부터 90 백분위까지.",
        )
    }

    /// Which axes are logarithmic; at least one is.
    pub(crate) fn logarithmic(self, x: bool, y: bool) -> &'static str {
        match (x, y) {
            (true, false) => self.pick(
                "The horizontal axis is logarithmic.",
                "가로축은 로그 눈금이다.",
            ),
            (false, true) => self.pick(
                "Vertical axes without 0 are logarithmic.",
                "0이 없는 세로축은 로그 눈금이다.",
            ),
            _ => self.pick(
                "The horizontal axis is logarithmic, and so are vertical axes without 0.",
                "가로축과 0이 없는 세로축은 로그 눈금이다.",
            ),
        }
    }

    pub(crate) fn lines_left_out(self, shown: usize, of: usize) -> String {
        match self {
            Lang::En => format!("{shown} of {of} lines are drawn; the table has all."),
            Lang::Ko => format!("{of}개 중 {shown}개의 선만 그렸다. 표에는 모두 있다."),
        }
    }

    pub(crate) fn ideal(self) -> &'static str {
        self.pick(
            "ideal: n of them, n times as fast",
            "이상: n개면 n배 빠르다",
        )
    }

    /// What the rings on curves over numbers of workers are.
    pub(crate) fn enough(self) -> &'static str {
        self.pick(
            "Rings, knee: the least number that is within 5 % of the line's best.",
            "고리, 꺾이는 곳: 그 선의 가장 좋은 값과 5 % 안에 드는 가장 작은 수.",
        )
    }

    /// What the ring on any other curve is.
    pub(crate) fn turn(self) -> &'static str {
        self.pick(
            "Ring, knee: the point farthest from the straight line between the curve's two ends.",
            "고리, 꺾이는 곳: 곡선의 두 끝을 잇는 직선에서 가장 먼 점.",
        )
    }

    pub(crate) fn speedup_over(self, run: &str) -> String {
        match self {
            Lang::En => format!("wall time of {run} over this one's"),
            Lang::Ko => format!("{run}의 걸린 시간을 이 실행의 것으로 나눈 값"),
        }
    }

    pub(crate) fn matrix(self) -> &'static str {
        self.pick(
            "A row for each line that the program prints, a column for each run, and in each cell the word at the end of the line.",
            "줄은 프로그램이 출력한 줄, 칸은 실행이며, 칸 안에는 그 줄 끝의 낱말이 있다.",
        )
    }

    /// So many of how many, rows and columns.
    pub(crate) fn cells_left_out(self, rows: (usize, usize), columns: (usize, usize)) -> String {
        let ((rows, of_rows), (columns, of_columns)) = (rows, columns);
        match self {
            Lang::En => format!(
                "{rows} of {of_rows} rows and {columns} of {of_columns} columns are drawn; the CSV has all."
            ),
            Lang::Ko => format!(
                "{of_rows}줄 중 {rows}줄, {of_columns}칸 중 {columns}칸을 그렸다. CSV에는 모두 있다."
            ),
        }
    }

    pub(crate) fn no_lines(self) -> &'static str {
        self.pick(
            "The program printed no line with a label, two spaces and a word.",
            "이름표, 빈칸 두 개, 낱말로 된 줄이 출력되지 않았다.",
        )
    }

    pub(crate) fn latency(self) -> &'static str {
        self.pick(
            "How long threads waited for the GIL once they were ready",
            "준비된 스레드가 GIL을 기다린 시간",
        )
    }

    pub(crate) fn waits(self, waits: u64, tallest: &str) -> String {
        let number = count(waits);
        match self {
            Lang::En if waits == 1 => "1 wait".to_string(),
            Lang::En => format!("{number} waits; the tallest bar: {tallest}"),
            Lang::Ko => format!("대기 {number}번, 가장 높은 막대 {tallest}번"),
        }
    }

    pub(crate) fn no_waits(self, no_gil: bool) -> &'static str {
        match no_gil {
            true => self.pick("This Python has no GIL.", "이 파이썬에는 GIL이 없다."),
            false => self.pick(
                "No thread had to wait for the GIL.",
                "GIL을 기다린 스레드가 없다.",
            ),
        }
    }

    pub(crate) fn runs_without_waits(self, names: &str) -> String {
        match self {
            Lang::En => format!("Without any wait for the GIL: {names}."),
            Lang::Ko => format!("GIL을 기다린 적이 없는 실행: {names}."),
        }
    }

    /// What the switch interval was: at first, and as the program set it.
    pub fn interval_set(self, at_first: &str, then: &str, at: &str) -> String {
        match self {
            Lang::En => format!("{at_first}, set to {then} at {at}"),
            Lang::Ko => format!("{at_first}, {at}에 {then}로 바뀜"),
        }
    }

    pub fn interval_set_often(self, at_first: &str, times: usize, then: &str) -> String {
        match self {
            Lang::En => format!("{at_first}, set {times} times, {then} at the end"),
            Lang::Ko => format!("{at_first}, {times}번 바뀌어 끝에는 {then}"),
        }
    }

    pub(crate) fn blamed_for_gil(self) -> &'static str {
        self.pick(
            "Who waited for whom to give up the GIL (milliseconds)",
            "누가 누구의 GIL을 기다렸나 (밀리초)",
        )
    }

    pub(crate) fn blamed_for_locks(self) -> &'static str {
        self.pick(
            "Who waited for whom to release a lock (milliseconds)",
            "누가 누구의 락을 기다렸나 (밀리초)",
        )
    }

    pub(crate) fn blamed_lines(self) -> &'static str {
        self.pick(
            "Where the holder of the GIL was while others waited for it",
            "다른 스레드가 기다리는 동안 GIL을 쥔 스레드가 실행하던 줄",
        )
    }

    pub(crate) fn blame_note(self) -> &'static str {
        self.pick(
            "A row for each thread that waited, a column for each that was waited for; the darker a cell, the longer the wait.",
            "줄은 기다린 스레드, 칸은 쥐고 있던 스레드이다. 칸이 짙을수록 오래 기다렸다.",
        )
    }

    pub(crate) fn nobody(self) -> &'static str {
        self.pick("nobody", "없음")
    }

    pub(crate) fn nobody_note(self) -> &'static str {
        self.pick(
            "nobody: it was free or just being handed over, or waiting was for no single thread.",
            "없음: 비어 있거나 넘겨주는 중이었거나, 한 스레드를 기다린 것이 아니다.",
        )
    }

    pub(crate) fn nobody_waited(self) -> &'static str {
        self.pick(
            "No thread had to wait for another one's GIL or lock.",
            "다른 스레드의 GIL이나 락을 기다린 스레드가 없다.",
        )
    }

    pub(crate) fn waiter_and_holder(self) -> &'static str {
        self.pick("waiter ↓ holder →", "기다림 ↓ 쥠 →")
    }

    pub(crate) fn holders(self) -> &'static str {
        self.pick("Holders", "쥔 스레드")
    }

    pub(crate) fn sum(self) -> &'static str {
        self.pick("sum", "합계")
    }

    pub(crate) fn other_threads(self, count: usize) -> String {
        match self {
            Lang::En => format!("{count} others"),
            Lang::Ko => format!("나머지 {count}개"),
        }
    }

    pub(crate) fn place(self, file: &str, line: u32) -> String {
        match self {
            Lang::En => format!("{file}, line {line}"),
            Lang::Ko => format!("{file} {line}행"),
        }
    }

    pub(crate) fn more_lines(self, lines: usize, waited: &str) -> String {
        match self {
            Lang::En => format!("{lines} more lines were waited for, {waited} in all."),
            Lang::Ko => format!("그 밖의 {lines}개 줄을 모두 {waited} 기다렸다."),
        }
    }
}
