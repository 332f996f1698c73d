"""Words for files that people send, and for those beside an activity."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "media.empty": "这个文件是空的，没有收下。请重新保存一份再传。",
    "media.too_large": "这个文件超过 {most} MB，没有收下。请压缩或拆开后再传。",
    "media.kind": "这个文件没有收下：这里不收这一类文件。系统看的是内容，改扩展名没有用。",
    "media.macros": "这个文件带有宏，没有收下。请另存为不带宏的文件再传。",
    "media.broken": "这个文件不完整，打不开，没有收下。请重新保存一份再传。",
    "media.too_many_pixels": "这张图片太大（超过 {most} 万像素），没有收下。请缩小后再传。",
    "activities.files_closed": "已经上报，照片和文件不能再改。要补充的话，先撤回，或请教研员点“请补充”。",
    "activities.files_full": "最多放 {most} 张（份），已经满了，这一张没有收下。可以先拿掉不要的。",
    "activities.no_picture": "这不是照片，不用打码。",
}
PROBLEMS: dict[str, ProblemWords] = {}
