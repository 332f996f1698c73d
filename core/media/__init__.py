"""Files that people send: told by their content, photographs drawn anew, faces found and made unrecognisable."""

from core.media.bare import bare
from core.media.blur import blurred
from core.media.faces import Box, faces
from core.media.kinds import MIME, PICTURES, kind_of
from core.media.pictures import KEPT_AS, cleaned, thumb
from core.media.receiving import Received, covered, received

__all__ = [
    "KEPT_AS",
    "MIME",
    "PICTURES",
    "Box",
    "Received",
    "bare",
    "blurred",
    "cleaned",
    "covered",
    "faces",
    "kind_of",
    "received",
    "thumb",
]
