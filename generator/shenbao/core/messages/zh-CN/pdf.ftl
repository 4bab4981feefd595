pdf-font-missing = 这台机器上没有可以放进 PDF 的简体中文字体。找过：{ $known }。处理：安装其中一种，Debian 和 Ubuntu 用 apt install fonts-noto-cjk
pdf-form-more-rows = 行数不够时，改用 Word、Excel 或网页版填写；PDF 不能加行。不用的行留空。
pdf-form-row-label = 第{ $row }行 { $title }：{ $column }
pdf-form-note-typing = 用 PDF 阅读软件（Adobe Reader、WPS、福昕、浏览器）打开，在空白格内直接填写后保存，不要“打印成 PDF”，那样读不出内容。有列表的点开选择，方框点一下勾选。日期写成2024-04-30或2024年4月30日，金额和数量只写数字，单位见栏目名称。
pdf-form-note-static = 这是打印件，不能填写，也读不出内容。需要修改时，改可填写的文件后重新生成；电子版交可填写的文件。
pdf-form-note-rows = 表格行数不够时，改用 Word、Excel 或网页版填写；不用的行留空。封面与正文重复的栏目是同一栏，填一处即可。
pdf-form-note-letters = 字多时自动缩小。印出来太小的，用 shenbao convert 文件.pdf --static -o 打印件.pdf 生成按内容排版的打印件。个别生僻字在有的软件里显示为空框，不影响读取。
pdf-form-unknown-letters = 字库里没有这些字：{ $letters }，纸面上显示为空框；文件里的内容是完整的。
pdf-page = 第{ $page }页

document-pdf-not-pdf = 这不是 PDF 文件，只是扩展名像。处理：核对是否选错了文件，或用原来的软件重新保存
document-pdf-not-here = 网页不读 PDF。处理：把同一份申报的 Word、Excel 或数据文件放进来，或在装有本工具的电脑上运行 shenbao validate 检查它
document-pdf-no-fields = 这份 PDF 里没有可以读取的栏目：可能是扫描件、“打印成 PDF”的文件，或别处的表格。处理：交下载后直接填写并保存的可填写 PDF，或 Word、Excel、JSON 文件{ $extra ->
        [missing] 。安装 shenbao[scan] 后，可以读出印在上面的指纹，与电子件核对
       *[there] {""}
    }
document-pdf-static = 这是打印件，只能看和印，读不出填写的内容。处理：交可填写的文件（PDF、Word、Excel、JSON），不要交打印件{ $extra ->
        [missing] 。安装 shenbao[scan] 后，可以读出印在上面的指纹，与电子件核对
       *[there] {""}
    }
document-pdf-printed = 这是打印件或扫描件：只读取了印在上面的指纹，没有读取填写的内容
document-pdf-too-much = 文件里的栏目或内容超过限度，没有读取。处理：核对是否选错了文件；重新下载表单填写
document-pdf-xfa = 文件里另有一套 XFA 表单，没有读取；读取的是普通栏目里的内容
document-pdf-script = 文件里有脚本。脚本没有运行，只读取了填写的内容
document-pdf-attachments = 文件里夹带了附件，附件没有读取
document-pdf-twice = 这一栏在文件里有两个不同的值，用了前一个；后一个是：{ $value }。处理：核对
document-pdf-not-text = 这一栏的值不是文字，没有读取。处理：重新填写这一栏
document-pdf-encoding = 这一栏的文字编码不合规范，已按 UTF-8 读取
document-pdf-choice = 选中的是表单里没有的选项，按原样读取
document-pdf-repaired = 文件有损坏，已按能读出的部分读取，可能有内容丢了。处理：对照纸质件核对内容；用原来的软件打开后另存，再交
document-pdf-cut-off = 文件末尾有一次没有存完的修改，没有读取。处理：用原来的软件重新保存，核对内容后再交
document-pdf-pages-missing = 这份表单共 { $total } 页，缺第 { $pages } 页。处理：补齐各页再交；缺的页上的内容要核对
document-pdf-pages-twice = 第 { $pages } 页出现了不止一次，可能合进了另一份。处理：核对哪一页是要交的，删去多余的
document-pdf-pages-unseen = 页面太大或太复杂，没有看完（一份文件限 400 MB 内存、60 秒），印在纸上的指纹可能没有读全。处理：扫描件改用每英寸 300 点以下重新扫描，页数多的分成几份；电子版交可填写的文件
document-pdf-shown-only = 这一栏看上去有字，栏目里却没有内容，没有读入。处理：点进这一栏重新填写，保存后再交
document-pdf-typed = 页面上另外打的字（不在栏目里），没有读入。处理：填到对应的栏目里
document-pdf-struck = 这一页有划掉的文字；栏目里的值仍按填写的读取。处理：核对；不要的在栏目里删去，要的去掉删除线
document-pdf-comments = 文件里有 { $count } 处批注，批注没有读取
document-pdf-by-fields = 文件里的标记已不在，按栏目认出是 { $name }，照此读取
document-pdf-odd-letters = 有不寻常的字：{ $value }。可能是软件改坏的生僻字。处理：核对；生僻字打不进去的，改用 Word 或网页版填写
