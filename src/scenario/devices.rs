//! What `io("name", bytes)` waits for.

use indexmap::IndexMap;

use crate::nanos::MICROSECOND;
use crate::sched::{DeviceSpec, Distribution};

use super::nearest::nearest;
use super::report::Report;
use super::scan::{Token, TokenKind};
use super::tree::{At, Node, Table};
use super::units;

/// The devices that every scenario has: a solid-state disk and a server near by.
pub fn usual() -> IndexMap<String, DeviceSpec> {
    IndexMap::from_iter([
        ("disk".to_string(), DeviceSpec::disk()),
        ("network".to_string(), DeviceSpec::network()),
    ])
}

/// A device; what it does not say is as in the `usual` one of its name, or without limits.
pub fn device(table: &Table, usual: Option<DeviceSpec>) -> DeviceSpec {
    let text = |key: &str| table.get(key).and_then(|entry| entry.node.text());
    let parallel = table.get("parallel").and_then(|entry| entry.node.integer());
    let usual = usual.unwrap_or(DeviceSpec {
        latency: Distribution::Constant(100 * MICROSECOND),
        bandwidth: None,
        parallel: None,
    });
    DeviceSpec {
        latency: table
            .get("latency")
            .and_then(|entry| distribution(&entry.node))
            .unwrap_or(usual.latency),
        bandwidth: text("bandwidth")
            .and_then(|text| units::rate(text).ok())
            .or(usual.bandwidth),
        parallel: parallel
            .and_then(|parallel| u32::try_from(parallel).ok())
            .or(usual.parallel),
    }
}

fn distribution(node: &Node) -> Option<Distribution> {
    if let Some(text) = node.text() {
        return units::duration(text).ok().map(Distribution::Constant);
    }
    let (shape, entry) = node.table()?.first()?;
    let parameters = entry.node.table()?;
    let nanos = |key: &str| units::duration(parameters.get(key)?.node.text()?).ok();
    match shape.as_str() {
        "lognormal" => Some(Distribution::Lognormal {
            median: nanos("median")?,
            sigma: parameters.get("sigma")?.node.number()?,
        }),
        "uniform" => Some(Distribution::Uniform {
            min: nanos("min")?,
            max: nanos("max")?,
        }),
        "normal" => Some(Distribution::Normal {
            mean: nanos("mean")?,
            deviation: nanos("sigma")?,
        }),
        "exponential" => Some(Distribution::Exponential {
            mean: nanos("mean")?,
        }),
        _ => None,
    }
}

pub fn unknown(name: &str, at: &At, devices: &IndexMap<String, DeviceSpec>, report: &mut Report) {
    let problem = report.error(at, format!("there is no device `{name}`"));
    match nearest(name, devices.keys().map(String::as_str)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("define it: [io.{name}] with a `latency`")),
    };
}

/// The first arguments of the calls of `io` that are literals.
pub fn literals<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    tokens
        .windows(3)
        .enumerate()
        .filter(|(at, call)| {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let method = before.is_some_and(|token| token.is(".") || token.is("def"));
            call[0].is("io") && call[1].is("(") && call[2].kind == TokenKind::Text && !method
        })
        .map(|(_, call)| call[2])
        .collect()
}
