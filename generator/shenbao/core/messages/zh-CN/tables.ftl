# 校验任意表格和数据包：每条说错在哪里（行、列另外显示）；-fix 说怎样改。

## 表头

tables-extra-label = 表头里的 { $found }，表结构里没有
tables-extra-label-fix = 删去这一列，或按表结构改列名
tables-extra-label-twice = 列名 { $found } 重复，与第 { $first } 列相同；表结构里没有这么多列
tables-extra-label-twice-fix = 删去重复的一列，并核对留下的是哪一列
tables-extra-label-blank = 这一列没有列名，表结构里没有这一列
tables-extra-label-blank-fix = 删去这一列；里面有数据的，核对是不是多了分隔符
tables-missing-label = 表头缺少列 { $column }
tables-missing-label-fix = 补上这一列，列名和顺序照表结构
tables-blank-label = { $column } 这一列没有列名
tables-blank-label-fix = 补上列名
tables-duplicate-label = 列名 { $found } 重复，与第 { $first } 列相同；这里应为 { $column }
tables-duplicate-label-fix = 改成 { $column }
tables-incorrect-label = 列名写作 { $found }，应为 { $column }
tables-incorrect-label-fix = 改列名，并核对各列的顺序
tables-unmatched-header = 没有一个列名与表结构相同
tables-unmatched-header-fix = 确认是否选错了文件，或表头不在这一行
tables-header-below = 这一行不是表头（{ $found }）；表头好像在第 { $lower } 行
tables-header-below-fix = 删去表头上面的行；行数固定时，也可在 dialect 里写 headerRows
tables-other-delimiter = 表头只有一格：{ $found }；文件好像是用 { $mark } 分隔的，与规定的不同
tables-other-delimiter-fix = 改用规定的分隔符另存，或在 dialect 的 delimiter 里写明
tables-label-case = 列名只有大小写不同，分不清：{ $found }
tables-label-case-fix = 在说明文件里区分大小写，或改列名
tables-label-twice = 列名重复，无法按名称对应：{ $found }
tables-label-twice-fix = 改掉重复的列名

## 行

tables-blank-row = 这一行是空的
tables-blank-row-fix = 删去空行
tables-extra-cell = 这一行多出一格，全表应有 { $wanted } 列
tables-extra-cell-fix = 看是否多了分隔符，或文字里的分隔符没有用引号括住
tables-missing-cell = 这一行少了 { $column }，只有 { $cells } 格，应有 { $wanted } 格
tables-missing-cell-fix = 补齐这一行；没有数据的格子留空，分隔符要在
tables-key-empty = 主键 { $columns } 没有值，这一行无法识别
tables-key-empty-fix = 填写主键
tables-key-twice = { $columns } 与第 { $before } 行重复：{ $value }
tables-key-twice-fix = 核对是否重复填报，改正或删去一行
tables-unique = { $columns } 不得重复，与第 { $before } 行相同：{ $value }
tables-unique-fix = 改正或删去一行
tables-this-table = 本表
tables-foreign-key = { $column } 的值 { $value } 在 { $resource } 的 { $reference } 里没有
tables-foreign-key-fix = 照名单填写；名单缺项时先补名单

## 类型

