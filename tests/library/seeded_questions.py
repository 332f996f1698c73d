"""Fifty questions as teachers ask them, each with the facts of the one item that answers it: subject, kind, stage, way.

They were written from the facts, before any search was run, and are never changed to suit the search.
"""

from typing import NamedTuple

from core.library.rules import ResourceKind as K
from core.organisations.rules import Stage
from tests.library.seeded_subjects import J, P, S, V


class Question(NamedTuple):
    """What somebody asks, and the facts of what answers it."""

    words: str
    subject: str
    kind: K
    stage: Stage
    method: str


QUESTIONS = (
    Question("快中考了，几个学生一进考场手心就冒汗，想放个短视频教他们深呼吸", "exam_anxiety", K.MICRO, J, "breathing"),
    Question("高三模拟考前给全班上一节课，让他们把害怕写下来", "exam_anxiety", K.LESSON, S, "writing"),
    Question("期中考砸了，初二一批学生垂头丧气，想拿真实例子上课分析", "exam_failure", K.LESSON, J, "cases"),
    Question("三年级坐不住、老开小差，有没有能玩着学的课", "attention", K.LESSON, P, "group_game"),
    Question("高中生越来越不想学，谁做过问卷写成文章", "motivation", K.RESEARCH, S, "survey"),
    Question("小学生写作业磨蹭到半夜，想搞个活动请爸爸妈妈一起配合", "procrastination", K.ACTIVITY, P, "family"),
    Question("单词背了就忘，给初一看的几分钟视频，最好是游戏", "memory", K.MICRO, J, "group_game"),
    Question("帮初中生安排放学后几点做什么，一对一谈话时能填的表", "time", K.ROOM, J, "cbt"),
    Question("二年级有个孩子一点就炸、动手打人，想用图画书讲讲怎么消气", "anger", K.LESSON, P, "picture_book"),
    Question("七年级男生动不动就发火，排一出戏演给大家看", "anger", K.PLAY, J, "role_play"),
    Question("高二有人整天提不起精神、想哭，辅导时让他写一写的单子", "sadness", K.ROOM, S, "writing"),
    Question("小学生提问头都不敢抬，怎么演一演练胆量，公开课用", "confidence", K.LESSON, P, "role_play"),
    Question("高一女生嫌自己胖不吃饭，上课想让她们争一争什么叫好看", "body_image", K.LESSON, S, "debate"),
    Question("初三学生总觉得自己处处比不上人，用画画的办法上课", "inferiority", K.LESSON, J, "drawing"),
    Question("让五年级孩子互相夸一夸、找找长处的活动", "strengths", K.ACTIVITY, P, "group_game"),
    Question("班里老给人起外号，小学排个剧", "name_calling", K.PLAY, P, "role_play"),
    Question("初中看到别人被打都躲着走，怎么引导他们帮忙，分组聊一聊的课", "bystander", K.LESSON, J, "discussion"),
    Question("高中生在微信群里被骂被发照片，有讲案例的小视频吗", "cyberbullying", K.MICRO, S, "cases"),
    Question("一年级有个孩子没人跟他玩，教他交朋友的图画书课", "friendship", K.LESSON, P, "picture_book"),
    Question("八年级同学吵架后谁也不理谁，教他们和好的班会课，分角色演", "conflict", K.LESSON, J, "role_play"),
    Question("中专住校生同屋老闹别扭，大家坐下来谈的活动", "dormitory", K.ACTIVITY, V, "discussion"),
    Question("高中学生觉得被老师冤枉了不服气，演成话剧", "teacher_student", K.PLAY, S, "role_play"),
    Question("初中孩子一回家就跟妈妈顶嘴，开家长会能一起做的活动", "parent_conflict", K.ACTIVITY, J, "family"),
    Question("给小学家长讲怎么跟孩子好好说话，拿例子讲的视频", "home_talk", K.MICRO, P, "cases"),
    Question("爸妈分开了，五年级女孩老怪自己，咨询室里画画用的", "divorce", K.ROOM, P, "drawing"),
    Question("孩子爸妈在外打工跟着奶奶过，小学，摆沙子的辅导记录", "left_behind", K.ROOM, P, "sandplay"),
    Question("家里添了二宝，老大闹情绪，小学图画书的一堂课", "siblings", K.LESSON, P, "picture_book"),
    Question("高中生半夜刷手机，正反方争一争该不该带进校园", "phone", K.LESSON, S, "debate"),
    Question("初中男生打游戏上瘾，有没有调查报告", "gaming", K.RESEARCH, J, "survey"),
    Question("八年级有谈恋爱苗头，怎么上课聊男女生相处，分组讨论", "opposite_sex", K.LESSON, J, "discussion"),
    Question("六年级女孩来例假很害怕，放一段视频讲讲身体发育，结合绘本", "puberty", K.MICRO, P, "picture_book"),
    Question("教低年级小朋友哪里不能让别人碰，用故事书讲的课", "abuse", K.LESSON, P, "picture_book"),
    Question("七年级刚开学互相不认识，操场上一起玩的破冰活动", "new_school", K.ACTIVITY, J, "group_game"),
    Question("高一第一次住校晚上想家睡不着，放音乐安静下来的小视频", "boarding", K.MICRO, S, "music"),
    Question("六年级要毕业舍不得，给未来的自己写信的活动", "transition", K.ACTIVITY, P, "writing"),
    Question("小学生长大想做什么，扮演各种工作的课", "career_interest", K.LESSON, P, "role_play"),
    Question("高一选物理还是历史拿不定主意，讲几个例子的短视频", "subject_choice", K.MICRO, S, "cases"),
    Question("填志愿和家里谈不拢，高三，家长一起来的活动", "application", K.ACTIVITY, S, "family"),
    Question("职校学生去工厂跟师傅处不好，拿真事讲一节课", "internship", K.LESSON, V, "cases"),
    Question("四年级孩子输不起，一说就哭，做游戏的课", "setback", K.LESSON, P, "group_game"),
    Question("高中好学生什么都要做到最好，把自己累垮了，个别辅导用的练习", "perfection", K.ROOM, S, "cbt"),
    Question("高二学生问活着有什么意思，想正反方辩一辩", "meaning", K.LESSON, S, "debate"),
    Question("奶奶去世了，小学孩子不说话，画出来的辅导单", "grief", K.ROOM, P, "drawing"),
    Question("发现初中生用小刀划手，给老师看的例子讲解视频", "self_injury", K.MICRO, J, "cases"),
    Question("高中学生说不想活了，老师演练怎么问他的活动", "suicide", K.ACTIVITY, S, "role_play"),
    Question("初三晚上睡不着白天犯困，放点音乐的微视频", "sleep", K.MICRO, J, "music"),
    Question("随班就读的自闭孩子，小学同学怎么接纳他，用绘本上课", "autism", K.LESSON, P, "picture_book"),
    Question("初中生早上喊肚子疼不肯上学，和家里一起想办法的研究", "refusal", K.RESEARCH, J, "family"),
    Question("老师们心累干不动了，中学教师静坐放松的活动", "burnout", K.ACTIVITY, S, "breathing"),
    Question("高中班干部里管心理的同学怎么培训，学会听人说话，演练", "peer_helpers", K.ACTIVITY, S, "role_play"),
)

