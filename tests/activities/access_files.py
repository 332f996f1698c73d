"""Who may lay photographs beside an activity, and who may look at them: leaders never."""

from sqlmodel import Session, col, select

from core.access import Capability
from core.activities import actions, queries
from core.activities.tables import Activity, ActivityFile
from core.database import unowned
from tests.access_cases import Action, Query
from tests.activities.builders import an_activity
from tests.activities.file_builders import a_photo, hidden
from tests.media.builders import PDF
from tests.world import World

RECORD, ASSESS = Capability.RECORD_ACTIVITIES, Capability.SELF_ASSESS
KEEPERS = {"a": "researcher centre school_admin counsellor"}
SEEING = {"a": "researcher centre school_admin school_lead counsellor"}


def one(session: Session, world: World) -> None:
    an_activity(session, world)


def pictured(session: Session, world: World) -> None:
    a_photo(session, an_activity(session, world), world)


def its_id(session: Session) -> int:
    return session.exec(unowned(select(col(Activity.id)), Activity)).one() or 0


def file_id(session: Session) -> int:
    return session.exec(unowned(select(col(ActivityFile.id)), ActivityFile)).one() or 0


ACTIONS = {
    "add_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.add_file(
        s, actor, activity_id=its_id(s), title="签到表", content=PDF), given=one),
    "remove_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.remove_file(
        s, actor, file_id=file_id(s)), given=pictured),
    "move_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.move_file(
        s, actor, file_id=file_id(s), to=0), given=pictured),
    "blur_file": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.blur_file(
        s, actor, file_id=file_id(s), given=hidden(s, file_id(s))), given=pictured),
    "faces_fine": Action(RECORD, KEEPERS, lambda s, actor, w, at: actions.faces_fine(
        s, actor, file_id=file_id(s)), given=pictured),
    "open_file": Action(RECORD, SEEING, lambda s, actor, w, at: actions.open_file(
        s, actor, file_id=file_id(s)), given=pictured, also=ASSESS),
}  # fmt: skip
QUERIES = {
    "files": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.files(s, scope, activity_id=its_id(s)), pictured),
    "photograph": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.photograph(
        s, scope, file_id=file_id(s)), pictured),
    "thumbs": Query(RECORD, KEEPERS, lambda s, scope, w, at: queries.thumbs(s, scope, activity_id=its_id(s)), pictured),
}  # fmt: skip
