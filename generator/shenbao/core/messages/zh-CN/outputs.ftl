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

## Published schemas

schema-comment = 由《{ $title }》（{ $issuer }）整理；版本 { $edition }；来源文件摘要 sha256:{ $source }；结构摘要 { $digest }。{ $basis }。x- 开头的关键字是说明，不影响通用校验；条件和跨栏规则见 x-rules，由 shenbao 检查。
schema-basis-source = 栏目依据原文
schema-basis-customary = 示例，非官方模板
schema-basis-toolkit = 由本工具设定，非政策规定

## Calendar

calendar-name = 政策日历
calendar-title = { $title } · { $notice }
calendar-deadline = 截止：{ $what }
calendar-alarm = 还有三天截止：{ $what }
calendar-notice = 《{ $title }》
calendar-time = 截止时间：{ $time }（北京时间）
calendar-zone-inferred = 原文没有写明时区，按北京时间（UTC+8）推定。
calendar-reading = 有歧义：{ $question } 本日历按“{ $option }”处理。
calendar-clause = 依据 { $number }：{ $gist }
calendar-quote = 原文：“{ $quote }”
calendar-period = 执行期：{ $title }
calendar-period-days = { $start } 至 { $end }（含首尾两日）
calendar-day = 截止日期：{ $day }（原文只写到日）
calendar-inferred = 推定：{ $words }
calendar-inferred-title = { $title }（推定）
calendar-target = { $firm ->
    [firm] 目标期限：{ $title }
   *[striving] 力争的目标期限：{ $title }
}
calendar-target-due = 原文的期限：{ $due }
calendar-target-firm = 原文要求达到。
calendar-target-striving = 原文说力争，不是必须。

## Catalogue

catalogue-title = 政策目录
catalogue-candidates = 参考，非本文件内容：从别处找到的定义，供主管部门参考，不参与校验
