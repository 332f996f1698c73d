"""Plausible answers: a latent strain a person, stable over the years, and one logistic curve an item."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STABILITY = 0.6  # correlation of strain between two yearly campaigns
MHT_ITEMS = 100
CARELESS, CARELESS_YES = 0.004, 0.7  # people who tick without reading, and how often they tick yes
VALIDITY = np.arange(81, 100, 2)  # items 82, 84 … 100 (zero-based positions)
CRITICAL = np.array([84, 96])  # items 85 and 97


def strain(people: int, noise: np.random.Generator) -> Floats:
    """Standard normal strain."""
    return noise.standard_normal(people)


def a_year_later(before: Floats, noise: np.random.Generator) -> Floats:
    """The same people's strain after a year."""
    fresh: Floats = noise.standard_normal(before.size)
    return STABILITY * before + fresh * float((1 - STABILITY**2) ** 0.5)


def mht(strains: Floats, noise: np.random.Generator) -> NDArray[np.int8]:
    """0/1 answers (people, 100): most people say yes to about a third; the validity items are seldom affirmed."""
    easiness = noise.normal(-1.0, 0.7, MHT_ITEMS)
    easiness[VALIDITY] = -2.2
    easiness[CRITICAL] = -6.2
    slope = np.full(MHT_ITEMS, 0.85)
    slope[VALIDITY] = 0.1
    slope[CRITICAL] = 1.1
    chance = 1 / (1 + np.exp(-(easiness + np.outer(strains, slope))))
    chance[noise.random(strains.size) < CARELESS] = CARELESS_YES
    return (noise.random(chance.shape) < chance).astype(np.int8)
