//! Keys and values, one by one.

use crate::check_key;

#[test]
fn unknown_keys_get_the_nearest_name_or_their_table() {
    check_key(
        "[python]\nswich_interval = \"1ms\"",
        "swich_interval",
        "unknown key `swich_interval` in [python]",
        "did you mean `switch_interval`?",
    );
    check_key(
        "cores = 4",
        "cores",
        "unknown key `cores` in the scenario",
        "`cores` belongs to [machine]: `machine.cores`",
    );
    check_key(
        "[machine]\nexpect = []",
        "expect",
        "unknown key `expect` in [machine]",
        "`expect` belongs to the top of the file, above the first [table]",
    );
    check_key(
        "[run]\nbanana = 1",
        "banana",
        "unknown key `banana` in [run]",
        "the keys here are `engine`, `seed`, `until`, `max_instructions`, `max_heap`, `max_threads` or `stdout`",
    );
    check_key(
        "[[variant]]\nname = \"v\"\npython.versoin = \"3.9\"",
        "versoin",
        "unknown key `versoin` in [variant.python]",
        "did you mean `version`?",
    );
    check_key(
        "[[variant]]\nname = \"v\"\nexpect = []",
        "expect",
        "unknown key `expect` in [variant]",
        "`expect` belongs to the top of the file, above the first [table]",
    );
    check_key(
        "io.disk.latency = { lognorml = { median = \"1ms\", sigma = 1 } }",
        "lognorml",
        "unknown distribution `lognorml`",
        "did you mean `lognormal`?",
    );
}

#[test]
fn values_of_another_type_are_refused() {
    check_key("title = 3", "3", "`title` must be text in quotes", "");
    check_key(
        "python.version = 3.13",
        "3.13",
        "`python.version` must be text in quotes",
        "write \"3.13\"",
    );
    check_key(
        "machine.cores = \"4\"",
        "\"4\"",
        "`machine.cores` must be a whole number",
        "",
    );
    check_key(
        "machine.cores = 2.0",
        "2.0",
        "`machine.cores` must be a whole number",
        "",
    );
    check_key(
        "machine = 3",
        "3",
        "`machine` must be a table: [machine]",
        "",
    );
    check_key(
        "args = \"x\"",
        "\"x\"",
        "`args` must be a list of texts",
        "",
    );
    check_key("args = [1]", "1", "`args` must be text in quotes", "");
    check_key(
        "chart.marks = \"yes\"",
        "\"yes\"",
        "`chart.marks` must be true or false",
        "",
    );
    check_key(
        "chart.window = \"1ms\"",
        "\"1ms\"",
        "`chart.window` must be two times: [\"0ms\", \"60ms\"]",
        "",
    );
    check_key(
        "io.disk = \"fast\"",
        "\"fast\"",
        "`io.disk` must be a table: [io.disk]",
        "",
    );
    check_key(
        "[thread]\nname = \"a\"\ncode = \"pass\"",
        "[thread]",
        "`thread` is a list of tables",
        "write [[thread]] with two brackets",
    );
    check_key(
        "run.until = 2026-01-01",
        "2026-01-01",
        "`run.until` must be text with a unit",
        "",
    );
}

#[test]
fn values_out_of_range_are_refused() {
    let integer = "`run.seed` must be from 0 to 9223372036854775807";
    check_key("run.seed = -1", "-1", integer, "");
    check_key(
        "run.seed = 99999999999999999999999999999999999999999999",
        "99999999999999999999999999999999999999999999",
        integer,
        "",
    );
    check_key(
        "machine.cores = 0xFFFF",
        "0xFFFF",
        "`machine.cores` must be from 1 to 1024",
        "",
    );
    check_key(
        "python.switch_interval = \"0s\"",
        "\"0s\"",
        "`python.switch_interval` must be from 1us to 1000s",
        "",
    );
    check_key(
        "run.until = \"9999999s\"",
        "\"9999999s\"",
        "`run.until` must be from 1us to 1000000s",
        "",
    );
    check_key(
        "run.until = \"99999999999999999999999s\"",
        "\"99999999999999999999999s\"",
        "`run.until`: a duration of this length is out of reach",
        "",
    );
    check_key(
        "run.max_heap = \"1B\"",
        "\"1B\"",
        "`run.max_heap` must be from 1MiB to 1024GiB",
        "",
    );
    check_key(
        "io.disk.bandwidth = \"0B/s\"",
        "\"0B/s\"",
        "`io.disk.bandwidth` cannot be zero",
        "",
    );
    for sigma in ["nan", "inf", "-1.0", "1e400"] {
        check_key(
            &format!("io.disk.latency = {{ lognormal = {{ median = \"1ms\", sigma = {sigma} }} }}"),
            sigma,
            "`io.disk.latency.lognormal.sigma` must be from 0 to 5",
            "",
        );
    }
    check_key(
        "io.disk.latency = { uniform = { min = \"2ms\", max = \"1ms\" } }",
        "\"1ms\"",
        "`io.disk.latency.uniform`: max is below min",
        "",
    );
    check_key(
        "chart.window = [\"5ms\", \"5ms\"]",
        "\"5ms\"",
        "`chart.window` ends before it begins",
        "",
    );
}

