"""The fictitious province, city and county, and the county's schools."""

from sqlmodel import Session

from core.ops.demo.county import SchoolPlan
from core.organisations.actions import plant
from core.organisations.actions.facts import facts_row
from core.organisations.actions.places import put
from core.organisations.rules import Facts, Level
from core.organisations.tables import Organisation

PROVINCE, CITY, COUNTY = "云江省", "望江市", "云溪区"


def grow(session: Session, plans: list[SchoolPlan]) -> dict[str, int]:
    """Write the tree; answers the ids by name."""
    province = plant(session, name=PROVINCE, level=Level.PROVINCE)
    city = put(session, Organisation(parent_id=province.id, level=Level.CITY, name=CITY), province.path)
    county = put(session, Organisation(parent_id=city.id, level=Level.COUNTY, name=COUNTY), city.path)
    places = {PROVINCE: province.id or 0, CITY: city.id or 0, COUNTY: county.id or 0}
    for plan in plans:
        school = put(session, Organisation(parent_id=county.id, level=Level.SCHOOL, name=plan.name), county.path)
        facts = Facts(
            stages=plan.stages,
            setting=plan.setting,
            district=plan.district,
            alliance=plan.alliance,
            pilot=plan.pilot,
            boarding=plan.boarding,
        )
        session.add(facts_row(school.id or 0, facts))
        places[plan.name] = school.id or 0
    session.flush()
    return places
