//! Perfetto's trace format, for <https://ui.perfetto.dev> and its trace processor: a track of
//! slices per thread, GIL and core, marks as instants, and arrows from one holder of the GIL to
//! the next. The messages are those parts of `perfetto_trace.proto` that are needed.

use super::cause::{Because, process_name};
use super::{Figure, Format, RenderError, Run};
use crate::nanos::Nanos;
use crate::timeline::Lang;
use crate::trace::{CauseId, MarkKind, ProcessIndex, State, Trace};
use prost::Message;

/// `Trace`: packets of one sequence, all runs on one axis, each a process (or several).
pub struct Perfetto;

impl Format for Perfetto {
    fn name(&self) -> &'static str {
        "perfetto"
    }

    fn extension(&self) -> &'static str {
        "pftrace"
    }

    fn holds_every_run(&self) -> bool {
        true
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        let several = figure.runs.len() > 1;
        let mut out = Packets::default();
        for run in &figure.runs {
            out.run(run, several);
        }
        Ok(out.bytes)
    }
}

/// `TracePacket`.
#[derive(Clone, PartialEq, Message)]
struct TracePacket {
    #[prost(uint64, optional, tag = "8")]
    timestamp: Option<u64>,
    #[prost(uint32, optional, tag = "10")]
    trusted_packet_sequence_id: Option<u32>,
    #[prost(message, optional, tag = "11")]
    track_event: Option<TrackEvent>,
    #[prost(message, optional, tag = "12")]
    interned_data: Option<InternedData>,
    #[prost(uint32, optional, tag = "13")]
    sequence_flags: Option<u32>,
    #[prost(message, optional, tag = "60")]
    track_descriptor: Option<TrackDescriptor>,
}

const INCREMENTAL_STATE_CLEARED: u32 = 1;
const NEEDS_INCREMENTAL_STATE: u32 = 2;
const SEQUENCE: u32 = 1;

#[derive(Clone, PartialEq, Message)]
struct TrackDescriptor {
    #[prost(uint64, optional, tag = "1")]
    uuid: Option<u64>,
    #[prost(string, optional, tag = "2")]
    name: Option<String>,
    #[prost(message, optional, tag = "3")]
    process: Option<ProcessDescriptor>,
    #[prost(message, optional, tag = "4")]
    thread: Option<ThreadDescriptor>,
    #[prost(uint64, optional, tag = "5")]
    parent_uuid: Option<u64>,
}

#[derive(Clone, PartialEq, Message)]
struct ProcessDescriptor {
    #[prost(int32, optional, tag = "1")]
    pid: Option<i32>,
    #[prost(string, optional, tag = "6")]
    process_name: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
struct ThreadDescriptor {
    #[prost(int32, optional, tag = "1")]
    pid: Option<i32>,
    #[prost(int32, optional, tag = "2")]
    tid: Option<i32>,
    #[prost(string, optional, tag = "5")]
    thread_name: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
struct TrackEvent {
    #[prost(message, repeated, tag = "4")]
    debug_annotations: Vec<DebugAnnotation>,
    #[prost(int32, optional, tag = "9")]
    r#type: Option<i32>,
    #[prost(uint64, optional, tag = "10")]
    name_iid: Option<u64>,
    #[prost(uint64, optional, tag = "11")]
    track_uuid: Option<u64>,
    #[prost(string, optional, tag = "23")]
    name: Option<String>,
    #[prost(fixed64, repeated, packed = "false", tag = "47")]
    flow_ids: Vec<u64>,
    #[prost(fixed64, repeated, packed = "false", tag = "48")]
    terminating_flow_ids: Vec<u64>,
}

const SLICE_BEGIN: i32 = 1;
const SLICE_END: i32 = 2;
const INSTANT: i32 = 3;

#[derive(Clone, PartialEq, Message)]
struct DebugAnnotation {
    #[prost(uint64, optional, tag = "3")]
    uint_value: Option<u64>,
    #[prost(string, optional, tag = "6")]
    string_value: Option<String>,
    #[prost(string, optional, tag = "10")]
    name: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
struct InternedData {
    #[prost(message, repeated, tag = "2")]
    event_names: Vec<EventName>,
}

#[derive(Clone, PartialEq, Message)]
struct EventName {
    #[prost(uint64, optional, tag = "1")]
    iid: Option<u64>,
    #[prost(string, optional, tag = "2")]
    name: Option<String>,
}

/// Numbers of the names of states; those of marks follow.
fn state_name(state: State) -> u64 {
    state as u64 + 1
}

fn mark_name(kind: MarkKind) -> u64 {
    State::ALL.len() as u64 + kind as u64 + 1
}

#[derive(Default)]
struct Packets {
    bytes: Vec<u8>,
    /// Tracks so far, over all runs.
    tracks: u64,
    pids: i32,
    flows: u64,
}

impl Packets {
    fn packet(&mut self, packet: TracePacket) {
        let first = self.bytes.is_empty();
        let mut packet = packet;
        packet.trusted_packet_sequence_id = Some(SEQUENCE);
        packet.sequence_flags = Some(NEEDS_INCREMENTAL_STATE);
        if first {
            packet.sequence_flags = Some(INCREMENTAL_STATE_CLEARED);
            packet.interned_data = Some(names());
        }
        // `Trace.packet`.
        prost::encoding::message::encode(1, &packet, &mut self.bytes);
    }

