## Packages to hand in

hand-in-nature = 本文件夹是填好的数据包，用来报送，由 shenbao package 从填好的文件生成。请勿手工修改：要改，改原来的文件，再生成一次。
hand-in-result = 这一份
hand-in-rows = 数据：{ $rows } 行
hand-in-fingerprint = 内容指纹：`{ $fingerprint }`（内容相同，不论哪种文件，指纹都相同）
hand-in-verdict = 生成时的检查结果：{ $verdict ->
    [pass] 通过
    [review] 需人工确认
   *[fail] 不通过
}（{ severity-error } { $error }，{ severity-review } { $review }，{ severity-undecided } { $undecided }，{ severity-warning } { $warning }，{ severity-info } { $info }）
hand-in-reading = 条文有歧义，检查时采用的读法：{ $reading } { $question }：{ $text }
hand-in-structure = { $fits ->
    [yes] 符合表结构：`frictionless validate datapackage.json` 通过
   *[no] 有 { $structure } 处不符合表结构，`frictionless validate datapackage.json` 会指出
}
hand-in-give = 交什么
hand-in-not-yet = **这一份还有错误，请改正原来的文件，重新生成，再报送。** 填错的内容原样留在数据里，没有改动。
hand-in-give-1 = 交整个文件夹，或把它压缩成一个 zip。不要只交 { $file }，不要改文件名，不要在里面加别的文件。
hand-in-give-2 = 交给谁、什么时候、几份、要不要纸质和盖章，看通知；原文没有写的，请问主管部门。
hand-in-give-3 = 用 Excel、WPS 打开看可以，不要保存：一保存，编号开头的 0、日期的写法就变了，校验值对不上。
hand-in-file-data = 填好的数据：UTF-8 编码，选项写代码，日期写作 2024-06-01，数字不带单位和千位逗号
hand-in-file-manifest = 清单：每个文件的大小和校验值（SHA-256），通知、表格、版本、内容指纹和检查结果
hand-in-file-sums = 同样的校验值，供人和 sha256sum 核对
hand-in-check = 收到以后怎样核对
hand-in-check-1 = 检查数据：在这个文件夹里运行 `shenbao validate datapackage.json`（政策要求、表结构、大小和校验值）；通用工具：`frictionless validate datapackage.json`（没有政策要求）。
hand-in-check-2 = 核对文件有没有变（Windows）：`certutil -hashfile { $file } SHA256`，与 { $sums } 里的那一行对照，应当一样。
hand-in-check-3 = 核对文件有没有变（Linux、macOS）：`sha256sum -c { $sums }`，或 `shasum -a 256 -c { $sums }`。
hand-in-check-4 = 核对内容指纹：`shenbao fingerprint { $file } --schema { $table }`，与上面和清单里的一样。校验值和指纹能看出文件变了，不能证明是谁交的。
hand-in-open = 用表格软件打开
hand-in-open-look = 只看：可以双击 { $file }，中文不会乱码，但编号开头的 0 和很长的数字会显示不全。要照原样看：“数据”→“从文本/CSV”，各列设为“文本”。数据里没有以 = + - @ 或制表符开头的单元格（负数除外），打开不会运行公式。
hand-in-open-risky = **不要双击打开：有 { $count } 个单元格以 = + - @ 之类开头，表格软件会当作公式运行。** 内容照填报的原样保留。先检查；要看，用“数据”→“从文本/CSV”选 { $file }，各列设为“文本”，不要启用外部内容。
hand-in-nul = 第 { $row } 行“{ $column }”的内容里有空字符（NUL），写不进 CSV。处理：在原来的文件里删去这个字符

package-running = 以 = + - @ 之类开头，表格软件会当作公式运行；内容照原样放进数据包。处理：核对是不是多打了符号；确实如此的不用改
package-left-out = 表里没有这一栏，没有放进数据包。处理：核对栏目名称，或告诉收件人另行说明
package-listed = 同样的情况还有 { $count } 处，没有一一列出

