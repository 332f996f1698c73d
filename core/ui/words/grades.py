"""Grades 1–12 as numbers and as schools call them."""

PRIMARY = {1: "一年级", 2: "二年级", 3: "三年级", 4: "四年级", 5: "五年级", 6: "六年级"}
JUNIOR = {7: "初一", 8: "初二", 9: "初三"}
SENIOR = {10: "高一", 11: "高二", 12: "高三"}
NAMES = PRIMARY | JUNIOR | SENIOR


def grade_name(number: int) -> str:
    """The name of grade 1–12; ValueError for any other number."""
    if number not in NAMES:
        raise ValueError("a grade is a number from 1 to 12")
    return NAMES[number]


def stage_of(number: int) -> str:
    """小学, 初中 or 高中 in a six–three–three system; ValueError outside grades 1–12."""
    grade_name(number)
    return "小学" if number in PRIMARY else "初中" if number in JUNIOR else "高中"
