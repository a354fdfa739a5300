use super::file::from_text;
use super::*;
use crate::nanos::{MICROSECOND, MILLISECOND};

fn version(name: &str) -> Version {
    name.parse().expect("a version that gilsim knows")
}

#[test]
fn every_version_has_a_sound_file() {
    for version in Version::all() {
        let profile = file::read(version).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(profile.version, version);
        assert!(!profile.provenance.source.is_empty(), "{version}");
        assert!(!profile.checks.rule().is_empty(), "{version}");
        assert_eq!(profile.release.0, version.major());
    }
}

#[test]
fn costs_are_dealt_out_without_loss_and_no_loop_stands_still() {
    use crate::bytecode::Instruction;
    let mut costs = Profile::of(Version::DEFAULT).costs.clone();
    costs.instructions = [1400; Opcode::ALL.len()];
    let code = |opcode, length| vec![Instruction { opcode, oparg: 0 }; length];
    let dealt = costs.deal(&code(Opcode::LOAD_FAST, 10));
    assert_eq!(dealt, [1, 2, 1, 2, 1, 1, 2, 1, 2, 1]);
    costs.instructions = [100; Opcode::ALL.len()];
    assert_eq!(costs.deal(&code(Opcode::NOP, 10)).iter().sum::<u16>(), 1);
    assert_eq!(costs.deal(&code(Opcode::JUMP_BACKWARD, 3)), [1, 1, 1]);
    costs.instructions = [u32::MAX; Opcode::ALL.len()];
    assert_eq!(costs.deal(&code(Opcode::NOP, 1)), [u16::MAX]);
}

#[test]
fn versions_count_their_own_places() {
    let places: Vec<usize> = Version::all().map(Version::index).collect();
    assert_eq!(places, (0..Version::COUNT).collect::<Vec<_>>());
}

#[test]
fn each_generation_has_its_gil_and_its_locks() {
    let kind = |name| Profile::of(version(name)).gil;
    assert_eq!(kind("2.7"), GilKind::TICK);
    assert_eq!(kind("3.2"), GilKind::TIMESLICE);
    assert_eq!(kind("3.14"), GilKind::TIMESLICE);
    assert_eq!(kind("3.14t"), GilKind::NONE);
    let hand_off = |name| Profile::of(version(name)).hand_off_after;
    assert_eq!(hand_off("3.12"), None);
    assert_eq!(hand_off("3.13"), Some(MILLISECOND));
    assert_eq!(hand_off("3.14t"), Some(MILLISECOND));
    let specializes = |name| Profile::of(version(name)).specializes;
    assert_eq!(
        ["3.10", "3.11", "3.13t", "3.14t"].map(specializes),
        [false, true, false, true]
    );
}

/// The ticks of statements as `_Py_Ticker` showed them in CPython 2.7.18.
#[test]
fn python_2_counts_what_its_loop_counts() {
    use Opcode::*;
    let profile = Profile::of(version("2.7"));
    let ticks = |opcodes: &[Opcode]| opcodes.iter().filter(|&&o| profile.ticks(o)).count();
    assert_eq!(ticks(&[LOAD_FAST, POP_TOP]), 0, "n");
    assert_eq!(ticks(&[LOAD_FAST_LOAD_FAST, BINARY_OP, POP_TOP]), 1, "n+m");
    assert_eq!(ticks(&[LOAD_FAST, LOAD_FAST, IS_OP, POP_TOP]), 1, "n is m");
    let call = [LOAD_GLOBAL, LOAD_FAST, CALL, POP_TOP];
    assert_eq!(ticks(&call), 2, "len(l)");
    let call = [LOAD_FAST, PUSH_NULL, RESUME, RETURN_CONST, POP_TOP];
    assert_eq!(ticks(&call), 2, "f()");
    let method = [LOAD_CONST, LOAD_ATTR, LOAD_CONST, CALL, POP_TOP];
    assert_eq!(ticks(&method), 2, "'a'.count('a')");
    let item = [
        LOAD_FAST,
        LOAD_CONST,
        COPY,
        COPY,
        BINARY_SUBSCR,
        LOAD_CONST,
        BINARY_OP,
        SWAP,
        SWAP,
        STORE_SUBSCR,
    ];
    assert_eq!(ticks(&item), 3, "d['k'] += 1");
    let chosen = [
        LOAD_FAST,
        TO_BOOL,
        POP_JUMP_IF_FALSE,
        LOAD_FAST,
        JUMP_FORWARD,
        STORE_FAST,
    ];
    assert_eq!(ticks(&chosen), 1, "x = n if o else m, where o is an int");
    assert_eq!(ticks(&[FOR_ITER, STORE_FAST, JUMP_BACKWARD]), 2, "a loop");
    assert!(!Profile::of(version("3.9")).ticks(BINARY_OP));
}