cli-package-unknown = 没有“{ $found }”这张表格。相近的有：{ $near }。处理：写通知/表格，例如 shenkang-2024/summary；数据文件写在 --data 后面，每个文件前面都写一次 --data
cli-package-form = { $found } 是申请表单，不是表格，没有数据包。处理：用 shenbao form 生成表单，用 shenbao convert 转换
cli-package-blocked = { $path } 是一个文件，不能在这里建文件夹。处理：换一个文件夹名，或写成 .zip
cli-package-folder = { $path } 是一个文件夹，不能写成 zip。处理：换一个文件名
cli-package-exists = { $path } 已经存在，没有改动。处理：换一个名称；确实要换掉里面的数据包（连同已经填好的表），加 --force
cli-package-foreign = { $path } 里有不属于这个数据包的文件：{ $files }，没有改动。处理：把它们移走，或换一个文件夹
cli-package-inside = 数据文件 { $file } 就在要写的 { $path } 里，会被换掉，没有改动。处理：换一个输出文件夹
cli-package-cannot-write = 写不了 { $path }：{ $why }。处理：检查路径、权限和磁盘空间；里面的文件正用 Excel、WPS 打开的，先关闭
cli-package-too-many-rows = 到 { $file } 为止，{ $table } 的数据超过 { $limit } 行，一个数据包最多 { $limit } 行。处理：分成几个数据包
cli-package-not-rows = { $file } 不是表格数据：没有 rows。处理：交 { $table } 的 CSV、xlsx、JSON，或填好的 Word、PDF
cli-package-other = { $file } 是 { $found } 的数据，不是 { $table } 的。处理：写上它的表格名，或去掉这个文件
cli-package-which = 看不出 { $file } 是哪张表的数据。处理：在 JSON 里写上 $schema，例如 { $table }，或一次只做一张表
cli-package-nothing = 没有给 { $table } 的数据。处理：用 --data 给出它的文件，或去掉这个表格名
cli-package-empty = 已写好空的数据包：{ $path }（{ $title }）。填 { $file }，再用 --data 生成报送用的数据包
cli-package-filled = 已写好数据包：{ $path }（{ $title }，{ $rows } 行，内容指纹 { $fingerprint }）
cli-package-structure = 有 { $count } 处不符合表结构，frictionless 也会指出
cli-package-give = 可以报送：交整个 { $path }，不要改里面的文件
cli-package-review = 没有错误，可以报送：交整个 { $path }，不要改里面的文件。标为需人工确认、无法判定的，请先核对
cli-package-not-yet = 数据有错误，填错的内容原样留在数据包里。处理：改正原来的文件，加 --force 重新生成，再报送

manifest-unreadable = 读不了数据包的清单 { $path }：{ $reason ->
    [json] 不是清单的格式
    [large] 大得不合理
   *[damaged] 文件损坏
}。处理：请交送的人重新生成数据包
manifest-unsafe = 清单里的路径 { $path } 不在数据包里，没有读取。处理：这不是 shenbao 生成的清单，请交送的人重新生成
manifest-twice = 清单里 { $path } 写了两次。处理：请交送的人重新生成数据包
manifest-missing = 清单里有 { $path }，数据包里没有。处理：请交送的人重新交整个数据包
manifest-changed = { $path } 与清单不符，生成以后变了：应为 { $wanted }，实为 { $found }。处理：请交送的人重新生成数据包；在 Excel、WPS 里保存过也会这样
manifest-extra = { $path } 不在清单里。处理：核对它是不是一起报送的；不是的移走
manifest-sums = { $path } 的校验值与 SHA256SUMS 不符：应为 { $wanted }，实为 { $found }。处理：请交送的人重新生成数据包

## Data packages

package-formula = { $path } 第 { $row } 行 “{ $column }” 列的内容 “{ $text }” 在表格软件中会被当作公式运行。处理：在政策文件（代码表或 x-example）中改写，不要以 = + - @ 或制表符开头
package-example = { $table } 的 “{ $column }” 列必填且有格式要求，无法编造示例。处理：给该列写上符合格式的 x-example
package-fill = { $table } 的固定行：代码表里的“{ $text }”不能填进 “{ $column }” 列，这一列要填数字。处理：改正代码表，或改这一列的类型
package-example-title = { $title }（示例，数据为虚构）
package-source = 《{ $title }》，{ $issuer }，文号：{ $number }
package-basis-source = 本表的栏目依据原文设置
package-basis-customary = 本表按惯例设计，是示例，非官方模板
package-basis-toolkit = 本表由本工具设定，不是政策规定