tables-type-string = { $column } 应为文字，现为 { $value }
tables-type-string-fix = 把这一列设为文本格式后照原件重新填写；编码存成数字时，开头的 0 已经丢失
tables-type-email = { $column } 不是邮箱地址：{ $value }
tables-type-email-fix = 按 name@example.cn 的样子填写
tables-type-uri = { $column } 不是网址：{ $value }
tables-type-uri-fix = 写全，从 https:// 开始
tables-type-uuid = { $column } 不是 UUID：{ $value }
tables-type-uuid-fix = 照系统导出的原样填写
tables-type-binary = { $column } 不是 Base64 编码：{ $value }
tables-type-binary-fix = 重新导出
tables-type-integer = { $column } 应为整数，现为 { $value }
tables-type-integer-fix = 只写半角数字，不带单位、逗号和小数
tables-type-number = { $column } 应为数，现为 { $value }
tables-type-number-fix = 只写半角数字和小数点，不带单位和千分位
tables-type-boolean = { $column } 应为 { $allowed } 之一，现为 { $value }
tables-type-boolean-fix = 改成其中之一
tables-type-date = { $column } 应为日期，现为 { $value }
tables-type-date-fix = 写成 2024-04-30 的样子，并核对这一天存在
tables-type-time = { $column } 应为时刻，现为 { $value }
tables-type-time-fix = 写成 16:00:00 的样子
tables-type-datetime = { $column } 应为日期和时刻，现为 { $value }
tables-type-datetime-fix = 写成 2024-04-30T16:00:00 的样子
tables-type-format = { $column } 应按 { $format } 的格式填写，现为 { $value }
tables-type-format-fix = 照格式改写，并核对日期存在
tables-type-year = { $column } 应为四位年份，现为 { $value }
tables-type-year-fix = 写成 2024 的样子
tables-type-yearmonth = { $column } 应为年月，现为 { $value }
tables-type-yearmonth-fix = 写成 2024-04 的样子
tables-type-duration = { $column } 应为时长，现为 { $value }
tables-type-duration-fix = 写成 P1Y、P3D、PT2H 的样子
tables-type-object = { $column } 应为 JSON 对象，现为 { $value }
tables-type-object-fix = 照说明填写，用半角符号
tables-type-array = { $column } 应为 JSON 数组，其中每一项的类型也要对，现为 { $value }
tables-type-array-fix = 照说明填写，用半角符号
tables-type-list = { $column } 应为用分隔符隔开的一列值，现为 { $value }
tables-type-list-fix = 核对分隔符和每一项
tables-type-geopoint = { $column } 应为经度和纬度，现为 { $value }
tables-type-geopoint-fix = 写成 121.47,31.23 的样子，经度在前
tables-formula-error = { $column } 的公式出错，没有结果：{ $value }
tables-formula-error-fix = 改正公式，或直接填写数值
tables-formula-unknown = { $column } 是公式，文件里没有保存它的结果：{ $value }
tables-formula-unknown-fix = 用 Excel 或 WPS 打开后另存，或直接填写数值

## 约束

tables-constraint-required = { $column } 没有填写
tables-constraint-required-fix = 补填；确实没有时按说明处理
tables-constraint-minimum = { $column } 的值 { $value } 小于下限 { $limit }
tables-constraint-minimum-fix = 核对数值和单位
tables-constraint-maximum = { $column } 的值 { $value } 大于上限 { $limit }
tables-constraint-maximum-fix = 核对数值和单位
tables-constraint-exclusive-minimum = { $column } 的值 { $value } 应大于 { $limit }
tables-constraint-exclusive-minimum-fix = 核对数值和单位
tables-constraint-exclusive-maximum = { $column } 的值 { $value } 应小于 { $limit }
tables-constraint-exclusive-maximum-fix = 核对数值和单位
tables-constraint-min-length = { $column } 太短，至少 { $limit }：{ $value }
tables-constraint-min-length-fix = 补全
tables-constraint-max-length = { $column } 太长，至多 { $limit }：{ $value }
tables-constraint-max-length-fix = 缩短
tables-constraint-pattern = { $column } 的写法不符合规定 { $limit }：{ $value }
tables-constraint-pattern-fix = 照规定的样子改写，注意全角、空格和位数
tables-constraint-enum = { $column } 应为 { $limit } 之一，现为 { $value }
tables-constraint-enum-fix = 改成其中之一
tables-constraint-json-schema = { $column } 的内容不符合规定的 JSON Schema：{ $value }
tables-constraint-json-schema-fix = 照说明改写

## 文件

