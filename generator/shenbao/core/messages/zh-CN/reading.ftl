path-missing = 找不到 { $path }。处理：核对路径和文件名

file-not-a-file = 这不是普通文件，无法读取。处理：把内容另存为文件后再交
file-too-large = 文件有 { $size } MB，超过 { $limit } MB 的上限，没有读取。处理：确认是否选错了文件；表格可拆成几个文件
file-unreadable = { $reason ->
    [permission] 没有读取这个文件或文件夹的权限。处理：请文件所有者开放读取权限，或复制到自己的文件夹
    [missing] 文件不存在，或是指向不存在文件的链接。处理：核对后重新放入
   *[other] 文件无法读取，可能正被其他程序占用或已损坏。处理：关闭打开它的程序后重试
}
file-empty = 文件是空的。处理：重新导出或保存后再交
file-encoding = 文件编码是 { $name }，已按此读取；建议另存为 UTF-8
file-wrong-byte = 第 { $line } 行第 { $column } 个字符处有无法识别的字节（第 { $position } 个字节），不符合 { $encoding } 编码。处理：用原来的软件另存为 UTF-8
file-not-json = 第 { $line } 行第 { $column } 个字符处不符合 JSON 格式：{ file-json-cause }。处理：改正这一处后重新校验
file-json-cause = { $cause ->
    [comma] 两项之间缺少逗号，或引号没有成对
    [colon] 字段名后面缺少英文冒号
    [name] 字段名应写在英文双引号内，也可能多了一个逗号
    [trailing-comma] 最后一项后面多了一个逗号
    [open-string] 文字缺少结尾的英文双引号
    [control] 文字中间有换行或其他控制符，也可能缺少结尾的引号
    [escape] 反斜杠后面的写法不对，文字里的反斜杠应写两个
    [extra] 内容结束后还有多余的内容
    [full-width] 用了全角符号，引号、逗号、冒号和括号都应是英文半角
    [single-quote] 用了单引号，应使用英文双引号
    [comment] JSON 中不能写注释
    [cut-off] 内容不完整，缺少结尾的括号，可能没有保存完
    [web-page] 这是网页或 XML，不是 JSON
   *[value] 这里应有一个值，可能多了逗号、少了引号，或把 true、false、null 写成了别的样子
}
file-not-a-number = 第 { $line } 行第 { $column } 个字符处的值不是数字。处理：填写具体数字；没有数据时不填
file-number-too-large = 第 { $line } 行第 { $column } 个字符处的数字过大，无法计算。处理：核对数字和单位
file-too-many = 文件里的值太多（超过约 { $limit } 万个），不像一份申报材料，没有读取。处理：确认是否选错了文件
file-too-much-text = 文件里的文字太多（超过 { $limit } 兆字节），不像一份申报材料，没有读取。处理：确认是否选错了文件；表格请拆成几份
file-too-many-rows = { $exact ->
    [yes] 这张表超过 { $limit } 行，只按表结构核对了，没有按政策规则核对。处理：拆成几份，每份不超过 { $limit } 行，分几次核对
   *[no] 这张表超过 { $limit } 行，按政策规则核对的表最多 { $limit } 行，没有读取。处理：拆成几份，每份不超过 { $limit } 行，分几次核对；只核对每格的填法，用 --schema 表结构.json，不限行数
}
file-too-deep = 内容嵌套超过 { $limit } 层，没有读取。处理：申报表不会嵌套这么深，核对是否选错了文件
file-duplicate-key = 字段 { $key } 写了两次，无法确定以哪个为准。处理：只保留一个
file-broken-character = 文字中有不完整的字符，或空字符（U+0000）。处理：重新输入这段文字
file-not-object = 文件内容应是一份申报表，即大括号内的字段，实际是{ $kind ->
    [array] 一个列表
    [string] 一段文字
    [number] 一个数字
    [boolean] true 或 false
   *[null] 空值
}。处理：核对是否选错了文件；多份申报各存一个文件
file-schema-not-text = $schema 应写明表格的名称（一段文字），实际是{ $kind ->
    [array] 一个列表
    [object] 一组字段
    [number] 一个数字
   *[boolean] true 或 false
}。处理：例如写成 "shenkang-2024/p1"
file-more-alike = 同类问题还有 { $count } 处，没有逐一列出
file-unknown-kind = { $suffix ->
    [none] 文件没有扩展名，无法判断格式；可读取的有 { $known }。处理：加上扩展名，或另存为其中一种格式
   *[other] { $suffix } 文件不能读取；可读取的有 { $known }。处理：另存为其中一种格式
}
file-skipped-kind = { $suffix ->
    [none] 没有扩展名的文件没有读取，可读取的有 { $known }
   *[other] { $suffix } 文件没有读取，可读取的有 { $known }
}
file-skipped-page = 这个网页里没有填好的内容（空白的表单，或者不是表单），没有读取；在网页里填的内容，请用网页上的“保存为文件”存成文件再交
file-link-outside = 这个链接指向文件夹以外，没有读取。处理：把文件本身放进文件夹
file-skipped-link = 指向文件夹的链接没有读取；它指向的文件夹已在本次读取范围内
file-skipped-twice = 这个文件已经读取过一次，没有重复读取
file-several-tables = 表头同时符合 { $tables }，文件里没有写明是哪一张，旁边的文件也看不出来，没有核对。处理：和同一份通知的申报放在一个文件夹里再查；或在命令里写明，例如 --schema { $first }
file-table-of-neighbours = 表头同时符合 { $tables }；旁边的申报属于同一份通知的是 { $name }，已按它读取
file-folder-empty = 文件夹里没有可以读取的文件。处理：核对是否选错了文件夹

