"""The life of a resource: which state follows which, what may be done in it, and how much may be said of it."""

from collections.abc import Mapping

from core.library.rules import ResourceState

COMMENT = 400
"""Characters of what a reviewer says."""
SAID = 200
"""Characters of what somebody thinks of a resource."""
MOST_PUPILS = 5000
"""In one lesson: a school of the largest size in its assembly hall."""
NEXT: Mapping[ResourceState, tuple[ResourceState, ...]] = {
    ResourceState.DRAFT: (ResourceState.SENT,),
    ResourceState.SENT: (ResourceState.DRAFT, ResourceState.RETURNED, ResourceState.ON_SHELF),
    ResourceState.RETURNED: (ResourceState.SENT,),
    ResourceState.ON_SHELF: (ResourceState.OFF_SHELF,),
    ResourceState.OFF_SHELF: (ResourceState.ON_SHELF,),
}
"""What may follow. Back to DRAFT when its submitter takes it back before anybody decided."""

WITH_SUBMITTER = (ResourceState.DRAFT, ResourceState.RETURNED)
"""States in which it can be changed and removed: nobody else looks at it."""


def may_follow(state: ResourceState, after: ResourceState) -> bool:
    """Whether a resource in `state` may come to `after`."""
    return after in NEXT[state]
