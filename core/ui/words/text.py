"""User text on its way into Markdown: it must come out as it was typed, and as nothing else."""

import re

JOINER = "\u2060"  # takes no room; breaks the patterns that Streamlit matches only after escapes are resolved
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069]")  # controls, and those that turn text around
SHORTCODE = re.compile(r":(?=(?:material/)?[\w+\-]+:)")  # :material/x: and :smile:
INLINE = re.compile(r"([\\`*_\[\]<>$~|&]|:(?=[A-Za-z]))")  # the colon opens directives, :red[…]
BARE_LINK = re.compile(r"(?i)((?:https?|ftp|mailto|xmpp|www)(?=\\?[:.]))|((?<=[\w.+\-])@(?=\w))")
LINE_START = re.compile(r"^(?:(#{1,6}(?=\s|$)|[-+](?=[\s\-+]|$)|=)|(\d+)([.)](?=\s|$)))")


def safe(text: object) -> str:
    """`text` on one line, such that Streamlit's Markdown shows its characters and nothing else.

    No styling, link, image, icon, formula or markup comes to life. Where a backslash does not help, an invisible word
    joiner is put in.
    """
    line = " ".join(UNSEEN.sub("", str(text)).split())
    line = SHORTCODE.sub(":" + JOINER, line)
    line = INLINE.sub(r"\\\1", line)
    line = BARE_LINK.sub(lambda found: found[0] + JOINER, line)
    return LINE_START.sub(_escape_start, line)


def safe_lines(text: str) -> str:
    """Several lines kept as lines, each of them safe."""
    return "  \n".join(safe(line) for line in text.strip().splitlines())


def _escape_start(found: re.Match[str]) -> str:
    mark, number, dot = found.groups()
    return f"\\{mark}" if mark else f"{number}\\{dot}"
