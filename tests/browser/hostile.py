"""A client that speaks Streamlit's socket protocol itself, as an attacker would."""

from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 20  # seconds


class Heard(NamedTuple):
    """What one run of the script told: the session's name, and everything it sent."""

    session_id: str
    content: bytes

    def says(self, words: str) -> bool:
        return words.encode() in self.content


def open_page(address: str, slug: str, *, cookies: str = "", session_id: str = "") -> Heard:
    """Connect, ask for a page and listen until the script has finished; `session_id` names a session to take over."""
    protocols = ["streamlit", "no-token", *([session_id] if session_id else [])]
    headers = {"Cookie": cookies} if cookies else {}
    url = address.replace("http", "ws") + "/_stcore/stream"
    with connect(url, origin=address, subprotocols=protocols, additional_headers=headers, max_size=None) as socket:
        ask = BackMsg()
        ask.rerun_script.page_name = slug
        socket.send(ask.SerializeToString())
        name, content = "", b""
        while True:
            raw = socket.recv(timeout=PATIENCE)
            message = ForwardMsg()
            message.ParseFromString(raw)
            content += raw
            kind = message.WhichOneof("type")
            if kind == "new_session":
                name = message.new_session.initialize.session_id
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return Heard(name, content)