tables-nothing = { $file } 没有内容
tables-nothing-fix = 在说明文件里写明路径或数据
tables-no-file = 找不到文件 { $file }，或不是普通文件
tables-no-file-fix = 核对路径和文件名
tables-needs-file = { $file } 没有，用到它的这张表没有查
tables-needs-file-fix = 补上这个文件
tables-system = { $reason ->
    [space] 磁盘满了，{ $file } 没有查
    [read-only] 文件夹是只读的，{ $file } 没有查
    [permission] 没有权限读取 { $file }，没有查
    [name] 文件名 { $file } 太长，系统不接受
   *[files] 打开的文件太多，{ $file } 没有查
}
tables-system-fix = 检查磁盘、权限和文件名后重试
tables-format = { $found ->
    [none] 文件名没有扩展名，不知道是什么格式的表格
   *[other] 不读取 { $found } 格式的表格
  }
tables-format-fix = 另存为 CSV 或 xlsx；其实是 CSV 的，在说明文件里写 format
tables-empty = 文件里没有表头，也没有数据
tables-empty-fix = 重新导出后再交
tables-encoding = 不认识的编码 { $found }
tables-encoding-fix = 另存为 UTF-8，并改正说明文件里的编码
tables-wrong-byte = 这里有字节 { $byte }，不符合 { $encoding } 编码；后面的内容没有读
tables-wrong-byte-fix = 用原来的软件另存为 UTF-8
tables-nul = 这里有空字符（NUL），文件可能损坏或不是文本；后面的内容没有读
tables-nul-fix = 重新导出为 CSV
tables-stray-quote = 第 { $number } 列的引号没有结束，后面的内容都被当成一格
tables-stray-quote-fix = 补上结尾的引号；文字里的引号写两个
tables-torn-quote = { $number ->
    [none] 有一列
   *[some] 第 { $number } 列
}的引号结束之后还有文字：可能有一个引号没有成对，把下面的行吞进了一格；后面的内容没有读
tables-torn-quote-fix = 补上或删去多余的引号；文字里的引号写两个（""）
tables-field-too-long = 一格超过 { $limit } 个字，多半是引号没有成对；后面的内容没有读
tables-field-too-long-fix = 核对这一行的引号
tables-line-too-long = 一行长得不合理，没有换行；后面的内容没有读
tables-line-too-long-fix = 重新导出，确认每条记录一行
tables-not-csv = 这里起不像 CSV，无法继续读
tables-not-csv-fix = 重新导出为 CSV
tables-damaged = 文件 { $file } 损坏，读不下去
tables-damaged-fix = 重新导出或重新压缩
tables-too-wide = 这一行有超过 { $limit } 格，不像表格；后面的内容没有读
tables-too-wide-fix = 核对分隔符和换行；确有这样多列的表拆成几张
tables-keys-many = 从第 { $row } 行起没有查“{ $column }”有没有重复：前面的值已占满 { $limit } MB 内存
tables-keys-many-fix = 换用带编译扫描的安装，或把表拆成几份分别查
tables-references-many = 没有查这张表：它的外键所指的“{ $columns }”（在 { $file }）值太多，超过 { $limit } MB 内存
tables-references-many-fix = 把所指的表拆成几份，或从表结构里去掉这个外键再查
tables-json-many = { $file } 里的值太多（超过 { $limit } 万个），没有读取
tables-json-many-fix = 另存为 CSV
tables-file-too-large = { $file } 超过 { $limit } MB，没有读取
tables-file-too-large-fix = 另存为 CSV
tables-json = { $file } 没有读取：{ tables-json-why }
tables-json-fix = 改正这一处，或重新导出，存为 UTF-8
tables-json-why = { $reason ->
    [encoding] 第 { $line } 行第 { $column } 个字符处不是 UTF-8 编码
    [utf-16] 编码是 UTF-16，JSON 应是 UTF-8
    [utf-32] 编码是 UTF-32，JSON 应是 UTF-8
    [not-a-number] 第 { $line } 行第 { $column } 个字符处的 { $found } 不是数，JSON 里没有这样的写法
    [number-too-large] 第 { $line } 行第 { $column } 个字符处的数太大，无法计算
    [twice] 同一个键写了两次（{ $found }），无法确定以哪个为准
    [deep] 层层嵌套太深
    [nul] 里面有空字符（\u0000），不是文字
    [surrogate] 里面有不成对的代理字符（如 \ud800），不是文字
   *[syntax] 第 { $line } 行第 { $column } 个字符处不符合 JSON 格式：{ $slip }
}
tables-json-place = { $file } 里没有 { $found }
tables-json-place-fix = 核对说明里的 property
tables-json-twice = 这里有一个键写了两次，无法确定以哪个为准；后面的内容没有读
tables-json-twice-fix = 只保留一个
tables-json-no-text = 这里有空字符（\u0000）或半个字符（如 \ud800），不是文字；后面的内容没有读
tables-json-no-text-fix = 改正这一格，或重新导出
tables-json-rows = { $file } 里应是一个数组，每项是一行，写法一致
tables-json-rows-fix = 照说明导出
tables-workbook = 工作簿{ $file ->
    [none] {""}
   *[some] {" "}{ $file }{" "}
}已损坏，或内容不正常，没有读取
tables-workbook-fix = 用 Excel 或 WPS 打开，另存为 xlsx
tables-sheet = { $file } 里没有工作表 { $found }，有：{ $names }
tables-sheet-fix = 核对工作表的名称或序号
tables-locked = { $file } 设了打开密码，读不了
tables-locked-fix = 用 Excel 或 WPS 打开，去掉密码后另存
tables-odd-part = 工作簿 { $file } 里的 { $part } { $why ->
    [markup] 不是完整的 XML，内容可能缺失
    [entities] 有实体定义，办公软件不会这样写
    [address] 有超出 XFD1048576 的格子
    [long-text] 有一格超过 32767 个字
    [count] 写明的个数与内容不符
    [cells] 有的格子重复、次序颠倒或写法不规范，读出来的内容可能不对
   *[other] 不正常
  }，没有读取
