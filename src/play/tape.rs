//! A run as a tape: it goes forwards to a goal, and back to any moment that it has passed.
//!
//! Going back is going forwards again from a moment that was kept: a simulated run has only one
//! past.

use std::collections::VecDeque;

use crate::driver::{End, Program};
use crate::nanos::{MILLISECOND, Nanos};
use crate::runner::Running;
use crate::sim::{GilView, Moment, Pace, Stepper};
use crate::trace::{Mark, MarkKind};
use crate::vm::eval::NoProbe;
use crate::vm::{InterpreterId, ThreadId};

type Run = Stepper<Running<NoProbe>>;

/// Events of the GIL that are remembered to be told.
const RECENT: usize = 32;
/// The most moments that are kept to go back to, and how much memory all of them may take.
const MAX_KEPT: usize = 24;
const KEPT_BYTES: usize = 512 << 20;
/// The least work between two moments that are kept.
const LEAST_SPACING: u64 = 200_000;
/// A stretch of bytecode that is done at once, so that whoever waits is soon asked again.
const STRETCH: Nanos = 2 * MILLISECOND;
/// What an event weighs beside an instruction.
const EVENT: u64 = 10;

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// One instruction of any thread.
    Instruction,
    /// The next event of a GIL: a take, a drop, a request, a wait that timed out.
    GilEvent,
    /// The next time that a GIL changes hands. Without a GIL, that a thread wakes up or loses its
    /// core.
    Switch,
    /// A moment, as a run comes by it.
    Moment(Moment),
    /// Virtual time.
    Time(Nanos),
    End,
}

/// How far it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Goal,
    /// The work that it was given is done, and the goal not reached.
    OnTheWay,
    /// A thread has let a GIL go that others wait for.
    Release(Release),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    pub interpreter: InterpreterId,
    pub by: ThreadId,
    /// It was made to.
    pub forced: bool,
}

/// A moment of a run with what is known of its past.
#[derive(Clone)]
struct Point {
    run: Run,
    /// Its last marks, the latest last.
    recent: VecDeque<(Mark, Option<String>)>,
}

/// A run, where it stands, and what is known of where it has been.
pub struct Tape {
    point: Point,
    /// The time that is shown: that of the run, or later where nothing happens until then.
    clock: Nanos,
    kept: Vec<Point>,
    /// Work between two moments that are kept, and since the last.
    spacing: u64,
    worked: u64,
    /// Numbers of the events at which a GIL did something, and changed hands.
    gil_events: Vec<u64>,
    switches: Vec<u64>,
    /// Where stretches of bytecode ended.
    stretches: Vec<Moment>,
}

impl Tape {
    pub fn new(run: Run) -> Tape {
        let point = Point {
            run,
            recent: VecDeque::new(),
        };
        Tape {
            clock: 0,
            kept: vec![point.clone()],
            point,
            spacing: LEAST_SPACING,
            worked: 0,
            gil_events: Vec::new(),
            switches: Vec::new(),
            stretches: Vec::new(),
        }
    }

    pub fn run(&self) -> &Run {
        &self.point.run
    }

    pub fn now(&self) -> Nanos {
        self.clock.max(self.point.run.now())
    }

    /// What the program calls a thread.
    pub fn name(&self, thread: ThreadId) -> String {
        self.point.run.program().thread_name(thread)
    }

    pub fn end(&self) -> Option<&End> {
        self.point.run.end()
    }

    /// The last marks, the latest last, notes with their text.
    pub fn recent(&self) -> impl DoubleEndedIterator<Item = (&Mark, Option<&str>)> {
        let recent = self.point.recent.iter();
        recent.map(|(mark, note)| (mark, note.as_deref()))
    }

