# The words of the fillable form (HTML).
form-script-missing = 表单脚本还没有生成：缺少 { $file }。请在源码目录运行 python hatch_build.py（需要 Node.js 20 或更高版本）。
form-script-unsafe = 表单脚本 { $file } 里有会截断页面的内容（{ $found }）。请重新生成：python hatch_build.py。
form-skip = 跳到表单
form-back = ← 返回指南
form-explained = 字段说明
form-badge = 示例，非官方模板
form-title-ours = { $title }（原文没有标题，名称为本工具所拟）
form-about = { $title }（{ $notice }）：在浏览器里填写、检查、打印，不用联网，内容不上传。
form-version = { $ref }　版本 { $edition }
form-digest = 结构校验码 { $digest }
form-contents = 目录
form-progress-label = 必填内容的完成情况
form-progress = 必填已完成 { $done } / { $all }
form-no-script = 本页的检查、保存和增删行需要浏览器脚本；脚本没有运行时仍可阅读和打印。
form-required = 必填
form-legend-required = 表示必须填写。
form-tag-customary = 惯例
form-tag-customary-rest = 字段，原文未载
form-tag-toolkit = 本工具
form-tag-toolkit-rest = 为核对而设，原文未载
form-legend-customary = 表示惯例字段，原文未载；没有标必填的，缺了只提醒，不算错。
form-legend-why = 字段下的“依据”列出条款和原文短语。
form-section-customary = 惯例内容，原文未载
form-privacy = 内容只保存在这台电脑的浏览器里，不会上传。草稿可随时存成文件；检查有问题也能保存。
form-unit = （单位：{ $unit }）
form-why = 依据
form-why-of = ：{ $title }
form-quoted = 通知原文第{ $lines }行
form-quoted-later = “{ $document }”第{ $lines }行
form-choose = 请选择
form-yes = 是
form-no = 否
form-hint-date = 例如 2024-04-30；也可写 2024/4/30 或 2024年4月30日
form-hint-between = { $low } 至 { $high }{ $unit }
form-hint-length = 不超过 { $count } 字
form-hint-rows = 至少 { $count } 行
form-hint-missing-list = 名单缺失：{ $title }。请直接填写，暂时无法核对。
form-hint-open-list = 可从建议中选，也可自行填写。
form-hint-key = 用来区分各行，不能空着。
form-hint-locked = 固定内容，不用填写。
form-hint-computed = 自动算出，不用填写。
form-hint-formula = 自动算出，不用填写：{ $formula }
form-row-up = 上移
form-row-below = 下移
form-row-delete = 删除
form-row-which = ：{ $title }
form-row-add = 添加一行
form-row-of = ：{ $title }
form-row-fill = 填入全部{ $title }（{ $count } 项）
form-row-filled = 已添加 { $count } 行，不需要的请删去。
form-row-filled-none = 各项都已经在表中。
form-grid-helps = 各栏说明和依据
form-grid-scroll = { $title }，可以左右滚动
form-grid-down = 把第一行的{ $columns }填到下面的空格
form-grid-down-done = 已填 { $count } 格，请核对。
form-grid-down-none = 第一行没有填，或下面没有空格。
form-row = 第{ $number }行
form-row-titled = 第{ $number }行（{ $title }）
form-row-deleted = 已删除{ $title }第 { $number } 行。
form-rows-full = 已到上限 { $count } 行。
form-undo = 撤销
form-readings = 有歧义的条文，本表按哪种读法检查
form-actions = 操作
form-check = 检查
form-save = 保存为文件
form-open = 打开文件
form-print = 打印
form-clear = 清空
form-cancel = 取消
form-fingerprint = 指纹
form-fingerprint-later = 填写后生成
form-clear-question = 清空全部内容并删除草稿？此操作不能撤销。
form-clear-yes = 清空
form-cleared = 已清空。
form-saved-file = 已保存为文件。请到浏览器的下载位置查看。
form-opened = 已打开文件“{ $name }”。
form-given = 已填入带来的内容，请核对后再保存。
form-carried = 已从“{ $title }”带入 { $count } 项。请核对。
form-open-carry = 这个文件是“{ $named }”，不是本表。可以把含义相同的内容带入本表的空栏，已填的不变，其余会列出。
form-open-replace = 打开“{ $name }”会替换现在填写的内容。继续吗？
form-open-yes = 打开并替换
form-open-other = 这个文件写明属于“{ $named }”，不是本表，也认不出是哪张表。可以把位置相同的内容读入本表的空栏，已填的不变，其余会列出。
form-open-anyway = 带入本表
form-open-empty = 文件“{ $name }”是空的。请选择用本表“保存为文件”得到的 JSON 文件。
form-open-not-json = 文件“{ $name }”不是 JSON，或者已经损坏。请选择用本表“保存为文件”得到的文件。
form-open-document = 文件“{ $name }”是 Word、Excel、PDF 或网页，这里只能打开 JSON。请先用命令转成 JSON 再打开：shenbao convert "{ $name }" -o 申报.json。已经填好的，也可以直接交这个文件。
form-open-broken = 文件“{ $name }”的文字里有不完整的字符，或空字符（U+0000），没有读取。请重新输入这些文字后再打开。
form-open-not-object = 文件“{ $name }”里不是一份{ $purpose ->
    [application] 申请
    [plan] 方案
    [summary] 总结
   *[record] 记录
}：最外层应是一组字段。
form-open-large = 文件“{ $name }”太大（上限 20 MB），没有读入。
form-losses = 下列内容没有照原样读入，请核对：
form-loss-unknown = 本表没有的内容 { $place }：{ $value }
form-loss-unfit = { $place } 不能填这个值：{ $value }
form-loss-empty = { $place } 未填写（文件里写的是 { $value }）。处理：填写；没有内容的，不用管
form-loss-computed = “{ $place }”是算出来的，文件里的 { $value } 与算出的不同，没有采用；保存的文件里不写这一项。
form-loss-no-place = 本表没有这一栏，没有带入 { $place }：{ $value }
form-loss-fixed = 本表的这一栏是固定的或算出的，没有带入 { $place }：{ $value }
form-loss-not-in-list = 不在本表的选项里，没有带入 { $place }：{ $value }
form-loss-attested = 声明、确认、签署的内容和日期要重新填写，没有带入 { $place }：{ $value }
form-loss-said-before = 本表已填别的内容，没有带入 { $place }：{ $value }
form-losses-version = 文件里有本表没有的栏目，可能是按另一版表单填写的。
form-losses-save = 把没有读入的内容存成文件
form-losses-file = 未读入
form-loss-hidden = “{ $place }”按现在的选择不适用，已收起，不会写入文件；条件满足时恢复。
form-draft-kept = 已保存草稿 { $time }
form-draft-failed = 浏览器不能保存草稿，请用“保存为文件”。
form-draft-found = 这台电脑上有这张表的草稿 { $count } 份：
form-draft-of = { $name ->
    [none] （还没有写名称）
   *[other] { $name }
}
form-draft-time = { $time } 保存
form-draft-open = { $time } 保存，正在另一个窗口里填写
form-draft-restore = 恢复草稿
form-draft-delete = 删除
form-draft-delete-question = 删除这份草稿（{ $name }）？删除后不能找回。
form-draft-delete-yes = 删除草稿
form-draft-replace = 用草稿代替现在填的内容？现在填的另存为一份草稿。
form-draft-elsewhere = 另一个窗口也在填这张表：{ $name ->
    [none] （还没有写名称）
   *[other] { $name }
}，{ $time } 保存过草稿。两边的草稿各存各的，互不覆盖。
form-draft-restored = 已恢复草稿。
form-summary-fail = 有 { $count } 处必须修改
form-summary-review = 没有必须修改的地方，请看下列各条
form-summary-pass = 检查通过
form-summary-note = { $purpose ->
    [application] 本检查不代替受理和评审；跨申请的限额要由受理部门核对。
   *[other] 本检查不代替主管部门的审核；要几家合在一起才能看的（例如平均值、全部达到），由收表的部门核对。
}
form-summary-readings = 条文有歧义的地方，结论按本页末尾写明的读法判断（{ $readings }）。
form-summary-group = { $severity }（{ $count }）
form-summary-rest = 另有 { $count } 处
form-reading = 读法：{ $text }。
form-cited = 依据：{ $number }。
form-cited-quote = 依据：{ $number }“{ $quote }”。
form-target = { $sentence }。时限：{ $due }
form-print-off = 按所填内容不适用，不用填写。
form-print-off-short = 不适用
form-print-left = 附：没有读入表内的内容
form-print-note-writing = 在网页上填写后打印。手写时用黑色字迹，方框内打√；日期写成2024-04-30或2024年4月30日，金额和数量只写数字，单位见栏目名称。
form-print-note-fingerprint = 页脚的指纹和二维码由打印时的填写内容算出，用来核对纸质版与电子版是否一致；打印后又改了内容的，要重新打印。
