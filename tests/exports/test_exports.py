"""Exports hold what the CSV of the same run holds, as their readers understand them."""

import csv
import json
import os
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from perfetto.protos.perfetto.trace import perfetto_trace_pb2 as perfetto

SCENARIO = "scenarios/08-convoy-effect"
NAME = "08-convoy-effect"


def make(folder):
    subprocess.run(
        [os.environ["GILSIM"], "run", SCENARIO, "--quiet", "--format", "csv,perfetto,firefox", "--out", folder],
        check=True,
        stdout=subprocess.DEVNULL,
    )


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        make(cls.folder.name)
        with open(Path(cls.folder.name, NAME + ".csv"), newline="", encoding="utf-8") as file:
            cls.slices = list(csv.DictReader(file))
        # Every variant's name is its process's, so (process, thread) is one track.
        cls.expected = Counter(
            (s["process"], s["thread"], s["state"], int(s["start_ns"]), int(s["end_ns"])) for s in cls.slices
        )

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_perfetto(self):
        trace = perfetto.Trace()
        trace.ParseFromString(Path(self.folder.name, NAME + ".pftrace").read_bytes())
        self.assertEqual({packet.trusted_packet_sequence_id for packet in trace.packet}, {1})
        names, tracks, processes, open_slices = {}, {}, {}, {}
        found, by_line, flows, ends = Counter(), Counter(), Counter(), Counter()
        for packet in trace.packet:
            for entry in packet.interned_data.event_names:
                names[entry.iid] = entry.name
            if packet.HasField("track_descriptor"):
                track = packet.track_descriptor
                if track.HasField("process"):
                    processes[track.process.pid] = track.process.process_name
                tracks[track.uuid] = track
                continue
            event = packet.track_event
            track = tracks[event.track_uuid]
            flows.update(event.flow_ids)
            ends.update(event.terminating_flow_ids)
            if not track.HasField("thread"):
                continue
            if event.type == perfetto.TrackEvent.TYPE_SLICE_BEGIN:
                self.assertNotIn(track.uuid, open_slices, "slices of a thread do not nest")
                open_slices[track.uuid] = (packet.timestamp, event)
            elif event.type == perfetto.TrackEvent.TYPE_SLICE_END:
                start, begin = open_slices.pop(track.uuid)
                process = processes[track.thread.pid]
                found[process, track.thread.thread_name, names[begin.name_iid], start, packet.timestamp] += 1
                line = [a.uint_value for a in begin.debug_annotations if a.name == "line"]
                if line:
                    by_line[line[0]] += 1
        self.assertEqual(found, self.expected)
        self.assertFalse(open_slices)
        self.assertEqual(by_line, Counter(int(s["cause_line"]) for s in self.slices if s["cause_line"]))
        # Each arrow begins once, and ends at most once.
        self.assertGreater(len(ends), 100)
        self.assertLessEqual(set(ends), set(flows))
        self.assertEqual(set(flows.values()) | set(ends.values()), {1})

    def test_firefox(self):
        profile = json.loads(Path(self.folder.name, NAME + ".firefox.json").read_text(encoding="utf-8"))
        self.assertEqual(profile["meta"]["preprocessedProfileVersion"], 55)
        categories = [category["name"] for category in profile["meta"]["categories"]]
        schemas = {schema["name"] for schema in profile["meta"]["markerSchema"]}
        found = Counter()
        for thread in profile["threads"]:
            strings = thread["stringArray"]
            for table in ["frameTable", "funcTable", "stackTable", "samples", "markers"]:
                lengths = {len(column) for column in thread[table].values() if isinstance(column, list)}
                self.assertEqual(lengths, {thread[table]["length"]}, table)
            for prefix, frame in zip(thread["stackTable"]["prefix"], thread["stackTable"]["frame"]):
                self.assertTrue(prefix is None or prefix < frame, "a caller stands before what it calls")
            markers = thread["markers"]
            columns = zip(*(markers[c] for c in ["name", "category", "data", "startTime", "endTime", "phase"]))
            for name, category, data, start, end, phase in columns:
                self.assertIn(data["type"], schemas)
                if data["type"] == "mark":
                    self.assertEqual((phase, end), (0, None))
                    continue
                self.assertEqual(categories[category], strings[name])
                key = (thread["processName"], thread["name"], strings[name], round(start * 1e6), round(end * 1e6))
                found[key] += 1
            # The samples' weights add up to the thread's states.
            samples, sums = thread["samples"], Counter()
            for stack, weight in zip(samples["stack"], samples["weight"]):
                while thread["stackTable"]["prefix"][stack] is not None:
                    stack = thread["stackTable"]["prefix"][stack]
                function = thread["frameTable"]["func"][thread["stackTable"]["frame"][stack]]
                sums[strings[thread["funcTable"]["name"][function]]] += weight
            totals = Counter()
            for s in self.slices:
                if (s["process"], s["thread"]) == (thread["processName"], thread["name"]):
                    totals[s["state"]] += (int(s["end_ns"]) - int(s["start_ns"])) / 1e6
            self.assertEqual(sums.keys(), totals.keys())
            for state, total in totals.items():
                self.assertAlmostEqual(sums[state], total, places=6)
        self.assertEqual(found, self.expected)


if __name__ == "__main__":
    unittest.main()
