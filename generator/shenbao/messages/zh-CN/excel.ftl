## The workbook

excel-form-when = { $condition }时填写。
excel-form-clauses = 依据：原文{ $numbers }
excel-form-customary-part = 本部分为惯例内容，原文未载。
excel-form-marks = ＊为必填。※为惯例栏目，原文未载。
excel-form-not-official = 示例，非官方模板
excel-form-column-label = 栏目
excel-form-column-value = 填写内容
excel-form-column-hint = 填写说明
excel-form-number = 序号
excel-form-elsewhere = “{ $title }”在工作表“{ $sheet }”中填写（点这里前往）
excel-form-values = 填写内容
excel-form-seals = 签字和盖章
excel-form-left = 没有位置的内容
excel-form-left-note = 表中没有位置的内容
excel-form-own = shenbao
excel-form-guidance = 填写说明
excel-form-code = 指纹的二维码
excel-form-print = 指纹 { $print }（生成时的内容）
excel-form-print-later = 指纹在填写后生成
excel-form-print-long = 指纹 { $print }（生成时的内容）。填写内容改动以后指纹随之改变，可用 shenbao fingerprint 重新计算、核对。
excel-form-pages = 第{ $page }页　共{ $pages }页
excel-form-edition = { $ref }　{ $edition }版
excel-form-filled-by = 填报单位（盖章）：　　　　　　　　　　　　　填报人：　　　　　　　　联系电话：　　　　　　　　　　填报日期：　　　　年　　月　　日
excel-form-sheet-values = 逐项填写
excel-form-sheet-rows = 每行一条
excel-form-sheet-seals = 打印后签字、盖章

excel-form-part-how = 怎样填写
excel-form-part-when = 时限和报送
excel-form-part-basis = 依据
excel-form-part-readings = 有歧义的条文，检查时按哪种读法
excel-form-part-columns = 各栏说明
excel-form-how-typing = 在白色格内填写；带下拉箭头的点开选择，点中单元格可看到提示。日期写成 2024-04-30，金额和数量只写数字，单位见栏目名称；百分数填 50 表示 50%，不要输入百分号。
excel-form-how-rows = 行数不够时在表内插入行或接着往下填，不用的行留空，不要合并单元格。可以排序和筛选；工作表改名、移动不影响读取，请不要删除隐藏的行和列。
excel-form-how-computed = 注明“自动算出”的栏目由其他栏目算出，不用填写；栏目说明另有要求的按说明填写。
excel-form-how-no-id = 本表不收集身份证号，请勿填写。
excel-form-how-back = 填好后存为 .xlsx 文件，不要存成 .xls、.et 或加打开密码；从别处复制时用“选择性粘贴—数值”。
excel-form-how-print = 页脚的指纹由填写内容算出，用来核对纸质版与电子版是否一致；它是生成文件时的指纹，此后修改内容须重新生成，或用 shenbao fingerprint 核对。
excel-form-deadline = { $what }：{ $at }。
excel-form-handing-in = { $what }：{ $how }
excel-form-source = 依据{ $issuer ->
    [none] {""}
   *[other] { $issuer }
}《{ $title }》{ $day ->
    [none] {""}
   *[other] （{ $day }）
}编写。
excel-form-basis-source = 本表按原文的要求设置；标※的栏目为惯例，原文未载。
excel-form-basis-customary = 原文没有附表样，本表按惯例设计，是示例，非官方模板。
excel-form-basis-toolkit = 本表由本工具为核对而设，原文未载，非官方模板。
excel-form-reading = { $question } 本表按：{ $chosen }
excel-form-column = { $where }：{ $hint }
excel-form-seals-note = 签章栏为通行格式，原文没有规定式样。本页不读取，打印后填写。
excel-form-box-leader = 项目负责人：
excel-form-box-unit-opinion = 申报单位意见：
excel-form-box-partners = 合作单位意见（每家单位各签一份，可加页）：
excel-form-box-filler = 填报人：
excel-form-box-unit = 单位审核意见：
excel-form-sign = 　　　　　　　　　　　　　　　　签字（盖章）：　　　　　　　　　　　　　　　　年　　　月　　　日

excel-form-error-list = 请从列表中选择，不要填写列表以外的内容。
excel-form-error-open = 列表中没有这一项。确认无误可以保留，否则请从列表中选择。
excel-form-error-several = 要选几项时，把各项名称用分号“；”隔开写在一格里，然后选“是”保留。
excel-form-error-number = { $kind ->
    [whole] 请填写整数，不带单位和文字。
   *[number] 请填写数字，不带单位和文字。
}
excel-form-error-least = { $kind ->
    [whole] 应为不小于 { $low } 的整数，不带单位和文字。
   *[number] 应为不小于 { $low } 的数字，不带单位和文字。
}
excel-form-error-most = { $kind ->
    [whole] 应为不大于 { $high } 的整数，不带单位和文字。
   *[number] 应为不大于 { $high } 的数字，不带单位和文字。
}
excel-form-error-between = { $kind ->
    [whole] 应为 { $low } 至 { $high } 的整数，不带单位和文字。
   *[number] 应为 { $low } 至 { $high } 的数字，不带单位和文字。
}
excel-form-error-date = 请填写日期，例如 2024-04-30。
excel-form-error-length = 内容超过 { $count } 字，请缩短。
