## The workbook

excel-form-marks = ＊为必填。※为惯例栏目，原文未载，没有＊的空着只提醒。
excel-form-column-label = 栏目
excel-form-column-value = 填写内容
excel-form-column-hint = 填写说明
excel-form-elsewhere = “{ $title }”在工作表“{ $sheet }”中填写（点这里前往）
excel-form-elsewhere-section = { $title }　▸ 另有工作表，点这里前往
excel-form-values = 填写内容
excel-form-left = 没有位置的内容
excel-form-left-note = 表中没有位置的内容
excel-form-own = shenbao
excel-form-guidance = 填写说明
excel-form-print = 指纹 { $print }（生成时的内容）
excel-form-print-long = 指纹 { $print }（生成时的内容）。填写内容改动以后指纹随之改变，可用 shenbao fingerprint 重新计算、核对。
excel-form-pages = 第{ $page }页　共{ $pages }页
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
excel-form-how-back = 填好后存为 .xlsx 文件，不要存成 .xls、.et 或加打开密码；从别处复制时用“选择性粘贴—数值”。
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

## Reading a workbook

document-excel-not-ours = 这不是本工具的表单，表头也与任何一张表都对不上。处理：使用发布的 Excel 表单或表格模板；确是某张表单的，用 --schema 指明。可用的表有 { $tables }
document-excel-no-keys = 工作簿里用来识别栏目的隐藏行列都不见了，不能按“{ $form }”读取。处理：把内容复制到重新下载的表单里，粘贴时选“数值”
document-excel-unknown-form = 文件属于“{ $name }”，没有这张表单或表格。处理：核对文件；可用的有 { $known }
document-excel-odd = 文件里的 { $part }：{ $why ->
    [address] 有超出 XFD1048576 的格子
    [long-text] 有一格超过 32767 个字
    [count] 写明的个数与内容不符
    [cells] 有的格子重复、次序颠倒或写法不规范，读出来的内容可能不对
   *[other] 不正常
  }，没有读取。处理：用 Excel 或 WPS 打开，看内容是否完整，再另存为 xlsx
document-excel-scattered = 工作表太大，没有读取：有内容的格子之间超过 { $limit } 万格，或文字、公式过多。处理：删去远处多余的内容后另存
document-excel-renamed = 工作表原名“{ $name }”，已改名，照常读取
document-excel-hidden-sheet = 工作表被隐藏，照常读取
document-excel-hidden-columns = 有 { $count } 列被隐藏（{ $titles }），照常读取
document-excel-hidden-rows = 有 { $count } 行被隐藏（可能是筛选），照常读取
document-excel-sheet-unread = 这张工作表没有读取：不是表单的一部分。处理：需要报送的内容填到表单的工作表里，否则删去这张工作表
document-excel-sheet-twice = 同一张表有两张工作表，只读了其中一张，这一张没有读取。处理：内容合并到一张工作表里
document-excel-sheet-table = 这张工作表像是“{ $title }”，一份文件只读一张表，这一张没有读取。处理：一张表存成一份文件
document-excel-missing = 文件里没有这些栏目：{ $titles }。它们所在的行、列或工作表可能被删除。处理：需要填写的，用重新下载的表单填写
document-excel-twice = 这一项填了两处，内容不同，采用工作表“{ $sheet }”第 { $row } 行的。处理：只保留一处
document-excel-beside = 这一格在表格的栏目以外，没有读取。处理：移到相应的栏目里，或删去
document-excel-formula = 这一格是公式，采用保存时的结果 { $value }
document-excel-no-result = 这一格是公式，文件里没有保存它的结果。处理：用 Excel 或 WPS 打开后另存，或直接填写数值
document-excel-error = 这一格的公式出错，没有结果。处理：改正公式，或直接填写数值
document-excel-merged = 这一格与上面的格合并，已按合并的内容 { $value } 读取
document-excel-by-label = 工作表里识别栏目的隐藏标记已不在，已按栏目名称读取。请核对
document-excel-moved = 栏目名称与隐藏的标记不一致（可能排序、移动或只删了几格），已按看得见的栏目名称读取。处理：核对内容与栏目是否对得上
document-excel-merged-fields = 这一栏与上面的栏目合并成了一格，内容算上面一栏的，这一栏没有读到内容。处理：拆开单元格后重新填写
document-excel-box = 文本框里的文字没有读入。处理：填到对应的栏目里
document-excel-pictures = 这张工作表上有图片，图片没有读取。处理：把图片里的内容填到栏目里，图片作为附件
document-excel-comments = 这张工作表有批注，批注没有读取
document-excel-percent = 这一格是百分比格式，已读作 { $value }
document-excel-day-of-number = 这一格存的是数字，已读作日期 { $value }
document-excel-number-as-text = 这一格存的是数字，已读作文字 { $value }
document-excel-zeros-lost = 这一格存成了数字，开头的 0 可能已经丢失。处理：把单元格设为“文本”格式后重新填写
document-excel-digits-lost = 这一格存成了数字，Excel 只保留 15 位，后面的数字已经丢失。处理：把单元格设为“文本”格式后重新填写
document-excel-date-made = Excel 把这一格的内容变成了日期或时间，原来的写法已经看不出来。处理：把单元格设为“文本”格式后重新填写
