"""What the seeded library is about: subjects as submitters put them, and ways of working. Written before the questions."""

from typing import NamedTuple

from core.organisations.rules import Stage

P, J, S, V = Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL
ALL, TEENS, UPPER = (P, J, S, V), (J, S, V), (S, V)


class Subject(NamedTuple):
    """A subject: as it stands in titles, its topic and course, for whom, and one sentence on what it is about."""

    title: str
    topic: str
    course: str
    stages: tuple[Stage, ...]
    about: str


SUBJECTS = {
    "exam_anxiety": Subject(
        "考前焦虑的自我调节", "exam", "emotion", ALL,
        "针对重要考试前的紧张、担心、心跳加快、手心出汗等反应。",
    ),
    "exam_failure": Subject(
        "考试失利后的积极归因", "exam", "setback", ALL,
        "帮助成绩不理想的学生正确看待分数，找到原因，重新出发。",
    ),
    "attention": Subject(
        "课堂注意力的提升", "learning", "learning", ALL,
        "面向上课容易走神、小动作多、难以专心听讲的学生。",
    ),
    "motivation": Subject(
        "学习动机的激发", "learning", "learning", ALL,
        "面向缺少学习兴趣、被动应付的学生，讨论为什么而学。",
    ),
    "procrastination": Subject(
        "作业拖延的改善", "learning", "learning", ALL,
        "分析作业拖拉的原因，学习把任务分小、立即开始。",
    ),
    "memory": Subject(
        "记忆策略训练", "learning", "learning", ALL,
        "介绍联想、复述、归类等方法，解决记了就忘的困难。",
    ),
    "time": Subject(
        "学习时间的合理规划", "learning", "learning", ALL,
        "学习制订每日计划，区分轻重缓急，合理安排作业与休息。",
    ),
    "anger": Subject(
        "愤怒情绪的管理", "emotion", "emotion", ALL,
        "面向容易发脾气、冲动伤人的学生，识别怒气并学习冷静。",
    ),
    "sadness": Subject(
        "情绪低落的自助", "emotion", "emotion", TEENS,
        "面向一段时间里闷闷不乐、对什么都没有兴趣的学生。",
    ),
    "confidence": Subject(
        "自信心的培养", "self", "self", ALL,
        "面向胆小、不敢举手发言、怕出错的学生，积累成功体验。",
    ),
    "body_image": Subject(
        "身体意象与容貌焦虑", "puberty", "self", TEENS,
        "讨论外貌、身材与节食，看见社会标准对自己的影响。",
    ),
    "inferiority": Subject(
        "自卑心理的超越", "self", "self", TEENS,
        "面向总觉得自己不如别人的学生，学习接纳不完美的自己。",
    ),
    "strengths": Subject(
        "自我优势的发现", "strengths", "self", ALL,
        "引导学生寻找自己和同学身上的优点与长处。",
    ),
    "name_calling": Subject(
        "言语欺凌的预防", "bullying", "relations", (P, J),
        "讨论给同学起绰号、嘲笑挖苦带来的伤害。",
    ),
    "bystander": Subject(
        "欺凌事件中的旁观者", "bullying", "relations", (P, J, S),
        "看到同学被欺负时，旁边的人可以怎样安全地帮忙。",
    ),
    "cyberbullying": Subject(
        "网络欺凌的应对", "bullying", "relations", TEENS,
        "在群聊和社交平台上被辱骂、传照片时怎样保护自己、保存证据。",
    ),
    "friendship": Subject(
        "同伴交往技巧", "relations", "relations", ALL,
        "面向没有朋友、不知道怎样加入同学的学生。",
    ),
    "conflict": Subject(
        "同伴冲突的解决", "relations", "relations", ALL,
        "同学之间争吵、打闹以后，学习表达感受、协商和道歉。",
    ),
    "dormitory": Subject(
        "宿舍人际关系的处理", "relations", "relations", TEENS,
        "室友作息不同、小团体、公共卫生引起的摩擦。",
    ),
    "teacher_student": Subject(
        "师生沟通的改善", "relations", "relations", TEENS,
        "学生对教师有意见、被误会时，怎样说得出口、听得进去。",
    ),
    "parent_conflict": Subject(
        "亲子冲突的化解", "family", "emotion", ALL,
        "围绕作业、手机、唠叨与顶撞，学习父母与子女互相理解。",
    ),
    "home_talk": Subject(
        "家庭沟通方式的改善", "family", "relations", ALL,
        "面向家长，学习倾听、少批评、多鼓励的说话方式。",
    ),
    "divorce": Subject(
        "父母离异学生的心理支持", "family", "emotion", ALL,
        "面向家庭变故、父母分开的学生，处理自责与不安。",
    ),
    "left_behind": Subject(
        "留守儿童的情感支持", "left_behind", "relations", (P, J),
        "面向父母外出务工、由祖辈照料的学生。",
    ),
    "siblings": Subject(
        "多子女家庭的手足相处", "family", "relations", (P, J),
        "家里有了弟弟妹妹以后的失落、争宠与相处。",
    ),
    "phone": Subject(
        "智能手机的合理使用", "internet", "self", ALL,
        "手机占用睡眠和学习，学习约定时间、自我监督。",
    ),
    "gaming": Subject(
        "网络游戏依赖的预防", "internet", "self", ALL,
        "了解游戏为什么吸引人，识别沉迷的信号。",
    ),
    "opposite_sex": Subject(
        "异性交往的分寸", "puberty", "relations", TEENS,
        "喜欢与爱慕、友谊与恋爱的边界，尊重与拒绝。",
    ),
    "puberty": Subject(
        "青春期身心变化的认识", "puberty", "life", (P, J),
        "月经、变声、长痘等身体变化，消除害羞与恐慌。",
    ),
    "abuse": Subject(
        "防范性侵害的自我保护", "life", "life", ALL,
        "认识身体的隐私部位，学会说不、离开、告诉信任的大人。",
    ),
    "new_school": Subject(
        "新生入学适应", "adaptation", "self", ALL,
        "从上一个学段来到新的环境，认识校园、同学与规则。",
    ),
    "boarding": Subject(
        "寄宿生活的适应", "adaptation", "self", TEENS,
        "第一次离开家住校，想家、睡不好、不会自理。",
    ),
    "transition": Subject(
        "毕业升学的心理准备", "adaptation", "career", (P, J),
        "毕业班面对分别与下一个学段的期待和担心。",
    ),
    "career_interest": Subject(
        "职业兴趣的探索", "career", "career", ALL,
        "了解不同职业，联系自己的兴趣和能力。",
    ),
    "subject_choice": Subject(
        "选科决策的指导", "career", "career", (S,),
        "新高考下怎样选择科目组合，平衡兴趣、成绩与专业要求。",
    ),
    "application": Subject(
        "升学志愿的抉择", "career", "career", (J, S),
        "填报志愿时与家长意见不一，怎样收集信息、作出选择。",
    ),
    "internship": Subject(
        "实习期的职业适应", "career", "career", (V,),
        "到企业岗位实习，面对师傅、加班与角色转变。",
    ),
    "setback": Subject(
        "挫折承受力的培养", "setback", "setback", ALL,
        "面向遇到困难就放弃、经不起批评的学生。",
    ),
    "perfection": Subject(
        "完美主义的调适", "setback", "self", TEENS,
        "反复擦改、怕出错、要求过高带来的疲惫。",
    ),
    "meaning": Subject(
        "生命意义的探寻", "life", "life", TEENS,
        "讨论人为什么活着，什么让生活值得。",
    ),
    "birth": Subject(
        "生命孕育与感恩", "life", "life", (P, J),
        "了解生命从哪里来，体会母亲怀孕的辛苦。",
    ),
    "grief": Subject(
        "亲人离世的哀伤辅导", "grief", "life", ALL,
        "陪伴失去亲人的学生表达思念、逐步回到生活。",
    ),
    "pet": Subject(
        "宠物死亡与告别", "grief", "life", (P, J),
        "心爱的小动物死了以后，怎样说再见。",
    ),
    "self_injury": Subject(
        "自伤行为的识别与应对", "crisis", "emotion", TEENS,
        "发现学生手臂有划痕时，怎样询问、陪伴、报告与转介。",
    ),
    "suicide": Subject(
        "自杀风险的识别与转介", "crisis", "life", TEENS,
        "识别言语和行为上的信号，守门人怎样问、怎样听、怎样转介。",
    ),
    "sleep": Subject(
        "睡眠习惯的改善", "sleep", "emotion", ALL,
        "面向入睡困难、熬夜、白天打瞌睡的学生。",
    ),
    "stress": Subject(
        "学业压力的管理", "stress", "emotion", ALL,
        "认识压力的来源与身体信号，学习调节的办法。",
    ),
    "envy": Subject(
        "嫉妒心理的调节", "emotion", "relations", ALL,
        "看到别人比自己强时的难受，怎样变成向上的力量。",
    ),
    "gratitude": Subject(
        "感恩品质的培养", "strengths", "life", ALL,
        "发现身边人的付出，学习表达谢意。",
    ),
    "cooperation": Subject(
        "团队合作能力的培养", "class", "relations", ALL,
        "在共同任务里学习分工、配合与信任。",
    ),
    "cohesion": Subject(
        "班级凝聚力的建设", "class", "relations", ALL,
        "面向纪律松散、各顾各的班级，建立共同的目标和归属感。",
    ),
    "creativity": Subject(
        "创造性思维的激发", "strengths", "learning", ALL,
        "打破常规，鼓励一题多解和奇思妙想。",
    ),
    "adhd": Subject(
        "注意缺陷多动学生的支持", "special", "learning", (P, J),
        "了解多动症学生的特点，课堂座位、指令与奖励的调整。",
    ),
    "autism": Subject(
        "孤独症学生的融合教育", "special", "relations", (P, J),
        "随班就读的孤独症学生与同学怎样相互了解。",
    ),
    "stealing": Subject(
        "偷拿行为的辅导", "class", "self", (P, J),
        "学生私自拿走同学物品以后，怎样保护自尊地处理。",
    ),
    "lying": Subject(
        "说谎行为的辅导", "class", "self", (P, J),
        "了解学生不说真话背后的原因，建立诚实与信任。",
    ),
    "refusal": Subject(
        "拒学行为的干预", "learning", "emotion", ALL,
        "学生不愿到校、一到早上就肚子疼时，家校怎样一步步帮助复学。",
    ),
    "burnout": Subject(
        "教师职业倦怠的缓解", "teachers", "emotion", ALL,
        "面向教师，觉察疲惫，恢复工作热情。",
    ),
    "homeroom": Subject(
        "班主任与家长的沟通技巧", "teachers", "relations", ALL,
        "面向班主任，怎样与着急、不配合的家长谈话。",
    ),
    "room_setup": Subject(
        "心理辅导室的功能区布置", "rooms", "self", ALL,
        "个别咨询、团体活动、测评与放松区域的面积、设备与色彩。",
    ),
    "sand_rules": Subject(
        "沙盘室的使用规范", "rooms", "self", ALL,
        "沙具摆放、预约登记、保密与清洁的要求。",
    ),
    "peer_helpers": Subject(
        "心理委员的培训", "class", "relations", TEENS,
        "班级心理委员的职责、倾听技能与上报的界限。",
    ),
    "disaster": Subject(
        "突发事件后的心理安抚", "crisis", "emotion", ALL,
        "地震、事故等突发事件发生后，稳定师生情绪的步骤。",
    ),
}  # fmt: skip

