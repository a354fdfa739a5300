"""Objects as bytes for other processes."""

import io
import pickle


class ForkingPickler(pickle.Pickler):
    """Pickles what processes may have in common as well."""

    loads = staticmethod(pickle.loads)

    @classmethod
    def dumps(cls, obj, protocol=None):
        buf = io.BytesIO()
        cls(buf, protocol).dump(obj)
        return buf.getvalue()[pickle._LENGTH_BYTES :]


dump = pickle.dump
