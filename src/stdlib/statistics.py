"""Averages and spreads of numbers.

Sums are exact: every float is a fraction with a power of two below the line, and only the
result is rounded.
"""

from collections import Counter
from math import isqrt

__all__ = [
    "StatisticsError", "fmean", "geometric_mean", "harmonic_mean", "mean", "median",
    "median_high", "median_low", "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev",
    "variance",
]


class StatisticsError(ValueError):
    """There are too few data, or they make no sense."""


def _ratio(value):
    """(numerator, denominator) of a number; TypeError for what is none."""
    try:
        return value.as_integer_ratio()
    except AttributeError:
        pass
    try:
        return value.numerator, value.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator")


def _exact_sum(data):
    """(numerator, denominator, all whole numbers): the sum as a fraction."""
    numerator, denominator = 0, 1
    whole = True
    for value in data:
        n, d = _ratio(value)
        whole = whole and isinstance(value, int)
        if d == denominator:
            numerator += n
        else:
            # Denominators of floats are powers of two: the larger is a multiple of the other.
            common = max(d, denominator)
            numerator = numerator * (common // denominator) + n * (common // d)
            denominator = common
    return numerator, denominator, whole


def _quotient(numerator, denominator, whole):
    """A whole number if it comes out even and the data were whole, else a float."""
    if whole and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    """The average."""
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    numerator, denominator, whole = _exact_sum(data)
    return _quotient(numerator, denominator * len(data), whole)


def fmean(data, weights=None):
    """The average as a float, fast; with weights if given."""
    from math import fsum, sumprod

    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return sumprod(data, weights) / total


def geometric_mean(data):
    """The n-th root of the product."""
    from math import exp, fsum, log

    data = list(data)
    if not data:
        raise StatisticsError("Must have a non-empty dataset")
    if any(value <= 0 for value in data):
        raise StatisticsError("No negative inputs allowed")
    return exp(fsum([log(value) for value in data]) / len(data))


def harmonic_mean(data):
    """n divided by the sum of the reciprocals."""
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any(value < 0 for value in data):
        raise StatisticsError("harmonic mean does not support negative values")
    if 0 in data:
        return 0
    if len(data) == 1:
        return data[0]
    numerator, denominator, _ = _exact_sum([1 / value for value in data])
    return len(data) * denominator / numerator


def median(data):
    """The middle value, or the average of the two in the middle."""
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    if n % 2:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The middle value, or the smaller of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value, or the larger of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def mode(data):
    """The most frequent value; the first of several."""
    ranking = Counter(iter(data)).most_common(1)
    if not ranking:
        raise StatisticsError("no mode for empty data") from None
    return ranking[0][0]


def multimode(data):
    """All most frequent values, in order of first occurrence."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that cut the data into n equally likely parts."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    if len(data) < 2:
        if not data:
            raise StatisticsError("must have at least one data point")
        return data * (n - 1)
    if method == "inclusive":
        cells, shift = len(data) - 1, 0
    elif method == "exclusive":
        cells, shift = len(data) + 1, 1
    else:
        raise ValueError(f"Unknown method: {method!r}")
    result = []
    for i in range(1, n):
        j, rest = divmod(i * cells, n)
        j = min(max(j, shift), len(data) - 1) - shift
        rest = i * cells - (j + shift) * n
        result.append((data[j] * (n - rest) + data[j + 1] * rest) / n)
    return result


def _squares(data, center):
    """The sum of squared deviations as an exact fraction, how many data, all whole."""
    data = list(data)
    n, d, whole = _exact_sum(data)
    if center is None:
        # sum((x - m)^2) = sum(x^2) - sum(x)^2 / count
        square_n, square_d = _sum_of_squares(data)
        count = len(data) or 1
        numerator = square_n * d * d * count - n * n * square_d
        return numerator, square_d * d * d * count, len(data), whole
    c, e = center.as_integer_ratio()
    square_n, square_d = _sum_of_squares(data)
    # sum(x^2) - 2 c sum(x) + count c^2
    numerator = square_n * d * e * e - 2 * c * n * square_d * e + len(data) * c * c * square_d * d
    return numerator, square_d * d * e * e, len(data), whole


def _sum_of_squares(data):
    numerator, denominator = 0, 1
    for value in data:
        n, d = _ratio(value)
        n, d = n * n, d * d
        common = max(d, denominator)
        numerator = numerator * (common // denominator) + n * (common // d)
        denominator = common
    return numerator, denominator


def variance(data, xbar=None):
    """The average squared deviation of a sample: divided by n - 1."""
    numerator, denominator, count, whole = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _quotient(numerator, denominator * (count - 1), whole)


def pvariance(data, mu=None):
    """The average squared deviation of a whole population: divided by n."""
    numerator, denominator, count, whole = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _quotient(numerator, denominator * count, whole)


def _root_of_fraction(n, m):
    """The square root of n / m as the nearest float."""
    if not n:
        return 0.0
    # Scale so that the whole-number root has some bits more than a float, then round to odd.
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        numerator, scaled, divisor = n, m << 2 * shift, 1
    else:
        numerator, scaled, divisor = n << -2 * shift, m, 1 << -shift
    root = isqrt(numerator // scaled)
    root |= root * root * scaled != numerator
    return (root << shift if shift >= 0 else root) / divisor


def stdev(data, xbar=None):
    """The root of the variance of a sample."""
    numerator, denominator, count, _ = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root_of_fraction(numerator, denominator * (count - 1))


def pstdev(data, mu=None):
    """The root of the variance of a population."""
    numerator, denominator, count, _ = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root_of_fraction(numerator, denominator * count)


def correlation(x, y, /):
    """Pearson's coefficient of two series of the same length."""
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("correlation requires at least two data points")
    mean_x, mean_y = fmean(x), fmean(y)
    products = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
    squares_x = sum((a - mean_x) ** 2 for a in x)
    squares_y = sum((b - mean_y) ** 2 for b in y)
    if not squares_x or not squares_y:
        raise StatisticsError("at least one of the inputs is constant")
    return products / (squares_x * squares_y) ** 0.5
