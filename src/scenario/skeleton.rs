//! What `gilsim new` and `gilsim shim` write.

use indexmap::IndexMap;

use crate::sched::DeviceSpec;

use super::threads::python_string;
use super::units::python_seconds;

const SHIM: &str = include_str!("skeleton/gilsim.py");

/// A pure-Python `gilsim.py`, with which programs that use gilsim's calls run on real CPython.
/// Each of `devices` takes its typical time there.
pub fn shim(devices: &IndexMap<String, DeviceSpec>) -> String {
    let mut latencies = String::new();
    let mut rates = String::new();
    for (name, device) in devices {
        let name = python_string(name);
        let seconds = python_seconds(device.latency.typical());
        latencies.push_str(&format!("    {name}: {seconds},\n"));
        if let Some(rate) = device.bandwidth {
            rates.push_str(&format!("    {name}: {rate},\n"));
        }
    }
    SHIM.replace("    ...: \"latencies\",\n", &latencies)
        .replace("    ...: \"rates\",\n", &rates)
}

const SCENARIO: &str = include_str!("skeleton/scenario.toml");
const PROGRAM: &str = include_str!("skeleton/program.py");
const README: &str = include_str!("skeleton/README.md");

/// The files of a new scenario in the folder `name`: path in the folder, and text.
///
/// # Errors
///
/// A sentence, if `name` is not the name of a folder.
pub fn skeleton(name: &str) -> Result<Vec<(&'static str, String)>, String> {
    let fits = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let starts = name.starts_with(|c: char| c.is_alphanumeric());
    if !starts || name.len() > 100 || !name.chars().all(fits) {
        return Err(format!(
            "`{}` cannot name a scenario: letters, digits, - and _ can",
            name.escape_debug()
        ));
    }
    let words = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let words = if words.is_empty() { name } else { words };
    let title = words.replace(['-', '_'], " ");
    let mut letters = title.chars();
    let title: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    let fill = |text: &str| text.replace("{{name}}", name).replace("{{title}}", &title);
    Ok(vec![
        ("scenario.toml", fill(SCENARIO)),
        ("program.py", fill(PROGRAM)),
        ("README.md", fill(README)),
    ])
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::super::from_toml;
    use super::*;

    #[test]
    fn a_new_scenario_is_sound() {
        let files = skeleton("07-my-lock").expect("a good name");
        let files: IndexMap<String, String> = files
            .into_iter()
            .map(|(path, text)| (path.to_string(), text))
            .collect();
        let scenario = from_toml(&files["scenario.toml"], "scenario.toml", &files, &[]);
        let scenario = scenario.expect("no problems");
        assert_eq!(scenario.title, "My lock");
        assert!(scenario.warnings.is_empty() && !scenario.expectations.is_empty());
        assert!(files["README.md"].contains("07-my-lock"));
    }

    #[test]
    fn the_shim_knows_the_devices_of_the_scenario() {
        let text = "thread = [{ name = \"a\", code = \"pass\" }]\nio.tape.latency = \"20ms\"";
        let files: IndexMap<String, String> = IndexMap::new();
        let scenario = from_toml(text, "scenario.toml", &files, &[]).expect("sound");
        let shim = shim(&scenario.runs[0].devices);
        for line in [
            "    \"tape\": 0.02,\n}",
            "_LATENCY = {\n    \"disk\": 0.0001,\n",
            "    \"network\": 125000000,\n}",
        ] {
            assert!(shim.contains(line), "{shim}");
        }
        assert!(!shim.contains("..."));
    }

    #[test]
    fn a_name_stays_in_its_folder() {
        for name in ["", "../up", "a/b", "a\\b", ".hidden", "-q", "a b", "a\n"] {
            assert!(skeleton(name).is_err(), "{name}");
        }
    }
}
