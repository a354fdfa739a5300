"""How processes are started and waited for."""

import os
import sys
import _multiprocessing

from multiprocessing import util


class _Popen:
    """A started process."""

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self._launch(process_obj)

    def duplicate_for_child(self, fd):
        return fd

    def poll(self, blocks=False):
        if self.returncode is None:
            try:
                pid, status = _multiprocessing.waitpid(self.pid, blocks)
            except OSError:
                return None
            if pid == self.pid:
                self.returncode = status
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            if timeout is not None:
                from multiprocessing.connection import wait

                if not wait([self.sentinel], timeout):
                    return None
            return self.poll(timeout != 0.0)
        return self.returncode

    def _send_signal(self, signal):
        if self.returncode is None:
            try:
                _multiprocessing.kill(self.pid, signal)
            except ProcessLookupError:
                pass

    def terminate(self):
        self._send_signal(15)

    def kill(self):
        self._send_signal(9)

    def close(self):
        if self.sentinel is not None:
            _multiprocessing.close(self.sentinel)
            _multiprocessing.close(self._parent_w)
            self.sentinel = None


class ForkPopen(_Popen):
    method = "fork"

    def _launch(self, process_obj):
        parent_r, child_w = _multiprocessing.pipe()
        child_r, parent_w = _multiprocessing.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                _multiprocessing.close(parent_r)
                _multiprocessing.close(parent_w)
                code = process_obj._bootstrap(parent_sentinel=child_r)
            finally:
                os._exit(code)
        _multiprocessing.close(child_w)
        _multiprocessing.close(child_r)
        self.sentinel = parent_r
        self._parent_w = parent_w


class SpawnPopen(_Popen):
    method = "spawn"

    def __init__(self, process_obj):
        self._fds = []
        super().__init__(process_obj)

    def duplicate_for_child(self, fd):
        self._fds.append(fd)
        return fd

    def _launch(self, process_obj):
        from multiprocessing import reduction, spawn
        from multiprocessing.context import _set_spawning_popen

        prep_data = spawn.get_preparation_data(process_obj._name)
        _set_spawning_popen(self)
        try:
            data = reduction.ForkingPickler.dumps(prep_data)
            data_of_process = reduction.ForkingPickler.dumps(process_obj)
        finally:
            _set_spawning_popen(None)
        parent_r, child_w = _multiprocessing.pipe()
        child_r, parent_w = _multiprocessing.pipe()
        self._fds += [child_r, child_w]
        code = f"from multiprocessing.spawn import spawn_main; spawn_main(pipe_handle={child_r})"
        self.pid = _multiprocessing.spawn(code, ["--multiprocessing-fork"], self._fds)
        self.sentinel = parent_r
        self._parent_w = parent_w
        _multiprocessing.close(child_r)
        _multiprocessing.close(child_w)
        for part in (data, data_of_process):
            try:
                _multiprocessing.write(parent_w, len(part).to_bytes(8, "little") + part)
            except BrokenPipeError:
                break