#[test]
fn units_are_asked_for() {
    let units = "a duration needs a unit (ns, us, µs, ms, s)";
    check_key(
        "run.until = 10",
        "10",
        &format!("`run.until`: {units}"),
        "write \"10ms\"",
    );
    check_key(
        "run.until = 1.5",
        "1.5",
        &format!("`run.until`: {units}"),
        "write \"1.5ms\"",
    );
    check_key(
        "run.until = \"10\"",
        "\"10\"",
        &format!("`run.until`: {units}"),
        "write \"10ms\"",
    );
    check_key(
        "io.disk.latency = 5",
        "5",
        &format!("`io.disk.latency`: {units}"),
        "write \"5ms\"",
    );
    check_key(
        "run.max_heap = 5",
        "5",
        "`run.max_heap`: a size needs a unit (B, kB, MB, GB, KiB, MiB, GiB)",
        "write \"5MB\"",
    );
    check_key(
        "io.disk.bandwidth = \"500MB\"",
        "\"500MB\"",
        "`io.disk.bandwidth`: `MB` is not a unit of rate here",
        "write \"500MB/s\"",
    );
}

#[test]
fn a_quiz_has_choices_and_one_of_them_is_right() {
    let quiz = |choices: &str, answer: &str| {
        format!("[[quiz]]\nquestion = \"q\"\nchoices = {choices}\nanswer = {answer}\nwhy = \"w\"")
    };
    check_key(
        &quiz("[\"a\", \"b\"]", "3"),
        "3",
        "there is no choice 3",
        "`quiz.answer` is from 1 to 2",
    );
    for number in ["0", "7"] {
        check_key(
            &quiz("[\"a\", \"b\"]", number),
            number,
            "`quiz.answer` must be from 1 to 6",
            "",
        );
    }
    check_key(
        &quiz("[\"a\", \"b\"]", "\"a\""),
        "\"a\"",
        "`quiz.answer` must be a whole number",
        "",
    );
    check_key(
        &quiz("[\"a\"]", "1"),
        "[\"a\"]",
        "`quiz.choices` must have 2 to 6 texts",
        "",
    );
    check_key(
        &quiz("[\"a\", \"b\", \"a\"]", "1"),
        "\"a\"",
        "`a` can be chosen twice",
        "",
    );
    check_key(
        &quiz("[\"a\", \"\"]", "1"),
        "\"\"",
        "a choice cannot be empty",
        "",
    );
    check_key(
        "[[quiz]]\nquestion = \"q\"\nchoices = [\"a\", \"b\"]\nanswer = 1",
        "[[quiz]]",
        "[quiz] has no `why`",
        "add why = \"It waits for the GIL.\"",
    );
}

#[test]
fn a_translation_fits_what_it_translates() {
    let quiz = "[[quiz]]\nquestion = \"q\"\nchoices = [\"a\", \"b\"]\nanswer = 2\nwhy = \"w\"\n";
    let in_korean =
        "[[ko.quiz]]\nquestion = \"질문\"\nchoices = [\"가\", \"나\"]\nwhy = \"이유\"\n";
    check_key(
        in_korean,
        "quiz",
        "`ko.quiz` has 1, `quiz` has 0",
        "each [[quiz]] has its [[ko.quiz]], in the same order",
    );
    let longer = in_korean.replace("\"나\"", "\"나\", \"다\"");
    check_key(
        &format!("{quiz}{longer}"),
        "[\"가\", \"나\", \"다\"]",
        "3 choices, but the question has 2",
        "translate each choice, in the same order: the answer is counted",
    );
    check_key(
        "[[variant]]\nname = \"busy\"\n[ko.variant]\nbusyy = \"바쁨\"",
        "busyy",
        "there is no variant `busyy`",
        "did you mean `busy`?",
    );
    check_key(
        "[ko]\ntitel = \"제목\"",
        "titel",
        "unknown key `titel` in [ko]",
        "did you mean `title`?",
    );
}
