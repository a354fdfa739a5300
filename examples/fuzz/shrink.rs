//! Makes a failing program smaller.

/// The smallest program found for which `fails` still holds: without statements, without
/// headers around statements, with constants in the place of what stands in brackets.
pub fn shrink(text: &str, fails: &mut dyn FnMut(&str) -> bool) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    loop {
        let before = lines.concat();
        without_blocks(&mut lines, fails);
        if lines.len() < 60 {
            with_constants(&mut lines, fails);
        }
        if lines.concat() == before {
            return whole(&lines);
        }
    }
}

fn whole(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The end of the block that begins with this line.
fn block_end(lines: &[String], start: usize) -> usize {
    let header = indent(&lines[start]);
    let inside = lines[start + 1..]
        .iter()
        .take_while(|line| line.is_empty() || indent(line) > header);
    start + 1 + inside.count()
}

fn without_blocks(lines: &mut Vec<String>, fails: &mut dyn FnMut(&str) -> bool) {
    let mut at = lines.len();
    while at > 0 {
        at -= 1;
        if at >= lines.len() {
            continue;
        }
        let end = block_end(lines, at);
        let mut candidates = Vec::new();
        // The whole statement, its clauses included, then this clause alone.
        let mut all = end;
        while all < lines.len()
            && indent(&lines[all]) == indent(&lines[at])
            && ["except", "else", "elif", "finally"]
                .iter()
                .any(|word| lines[all].trim_start().starts_with(word))
        {
            all = block_end(lines, all);
        }
        let removed = |end: usize| {
            let mut kept = lines[..at].to_vec();
            kept.extend_from_slice(&lines[end..]);
            kept
        };
        candidates.push(removed(all));
        if all > end {
            candidates.push(removed(end));
        }
        if end > at + 1 {
            let deeper = indent(&lines[at + 1]).saturating_sub(indent(&lines[at]));
            let body = lines[at + 1..end]
                .iter()
                .map(|line| line.get(deeper..).unwrap_or("").to_string());
            let mut kept = lines[..at].to_vec();
            kept.extend(body);
            kept.extend_from_slice(&lines[all..]);
            candidates.push(kept);
        }
        if let Some(smaller) = candidates.into_iter().find(|it| fails(&whole(it))) {
            *lines = smaller;
        }
    }
}

fn with_constants(lines: &mut [String], fails: &mut dyn FnMut(&str) -> bool) {
    for at in 0..lines.len() {
        let mut from = 0;
        while let Some((start, end)) = brackets(&lines[at], from) {
            from = start + 1;
            let line = lines[at].clone();
            let inside = &line[start + 1..end - 1];
            for other in ["0", "''", "[]", "()", inside] {
                if other.len() >= end - start {
                    continue;
                }
                lines[at] = format!("{}{other}{}", &line[..start], &line[end..]);
                if fails(&whole(lines)) {
                    from = start;
                    break;
                }
                lines[at].clone_from(&line);
            }
        }
    }
}

/// The first pair of brackets at or after `from`.
fn brackets(line: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + line.get(from..)?.find(['(', '[', '{'])?;
    let mut depth = 0_usize;
    for (at, it) in line[start..].char_indices() {
        match it {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((start, start + at + 1));
        }
    }
    None
}
