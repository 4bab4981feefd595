document-old-format = { $wanted ->
    [sheet] 这是旧格式的 Excel 文件（.xls），不能读取。处理：用 Excel 或 WPS 打开，另存为 .xlsx 后再交；装有 LibreOffice 的，也可以在命令中加 --convert-old
   *[word] 这是旧格式的 Word 文件（.doc），不能读取。处理：用 Word 或 WPS 打开，另存为 .docx 后再交；装有 LibreOffice 的，也可以在命令中加 --convert-old
}
document-encrypted = 文件设了打开密码，不能读取。处理：用原来的软件打开，去掉密码后另存
document-damaged = 文件已损坏或没有保存完（{ $part }），不能读取。处理：用原来的软件打开后另存，再交
document-too-much = 文件展开后超过限度（{ $limit } MB），没有读取。处理：确认是否选错了文件；删去图片和附件后另存
document-unsafe-names = 压缩包里的文件名不正常，没有读取。处理：用 Word、Excel 或 WPS 打开后另存，再交
document-entities = 文件里引用了外部内容（{ $part }），正常的文档没有这种内容，没有读取。处理：用 Word、Excel 或 WPS 打开后另存，再交
document-opendocument = { $wanted ->
    [sheet] 这是 OpenDocument 表格（.ods），不能读取。处理：另存为 .xlsx 后再交
   *[word] 这是 OpenDocument 文档（.odt），不能读取。处理：另存为 .docx 后再交
}
document-not-office = { $wanted ->
    [sheet] 这不是 Excel 文件
   *[word] 这不是 Word 文件
}{ $kind ->
    [pdf] ，实际是 PDF
    [rtf] ，实际是 RTF
    [web-page] ，实际是网页或 XML
    [zip] ，是别的压缩包
   *[other] {""}
}，只是扩展名像。处理：用 Word、Excel 或 WPS 打开原文件后另存，不要只改扩展名
document-wrong-kind = { $wanted ->
    [sheet] 扩展名是 Excel 的，内容
   *[word] 扩展名是 Word 的，内容
}{ $kind ->
    [word] 是 Word 文档
    [sheet] 是 Excel 工作簿
    [slides] 是演示文稿
   *[other] 不是
}。处理：改回原来的扩展名后再交
document-macros = 文件里有宏。宏没有运行，只读取了填写的内容
document-not-ours = 这份文件没有本工具的标记，不知道是哪张表单。处理：下载表单后填写；确是这张表单的，用 --schema 指明，例如 --schema shenkang-2024/p1
document-unknown-form = 文件自称是 { $name }，没有这张表单或表格。处理：更新本工具，或重新下载现行的表单填写
document-control-missing = 文件里没有“{ $title }”这一栏，可能被删去了。处理：核对；需要填写的，重新下载表单填写
document-word-tracked = 文件有修订标记，已按接受全部修订后的样子读取
document-word-hint-kept = 这里标着“未填写”，但内容不是提示文字，已按填写的内容读取
document-word-by-label = 这一栏的控件已不在，已按旁边的栏目名称读取
document-word-from-cover = 正文没有填写，已按封面读取
document-word-cover = 封面与正文不一致，已按正文读取。处理：核对后改成一致
document-word-blank-rows = 表中间有空行，已跳过，下面的行依次上移
document-word-rows-added = 表中有新增或复制的行，已按顺序读取
document-word-day = 显示的日期与日历中的日期不同，已按显示的读取。处理：核对日期
document-word-tick = 方框显示的与记录的状态不同，已按显示的读取。处理：核对是否勾选
document-word-twice = 同一栏在文件里出现两次，内容不同，已按前一处读取。处理：核对后只留一处
document-word-stray = 表中多出的一列或一格有内容，没有读入。处理：移到对应的栏目
document-word-moved = 这一格的控件来自别的列，已按所在的列读取。处理：核对是否贴错了列
document-word-merged = 几格合并成了一格，内容已按左边的一列读取。处理：拆开单元格后重新填写
document-word-picture = 这一格有图片或嵌入的对象（例如旧式公式），不能读取，只读了文字。处理：把其中的内容写成文字，图片作为附件
document-word-bare = 文件里的控件都已不在（可能经旧格式或别的软件转存），已按章节和栏目名称读取，表格以外的文字没有读取。请核对
document-word-footer = 文件里的标记已不在，按页脚写明的表单 { $name } 读取
document-word-other = 文件里没有“{ $form }”的任何栏目，没有读取。处理：核对是否选错了文件，或下载这张表单后填写
document-word-outside = 这段内容在栏目以外（表格外、另加的表格或文本框里），没有读入。处理：移到对应的栏目
document-word-margin = { $kind ->
    [comments] 文件里有批注，批注没有读取
   *[other] 文件里有脚注或尾注，注文没有读取
}

document-form-repeated = 文件里“{ $form }”出现了 { $count } 次，{ $kind ->
    [same] 内容相同，只读了一份
   *[other] 其中 { $blank } 份是空白的，只读了填写的内容
}。请删去多余的
document-form-twice = 文件里有 { $count } 份内容不同的“{ $form }”（不同的栏目：{ $titles }），不知道以哪份为准，都没有读取。处理：一份申报存一个文件；是同一份的，只留定稿
document-forms-mixed = 文件里有几张不同的表单（{ $names }），都没有读取。处理：一张表单存一个文件
document-text-raised = 这里有上标或下标，已写成普通文字：Unicode 有的写作 10⁹、CO₂，没有的写作 ^(…)、_(…)。请核对
document-text-capitals = 这里设了“大写”格式，已按显示的大写字母读取
document-text-formula = 这里有公式，已读作一行文字。请核对
document-text-field = 这里的域公式写法读不了，没有读入。处理：改用“插入公式”，或写成一行文字
document-text-numbered = 这里的编号是自动编号，文字栏已读作文字，其余的栏没有读编号
document-text-table = 这里贴进了一张表，已读作文字：一行表一行文字，各格之间是制表符
document-text-ruby = 这里有拼音或注音，只读了正文，没有读注音
document-text-symbol = 这里有认不出的符号字体字符，没有读入。处理：换成普通的字符
document-text-struck = 这里划掉的文字没有读入。处理：核对；不要的删去，要的取消删除线
document-text-hidden = 这里有隐藏的文字，没有读入。处理：核对；不要的删去，要的取消隐藏
document-text-deleted = 这里有修订时删除的文字，没有读入

word-form-more-rows = 行数不够时在表内插入行，不用的行留空。
word-form-note-typing = 在空白格内直接填写；有列表的点开选择，方框点一下勾选。日期写成2024-04-30或2024年4月30日，金额和数量只写数字，单位见栏目名称。
word-form-note-rows = 表格行数不够时插入行，不用的行留空，不要合并单元格。封面与正文重复的栏目以正文为准。
word-form-as-made = 本页指纹为生成文件时的内容
word-form-page = 第{" "}
word-form-pages = {" "}页　共{" "}
word-form-pages-end = {" "}页