    /// Goes towards `goal` for about `work` instructions. `asks`: it stops where a GIL is let go
    /// that others wait for.
    pub fn go(&mut self, goal: Goal, work: u64, asks: bool) -> Reached {
        if let Goal::Moment(moment) = goal
            && moment < self.point.run.moment()
        {
            self.go_back_before(moment);
        }
        let mut done: u64 = 0;
        while done < work {
            if self.is_at(goal) {
                return Reached::Goal;
            }
            // Between two events nobody lets go of anything.
            let looks = asks && !self.point.run.is_interpreting();
            let before = if looks { self.holders() } else { Vec::new() };
            let (moment, instructions) = (self.point.run.moment(), self.point.run.instructions());
            let pace = self.pace(goal);
            if !self.point.run.step(pace) {
                return Reached::End;
            }
            self.remember();
            let executed = self.point.run.instructions() - instructions;
            let event = self.point.run.moment().events > moment.events;
            done += executed + if event { EVENT } else { 0 };
            self.keep(executed + if event { EVENT } else { 0 });
            if looks && let Some(release) = self.release(&before) {
                return Reached::Release(release);
            }
            let reached = match goal {
                Goal::Instruction => executed > 0,
                Goal::GilEvent => event && self.at_gil_event(),
                Goal::Switch => event && self.at_switch(),
                Goal::Moment(_) | Goal::Time(_) | Goal::End => false,
            };
            if reached {
                return Reached::Goal;
            }
        }
        match self.is_at(goal) {
            true => Reached::Goal,
            false => Reached::OnTheWay,
        }
    }

    /// The moment that lies one such step back; the beginning where there is none.
    pub fn before(&self, step: Goal) -> Moment {
        let now = self.point.run.moment();
        let last = |events: &[u64]| {
            let end = events.partition_point(|&it| {
                let at = Moment {
                    events: it,
                    within: 0,
                };
                at < now
            });
            end.checked_sub(1).map(|index| Moment {
                events: events[index],
                within: 0,
            })
        };
        let moment = match step {
            Goal::GilEvent => last(&self.gil_events),
            Goal::Switch => last(&self.switches),
            Goal::Instruction if now.within > 1 => Some(self.instruction_before(now)),
            Goal::Instruction => {
                let earlier = self
                    .stretches
                    .partition_point(|stretch| stretch.events < now.events);
                earlier.checked_sub(1).map(|index| self.stretches[index])
            }
            Goal::Moment(_) | Goal::Time(_) | Goal::End => None,
        };
        moment.unwrap_or_default()
    }

    /// Where the last step by instruction before a moment begins: one that costs no time is done
    /// together with the next.
    fn instruction_before(&self, moment: Moment) -> Moment {
        let mut earlier = self.kept.iter().rev();
        let kept = earlier.find(|point| point.run.moment() < moment);
        let Some(mut run) = kept.map(|point| point.run.clone()) else {
            return Moment::default();
        };
        let mut last = run.moment();
        while run.moment() < moment {
            last = run.moment();
            let pace = match last.events < moment.events {
                true => Pace::Stretch(STRETCH),
                false => Pace::Instruction,
            };
            if !run.step(pace) {
                break;
            }
        }
        last
    }

    fn pace(&mut self, goal: Goal) -> Pace {
        let run = &mut self.point.run;
        match goal {
            Goal::Instruction => Pace::Instruction,
            Goal::Moment(moment) if run.moment().events >= moment.events => Pace::Instruction,
            Goal::Time(time) => Pace::Stretch(time.saturating_sub(run.now()).clamp(1, STRETCH)),
            _ => Pace::Stretch(STRETCH),
        }
    }

    fn is_at(&mut self, goal: Goal) -> bool {
        let run = &mut self.point.run;
        match goal {
            Goal::Moment(moment) => run.moment() >= moment,
            Goal::Time(time) => {
                let there = match run.is_interpreting() {
                    true => run.now() >= time,
                    false => run.next_event().is_some_and(|at| at > time),
                };
                if there {
                    self.clock = time;
                }
                there
            }
            Goal::Instruction | Goal::GilEvent | Goal::Switch | Goal::End => false,
        }
    }

    fn at_gil_event(&self) -> bool {
        let moment = self.point.run.moment();
        self.gil_events.binary_search(&moment.events).is_ok()
    }

