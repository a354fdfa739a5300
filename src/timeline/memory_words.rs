//! What pictures of memory say.

use super::Lang;
use super::memory::Part;

impl Lang {
    pub(super) fn memory(self) -> &'static str {
        self.pick("memory", "메모리")
    }

    /// The name of a part and one plain line on it.
    pub(super) fn memory_part(self, part: Part) -> (&'static str, &'static str) {
        match part {
            Part::Text => self.pick(
                (
                    "interpreter's code",
                    "the program python3 itself: one copy for all processes",
                ),
                (
                    "인터프리터 코드",
                    "python3 프로그램 자체. 모든 프로세스가 한 벌을 함께 쓴다",
                ),
            ),
            Part::Shared => self.pick(
                (
                    "shared after fork",
                    "the parent's pages: both see them until one of the two writes",
                ),
                (
                    "fork 뒤 공유",
                    "부모의 페이지. 어느 한쪽이 쓰기 전까지 함께 본다",
                ),
            ),
            Part::Copied => self.pick(
                (
                    "copied after fork",
                    "pages written since; taking a reference to an object writes its count",
                ),
                (
                    "fork 뒤 복사",
                    "그 뒤에 쓴 페이지. 객체를 참조하기만 해도 참조 횟수를 쓴다",
                ),
            ),
            Part::Data => self.pick(
                (
                    "interpreter's data",
                    "what python3 has written by the time it runs the first line",
                ),
                ("인터프리터 데이터", "첫 줄을 실행하기 전에 python3가 쓴 것"),
            ),
            Part::Code => self.pick(
                (
                    "Python code",
                    "bytecode of the program and of what it imports",
                ),
                ("파이썬 코드", "프로그램과 불러온 모듈의 바이트코드"),
            ),
            Part::Heap => self.pick(
                ("objects", "the heap: all threads of the process see it"),
                ("객체", "힙. 프로세스의 모든 스레드가 함께 본다"),
            ),
            Part::Stacks => self.pick(
                (
                    "stacks",
                    "one for each thread: what it has touched of it, and its frames",
                ),
                ("스택", "스레드마다 하나. 실제로 쓴 부분과 프레임"),
            ),
            Part::Left => self.pick(
                (
                    "originals",
                    "pages as they were before the parent wrote: its children alone have them",
                ),
                ("원본", "부모가 쓰기 전의 페이지. 이제 자식만 가진다"),
            ),
            Part::Blocks => self.pick(
                (
                    "shared blocks",
                    "made to be shared: shared_memory, Value, Array",
                ),
                (
                    "공유 블록",
                    "함께 쓰려고 만든 것: shared_memory, Value, Array",
                ),
            ),
        }
    }

    /// Short, for the bar itself.
    pub(super) fn memory_short(self, part: Part) -> &'static str {
        match part {
            Part::Text => self.pick("python3", "python3"),
            Part::Shared => self.pick("shared", "공유"),
            Part::Copied => self.pick("copied", "복사"),
            Part::Data => self.pick("interpreter", "인터프리터"),
            Part::Code => self.pick("code", "코드"),
            Part::Heap => self.pick("objects", "객체"),
            Part::Stacks => self.pick("stacks", "스택"),
            Part::Left => self.pick("originals", "원본"),
            Part::Blocks => self.pick("blocks", "블록"),
        }
    }

    pub(super) fn sees(self, all: &str, own: &str) -> String {
        match self {
            Lang::En => format!("sees {all}, has {own} for itself"),
            Lang::Ko => format!("보이는 메모리 {all}, 혼자 쓰는 메모리 {own}"),
        }
    }

    pub(super) fn machine_needs(self) -> &'static str {
        self.pick(
            "All together, what is shared counted once",
            "모두 합하면 (함께 쓰는 것은 한 번만 센다)",
        )
    }

    pub(super) fn at_most(self, total: &str, when: &str) -> String {
        match self {
            Lang::En => format!("{total} at {when}, when it is most"),
            Lang::Ko => format!("{when}에 {total}로 가장 많다"),
        }
    }

    /// A thread's stack: what is touched, of what is reserved.
    pub(super) fn stack_of(self, thread: &str, touched: &str) -> String {
        match self {
            Lang::En => format!("stack of {thread}: {touched}"),
            Lang::Ko => format!("{thread} 스택: {touched}"),
        }
    }

    pub(super) fn more_stacks(self, count: usize, bytes: &str) -> String {
        match self {
            Lang::En => format!("{count} more: {bytes}"),
            Lang::Ko => format!("{count}개 더: {bytes}"),
        }
    }

    pub(super) fn more_processes(self, count: usize, all: &str, own: &str) -> String {
        match self {
            Lang::En => {
                format!("{count} more processes: they see {all}, {own} of it for themselves")
            }
            Lang::Ko => {
                format!("프로세스 {count}개 더: 보이는 메모리 {all}, 혼자 쓰는 메모리 {own}")
            }
        }
    }

    pub(super) fn memory_notes(self, reserved: &str) -> String {
        match self {
            Lang::En => format!(
                "All bars have one scale. The boxes of stacks have none: each stack may grow to {reserved}, of which only what is touched takes memory. Objects are priced as CPython 3.13's; the interpreter, threads and forks as they were measured."
            ),
            Lang::Ko => format!(
                "모든 막대는 같은 눈금을 쓴다. 스택 상자의 크기는 눈금과 무관하다. 스택은 {reserved}까지 자랄 수 있지만 실제로 쓴 부분만 메모리를 차지한다. 객체 크기는 CPython 3.13과 같게, 인터프리터와 스레드, fork는 잰 값으로 셈한다."
            ),
        }
    }

    pub(super) fn memory_not_counted(self) -> &'static str {
        self.pick(
            "Memory was not counted: only the engine `sim` does that.",
            "메모리를 세지 않았다. `sim` 엔진만 센다.",
        )
    }

    pub(super) fn memory_row_note(self, most: &str) -> String {
        match self {
            Lang::En => format!("Rows of memory are {most} high."),
            Lang::Ko => format!("메모리 줄의 높이는 {most}이다."),
        }
    }
}
