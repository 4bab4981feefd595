authoring-id = “{ $found }”不能用作通知的编号：以小写英文字母开头，只用小写字母、数字和短横线，2 到 41 个字符；common 和 dialect 已有他用。处理：改写编号，例如 keji-2025
authoring-kind = 没有“{ $found }”这种通知，可以写：{ $allowed }。处理：申报通知写 call，遴选方案写 selection-scheme，工作方案写 work-plan，改进计划写 improvement-plan
authoring-deadline = 截止时间“{ $found }”看不懂，或者没有这一天。处理：写成 2025-11-15，或 2025-11-15 17:00
authoring-long = { $key } 有 { $found } 个字，最多 { $limit } 个。处理：写短一些
authoring-many = { $key } 有 { $found } 个，最多 { $limit } 个。处理：分成几份通知，或先写一部分
authoring-control = { $key } 里有看不见的控制字符或换行。处理：删去后重写
authoring-empty = { $key } 里有一项没有名称。处理：写成“项目名称”或“项目名称：类别、类别”
authoring-tracks = “{ $found }”的申报类别有重名或空的。处理：各写不同的名称
authoring-answers = 回答文件 { $file } 不能用：{ $why }
authoring-large = 文件太大。处理：核对是否选错了文件
authoring-no-object = 里面不是一个 JSON 对象。处理：写成 {"{"}"title": "…", "deadline": "…"{"}"}
authoring-keys = 不认识的键 { $found }，可以写：{ $allowed }。处理：改正键名
authoring-no-text = { $key } 应是文字。处理：写在英文双引号里
authoring-programmes = programmes 应是数组，每项写 title 和 tracks（文字数组，可不写）。处理：照 [{"{"}"title": "项目", "tracks": ["类别"]{"}"}] 改写
authoring-no-title = 不知道通知的标题，没有新建。处理：加 --title，或用 --answers 给出回答
authoring-no-folder = { $folder } 不是文件夹。处理：先建好这个文件夹，或用 --root 指明别的
authoring-exists = { $folder } 已经有了，没有改动。处理：换一个编号；要重做的，先把它移到别处
authoring-made = 已建好 { $folder }：{ $files } 个文件{ $beside ->
    [0] {""}
   *[other] ，旁边另有 { $beside } 个供编辑器用的文件
}。
authoring-next = 接着：shenbao check 检查，shenbao build 生成网站；把写着“待确认”的地方照原文改写。
authoring-ask-title = 通知的标题
authoring-ask-issuer = 发文单位（不知道就直接回车）
authoring-ask-kind = 哪一种（call 申报通知，selection-scheme 遴选方案，work-plan 工作方案，improvement-plan 改进计划）
authoring-ask-programme = 一个项目，有申报类别的写“项目：类别、类别”（没有了就直接回车）
authoring-ask-deadline = 截止时间，如 2025-11-15 17:00（不知道就直接回车）
authoring-unread = { $file } 不能读成通知：{ $reasons }
authoring-not-text = { $file } 不是可以读的文字{ $kind ->
    [image] ，是一张图片。处理：扫描件或照片先识别成文字（OCR），或找发文单位要 Word 文件
    [archive] ，是压缩包。处理：先解压，再给出里面的通知文件
    [xml] ，是 XML 或图形文件。处理：用 Word 或 WPS 打开，另存为 .docx
    [rtf] ，是 RTF 文件。处理：用 Word 或 WPS 打开，另存为 .docx
    [database] ，是数据库文件。处理：核对是否选错了文件
    [program] ，是程序。处理：核对是否选错了文件
   *[other] 。处理：另存为 .docx，或 UTF-8 的文本文件
}
authoring-pdf-closed = { $file } 打不开：可能设了密码或已损坏。处理：用阅读软件打开后去掉密码另存，或改用 Word 文件
authoring-pdf-unseen = { $file } 没有看完（看到第 { $pages } 页）：页数太多，或内容异常。处理：改用 Word 或文本文件
authoring-scan = { $file } 的 { $pages } 页都没有文字，是扫描件。处理：先识别成文字（OCR），或找发文单位要 Word 文件
authoring-too-long = { $file } 太长，不像一份通知（上限 { $limit } { $why ->
    [bytes] MB
    [lines] 行
   *[characters] 个字
}）。处理：核对是否选错了文件；有附件的，只留通知本身
authoring-no-words = { $file } 里没有文字（可能只有图片）。处理：识别成文字（OCR）后再试，或找发文单位要 Word 文件
authoring-no-clauses = { $file } 读到 { $count } 行，但只有标题、文号、落款一类，没有正文。处理：核对是否选错了文件
authoring-cleaned = 删去了 { $count } 个看不见的字符
authoring-tracked = 文件有修订：删除的文字没有读，插入的文字读了；定稿以前请接受或拒绝全部修订
authoring-left-out = { $kind ->
    [struck] 划掉的文字有 { $count } 处，没有读
    [hidden] 隐藏的文字有 { $count } 处，没有读
   *[deleted] 删除的文字有 { $count } 处，没有读
}
authoring-pictures = 文件里有图片，图片里的文字没有读
authoring-boxes = { $count } 个文本框里的文字放在最后
authoring-blank-pages = { $count } 页没有文字（第一处是第 { $first } 页），可能是扫描的，没有读
authoring-open-mark = 网页里有一个删除标记没有结束，划掉的文字当作正文读了
authoring-read = 读到 { $clauses } 条、候选 { $candidates } 项；不作为条款的有 { $left } 行：
authoring-left = 第 { $line } 行（{ $role }）：{ $text }
authoring-left-more = 还有 { $count } 行
authoring-role-issuer = 发文单位
authoring-role-title = 标题
authoring-role-number = 文号
authoring-role-addressees = 主送
authoring-role-formula = 结语
authoring-role-signature = 落款
authoring-role-date = 日期
authoring-role-openness = 公开属性
authoring-role-copied = 抄送、印发
authoring-role-page = 页码
authoring-role-heading = 小标题
authoring-review = 接着：用 Excel 打开 { $file }，在“决定”一列逐项选“采用”或“不采用”，保存后运行 shenbao new { $id } --accept "{ $file }"
authoring-kept-reason = 与新的原文核对过，照旧
authoring-accepted = 已采用 { $taken } 项，写进 { $folder }；还有 { $open } 项待确认。接着：shenbao check
authoring-accept-twice = 另一个命令正在把候选写进 { $folder }，这一次什么都没有写。处理：等它做完，再运行一次
authoring-accept-alone = --accept 不能和 { $found } 一起写。处理：新建和采用候选分两次做
authoring-accept-nothing = { $folder } 不存在，没有可以写入的通知。处理：核对编号，或先用 shenbao new 新建
authoring-no-list = { $file } 不是候选清单：缺少 { $found } 一列。处理：用 shenbao new 写出的 待确认.csv，不要改列名
authoring-list-twice = { $file } 里 { $found } 一列有两个。处理：删去多出来的一列
authoring-list = { $file } 有 { $count } 行不能采用，什么都没有写：{ $rows }
authoring-row-kind = 第 { $row } 行的种类“{ $found }”不认识，可以写：{ $allowed }
authoring-row-decision = 第 { $row } 行的决定“{ $found }”不认识，可以写：{ $allowed }
authoring-row-phone = 第 { $row } 行：联系方式写的是电话。处理：电话不写进来，网站上说“见原文”；删去号码，只留部门、邮箱或地址，或者选“不采用”
authoring-edition-of = 没有 { $found } 这份通知，不能由它做新的一版。{ $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
 }处理：--edition-of 后面写政策文件夹里上一版通知的编号