LATER = (
    Question("快期末了作业一大堆，初三学生喊受不了，带他们听点舒缓曲子的活动", "stress", K.ACTIVITY, J, "music"),
    Question("同桌考得比自己好就难受，小学生怎么办，讲个故事上课", "envy", K.LESSON, P, "picture_book"),
    Question("高中孩子花父母钱理直气壮，想让他们给爸妈写封信", "gratitude", K.ACTIVITY, S, "writing"),
    Question("小组做事总有人不干活，五年级，玩着学会配合的课", "cooperation", K.LESSON, P, "group_game"),
    Question("接了个乱班，初二，人心不齐，有什么集体活动能一起玩", "cohesion", K.ACTIVITY, J, "group_game"),
    Question("孩子们想法都一个样，画画启发想象的小学微课", "creativity", K.MICRO, P, "drawing"),
    Question("一年级有个多动的孩子，和家里怎么一起管，活动方案", "adhd", K.ACTIVITY, P, "family"),
    Question("四年级有人拿同学的笔，怎么谈不伤他，辅导室里摆沙子", "stealing", K.ROOM, P, "sandplay"),
    Question("初中生爱撒谎，有没有几个真实例子的短片", "lying", K.MICRO, J, "cases"),
    Question("家长一来就吵，小学班主任怎么应对，演练一下的活动", "homeroom", K.ACTIVITY, P, "role_play"),
    Question("新建心理室，高中，房间怎么分区、买什么设备，看看别的学校的例子", "room_setup", K.ROOM, S, "cases"),
    Question("沙盘用完乱糟糟，初中有没有登记和管理的规矩，大家讨论定下来", "sand_rules", K.ROOM, J, "discussion"),
    Question("附近刚发生地震，小学怎么稳住孩子，带他们慢慢呼吸的视频", "disaster", K.MICRO, P, "breathing"),
    Question("宝宝从哪里来，二年级用绘本讲妈妈怀孕很辛苦", "birth", K.LESSON, P, "picture_book"),
    Question("养的狗没了，六年级孩子哭了好几天，写封告别信，个别谈", "pet", K.ROOM, P, "writing"),
    Question("高二成绩掉了一大截，一蹶不振，大家围坐聊聊的课", "exam_failure", K.LESSON, S, "discussion"),
    Question("中职生上课都在睡觉玩手机，和家里订个约定的活动", "phone", K.ACTIVITY, V, "family"),
    Question("初一新生晚上熄灯后还聊天，睡眠不足，做过统计吗", "sleep", K.RESEARCH, J, "survey"),
    Question("奥数班的孩子输了一次比赛就再也不肯参加，小学，排一出剧", "setback", K.PLAY, P, "role_play"),
    Question("高三家长太焦急，怎么教他们好好听孩子讲话，亲子一起完成的任务", "home_talk", K.ACTIVITY, S, "family"),
    Question("初中生在网上被同学起哄辱骂，演一出戏", "cyberbullying", K.PLAY, J, "role_play"),
    Question("五年级孩子打王者停不下来，让他们自己辩一辩好处坏处", "gaming", K.LESSON, P, "debate"),
    Question("住校的高一新生闷在寝室天天给家里打电话哭，用沙盘帮帮他", "boarding", K.ROOM, S, "sandplay"),
    Question("爷爷走了以后初二男生成绩一落千丈，谈话时听听音乐", "grief", K.ROOM, J, "music"),
    Question("三年级写字慢，一科作业写两小时，改掉拖拉的训练表", "procrastination", K.ROOM, P, "cbt"),
)
"""Asked once the words of one meaning stood fast: nothing was changed after these were first answered."""