tables-odd-part-fix = 用 Excel 或 WPS 打开，看内容是否完整，再另存为 xlsx
tables-scattered = { $file } 的工作表太大，没有读取：有内容的格子之间超过 { $limit } 万格，或文字、公式过多
tables-scattered-fix = 删去远处多余的内容后另存；确实这样大的表另存为 CSV
tables-old-format = 不读取 { $found } 格式
tables-old-format-fix = 用 Excel、WPS 或 LibreOffice 打开，另存为 xlsx 或 CSV
tables-other-file = { $wanted ->
    [csv] { $file } 不是 CSV，
   *[xlsx] { $file } 不是工作簿，
  }{ $kind ->
    [text] 而是文本
    [xlsx] 而是 xlsx 工作簿
    [xls] 而是旧版 Excel（xls）工作簿
    [word] 而是 Word 文档
    [slides] 而是演示文稿
    [opendocument] 而是 OpenDocument 文件
    [ole] 而是旧版 Office 文件
    [locked] 而是设了密码的 Office 文件
    [pdf] 而是 PDF
    [rtf] 而是 RTF 文档
    [web-page] 而是网页（有的系统导出的“Excel”其实是网页）
    [xml] 而是 XML
    [json] 而是 JSON
    [image] 而是图片
    [zip] 而是压缩文件
    [archive] 而是压缩文件
    [database] 而是数据库文件
    [program] 而是程序
   *[other] 是别的文件
  }
tables-other-file-fix = { $kind ->
    [text] 是 CSV 的，把扩展名改为 .csv；否则核对是否选错了文件
    [xlsx] 把扩展名改为 .xlsx，或用 Excel、WPS 打开后另存为 CSV
    [json] 把扩展名改为 .json，或重新导出为 CSV
    [web-page] 用 Excel 或 WPS 打开，另存为 xlsx 或 CSV
    [xls] 用 Excel 或 WPS 打开，另存为 xlsx 或 CSV
    [opendocument] 用 LibreOffice 或 WPS 打开，另存为 xlsx 或 CSV
    [locked] 打开后去掉密码，另存为 xlsx 或 CSV
    [zip] 解压后交里面的表格
    [archive] 解压后交里面的表格
   *[other] 核对是否选错了文件；数据要另存为 CSV 或 xlsx
  }
