"""Words for the resource library."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "library.title": "请写上名字，不超过 80 个字。",
    "library.summary": "简介请缩短到 1000 个字以内。",
    "library.author": "作者请缩短到 40 个字以内。",
    "library.year": "请核对年份：2000 年以后，不晚于今年。",
    "library.licence": "请从列出的几种里选别人可以怎样使用。",
    "library.tags": "请从列出的学段、主题和专题课程里选；主题最多选 6 个。",
    "library.tags_needed": "上架前请选好学段和主题，老师才找得到。",
    "library.summary_needed": "还差简介：写几句讲什么、怎么用，别人才找得到。",
    "library.author_needed": "还差作者：写老师或教研组的名字。",
    "library.year_needed": "还差年份：请选是哪一年的。",
    "library.licence_needed": "还差一项：请选别人可以怎样使用。",
    "library.stages_needed": "还差学段：请选适合哪些学段。",
    "library.topics_needed": "还差主题：请至少选一个。",
    "library.files_needed": "还没有文件：请至少上传一个再提交。",
    "library.nothing_to_see": "选了“仅供在线看”，请放上 PDF、图片、视频或音频：Word、PPT 和表格在网页里打不开。",
    "library.files_most": "一份资源最多放 {most} 个图片、文档、视频或音频文件。",
    "library.faces_open": "选中的照片里有可能拍到学生正脸、还没有处理的，请先打码或确认可以用。",
    "library.other_state": "这份资源的状态已经变了，请看最新的。",
    "library.moved_on": "这份资源刚才被别人改过，请看过最新的再改。",
    "library.comment": "请写一句话说明，不超过 {most} 个字。",
    "library.shelf_above": "请选提交单位自己的上级，放在它的架上。",
    "library.shelf_wider": "只能把架上的资源放到更高一级的架上。",
    "library.view_only": "这份资源只能在这里看，不提供下载。",
    "library.too_large_at_once": "这些文件加起来超过 {most} MB，请一个一个下载。",
    "library.used_on": "请核对上课的日期：不能晚于今天，也不能早于资源登记的那一年。",
    "library.pupils": "学生人数请填 1 到 {most}；没有数过可以不填。",
    "library.rating": "请选 1 到 5 颗星；想说的话不超过 {most} 个字。",
    "library.own_rating": "自己提交的资源由别人来评价。",
    "library.course": "请从列出的专题课程里选。",
    "library.picked_already": "这门专题课程里已经有这份资源。",
}
PROBLEMS: dict[str, ProblemWords] = {}
