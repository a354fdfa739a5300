"""Objects as bytes for other processes."""

import pickle


class ForkingPickler(pickle.Pickler):
    """Pickles what processes may have in common as well."""

    loads = staticmethod(pickle.loads)

    @classmethod
    def dumps(cls, obj, protocol=None):
        return pickle.dumps(obj, protocol)


dump = pickle.dump