tables-bomb = 压缩文件 { $file } 展开后大得不合理，没有读取
tables-bomb-fix = 分成几个文件，不压缩直接交
tables-zip = 压缩文件 { $file } 打不开，可能损坏或有密码
tables-zip-fix = 重新压缩，不设密码
tables-zip-empty = 压缩文件 { $file } 里没有文件
tables-zip-empty-fix = 把表格压缩进去，或不压缩直接交
tables-zip-several = 压缩文件 { $file } 里有几个文件（{ $found }），不知道查哪一个
tables-zip-several-fix = 每个压缩文件只放一张表，或用 innerpath 写明是哪一个
tables-zip-no-member = 压缩文件 { $file } 里没有 innerpath 写的 { $name }，里面有：{ $found }
tables-zip-no-member-fix = 改正 innerpath，照压缩文件里的路径写
tables-unsafe-names = 压缩文件 { $file } 里的文件名不正常（指到外面、重复或是链接），没有读取
tables-unsafe-names-fix = 重新压缩，只放数据包的文件
tables-compression = 不认识的压缩方式 { $found }
tables-compression-fix = 用 zip 或 gz
tables-part-header = { $file } 的表头与第一个文件的不同，没有读取
tables-part-header-fix = 各文件的列名和顺序要一样
tables-parts = { $found ->
    [none] 没有扩展名的文件
   *[other] { $found } 格式的表格
  }不能分成几个文件
tables-parts-fix = 合成一个文件，或都另存为 CSV
tables-dialect = CSV 的写法说明有误：{ $name }
tables-dialect-fix = 改正 dialect
tables-dialect-mark = dialect 的 { $name } 应是一个字符，不能是换行或空字符，现为 { $found }
tables-dialect-mark-fix = { $name ->
    [quoteChar] 写一个字符，通常是英文双引号；文件里不用引号的，写 ""
    [escapeChar] 写一个字符，或删去 escapeChar
   *[delimiter] 写一个字符，例如 ","、";"、"\t"；不知道的，删去 delimiter，从文件里看出来
  }
tables-dialect-same = dialect 的 { $name } 和 { $other } 是同一个字符（{ $found }），文件无法拆成格子
tables-dialect-same-fix = 改成文件里实际用的；引号写两次表示一个引号的，用 doubleQuote，不写 escapeChar
tables-dialect-space = dialect 的 { $name } 是空格，又写了 skipInitialSpace，空格不能既是标记又略去
tables-dialect-space-fix = 删去 skipInitialSpace，或改正 { $name }
tables-dialect-unsupported = 读法 { $name } 只有对照引擎能用
tables-dialect-unsupported-fix = 去掉它，或用 --engine reference

## 说明：没有错，但要知道

