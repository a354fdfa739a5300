"""What statistics says of data that are no numbers."""
import statistics

functions = (statistics.mean, statistics.fmean, statistics.median, statistics.mode,
             statistics.stdev, statistics.pvariance)
for data in ((b"a", False), ("a",), (None, 1), ([1], [2]), (1, "a"), ({},), (), (True, 2.5)):
    for function in functions:
        try:
            print(function.__name__, data, function(data))
        except (TypeError, ValueError) as error:
            print(function.__name__, data, type(error).__name__, error)