#[test]
fn check_points_are_those_of_each_version() {
    use Opcode::*;
    let after = |name: &str, opcode| Profile::of(version(name)).checks.after(opcode);
    for old in ["2.7", "3.2", "3.6", "3.9"] {
        assert!(after(old, STORE_GLOBAL) && after(old, BINARY_OP), "{old}");
        assert!(!after(old, LOAD_FAST) && !after(old, POP_TOP), "{old}");
    }
    assert!(after("3.8", IS_OP) && !after("3.9", IS_OP));
    for new in ["3.10", "3.11", "3.12", "3.13", "3.14"] {
        assert!(!after(new, BINARY_OP) && after(new, JUMP_BACKWARD), "{new}");
        assert!(after(new, CALL) && after(new, RESUME), "{new}");
    }
    assert!(after("3.10", RETURN_VALUE) && !after("3.11", RETURN_VALUE));
    let taken = |name: &str| Profile::of(version(name)).checks.on_taken_jump();
    assert_eq!(["3.9", "3.10", "3.11"].map(taken), [false, true, false]);
    let unchecked = |name: &str| Profile::of(version(name)).unchecked_when_specialized("len");
    assert_eq!(
        ["3.10", "3.11", "3.13", "3.13t", "3.14t"].map(unchecked),
        [false, true, true, false, true]
    );
}

#[test]
fn neighbours_and_operands_decide_too() {
    use crate::bytecode::Instruction;
    let code = |opcodes: &[(Opcode, u32)]| -> Vec<Instruction> {
        let instruction = |&(opcode, oparg)| Instruction { opcode, oparg };
        opcodes.iter().map(instruction).collect()
    };
    let at =
        |name: &str, code: &[Instruction], index| Profile::of(version(name)).checks.at(code, index);
    let with = code(&[(Opcode::LOAD_GLOBAL, 0), (Opcode::BEFORE_WITH, 0)]);
    assert!(at("2.7", &with, 0) && at("3.6", &with, 0) && !at("3.7", &with, 0));
    let resume = code(&[(Opcode::RESUME, 2), (Opcode::RESUME, 1)]);
    assert!(!at("3.13", &resume, 0) && at("3.13", &resume, 1));
    let either = code(&[
        (Opcode::COPY, 1),
        (Opcode::TO_BOOL, 0),
        (Opcode::POP_JUMP_IF_TRUE, 5),
    ]);
    assert!(!at("3.10", &either, 2));
    assert!(at("3.10", &either[1..], 1));
}

#[test]
fn a_child_lays_its_own_over_its_parents() {
    let parent = source_text(version("3.13"));
    assert!(parent.contains("based-on"));
    let text = "release = [3, 14, 0]\nbased-on = \"3.13\"\n\
        [gil]\nkind = \"none\"\n[starting]\nthread = 7\n\
        [provenance]\nparent-percent = 200\ncosts = \"derived\"\nsource = \"a test\"\n";
    let child = from_text(version("3.14t"), text).expect("a sound file");
    let parent = Profile::of(version("3.13"));
    let resume = Opcode::RESUME;
    assert_eq!(child.costs.of(resume), 2 * parent.costs.of(resume));
    assert_eq!(child.gil, GilKind::NONE);
    assert_eq!(child.thread_start, 7 * MICROSECOND);
    assert_eq!(child.process_start, parent.process_start);
    assert_eq!(child.checks, parent.checks);
}

#[test]
fn mistakes_in_a_file_are_named() {
    let good = source_text(version("3.9"));
    let with = |old: &str, new: &str| {
        let text = good.replace(old, new);
        assert_ne!(text, good, "{old}");
        from_text(version("3.9"), &text).expect_err(old).to_string()
    };
    assert_eq!(
        with("LOAD_CONST\n", "LOAD_KONST\n"),
        "profile of Python 3.9: there is no instruction `LOAD_KONST`"
    );
    assert_eq!(
        with("\"timeslice\"", "\"fair\""),
        "profile of Python 3.9: `fair` is no kind of GIL"
    );
    assert_eq!(
        with("\"BINARY_OP\"", "\"BINARY_ADD\""),
        "profile of Python 3.9: `BINARY_ADD` is no class of instructions"
    );
    assert!(with("[locks]", "[lokcs]").contains("unknown field `lokcs`"));
    assert!(with("after-all-but", "after-nothing-but").contains("after-nothing-but"));
    let round = "release = [3, 9, 0]\nbased-on = \"4.0\"\n";
    let error = from_text(version("3.9"), round).expect_err("no such parent");
    assert!(error.to_string().contains("unknown Python version \"4.0\""));
}