tables-note-encoding = 文件没有说明编码，按 { $found } 读取
tables-note-encoding-fix = 最好另存为 UTF-8
tables-note-delimiter = 按分隔符 { $mark } 读取
tables-note-delimiter-fix = 最好在 dialect 的 delimiter 里写明
tables-swallowed-rows = 第 { $number } 列的这一格里有 { $lines } 行的分隔符与表的列数相符，可能是引号没有成对，把下面的行吞进了这一格；无法自动判断
tables-swallowed-rows-fix = 核对这一格两头的引号；确是一格里的多行文字的，不用改
tables-note-lines = 第 { $number } 列的这一格里有 { $lines } 个换行，可能是引号没有成对，把下面的行当成了一格
tables-note-lines-fix = 核对这一格两头的引号
tables-note-no-rows = 只有表头，没有数据
tables-note-no-rows-fix = 确认是否漏了数据
tables-note-hidden-sheet = 读取的工作表 { $name } 是隐藏的
tables-note-hidden-sheet-fix = 核对要报送的是不是这一张
tables-note-sheets = 只查了工作表 { $name }，另有 { $count } 张没有查：{ $names }
tables-note-sheets-fix = 要报送的数据放在第一张，或在 dialect 里写 sheetName
tables-note-hidden-rows = 有隐藏的行或列（可能是筛选），一样查了
tables-note-hidden-rows-fix = 取消隐藏后核对
tables-note-macros = 文件里有宏；宏没有运行，只读取了数据
tables-note-macros-fix = 最好另存为 xlsx
tables-note-percent = 这一列有的格子显示为百分数，读取的是存着的数：显示 { $seen } 的读作 { $value }
tables-note-percent-fix = 表里要填百分数的，把格式改为常规后照样填写
tables-note-merged = 有 { $count } 处合并的格子，只有左上角一格有值，其余按空格子读取
tables-note-merged-fix = 取消合并，每一格都填写
tables-note-unread = 资源 { $resource }（{ $path }）不是表格，内容没有查；只看了文件在不在，说明里写了大小和摘要的也核对了
tables-note-unread-fix = 里面是表格的，另存为 CSV 或 xlsx，并在说明文件里写明 schema
tables-note-not-checked = 说明文件有错，这些表格没有查：{ $names }
tables-note-not-checked-fix = 改正说明文件后再查
tables-note-key = 从这一行起有的行写了 { $name }，表头里没有，没有读
tables-note-key-fix = 核对它的名称；要读的，补进表结构或第一行
tables-note-no-table = 数据包里没有表格，没有查任何数据
tables-note-no-table-fix = 核对说明文件里的资源
tables-note-parts = 这张表分成 { $count } 个文件（{ $names }），按这个顺序接着读；行号从第一个文件数起，后面各文件的表头不算
tables-note-parts-fix = 核对顺序
tables-note-part-encoding = { $file } 没有说明编码，按 { $found } 读取
tables-note-part-encoding-fix = 最好另存为 UTF-8
tables-note-part-headless = { $file } 的第一行不是表头，当作数据读取
tables-note-part-headless-fix = 各文件最好都有同样的表头
tables-note-part-stopped = 读不下去的地方在 { $file } 里
tables-note-part-stopped-fix = 改正这个文件
tables-note-hash = 资源 { $resource } 的摘要用的是 { $found }，没有核对
tables-note-hash-fix = 改用 sha256
tables-note-profile = { $part ->
    [resource] 资源 { $name } 的
   *[package] 数据包的
  } profile 是 { $found }，没有按它查；其余照标准查
tables-note-profile-fix = 它另有要求的，用它自己的工具再查

## 表结构

tables-schema-shape = 表结构应是一个 JSON 对象
tables-schema-shape-fix = 改正表结构文件
tables-schema-fields = 表结构缺少 fields，或它不是数组
tables-schema-fields-fix = 补上 fields
tables-schema-many = { $name ->
    [fields] 表结构有 { $count } 个字段，一张表最多 { $limit } 列
   *[other] 表结构的 { $name } 有 { $count } 个，最多 { $limit } 个
  }，没有查
tables-schema-many-fix = 核对是不是重复生成了；确有这样多的，拆成几张表
tables-schema-field = 第 { $number } 个字段没有 name
tables-schema-field-fix = 补上 name
tables-schema-twice = 字段名重复：{ $name }
tables-schema-twice-fix = 改名
tables-schema-type = 字段 { $name } 的类型 { $found } 不存在
tables-schema-type-fix = 改成标准里的类型
tables-schema-format = 字段 { $name } 的格式 { $found } 不适用于这个类型
tables-schema-format-fix = 改正 format
tables-schema-option = 字段 { $name } 的 { $option } 写法不对
tables-schema-option-fix = 按标准改正
tables-schema-constraint = 字段 { $name } 的类型 { $type } 没有约束 { $found }
tables-schema-constraint-fix = 删去这个约束或改类型
tables-schema-limit = 字段 { $name } 的约束 { $constraint } 无法与这一列的值比较
tables-schema-limit-fix = 改正约束的值
tables-schema-categories = 字段 { $name } 的 categories 写法不对，或 enum 里有它没有的值
tables-schema-categories-fix = 写成不重复的值的数组；每项也可以是有 value 和 label 的对象
tables-schema-edition = 字段 { $name } 的 { $option } 是第二版标准的写法
tables-schema-edition-fix = 在 $schema 里写明第二版
tables-schema-missing-values = { $name } 的 missingValues 写法不对
tables-schema-missing-values-fix = 写成文字的数组
tables-schema-required = 字段 { $name } 的 required 应写在 constraints 里
tables-schema-required-fix = 移到 constraints
tables-schema-value = { $name } 的值 { $found } 应为 { $allowed } 之一
tables-schema-value-fix = 改正
tables-schema-key = { $name } 写法不对
tables-schema-key-fix = 按标准改正
tables-schema-key-field = 键里的 { $name } 不是本表的字段
tables-schema-key-field-fix = 改正键里的字段名
tables-schema-unsupported = 字段 { $name } 的类型 { $type } 只有对照引擎能查
tables-schema-unsupported-fix = 用 --engine reference
tables-reference = { $resource } 不存在或读不出来，外键无法核对
tables-reference-fix = 补上这个资源

