"""Words for what the linter of rubrics finds."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {}
PROBLEMS: dict[str, ProblemWords] = {
    # bands
    "rubric.bands_missing": ProblemWords("{standard}没有写哪个数得几分", "请按数值分档，每档写上分值"),
    "rubric.band_empty": ProblemWords("{standard}第 {number} 档里没有任何数", "请核对这一档的下限和上限"),
    "rubric.band_overlap": ProblemWords(
        "{standard}{span}{unit} 同时落在两档里", "请让上一档的上限等于下一档的下限，只归其中一档"
    ),
    "rubric.band_gap": ProblemWords("{standard}{span}{unit} 没有对应的分值", "请补一档，或把上下两档接上"),
    "rubric.band_no_start": ProblemWords("{standard}{span}{unit} 没有对应的分值", "请把最低一档的下限空着，或写成 0"),
    "rubric.band_no_end": ProblemWords("{standard}{span}{unit} 没有对应的分值", "请把最高一档的上限空着"),
    "rubric.band_over_points": ProblemWords(
        "{standard}有一档给 {score} 分，超过这一项的满分 {points} 分", "请改小这一档，或改大满分"
    ),
    "rubric.band_below_points": ProblemWords(
        "{standard}最高一档只给 {score} 分，这一项的满分 {points} 分谁也拿不到", "请改大最高一档，或改小满分"
    ),
    "rubric.band_negative": ProblemWords(
        "{standard}有一档是 {score} 分", "分值不能小于 0；要扣分，请用“扣分”的评分方式"
    ),
    "rubric.bands_not_monotone": ProblemWords("{standard}数值变大时，分值有升有降", "如果不是有意的，请核对各档的分值"),
    # points, steps, anchors, grades, deductions
    "rubric.points_missing": ProblemWords("这一项的分值是 0", "请填这一项的满分；只作否决的，请选“一票否决”"),
    "rubric.points_negative": ProblemWords("分值是 {points}", "分值不能小于 0；要扣分，请用“扣分”的评分方式"),
    "rubric.points_not_told": ProblemWords("没有写满分，现在按最高一档的 {points} 分算", "请写上满分"),
    "rubric.step_not_positive": ProblemWords("最小分值间隔是 {step}", "请填大于 0 的数，例如 0.5 或 1"),
    "rubric.step_over_points": ProblemWords("最小分值间隔 {step} 比满分 {points} 还大", "请改小间隔"),
    "rubric.step_does_not_divide": ProblemWords(
        "按 {step} 分一档，到不了满分 {points} 分", "请改间隔或满分，让满分是间隔的整数倍"
    ),
    "rubric.anchors_too_few": ProblemWords("只有 {count} 档描述", "至少要两档，才分得出高低"),
    "rubric.anchor_blank": ProblemWords("第 {number} 档没有描述", "请写上做到什么程度算这一档"),
    "rubric.anchor_label_twice": ProblemWords("“{label}”写在两档里", "请把两档写得不一样，或删去一档"),
    "rubric.anchor_score_twice": ProblemWords("两档都是 {score} 分", "请改其中一档的分值，或合成一档"),
    "rubric.anchor_negative": ProblemWords("{standard}有一档是 {score} 分", "分值不能小于 0"),
    "rubric.anchor_best": ProblemWords(
        "{standard}最好的一档是 {score} 分，这一项的满分是 {points} 分", "请让最好的一档等于满分"
    ),
    "rubric.anchors_not_ascending": ProblemWords("{standard}各档没有按分值从低到高排", "请从低到高排，评分时好找"),
    "rubric.grades_too_few": ProblemWords("只有 {count} 个等级", "至少要两个等级"),
    "rubric.grade_blank": ProblemWords("第 {number} 个等级没有名称", "请写上名称，例如 A"),
    "rubric.grade_label_twice": ProblemWords("有两个等级都叫“{label}”", "请改其中一个的名称"),
    "rubric.grade_share_twice": ProblemWords("两个等级的系数都是 {share}", "请改其中一个的系数，或合成一个等级"),
    "rubric.grade_share_outside": ProblemWords("有一个系数是 {share}", "系数在 0 到 1 之间，例如 0.8"),
    "rubric.grade_none_full": ProblemWords("最高的系数是 {share}，满分谁也拿不到", "请让最好的等级系数是 1"),
    "rubric.grades_not_descending": ProblemWords("等级没有按系数从高到低排", "请从高到低排，评分时好找"),
    "rubric.deduct_without_each": ProblemWords("没有写每次扣几分", "请填每发现一次扣的分值"),
    "rubric.deduct_each_over_points": ProblemWords(
        "一次扣 {each} 分，超过最多扣的 {points} 分", "请改小每次扣的分，或改大最多扣的分"
    ),
    # sums, weights, caps
    "rubric.node_empty": ProblemWords("这个指标下面没有内容", "请在它下面加上评分项，或删去它"),
    "rubric.node_sum": ProblemWords(
        "写的是 {printed} 分，下面各项合计 {sum} 分", "请改这个指标的分值，或改下面各项的分值"
    ),
    "rubric.total_sum": ProblemWords("总分写的是 {printed} 分，各项合计 {sum} 分", "请改总分，或改各项的分值"),
    "rubric.mean_without_points": ProblemWords("按平均算，却没有写满分", "请写上分值，平均得分率乘它就是得分"),
    "rubric.weight_not_positive": ProblemWords("权重是 {weight}，这一项不起作用", "请填大于 0 的权重"),
    "rubric.weight_ignored": ProblemWords(
        "写了权重 {weight}，但上一级是直接相加，权重不起作用", "请把上一级改成按平均算，或把权重改回 1"
    ),
    "rubric.scale_not_positive": ProblemWords("折算后的分值不大于 0", "请填折算成多少分，或空着"),
    "rubric.cap_not_positive": ProblemWords("最多得分不大于 0", "请填最多得多少分，或空着"),
    "rubric.scale_and_cap": ProblemWords(
        "写了最多得 {cap} 分，又折算成 {scale} 分，结果会超过上限", "请只留一个，或让折算不超过上限"
    ),
    "rubric.cap_never_reached": ProblemWords("最多得 {cap} 分，下面各项加起来也超不过", "如果不需要上限，请空着"),
    "rubric.whole_without_total": ProblemWords("不适用的项要按总分折算，却没有写总分", "请写上总分"),
    "rubric.all_may_be_na": ProblemWords("每一项都可以填“不适用”，可能一项也没评", "请至少留一项必须评"),
    # grade lines and caps on grades
    "rubric.line_unreachable": ProblemWords(
        "{standard}“{grade}”要 {at_least} 分，满分只有 {most} 分，谁也达不到", "请改低分数线，或核对总分"
    ),
    "rubric.line_negative": ProblemWords("{standard}“{grade}”的分数线是 {at_least}", "分数线不能小于 0"),
    "rubric.line_title_twice": ProblemWords("{standard}有两条分数线都叫“{grade}”", "请改其中一条的名称，或删去一条"),
    "rubric.line_threshold_twice": ProblemWords("{standard}两条分数线都是 {at_least} 分", "请改其中一条，或删去一条"),
    "rubric.lines_not_descending": ProblemWords("{standard}分数线没有从高到低排", "请从高到低排，看的人好懂"),
    "rubric.line_at_zero": ProblemWords("{standard}“{grade}”从 0 分起，人人都能得", "如果不是有意的，请写上分数线"),
    "rubric.cap_unknown_code": ProblemWords("有一条等级限制说的是 {code}，没有这个编号", "请改成评分项或指标的编号"),
    "rubric.grade_cap_never": ProblemWords(
        "“低于 {below} 分时最高评{grade}”永远不会发生", "请改大这个分值，或删去这条限制"
    ),
    "rubric.grade_cap_always": ProblemWords(
        "“低于 {below} 分时最高评{grade}”总会发生：满分只有 {most} 分", "请改小这个分值"
    ),
    "rubric.grade_cap_unknown_grade": ProblemWords("等级限制里的“{grade}”不在分数线里", "请改成分数线里的等级"),
    "rubric.grade_cap_on_best": ProblemWords(
        "“最高评{grade}”不起作用：它已经是最高的等级", "请改成低一些的等级，或删去这条限制"
    ),
    # codes, titles, levels
    "rubric.item_code_twice": ProblemWords("编号 {code} 有不止一个评分项", "请改成不同的编号，不然评分时分不清"),
    "rubric.node_code_twice": ProblemWords("编号 {code} 有不止一个指标", "请改成不同的编号"),
    "rubric.code_of_both": ProblemWords("编号 {code} 既是指标又是评分项", "请改其中一个的编号"),
    "rubric.title_blank": ProblemWords("没有名称", "请写上名称"),
    "rubric.title_twice": ProblemWords("同一级里有两个都叫“{title}”", "请把名称写得不一样"),
    "rubric.level_names_too_few": ProblemWords(
        "指标有 {levels} 级，级别名称只有 {names} 个", "请补上级别名称，例如“三级指标”"
    ),
    "rubric.level_name_twice": ProblemWords("有两级都叫“{name}”", "请把级别名称写得不一样"),
    # vetoes
    "rubric.veto_with_points": ProblemWords(
        "一票否决的项写了 {points} 分，不会计分", "请把分值改成 0，或换一种评分方式"
    ),
    "rubric.veto_na": ProblemWords("一票否决的项可以填“不适用”", "否决项对每所学校都适用，请去掉这个选项"),
    "rubric.veto_below_on_veto": ProblemWords("一票否决的项又写了“低于几分否决”", "请去掉“低于几分否决”"),
    "rubric.veto_always": ProblemWords("低于 {below} 分就否决，满分只有 {points} 分，谁也过不了", "请改小这个分值"),
    "rubric.veto_never": ProblemWords("低于 {below} 分才否决，永远不会发生", "请改大这个分值，或空着"),
    "rubric.veto_without_evidence": ProblemWords(
        "会否决整个结果，却没有写要看什么材料", "请写上佐证材料，让否决有据可查"
    ),
    # standards
    "rubric.standard_twice": ProblemWords("有两个标准都叫“{standard}”", "请改其中一个的名称"),
    "rubric.standard_alone": ProblemWords("只有“{standard}”一个标准", "只评一个标准时，不必分栏"),
    "rubric.separate_without_standards": ProblemWords(
        "要求按标准分别打分，却没有写有哪几个标准", "请加上标准，或改成只打一次"
    ),
    "rubric.requirement_twice": ProblemWords("“{standard}”的要求写了两次", "请合成一条"),
    "rubric.requirement_missing": ProblemWords("没有写{standards}的要求", "请补上，评的人才知道两个标准差在哪里"),
    "rubric.requirement_same": ProblemWords("要分别打分，两个标准的要求却一字不差", "请写出差别，或改成只打一次"),
    "rubric.one_standard_only": ProblemWords("按{standards}不计分", "请补上分值；只对一个标准计分，满分会不一样"),
    "rubric.standard_more_lenient": ProblemWords(
        "{at}按{harder}得分比按{easier}还高", "请核对：要求更高的标准不应该更宽"
    ),
    # kinds
    "rubric.scale_ignored": ProblemWords("写了{part}，但现在的评分方式用不到", "请换评分方式，或删去{part}"),
    "rubric.field_ignored": ProblemWords("写了{part}，但现在的评分方式用不到", "如果不需要，请删去"),
    "rubric.unit_missing": ProblemWords("没有写单位", "请写上单位，例如 ㎡、人、次"),
    # evidence, guidance, source
    "rubric.source_missing": ProblemWords("没有写依据的文件", "请写上文件名称和文号；自拟的请写“本级自拟”"),
    "rubric.evidence_missing": ProblemWords("要求有佐证材料，却没有写要什么材料", "请写上材料名称，或改成不作要求"),
    "rubric.evidence_blank": ProblemWords("佐证材料里有空的一条", "请填上或删去"),
    "rubric.guidance_missing": ProblemWords("没有写评分要点和评估方法", "请写几句怎么算做到，评的人尺度才一致"),
    "rubric.proposal_unknown": ProblemWords("要系统代填“{key}”，系统里没有这个数", "请从列表里选，或空着"),
    "rubric.proposal_unit": ProblemWords(
        "要代填的“{title}”单位是{unit}，这一项的单位是{own}", "请让两个单位一致，或换一个代填的数"
    ),
}