    fn track(&mut self, descriptor: TrackDescriptor) -> u64 {
        self.tracks += 1;
        self.packet(TracePacket {
            track_descriptor: Some(TrackDescriptor {
                uuid: Some(self.tracks),
                ..descriptor
            }),
            ..TracePacket::default()
        });
        self.tracks
    }

    fn event(&mut self, at: Nanos, track: u64, event: TrackEvent) {
        self.packet(TracePacket {
            timestamp: Some(at),
            track_event: Some(TrackEvent {
                track_uuid: Some(track),
                ..event
            }),
            ..TracePacket::default()
        });
    }

    fn slice(&mut self, track: u64, start: Nanos, end: Nanos, begin: TrackEvent) {
        self.event(
            start,
            track,
            TrackEvent {
                r#type: Some(SLICE_BEGIN),
                ..begin
            },
        );
        let end_event = TrackEvent {
            r#type: Some(SLICE_END),
            ..TrackEvent::default()
        };
        self.event(end, track, end_event);
    }

    fn run(&mut self, run: &Run<'_>, several: bool) {
        let trace = run.trace;
        let pids: Vec<i32> = trace.processes.iter().map(|_| self.next_pid()).collect();
        let processes: Vec<u64> = pids
            .iter()
            .zip(0..)
            .map(|(&pid, index)| {
                self.track(TrackDescriptor {
                    process: Some(ProcessDescriptor {
                        pid: Some(pid),
                        process_name: Some(process_name(run, ProcessIndex(index), several)),
                    }),
                    ..TrackDescriptor::default()
                })
            })
            .collect();
        let threads: Vec<u64> = trace
            .threads
            .iter()
            .map(|thread| {
                let pid = pids.get(thread.process.0 as usize).copied();
                let tid = self.next_pid();
                self.track(TrackDescriptor {
                    parent_uuid: processes.get(thread.process.0 as usize).copied(),
                    thread: Some(ThreadDescriptor {
                        pid,
                        tid: Some(tid),
                        thread_name: Some(thread.name.clone()),
                    }),
                    ..TrackDescriptor::default()
                })
            })
            .collect();
        self.slices(trace, &threads);
        self.holds(trace, &processes);
        self.cores(trace, processes.first().copied());
        self.marks(trace, &threads);
    }

    /// Processes and threads share their numbers, as Linux's do.
    fn next_pid(&mut self) -> i32 {
        self.pids = self.pids.saturating_add(1);
        self.pids
    }

    fn slices(&mut self, trace: &Trace, threads: &[u64]) {
        for slice in &trace.slices {
            let Some(&track) = threads.get(slice.thread.0 as usize) else {
                continue;
            };
            let begin = TrackEvent {
                name_iid: Some(state_name(slice.state)),
                debug_annotations: annotations(trace, slice.cause),
                ..TrackEvent::default()
            };
            self.slice(track, slice.start, slice.end, begin);
        }
    }