## 数据包

tables-package = { $file } 不是数据包：缺少 resources
tables-package-fix = 改正 datapackage.json
tables-package-many = 数据包有 { $count } 个资源，最多 { $limit } 个，没有查
tables-package-many-fix = 分成几个数据包；同一张表的几个文件，写成一个资源的 path 数组
tables-package-json = { $file } 没有读取：{ tables-json-why }
tables-package-json-fix = 改正这个文件，存为 UTF-8；写了两次的键只保留一个
tables-package-large = { $file } 超过 { $limit } MB，没有读取
tables-package-large-fix = 说明文件不会这样大，核对是否选错了文件；数据写在单独的文件里
tables-unfit = { $file } 没有读取，{ $why ->
    [deep] 因为层层嵌套太深
    [not-a-number] 因为里面有 NaN 或 Infinity，不是数
    [nul] 因为里面有空字符（\u0000）
   *[surrogate] 因为里面有不成对的代理字符（如 \ud800），不是文字
  }
tables-unfit-fix = 改正这个文件
tables-property = { $part ->
    [resource] 资源 { $name } 的 { $property }
    [schema] 表结构的 { $property }
    [field] 字段 { $name } 的 { $property }
    [dialect] dialect 的 { $property }
   *[package] 数据包的 { $property }
  } 应为{ $wanted ->
    [text] 文字
    [flag] {" "}true 或 false
    [whole] 整数
    [list] 数组
    [texts] 文字的数组
    [object] 对象
    [objects] 对象的数组
    [link] 对象，或文件路径
    [path] 路径，或路径的数组
    [data] 数组或对象
    [rows] 行号的数组，从 1 数起
   *[sheet] 工作表的名称或序号
  }，现为 { $found }
tables-property-fix = 照标准改正；没有内容的，连名称一起删去
tables-created = 数据包的 created 不是日期和时刻：{ $found }
tables-created-fix = 写成 2024-04-30T16:00:00Z 的样子
tables-license = { $part ->
    [resource] 资源 { $name } 的
   *[package] 数据包的
  } { $property } 没有写 name 或 path
tables-license-fix = 写明许可的名称（name）或网址（path）
tables-email = { $part ->
    [resource] 资源 { $name } 的
   *[package] 数据包的
  } { $property } 不是邮箱地址：{ $found }
