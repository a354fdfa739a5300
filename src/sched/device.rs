//! A device with a queue.

use std::collections::VecDeque;

use indexmap::IndexMap;

use super::TaskId;
use super::oracle::{Choice, Oracle};
use super::spec::DeviceSpec;
use crate::nanos::{Nanos, SECOND};

/// Serves up to [`DeviceSpec::parallel`] operations at a time; the others queue.
#[derive(Clone, Debug)]
pub struct Device {
    spec: DeviceSpec,
    in_service: u32,
    queue: VecDeque<(TaskId, u64)>,
}

impl Device {
    pub fn new(spec: DeviceSpec) -> Device {
        Device {
            spec,
            in_service: 0,
            queue: VecDeque::new(),
        }
    }

    /// `task` wants `bytes`. Returns how long that takes if it is served at once.
    pub fn submit(&mut self, task: TaskId, bytes: u64, oracle: &mut dyn Oracle) -> Option<Nanos> {
        let most = self.spec.parallel.unwrap_or(u32::MAX).max(1);
        if self.in_service >= most {
            self.queue.push_back((task, bytes));
            return None;
        }
        self.in_service += 1;
        Some(self.service_time(bytes, oracle))
    }

    /// An operation is done. Returns the next in the queue and how long it takes.
    pub fn complete(&mut self, oracle: &mut dyn Oracle) -> Option<(TaskId, Nanos)> {
        let Some((task, bytes)) = self.queue.pop_front() else {
            self.in_service = self.in_service.saturating_sub(1);
            return None;
        };
        Some((task, self.service_time(bytes, oracle)))
    }

    fn service_time(&self, bytes: u64, oracle: &mut dyn Oracle) -> Nanos {
        let latency = self.spec.latency.sample(Choice::DeviceLatency, oracle);
        let transfer = self.spec.bandwidth.map_or(0, |rate| {
            let nanos = u128::from(bytes) * u128::from(SECOND) / u128::from(rate.max(1));
            Nanos::try_from(nanos).unwrap_or(Nanos::MAX)
        });
        latency.saturating_add(transfer)
    }
}

/// The devices of a computer, by name.
#[derive(Clone, Debug)]
pub struct Devices(IndexMap<String, Device>);

impl Devices {
    /// These, and those that every computer has.
    pub fn new(specs: &IndexMap<String, DeviceSpec>) -> Devices {
        let specs = specs.iter().map(|(name, spec)| (name.clone(), *spec));
        let mut devices: IndexMap<String, Device> = specs
            .map(|(name, spec)| (name, Device::new(spec)))
            .collect();
        for (name, spec) in [
            ("disk", DeviceSpec::disk()),
            ("network", DeviceSpec::network()),
        ] {
            devices
                .entry(name.to_string())
                .or_insert_with(|| Device::new(spec));
        }
        Devices(devices)
    }

    /// The number of the device of this name; an unknown one is the disk.
    pub fn index_of(&self, name: &str) -> usize {
        let known = self.0.get_index_of(name);
        known.or_else(|| self.0.get_index_of("disk")).unwrap_or(0)
    }

    /// [`Device::submit`] to the device of this number.
    pub fn submit(
        &mut self,
        device: usize,
        task: TaskId,
        bytes: u64,
        oracle: &mut dyn Oracle,
    ) -> Option<Nanos> {
        self.0[device].submit(task, bytes, oracle)
    }

    /// [`Device::complete`] of the device of this number.
    pub fn complete(&mut self, device: usize, oracle: &mut dyn Oracle) -> Option<(TaskId, Nanos)> {
        self.0[device].complete(oracle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sched::{Distribution, Seeded};

    #[test]
    fn queues_beyond_its_parallelism() {
        let mut oracle = Seeded::new(0);
        let mut disk = Device::new(DeviceSpec {
            latency: Distribution::Constant(10),
            bandwidth: Some(1_000_000_000),
            parallel: Some(2),
        });
        assert_eq!(disk.submit(TaskId(1), 5, &mut oracle), Some(15));
        assert_eq!(disk.submit(TaskId(2), 0, &mut oracle), Some(10));
        assert_eq!(disk.submit(TaskId(3), 7, &mut oracle), None);
        assert_eq!(disk.complete(&mut oracle), Some((TaskId(3), 17)));
        assert_eq!(disk.complete(&mut oracle), None);
        assert_eq!(disk.submit(TaskId(4), 0, &mut oracle), Some(10));
        assert_eq!(disk.submit(TaskId(5), 0, &mut oracle), None);
    }
}
