//! The JSON schema of scenario files, for editors: made from the table of keys that the reader
//! itself uses.

use serde_json::{Map, Value, json};

use crate::profile::Version;

use super::keys::{Choice, DISTRIBUTIONS, Key, Kind, METRICS, SCENARIO, VARIANT};

/// JSON Schema, draft 2020-12.
pub fn schema() -> Value {
    let mut schema = object(SCENARIO);
    if let Value::Object(map) = &mut schema {
        map.insert(
            "$schema".to_string(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".to_string(), json!("gilsim scenario"));
    }
    schema
}

fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| (key.name.to_string(), property(key)))
        .collect();
    let required: Vec<&str> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = of_kind(key.kind);
    let mut doc = key.doc.to_string();
    if !key.default.is_empty() {
        doc.push_str(&format!(" Default: {}.", key.default));
    }
    schema["description"] = json!(doc);
    schema
}

fn of_kind(kind: Kind) -> Value {
    let number = r"^\s*[0-9][0-9_]*(\.[0-9_]*)?\s*";
    let size = "([kMGT]?B|[KMGT]iB)";
    match kind {
        Kind::Text | Kind::Path | Kind::Code => json!({ "type": "string" }),
        Kind::Expectations => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Texts { min, max } => {
            let mut list = json!({ "type": "array", "items": { "type": "string" } });
            if min > 0 {
                list["minItems"] = json!(min);
                list["maxItems"] = json!(max);
            }
            list
        }
        Kind::Renamed => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        Kind::Duration { .. } => duration(),
        Kind::Size { .. } => json!({ "type": "string", "pattern": format!("{number}{size}\\s*$") }),
        Kind::Rate => json!({ "type": "string", "pattern": format!("{number}{size}/s\\s*$") }),
        Kind::Version => {
            let versions: Vec<String> = Version::all().map(|version| version.to_string()).collect();
            json!({ "enum": versions })
        }
        Kind::Choice(choices) => words(choices),
        Kind::Choices(choices) => json!({ "type": "array", "items": words(choices) }),
        Kind::Latency => {
            let shapes: Vec<Value> = DISTRIBUTIONS
                .iter()
                .map(|(name, keys)| {
                    json!({
                        "type": "object",
                        "properties": { *name: object(keys) },
                        "required": [name],
                        "additionalProperties": false,
                    })
                })
                .collect();
            let any_of = [vec![duration()], shapes].concat();
            json!({ "anyOf": any_of })
        }
        Kind::Window => {
            json!({ "type": "array", "items": duration(), "minItems": 2, "maxItems": 2 })
        }
        Kind::Table(keys) => object(keys),
        Kind::Tables(keys) => json!({ "type": "array", "items": object(keys) }),
        Kind::Named(keys) => json!({ "type": "object", "additionalProperties": object(keys) }),
        Kind::Sweep => {
            // Dotted keys may be quoted or nested; tables are checked by the program alone.
            let metric = words(METRICS);
            let mut properties = Map::new();
            properties.insert(
                "metric".to_string(),
                json!({ "anyOf": [metric, { "type": "array", "items": metric }] }),
            );
            for table in VARIANT {
                if matches!(
                    table.kind,
                    Kind::Table(_) | Kind::Named(_) | Kind::Tables(_)
                ) {
                    properties.insert(table.name.to_string(), json!({ "type": "object" }));
                }
            }
            json!({
                "type": "object",
                "properties": properties,
                "required": ["metric"],
                "additionalProperties": { "type": "array", "minItems": 1 },
            })
        }
    }
}

fn duration() -> Value {
    json!({
        "type": "string",
        "pattern": r"^\s*[0-9][0-9_]*(\.[0-9_]*)?\s*(ns|us|µs|μs|ms|s)\s*$",
    })
}

fn words(choices: &[Choice]) -> Value {
    let words: Vec<Value> = choices
        .iter()
        .map(|choice| json!({ "const": choice.word, "description": choice.doc }))
        .collect();
    json!({ "anyOf": words })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every property of a schema with its dotted path.
    fn paths(schema: &Value, path: &str, found: &mut Vec<String>) {
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            paths(inner, &path, found);
            paths(&inner["items"], &path, found);
            paths(&inner["additionalProperties"], &path, found);
            for shape in inner["anyOf"].as_array().into_iter().flatten() {
                paths(shape, &path, found);
            }
            found.push(path);
        }
    }

    /// Every key of the table with its dotted path.
    fn known(keys: &[Key], path: &str, found: &mut Vec<String>) {
        for key in keys {
            let path = format!("{path}.{}", key.name);
            match key.kind {
                Kind::Table(keys) | Kind::Tables(keys) | Kind::Named(keys) => {
                    known(keys, &path, found);
                }
                Kind::Latency => {
                    for (name, keys) in DISTRIBUTIONS {
                        known(keys, &format!("{path}.{name}"), found);
                        found.push(format!("{path}.{name}"));
                    }
                }
                _ => {}
            }
            found.push(path);
        }
    }

    #[test]
    fn the_schema_has_the_keys_of_the_reader_and_no_others() {
        let (mut in_schema, mut in_table) = (Vec::new(), Vec::new());
        paths(&schema(), "", &mut in_schema);
        in_schema.retain(|path| !path.starts_with(".sweep."));
        known(SCENARIO, "", &mut in_table);
        in_schema.sort();
        in_table.sort();
        assert_eq!(in_schema, in_table);
        assert!(in_table.contains(&".variant.io.latency.normal.sigma".to_string()));
    }

    #[test]
    fn every_key_says_what_it_means() {
        fn check(schema: &Value) {
            for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
                let doc = inner["description"].as_str().unwrap_or_default();
                assert!(doc.ends_with('.'), "{name}: {doc}");
            }
        }
        check(&schema());
        check(&schema()["properties"]["python"]);
        check(&schema()["properties"]["variant"]["items"]["properties"]["machine"]);
    }
}