    fn named_track(&mut self, name: String, parent: Option<u64>) -> u64 {
        self.track(TrackDescriptor {
            name: Some(name),
            parent_uuid: parent,
            ..TrackDescriptor::default()
        })
    }

    fn holds(&mut self, trace: &Trace, processes: &[u64]) {
        let tracks: Vec<u64> = trace
            .gils
            .iter()
            .map(|gil| {
                let parent = processes.get(gil.process.0 as usize).copied();
                self.named_track(gil.name.clone(), parent)
            })
            .collect();
        for hold in &trace.holds {
            if let Some(&track) = tracks.get(hold.gil.0 as usize) {
                self.slice(track, hold.start, hold.end, of_thread(trace, hold.thread.0));
            }
        }
    }

    fn cores(&mut self, trace: &Trace, parent: Option<u64>) {
        let tracks: Vec<u64> = (0..trace.cores)
            .map(|core| self.named_track(format!("core {core}"), parent))
            .collect();
        for slice in &trace.slices {
            let core = slice
                .core
                .and_then(|core| tracks.get(usize::from(core.0)).copied());
            if let Some(track) = core {
                self.slice(
                    track,
                    slice.start,
                    slice.end,
                    of_thread(trace, slice.thread.0),
                );
            }
        }
    }

    fn marks(&mut self, trace: &Trace, threads: &[u64]) {
        // Where each thread last gave the GIL up: there the arrow to the next holder begins.
        let mut given_up: Vec<Option<u64>> = vec![None; threads.len()];
        let mut notes = trace.notes.iter();
        for mark in &trace.marks {
            let mut event = TrackEvent {
                r#type: Some(INSTANT),
                name_iid: Some(mark_name(mark.kind)),
                ..TrackEvent::default()
            };
            match mark.kind {
                MarkKind::ForcedSwitch | MarkKind::VoluntarySwitch => {
                    self.flows += 1;
                    event.flow_ids = vec![self.flows];
                    if let Some(given_up) = given_up.get_mut(mark.thread.0 as usize) {
                        *given_up = Some(self.flows);
                    }
                }
                MarkKind::Take => {
                    let before = mark.other.filter(|&other| other != mark.thread);
                    let flow = before
                        .and_then(|other| given_up.get_mut(other.0 as usize))
                        .and_then(Option::take);
                    event.terminating_flow_ids.extend(flow);
                }
                MarkKind::Note => {
                    event.name_iid = None;
                    event.name = notes.next().cloned();
                }
                _ => {}
            }
            if let Some(&track) = threads.get(mark.thread.0 as usize) {
                self.event(mark.at, track, event);
            }
        }
    }
}

fn of_thread(trace: &Trace, thread: u32) -> TrackEvent {
    let name = trace.threads.get(thread as usize).map(|it| it.name.clone());
    TrackEvent {
        name,
        ..TrackEvent::default()
    }
}

fn annotations(trace: &Trace, cause: CauseId) -> Vec<DebugAnnotation> {
    let because = Because::of(trace, cause);
    let text = |name: &str, value: &str| DebugAnnotation {
        name: Some(name.to_string()),
        string_value: Some(value.to_string()),
        uint_value: None,
    };
    let mut all = Vec::new();
    if !because.what.is_empty() {
        all.push(text("cause", because.what));
    }
    all.extend(because.by.map(|by| text("thread", by)));
    if let Some(place) = because.place {
        all.push(text("file", &place.file));
        all.push(DebugAnnotation {
            name: Some("line".to_string()),
            string_value: None,
            uint_value: Some(u64::from(place.line)),
        });
    }
    all
}

/// The names of states and marks, in English whatever the picture's language: queries name them.
fn names() -> InternedData {
    let name = |iid, name: &str| EventName {
        iid: Some(iid),
        name: Some(name.to_string()),
    };
    let states = State::ALL
        .iter()
        .map(|&state| name(state_name(state), Lang::En.state(state)));
    let marks = MarkKind::ALL
        .iter()
        .map(|&kind| name(mark_name(kind), Lang::En.mark(kind).0));
    InternedData {
        event_names: states.chain(marks).collect(),
    }
}