METHODS = {
    "breathing": ("正念呼吸", "以正念呼吸练习为主，跟着指导语把注意力放回呼吸。"),
    "role_play": ("角色扮演", "通过角色扮演体会不同人的感受，再换一种做法。"),
    "drawing": ("绘画表达", "用绘画把感受画出来，再和同伴分享。"),
    "group_game": ("团体游戏", "以团体游戏热身和体验，在活动中感悟。"),
    "picture_book": ("绘本阅读", "从一本绘本的故事讲起，联系自己的生活。"),
    "discussion": ("小组讨论", "以小组讨论和全班分享为主。"),
    "writing": ("书写表达", "用写信、日记等书写方式整理想法。"),
    "music": ("音乐放松", "配合音乐做全身放松，安静下来。"),
    "debate": ("辩论", "分正反两方辩论，学习换个角度看问题。"),
    "sandplay": ("沙盘", "在沙盘里摆放沙具，呈现内心的故事。"),
    "cases": ("案例分析", "分析三个真实改编的案例，总结方法。"),
    "cbt": ("认知行为训练", "记录想法、情绪和行为，用认知行为的方法逐步调整。"),
    "family": ("家校共育", "学校和家庭一起参与，布置亲子任务。"),
    "survey": ("问卷调查", "采用问卷调查，样本来自三所学校，附统计表和建议。"),
}
