"""Hands for the pages of evaluation under Streamlit's own test driver."""

from streamlit.testing.v1 import AppTest

from tests.ui import screens
from tests.world import World


def opened(world: World, slug: str, who: str = "researcher") -> AppTest:
    """A page as somebody sees it; most are the researcher's."""
    return screens.opened(world, who, slug)
