"""Whether so many articles of a day are beyond what is usual: a rule about counts; pure.

The counts of the four weeks before are taken for a sample of a negative binomial distribution (of a Poisson where they
scatter no more than one), because news of one name comes in bursts, and by a Poisson alone every other Tuesday would
be a spike. So do those who watch for outbreaks of diseases: Farrington et al., J. R. Stat. Soc. A 159 (1996) 547-563,
and Noufaily et al., Statistics in Medicine 32 (2013) 1206-1222.
"""

from collections.abc import Sequence
from math import exp, fsum, lgamma, log

DAYS = 28  # of what is usual: four of each weekday
LEAST_DAYS = 14  # with less behind it nothing is usual yet
RARER_THAN = 0.001  # once in three years for a name, where days are as the model has them
LEAST_TEXTS, LEAST_OWNERS = 4, 2  # one outlet's series, or three articles, are no spike however rare


def is_spike(texts: int, owners: int, before: Sequence[int]) -> bool:
    """Whether `texts` articles of `owners` owners on one day are beyond the counts of the days `before`."""
    if len(before) < LEAST_DAYS or texts < LEAST_TEXTS or owners < LEAST_OWNERS:
        return False
    return chance(texts, before) < RARER_THAN


def chance(texts: int, before: Sequence[int]) -> float:
    """How likely a day with so many articles or more is, after such days; there has to be one."""
    mean = usual(before)
    variance = fsum((n - mean) ** 2 for n in before) / max(1, len(before) - 1)
    terms = (_poisson(n, mean) if variance <= mean else _negative_binomial(n, mean, variance) for n in range(texts))
    return max(0.0, 1 - fsum(terms))


def usual(before: Sequence[int]) -> float:
    """Articles of a day; never none, because a name that nobody wrote about for four weeks may be written about."""
    return (sum(before) + 0.5) / len(before)


def _poisson(n: int, mean: float) -> float:
    return exp(n * log(mean) - mean - lgamma(n + 1))


def _negative_binomial(n: int, mean: float, variance: float) -> float:
    size = mean * mean / (variance - mean)
    ways = lgamma(n + size) - lgamma(size) - lgamma(n + 1)
    return exp(ways + size * log(size / (size + mean)) + n * log(mean / (size + mean)))