csv-nul-byte = 第 { $position } 个字节是空字节，文件可能不是 CSV 或已损坏。处理：从表格软件另存为 CSV UTF-8
csv-wrong-byte = 第 { $position } 个字节不符合 { $encoding } 编码，文件可能混有两种编码。处理：用表格软件打开后另存为 CSV UTF-8
csv-stray-quote = 从这一行开始，英文双引号没有成对。处理：在表格软件中打开，补上或删去多余的引号
csv-swallowed-rows = 第 { $position } 格里有 { $lines } 行的分隔符与表的列数相符，可能是英文双引号没有成对，把下面的行吞进了这一格；无法自动判断。处理：核对这一格两头的引号；确是一格里的多行文字的，不用改
csv-field-too-large = 这一行有一格超过 { $limit } 个字符，可能是英文双引号没有成对。处理：核对这一行的引号
csv-no-table = 表头与任何一张表都对不上。处理：使用发布的模板，可用的表有 { $tables }
csv-unknown-table = 没有名为 { $name } 的表，可用的表有 { $tables }。处理：核对表名
csv-form-named = { $name } 是申报表，CSV 只能用于汇总表一类的表格。处理：申报表用 JSON 提交
csv-delimiter = 列之间用{ $name ->
    [tab] 制表符
   *[semicolon] 分号
}分隔，已按此读取
csv-header-missing = 表头缺少“{ $title }”这一列。处理：加上这一列，列名与模板一致
csv-header-unknown = 表“{ $table }”没有这一列，其内容没有读取。处理：删去这一列，或改成模板中的列名
csv-header-misspelt = 表头中没有这个列名，整张表没有读取；是不是“{ $title }”？处理：列名与模板一致
csv-header-duplicate = 这一列在表头中出现了两次，无法确定以哪列为准。处理：只保留一列
csv-header-unit = 表头写的单位与规定的单位不同，规定为{ $unit }。处理：按{ $unit }换算后填写，并改正表头
csv-above-header = 表头在这一行，上面的内容没有作为数据读取
csv-header-again = 这一行又是表头，没有作为数据读取
csv-header-other = 这一行像是又一个表头，各列的次序与上面的表头不同，没有读取；下面各行仍按上面的表头读取。处理：下面的内容按上面的列对齐，或另存为一份文件
csv-header-of-two = 表头占两行，已合在一起读取
csv-extra-cells = 第 { $position } 格起有内容，但表头没有对应的列名。处理：核对是否多了分隔符，或补上列名
csv-blank-row = 空行已跳过
csv-footer-row = 表格下面的落款没有作为数据读取
csv-total-row = 合计行没有作为数据读取，请自行核对合计
csv-spaces-removed = 前后的空格已去掉
csv-number-normalised = 已读作数字 { $value }
csv-number-with-unit = 单元格里除了数字还有单位或其他文字，没有换算。处理：只填数字
csv-probably-yuan = 数值为 { $value }{ $unit }，请核对是否误按元填写
csv-zeros-lost = 这一格全是数字，少了开头的 0，多半是电子表格把它当成数字存了。处理：把这一列设为“文本”格式，对照原件重新填写
csv-digits-lost = 这一格像是电子表格把一串数字改写成了科学记数，后面的数字已经丢失。处理：把这一列设为“文本”格式，对照原件重新填写
csv-date-normalised = 已读作日期 { $value }
csv-moment-normalised = 已读作时间 { $value }
csv-time-dropped = 日期后面还有时刻，只取日期 { $value }
csv-read-as-yes = 已读作“是”
csv-read-as-no = 已读作“否”
csv-choice-marked = 选项是手工勾画的，已读作所勾的一项
csv-code-from-label = 已读作代码 { $value }
csv-more-alike = 同类情况只列出前 { $listed } 处，另有 { $count } 处
file-skipped-schema = 表结构（Table Schema）不是填报的内容，没有读取
file-schema = 这是表结构（Table Schema），不是填报的内容。处理：校验表格时写 shenbao validate 表格文件 --schema 这个文件
file-zip-damaged = 压缩文件损坏，或用了不认识的压缩方式，没有读取。处理：重新压缩成普通的 zip
file-zip-too-much = 压缩文件里超过 { $files } 个文件，或展开后超过 { $limit } MB，或大得不合理，没有读取。处理：分成几个压缩文件，或不压缩
file-zip-encrypted = 压缩文件设了密码，没有读取。处理：去掉密码后重新压缩
file-zip-outside = 压缩文件里的这个路径指到外面，没有读取。处理：重新压缩，只放文件夹里的文件
file-zip-link = 压缩文件里的链接没有读取。处理：把文件本身放进去
file-zip-twice = 压缩文件里有两个同名的文件，后一个没有读取。处理：改名后重新压缩
file-zip-nested = 压缩文件里的压缩文件没有读取。处理：展开后重新压缩，只压缩一层
file-converted = 这是旧格式的文件（{ $suffix }），用本机的 LibreOffice 转成 { $kind } 后读取的，原文件没有改动；内容对不上的，打开原文件核对
file-not-converted = 旧格式的文件（{ $suffix }）没有转换成，没有读取：可能已损坏、设了密码，或 LibreOffice 太久没有做完。处理：用 Word、Excel 或 WPS 打开，另存为新格式后再交