tables-email-fix = 按 name@example.cn 的样子填写
tables-profile-resource = profile 是 tabular-data-package 的数据包，每个资源的 profile 都应为 { $wanted }；资源 { $resource } 不是
tables-profile-resource-fix = 补上，或去掉数据包的 profile
tables-profile-schema = 资源 { $resource } 的 profile 是 tabular-data-resource，应有 schema
tables-profile-schema-fix = 补上 schema，或去掉 profile
tables-name = 名称 { $found } 只能用小写字母、数字和 - . _ /
tables-name-fix = 改名，或在 $schema 里写明第二版
tables-resource = 第 { $number } 个资源的名称（name）不对或没有写：{ $found }
tables-resource-fix = 写明 name，只用小写字母、数字和 - . _ /
tables-resource-option = 资源 { $resource } 的 { $option } 应写在 schema 里
tables-resource-option-fix = 移到 schema
tables-package-option = 数据包的 { $option } 应写在各资源的 schema 里
tables-package-option-fix = 移到 schema
tables-linked = { $file } 里应是一个 JSON 对象
tables-linked-fix = 核对资源 { $resource } 的 schema、dialect 指的文件
tables-resource-twice = 资源名称重复：{ $name }
tables-resource-twice-fix = 改名
tables-path-or-data = 资源 { $resource } 应有 path 或 data，二者只能有一个
tables-path-or-data-fix = 改正说明文件
tables-path-remote = 不读取网络地址：{ $path }
tables-path-remote-fix = 把文件放进数据包，写相对路径
tables-path-outside = 路径 { $path } 指到数据包外面，没有读取
tables-path-outside-fix = 把文件放进数据包，写相对路径
tables-byte-count = 文件大小与说明不符：应为 { $wanted } 字节，实为 { $found }
tables-byte-count-fix = 确认没有拿错版本，重新生成说明
tables-hash-count = 文件的摘要与说明不符：应为 { $wanted }，实为 { $found }
tables-hash-count-fix = 确认没有拿错版本，重新生成说明
tables-field-count = 列数与说明不符：应为 { $wanted }，实为 { $found }
tables-field-count-fix = 核对表结构，重新生成说明
tables-row-count = 行数与说明不符：应为 { $wanted }，实为 { $found }
tables-row-count-fix = 确认数据完整，重新生成说明

## 对照引擎

tables-reference-said = frictionless：{ $note }
tables-reference-said-fix = 照它的说明改正
tables-reference-broke = frictionless 中断（{ $note }），没有结论
tables-reference-broke-fix = 不加 --engine reference 再查

## 提示：只在有把握时说；do 的代替 -fix，hint 的是补充

tables-do-write = 写成 { $wanted }
tables-do-unit = 单位不写在格子里，只写数字
tables-do-unit-wanted = 单位不写在格子里，只写 { $wanted }
tables-hint-yuan = 这一列的单位是万元，是不是按元填了？按元填的应改为 { $wanted }
tables-do-code = 写代码 { $wanted }
tables-do-empty = 没有数据就留空
tables-hint-stored-number = 工作簿里存的是数字，开头的 0 会丢，15 位以后的数字也会丢
tables-hint-scientific = 像是表格软件把一串数字改写成了科学记数，后面的数字已经丢失；把这一列设为文本格式，对照原件重新填写
tables-hint-no-such-day = 没有这一天
tables-do-serial = 像是表格软件的日期序号，即 { $wanted }；把这一列设为日期格式后重新导出
tables-do-header = 这一行像是又一个表头，是的删去这一行
tables-do-title = 这是栏目的名称，列名要写 { $wanted }
tables-hint-column-missing = 缺少 { $wanted } 这一列，后面的列都往前错了一列
tables-hint-column-extra = 多了 { $wanted } 这一列，后面的列都往后错了一列
tables-do-order = 列的顺序不对，这一列应在第 { $wanted } 列

## 与发布的表结构比较

package-not-ours = 数据包没有写明是哪一张表，没有填报的内容可读。处理：用 shenbao validate 校验数据包
package-unknown-table = 数据包写明是 { $name }，现有的通知里没有这张表；只查了表结构，没有查政策规定。处理：核对表名，或用 --root 指明政策文件夹
package-altered-no-schema = 数据包里没有这张表的表结构。处理：用发布的 datapackage.json
package-altered-removed = 表结构里删去了 { $column }，与发布的不同。处理：用发布的 datapackage.json
package-altered-loosened = 表结构里 { $column } 的 { $part } 改松了：发布的是 { $wanted }，这里是 { $found }。处理：用发布的 datapackage.json
package-altered-dropped = 表结构里 { $column } 去掉了 { $part }，发布的是 { $wanted }。处理：用发布的 datapackage.json
package-altered-key = 表结构里的 { $part } 少了，发布的是 { $wanted }。处理：用发布的 datapackage.json
package-altered-part = 表结构里的 { $part } 改成了 { $found }，比发布的松。处理：用发布的 datapackage.json
