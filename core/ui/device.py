"""How a device is called in the list of sign-ins: "Edge · Windows"."""

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "macOS"), ("Linux", "Linux")),
)
UNKNOWN = "未知设备"


def device_name(user_agent: str | None) -> str:
    """Browser and system as far as the browser tells; first match counts, because all of them claim to be others."""
    told = user_agent or ""
    names = (next((name for mark, name in marks if mark in told), "") for marks in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in names if name) or UNKNOWN
