"""statistics on ints and floats, exactly."""

import statistics as st

data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.stdev(data), st.pstdev(data), st.variance(data), st.pvariance(data))
print(st.mean([1, 2]), st.mean([1.5, 2.5]), st.mean([0.1] * 3), st.fmean([1, 2, 3]), st.median([3, 1, 2]), st.median(["a"]), st.median_low([1, 2]), st.median_high([1, 2]))
print(st.multimode("aabbc"), st.mode(["x", "y", "x"]), st.stdev([0.1, 0.2, 0.4]), st.pstdev([1.5, 2.5, 2.75]), st.variance([1e10, 1e10 + 1, 1e10 + 2]))
print(st.quantiles([1, 2, 3, 4, 5]), st.quantiles(range(10), n=10), st.quantiles([1, 2, 3], method="inclusive"))
print(st.harmonic_mean([40, 60]), st.geometric_mean([1, 10, 100]))
for bad in (lambda: st.mean([]), lambda: st.median([]), lambda: st.stdev([1]), lambda: st.mode([]), lambda: st.pvariance([])):
    try:
        bad()
    except st.StatisticsError as error:
        print(error)