authoring-edition-alone = --edition-of 不能和 { $found } 一起写：类别、项目、期限照上一版，再逐项确认。处理：去掉 { $found }
authoring-edition-large = { $folder } 里的文件太大，合起来超过 64 MB。处理：移走不是通知的文件
authoring-edition-made = 已由 { $old } 做好新的一版：{ $folder }。条款、规则、表单、栏目、名单的编号都不变
authoring-edition-clauses = 条款：{ $kept } 条在新的原文里找到了，{ $lost } 条没有找到，新的原文多出 { $added } 条
authoring-edition-none = 上一版的条款一条也没有找到：请核对 --from 后面的文件是不是新的通知。拿错了的，删去 { $folder }，换一个文件再做
authoring-edition-lost = 没有找到 [{ $id }] { $number }：{ $text }
authoring-edition-added = 多出来 [{ $id }] { $number }：{ $text }
authoring-edition-skipped = 没有带过去：{ $file }
authoring-edition-review = 待确认的日期、年份、数共 { $values } 处，列在 { $file }：用 Excel 打开，照新的原文改“值”一栏，核对过的在“决定”一栏写“采用”，保存后运行 shenbao new { $id } --accept "{ $file }"。别处文字里写着“待确认”的，照新的原文改写；示例里的日期也要跟着改，shenbao check 会指出
authoring-row-place = 第 { $row } 行：没有 { $found } 这个位置。处理：“将成为”一栏不要改；删去的内容，这一行写“不采用”
authoring-row-value = 第 { $row } 行的值“{ $found }”看不懂。处理：写成 { $example }
authoring-row-empty = 第 { $row } 行没有值。处理：照原文写上，或把决定改成“不采用”
authoring-row-words = 第 { $row } 行的原文“{ $words }”不在这份通知里。处理：核对清单是不是这份通知的
authoring-row-clause = 第 { $row } 行的条款 { $found } 不在 clauses.md 里。处理：改成现在的条款编号
authoring-column-kind = 种类
authoring-column-value = 值
authoring-column-words = 原文
authoring-column-clause = 条款
authoring-column-line = 行
authoring-column-becomes = 将成为
authoring-column-decision = 决定
authoring-decision-open = 待确认
authoring-decision-taken = 采用
authoring-decision-refused = 不采用
authoring-decision-done = 已写入
authoring-kind-title = 标题
authoring-kind-issuer = 发文单位
authoring-kind-number = 文号
authoring-kind-issued = 发文日期
authoring-kind-deadline = 截止时间
authoring-kind-period = 期限
authoring-kind-amount = 金额
authoring-kind-age = 年龄
authoring-kind-rank = 职称学历
authoring-kind-quota = 数量限额
authoring-kind-copies = 份数
authoring-kind-material = 材料
authoring-kind-attachment = 附件
authoring-kind-contact = 联系方式
authoring-kind-open-list = 未列全的名单
authoring-kind-severity = 程度用语
authoring-kind-carried = 沿用的值
authoring-kind-numbering = 编号不连续
authoring-becomes-title = 通知的标题
authoring-becomes-issuer = 发文单位
authoring-becomes-number = 文号
authoring-becomes-issued = 发文日期
authoring-becomes-deadline = 截止时间{ $doubt ->
    [year] （原文没有年份，按发文日期推定）
   *[other] {""}
}
authoring-becomes-period = 起止日期，或参数和审核要点
authoring-becomes-amount = 规则，原文说得确切的；否则参数和审核要点
authoring-becomes-age = 规则，原文说得确切的；否则参数和审核要点
authoring-becomes-rank = 规则，原文说得确切的；否则审核要点
authoring-becomes-quota = 限额，原文说得确切的；否则参数和审核要点
authoring-becomes-copies = 要交的材料
authoring-becomes-material = 要交的材料
authoring-becomes-attachment = { $doubt ->
    [missing] 附件（缺失）和缺漏
   *[other] 附件（随附）
}
authoring-becomes-contact = 联系方式
authoring-becomes-open-list = 名单（只作建议）
authoring-becomes-carried = 沿用的值
authoring-becomes-severity = 审核要点
authoring-becomes-numbering = 缺漏（原文如此）
