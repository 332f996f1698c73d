"""Plain pages for people who are not signed in: a shell in the product's face, and forms without cookies."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.web.origin import is_foreign, is_from_our_page

MOST_BYTES = 4_096
FORM = "application/x-www-form-urlencoded"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','HarmonyOS Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
STYLE = f"""
*{{box-sizing:border-box}}
body{{margin:0;padding:24px 16px 40px;background:#EEF3F0;color:#1F2D2B;font:16px/1.6 {FONT}}}
main{{max-width:440px;margin:0 auto;padding:24px 20px;background:#FFF;border:1px solid #DBE3DF;border-radius:8px}}
.mark{{display:flex;align-items:center;gap:8px;max-width:440px;margin:0 auto 14px;color:#1E6558;font-weight:700}}
.mark img{{width:28px;height:28px}}
h1{{margin:0 0 12px;font-size:24px;line-height:1.35}}
p{{margin:0 0 16px;color:#56645F;font-size:15px}}
label{{display:block;margin:0 0 6px;font-weight:700}}
input{{display:block;width:100%;min-height:48px;margin:0 0 16px;padding:8px 12px;border:1px solid #8A9692;
border-radius:8px;background:#FFF;color:#1F2D2B;font:inherit;font-size:18px}}
input.figures{{font-size:24px;letter-spacing:.2em}}
input.signs{{text-transform:uppercase;letter-spacing:.08em}}
input:focus{{outline:3px solid #86BBAD;outline-offset:1px;border-color:#1E6558}}
button,a.button{{display:block;width:100%;min-height:48px;padding:10px 16px;border:1px solid #1E6558;border-radius:8px;
background:#1E6558;color:#FFF;font:inherit;font-size:18px;font-weight:700;text-align:center;text-decoration:none}}
a.button{{background:#FFF;color:#1E6558}}
button:focus-visible,a.button:focus-visible{{outline:3px solid #86BBAD;outline-offset:2px}}
.note{{margin:0 0 18px;padding:12px 14px;border-radius:8px;background:#FBF6DD;color:#665400}}
.good{{margin:0 0 18px;padding:16px 14px;border-radius:8px;background:#E7F4ED;color:#1F5F45;font-size:22px;font-weight:700}}
.gone{{margin:0 0 18px;padding:16px 14px;border-radius:8px;background:#F0F3F1;color:#55625E;font-size:22px;font-weight:700}}
dl{{display:grid;grid-template-columns:6em 1fr;gap:8px 12px;margin:0 0 22px}}
dt{{color:#56645F}}
dd{{margin:0;overflow-wrap:anywhere}}
small{{display:block;max-width:440px;margin:14px auto 0;color:#56645F;font-size:14px}}
"""
SHELL = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · 守望</title><link rel="icon" href="/favicon.png">
<style>{style}</style></head>
<body><div class="mark"><img src="/favicon.png" alt="">守望</div><main><h1>{title}</h1>{body}</main>
<small>{foot}</small></body></html>"""


class Field(NamedTuple):
    """One line to fill in; `look` is "", "figures" or "signs"."""

    name: str
    label: str
    most: int
    look: str = ""
    example: str = ""
    complete: str = "off"


def answer(title: str, body: str, foot: str, status: int = 200) -> Response:
    """A whole page; `body` is markup whose texts are escaped already. Nobody keeps a copy of it."""
    page = SHELL.format(title=escape(title), style=STYLE, body=body, foot=escape(foot))
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def form(action: str, fields: Sequence[Field], given: Mapping[str, str], button: str) -> str:
    """The markup of a form that is posted to `action`, with what was typed already."""
    lines = "".join(_line(field, given.get(field.name, "")) for field in fields)
    head = f'<form method="post" action="{escape(action)}" autocomplete="off">'
    return f'{head}{lines}<button type="submit">{escape(button)}</button></form>'


def note(text: str, kind: str = "note") -> str:
    """The markup of a sentence in a box: "note", "good" or "gone"."""
    return f'<div class="{kind}" role="status">{escape(text)}</div>'


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """The markup of labels and values."""
    return "<dl>" + "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in pairs) + "</dl>"


def again(href: str, text: str) -> str:
    """The markup of a link that looks like a button."""
    return f'<a class="button" href="{escape(href)}">{escape(text)}</a>'


def is_ours(request: Request) -> bool:
    """Whether a posted form comes from a page of ours: the browser says so in Sec-Fetch-Site, Origin or Referer."""
    if is_foreign(request) or request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        return False
    named = "sec-fetch-site" not in request.headers and "origin" in request.headers
    return named or is_from_our_page(request)


async def typed(request: Request, fields: Sequence[Field]) -> dict[str, str] | None:
    """What was typed into the fields, each cut at its most; None for more than a form of ours can hold."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return None
    try:
        given = parse_qs(body.decode("utf-8"), max_num_fields=len(fields) + 2)
    except ValueError:
        return None
    return {field.name: given.get(field.name, [""])[0].strip()[: field.most] for field in fields}


def _line(field: Field, value: str) -> str:
    keys = ' inputmode="numeric"' if field.look == "figures" else ""
    return (
        f'<label for="{field.name}">{escape(field.label)}</label>'
        f'<input id="{field.name}" name="{field.name}" class="{field.look}" maxlength="{field.most}" required'
        f'{keys} autocomplete="{field.complete}" placeholder="{escape(field.example)}" value="{escape(value)}">'
    )