    fn at_switch(&self) -> bool {
        let moment = self.point.run.moment();
        self.switches.binary_search(&moment.events).is_ok()
    }

    /// Notes what the last step has brought.
    fn remember(&mut self) {
        let run = &self.point.run;
        self.clock = run.now();
        let moment = run.moment();
        let mut notes = run.notes().iter();
        for &mark in run.marks() {
            let note = match mark.kind {
                MarkKind::Note => notes.next().cloned(),
                _ => None,
            };
            self.point.recent.push_back((mark, note));
        }
        while self.point.recent.len() > RECENT {
            self.point.recent.pop_front();
        }
        if moment.within > 0 {
            if !run.is_interpreting()
                && self
                    .stretches
                    .last()
                    .is_none_or(|it| it.events < moment.events)
            {
                self.stretches.push(moment);
            }
            return;
        }
        let locked = run.config().run.gil.kind.releases() != crate::gil::Releases::Never;
        let marks = || run.marks().iter().copied();
        let (event, switch) = if locked {
            (
                marks().any(|mark| is_of_gil(mark.kind)),
                marks().any(|mark| mark.kind == MarkKind::Take && mark.other.is_some()),
            )
        } else {
            let switches = |mark: Mark| matches!(mark.kind, MarkKind::WakeUp | MarkKind::Preempt);
            (marks().next().is_some(), marks().any(switches))
        };
        let note = |events: &mut Vec<u64>| {
            if events.last().is_none_or(|&last| last < moment.events) {
                events.push(moment.events);
            }
        };
        if event {
            note(&mut self.gil_events);
        }
        if switch {
            note(&mut self.switches);
        }
    }

    /// Keeps the moment to go back to, now and then.
    fn keep(&mut self, work: u64) {
        self.worked += work;
        let moment = self.point.run.moment();
        let latest = self.kept.last().map(|point| point.run.moment());
        if self.worked < self.spacing || latest.is_some_and(|latest| latest >= moment) {
            return;
        }
        self.worked = 0;
        let bytes = self.point.run.program().heap_bytes().max(1);
        let room = (KEPT_BYTES / bytes).clamp(2, MAX_KEPT);
        if self.kept.len() >= room {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.spacing = self.spacing.saturating_mul(2);
        }
        self.kept.push(self.point.clone());
    }

    fn go_back_before(&mut self, moment: Moment) {
        let after = self
            .kept
            .partition_point(|point| point.run.moment() <= moment);
        if let Some(point) = self.kept.get(after.saturating_sub(1)) {
            self.point = point.clone();
            self.clock = self.point.run.now();
            self.worked = 0;
        }
    }

    fn holders(&self) -> Vec<(InterpreterId, ThreadId)> {
        let gils = self.point.run.gils().into_iter();
        gils.filter_map(|gil| Some((gil.interpreter, gil.holder?.0)))
            .collect()
    }

    /// The GIL that the last step has set free, where somebody waits for it.
    fn release(&self, before: &[(InterpreterId, ThreadId)]) -> Option<Release> {
        let gils = self.point.run.gils();
        let freed =
            |gil: &GilView| {
                let &(interpreter, by) = before.iter().find(|(it, _)| *it == gil.interpreter)?;
                let wanted = gil.waiters.iter().any(|waiter| waiter.thread != by);
                let forced =
                    gil.waiters.iter().any(|waiter| waiter.thread == by)
                        || self.point.run.marks().iter().any(|mark| {
                            mark.kind == MarkKind::ForcedSwitch && mark.thread.0 == by.0
                        });
                (gil.holder.is_none() && wanted).then_some(Release {
                    interpreter,
                    by,
                    forced,
                })
            };
        gils.iter().find_map(freed)
    }
}

/// Whether a mark tells of a GIL.
pub fn is_of_gil(kind: MarkKind) -> bool {
    matches!(
        kind,
        MarkKind::DropRequest
            | MarkKind::ForcedSwitch
            | MarkKind::VoluntarySwitch
            | MarkKind::Timeout
            | MarkKind::FailedTake
            | MarkKind::Take
    )
}