readme-invented = 本文件夹由程序从政策文件生成，请勿手工修改；示例中的单位、人员、电话、金额都是虚构的。
readme-source = 来源：《{ $title }》，{ $issuer }，文号：{ $number }
readme-title-ours = 原文没有标题，上面的名称是本工具拟的。
readme-edition = 版本：{ $edition }
readme-clause = 条款 { $number }：{ $gist }
readme-files = 文件
readme-file-empty = 空表，只有表头，在这里填写
readme-file-template = 待填的表：固定的行已经列出，空格由你填写。没有填完之前它不符合表结构，所以不算数据包的资源
readme-file-example = 填好的示例，数据为虚构
readme-file-schema = 表结构（Table Schema），可单独使用
readme-file-package = 数据包说明（Data Package v2）
readme-file-lists = 代码表
readme-columns = 栏目
readme-column-key = 列名
readme-column-label = 含义
readme-column-type = 类型
readme-column-unit = 单位
readme-column-required = 必填
readme-column-allowed = 允许的值
readme-column-basis = 依据
readme-type-string = 文字
readme-type-number = 数字
readme-type-integer = 整数
readme-type-boolean = 是否
readme-type-date = 日期
readme-type-datetime = 日期和时间
readme-type-time = 时间
readme-type-array = 列表（JSON）
readme-type-object = 对象（JSON）
readme-yes = 是
readme-no = 否
readme-reminded = 惯例填写，空着只提醒
readme-when = 有条件
readme-minimum = 不小于 { $value }
readme-maximum = 不大于 { $value }
readme-exclusiveMinimum = 大于 { $value }
readme-exclusiveMaximum = 小于 { $value }
readme-multipleOf = { $value } 的倍数
readme-minLength = 至少 { $value } 个字符
readme-maxLength = 最多 { $value } 个字符
readme-pattern = 格式 { $pattern }
readme-form-date = 写作 2024-06-01
readme-form-datetime = 写作 2024-06-01T09:00:00
readme-form-boolean = 是 / 否
readme-computed = 可以不填，由 { $expression } 算出
readme-list-closed = 代码表“{ $title }”中的代码
readme-list-open = 建议用代码表“{ $title }”中的代码，也可填其他
readme-list-missing = “{ $title }”附件缺失，暂不核对
readme-basis-source = 依据原文
readme-basis-customary = 惯例
readme-basis-toolkit = 工具设定
readme-primary-key = 每一行以 { $columns } 区分，不得重复。
readme-unique = { $columns } 不得重复。

readme-rows = 固定的行
readme-rows-from = 模板按{ $lists }列出 { $count } 行，已填好 { $columns }，这些格子不要改。
readme-rows-pairs = 模板按{ $lists }的每一对列出 { $count } 行，已填好 { $columns }，这些格子不要改。
readme-rows-missing = 附件缺失：{ $lists }。模板不能列出它的行，请自行填写。
readme-rows-per = 一套行只说一个 { $columns }：有几个就复制几套，每一行都填上。
readme-rows-applies = 有的行不是都适用，要看所填内容；模板列出全部，不适用的行请删去。适用的条件：{ $expression }（item 是代码表的这一行，row 是这一套的第一行）。

readme-rules = 核对哪些要求
readme-rule = { $severity }：{ $sentence }（{ $clauses }；{ $rule }）
readme-rule-source = 依据原文
readme-rule-customary = 惯例，原文未载
readme-rule-toolkit = 系统校验，非政策规定
readme-unsaid = 原文没有说清的
readme-gap = { $shown }：{ $found }（{ $gap }）

readme-lists = 代码表
readme-list-closed-line = { $title }：只能用表内代码
readme-list-open-line = { $title }：原文没有列全，可填其他
readme-list-missing-line = { $title }：附件缺失，本数据包不含；主管部门提供后即可核对
readme-fill = 怎样填写（Excel、WPS 表格）
readme-fill-1 = 不要双击打开 CSV。在 Excel 中用“数据”→“从文本/CSV”，在 WPS 表格中用“数据”→“导入数据”，选 { $file }。
readme-fill-2 = 文件原始格式（编码）选“65001: Unicode (UTF-8)”，分隔符选逗号。
readme-fill-3 = 编号、电话等由数字组成的代码，把该列设为“文本”，否则开头的 0 会丢失。
readme-fill-4 = 第一行列名不要改动；{ $rows ->
    [fixed] 已列出的行和已填好的格子也不要改动；
   *[free] 每条记录一行，
}不要合并单元格，不要加合计行。
readme-fill-5 = 金额只写数字，不写“万元”；日期写作 2024-06-01。
readme-fill-6 = 另存为“CSV UTF-8（逗号分隔）(*.csv)”。WPS 若没有此项，存为普通 CSV 也可以：校验时会自动识别 GB18030 编码。
readme-check = 怎样检查
readme-check-1 = 安装：`pip install shenbao`
readme-check-2 = 检查：`shenbao validate { $file } --schema { $table }`
readme-check-3 = { $rows ->
    [fixed] 也可用通用工具检查填好的表：`frictionless validate { $file } --schema { $schema }`
   *[free] 也可用通用工具检查整个数据包：`frictionless validate datapackage.json`
}
readme-hand-in = 怎样报送
readme-hand-in-1 = 检查没有错误以后，生成报送用的数据包：`shenbao package { $table } -o 报送 --data { $file }`。交整个“报送”文件夹，不要只交一个文件。
readme-safe = 公式
readme-safe-1 = 本数据包的单元格都不以 = + - @ 或制表符开头（负数除外），用表格软件打开不会运行公式。收到别人填的表，请先检查再打开。
readme-end = 结构摘要：{ $digest }
