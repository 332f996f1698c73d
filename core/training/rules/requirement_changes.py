"""What is different between two versions of requirements, in sentences."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from core.training.rules.hour_titles import NEWCOMER_WORDS, due_words, plain, whom
from core.training.rules.requirements import PersonLine, RequirementSpec
from core.training.rules.titles import KIND_TITLES

NONE = "不要求"
ALL_HOURS = "合计"


def changed(before: RequirementSpec, after: RequirementSpec, categories: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence each: lines that are new, gone or different, then the figures; () for the same."""
    old, new = ({line.key: line for line in spec.people} for spec in (before, after))
    found = [f"新增：{_said(line, categories)}" for key, line in new.items() if key not in old]
    found += [f"去掉：{line.title}" for key, line in old.items() if key not in new]
    for key in (one for one in new if one in old):
        found += _differences(old[key].title, _facts(old[key], categories), _facts(new[key], categories))
    return (*found, *_differences("", _figures(before, categories), _figures(after, categories)))


def _differences(title: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in {**old, **new}:
        was, now = old.get(name, NONE), new.get(name, NONE)
        if was != now:
            yield f"{title}{'：' if title else ''}{name} {was} → {now}"


def _said(line: PersonLine, categories: Mapping[str, str]) -> str:
    facts = _facts(line, categories)
    return f"{line.title}，{facts['对象']}，{facts['哪一类']} {facts['学时']} 学时，{facts['期限']}"


def _facts(line: PersonLine, categories: Mapping[str, str]) -> dict[str, str]:
    return {
        "名称": line.title,
        "对象": whom(line),
        "哪一类": categories.get(line.category, line.category) or ALL_HOURS,
        "学时": plain(line.hours),
        "期限": due_words(line.due),
        "当年新到岗": NEWCOMER_WORDS[line.newcomers],
        "依据": line.source,
    }


def _figures(spec: RequirementSpec, categories: Mapping[str, str]) -> dict[str, str]:
    hours, school, supervised = spec.hours, spec.school, spec.supervision
    found = {
        "名称": spec.title,
        "说明": spec.note or "没有",
        "一年从几月算起": f"{hours.begins} 月",
        "全年上限": _cap(hours.cap),
        "结转": f"{hours.carry.share}%",
        "结转最多": _cap(hours.carry.most),
    }
    found |= {f"{title}上限": _cap(hours.caps.get(key)) for key, title in categories.items()}
    if school.certified:
        found |= {"持证率": f"{school.certified.percent}%", "持证率的依据": school.certified.source}
    if school.full_time:
        found |= {"每学段专职": f"{school.full_time.people} 名", "每学段专职的依据": school.full_time.source}
    if school.ratio:
        kinds = "、".join(KIND_TITLES[kind] for kind in school.ratio.kinds)
        found |= {"每名教师对应学生": f"{school.ratio.pupils} 名（{kinds}）", "师生比的依据": school.ratio.source}
    if supervised:
        kinds = "、".join(KIND_TITLES[kind] for kind in supervised.kinds)
        found |= {"个别督导": f"{plain(supervised.individual)} 小时", "团体督导": f"{plain(supervised.group)} 小时"}
        found |= {"督导对象": kinds, "督导的依据": supervised.source}
    return found


def _cap(hours: Decimal | None) -> str:
    return "不封顶" if hours is None else f"{plain(hours)} 学时"
