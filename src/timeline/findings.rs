//! Findings in the picture's language.

use super::Lang;
use crate::metrics::units::{count, duration, percent};
use crate::metrics::{Blocking, Finding, Gain};

impl Lang {
    pub(crate) fn finding(self, finding: &Finding) -> String {
        match self {
            Lang::En => finding.to_string(),
            Lang::Ko => korean(finding),
        }
    }
}

/// Names stand where no particle depends on their last sound.
fn korean(finding: &Finding) -> String {
    match finding {
        Finding::Together {
            threads,
            speedup,
            gain,
        } => match gain {
            Gain::Faster => format!(
                "계산 스레드 {threads}개를 함께 돌리니 하나씩 차례로 돌릴 때보다 {speedup:.2}배 빨랐다."
            ),
            Gain::Slower => format!(
                "계산 스레드 {threads}개를 함께 돌리니 하나씩 차례로 돌릴 때보다 느렸다: 속도 향상 {speedup:.2}."
            ),
            Gain::None => format!(
                "계산 스레드 {threads}개를 함께 돌려도 하나씩 차례로 돌릴 때만큼 걸렸다: 속도 향상 {speedup:.2}."
            ),
        },
        Finding::GilBound {
            held,
            wall,
            waited,
            enough,
        } => {
            let enough = match enough {
                Some(enough) => {
                    format!(" 스레드 {enough}개로도 GIL은 그만큼 쉬지 않는다.")
                }
                None => String::new(),
            };
            format!(
                "병목은 GIL이다: 시간의 {} 동안 누군가 쥐고 있었고, 준비된 스레드들이 GIL을 모두 {} 기다렸다.{enough}",
                percent(*held, *wall),
                duration(*waited)
            )
        }
        Finding::Unequal {
            most,
            least,
            fairness,
        } => format!(
            "계산 스레드의 몫이 고르지 않았다: {} {}, {} {} (공정성 {fairness:.2}).",
            most.0,
            duration(most.1),
            least.0,
            duration(least.1)
        ),
        Finding::LateAfterWaking {
            thread,
            median,
            times,
            after,
            holder,
        } => {
            let after = match after {
                Blocking::Sleeps => "잠",
                Blocking::Io => "입출력",
                Blocking::Both => "잠과 입출력",
            };
            let holder = match holder {
                Some((holder, true)) => {
                    format!(" 그동안 {holder} 스레드가 전환 간격이 다할 때까지 GIL을 쥐고 있었다.")
                }
                Some((holder, false)) => {
                    format!(" 그동안 대부분 {holder} 스레드가 GIL을 쥐고 있었다.")
                }
                None => String::new(),
            };
            format!(
                "{thread} 스레드는 {after} {}번이 끝날 때마다 GIL을 중앙값으로 {} 기다렸다.{holder}",
                count(*times),
                duration(*median)
            )
        }
        Finding::MoreLate(threads) => format!(
            "스레드 {}개가 더 잠이나 입출력 뒤에 그렇게 GIL을 기다렸다.",
            count(*threads)
        ),
        Finding::Frozen {
            thread,
            held,
            waited,
        } => format!(
            "{thread} 스레드는 C 호출 동안 GIL을 모두 {} 쥐고 있었고, 다른 스레드들은 이 스레드를 {} 기다렸다.",
            duration(*held),
            duration(*waited)
        ),
        Finding::ParallelCalls(cores) => {
            format!("GIL을 놓은 C 호출이 평균 {cores:.1}개의 코어를 썼다.")
        }
        Finding::ParallelWaits(threads) => {
            format!("GIL 없이 입출력 중이거나 자는 스레드가 동시에 평균 {threads:.1}개였다.")
        }
        Finding::FailedTakes { times, attempts } => format!(
            "스레드가 GIL을 쥐려고 깨어났다가 다시 빼앗긴 일이 {}번, 시도의 {}였다.",
            count(*times),
            percent(*times, *attempts)
        ),
        Finding::ShortOfCores { waited, cores } => format!(
            "준비된 스레드들이 코어 {cores}개를 모두 {} 기다렸다.",
            duration(*waited)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both languages name the same threads and numbers.
    #[test]
    fn nothing_is_lost_in_translation() {
        let check = |finding: Finding, parts: &[&str]| {
            for lang in [Lang::En, Lang::Ko] {
                let text = lang.finding(&finding);
                for part in parts {
                    assert!(text.contains(part), "{text}: no {part}");
                }
                assert_eq!(text.contains('다'), lang == Lang::Ko || parts.is_empty());
            }
        };
        for gain in [Gain::Faster, Gain::None, Gain::Slower] {
            let together = Finding::Together {
                threads: 12,
                speedup: 1.234,
                gain,
            };
            check(together, &["12", "1.23"]);
        }
        for enough in [None, Some(1), Some(3)] {
            let bound = Finding::GilBound {
                held: 9_999,
                wall: 10_000,
                waited: 2_500_000,
                enough,
            };
            check(bound, &[">99 %", "2.5 ms"]);
        }
        let named = |name: &str, ns| (name.to_string(), ns);
        let late = |after, holder| Finding::LateAfterWaking {
            thread: "io".to_string(),
            median: 5_050_000,
            times: 30,
            after,
            holder,
        };
        let cpu = |until_asked| Some(("cpu-1".to_string(), until_asked));
        check(late(Blocking::Sleeps, None), &["io", "5.05 ms", "30"]);
        check(late(Blocking::Io, cpu(true)), &["io", "5.05 ms", "cpu-1"]);
        check(late(Blocking::Both, cpu(false)), &["5.05 ms", "cpu-1"]);
        check(Finding::MoreLate(1234), &["1,234"]);
        let frozen = Finding::Frozen {
            thread: "c".to_string(),
            held: 2_000_000,
            waited: 3_000,
        };
        check(frozen, &["c", "2 ms", "3 µs"]);
        check(Finding::ParallelCalls(2.54), &["2.5"]);
        check(Finding::ParallelWaits(7.04), &["7.0"]);
        let failed = Finding::FailedTakes {
            times: 1000,
            attempts: 2841,
        };
        check(failed, &["1,000", "35 %"]);
        for cores in [1, 4] {
            let waited = 1_000_000;
            check(Finding::ShortOfCores { waited, cores }, &["1 ms"]);
        }
        let unequal = Finding::Unequal {
            most: named("a-1", 4_000_000),
            least: named("b-2", 1_000),
            fairness: 0.5,
        };
        let text = Lang::Ko.finding(&unequal);
        for part in ["a-1", "4 ms", "b-2", "1 µs", "0.50"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
