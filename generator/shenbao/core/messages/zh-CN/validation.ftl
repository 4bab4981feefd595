# 核对一份申报。
check-row = 第{ $row }行
check-more-alike = 同类问题还有 { $count } 处未逐一列出（已列出 { $listed } 处）。处理：改正已列出的问题后再次核对

check-schema-missing = 文件没有写明它属于哪一份表单。处理：在数据中写上 "$schema"，或在命令中指定表单；可用：{ $allowed }
check-schema-unknown = 没有名为“{ $name }”的表单。处理：改为正确的名称；相近或可用：{ $allowed }
check-reading-unknown = 没有名为 { $reading } 的解读。可用：{ $allowed }。处理：改成其中一个，写成“编号=选项”
check-readings-none = 没有名为 { $reading } 的解读：这里的通知都没有列出要选择的解读。处理：去掉这一项
check-option-unknown = 解读 { $reading } 没有“{ $found }”这一选项。可用：{ $allowed }。处理：改成其中一个
check-list-count = 补充的“{ $title }”有 { $found } 项，原文说 { $wanted } 项，请核对名单

shape-type = “{ $label }”应为{ $expected ->
        [number] 数字，例如 30；不要写单位
        [integer] 整数，例如 3；不要写单位
        [date] 日期，写成 2024-04-30
        [boolean] 是或否（true 或 false）
        [array] 若干行（列表）
        [object] 一组内容（对象）
       *[string] 文字
    }；现为{ $actual ->
        [number] 数字 { $found }
        [boolean] { $found }
        [array] 列表
        [object] 一组内容（对象）
       *[string] 文字“{ $found }”
    }。处理：按要求改写
shape-type-number = “{ $label }”应为{ $expected ->
        [integer] 整数
       *[number] 数字
    }，例如 { $example }；不要写单位；现为{ $actual ->
        [numeral] 加了引号的“{ $found }”，成了文字
        [number] 数字 { $found }
        [boolean] { $found }
        [array] 列表
        [object] 一组内容（对象）
       *[string] 文字“{ $found }”
    }。处理：{ $actual ->
        [numeral] 去掉引号
       *[other] 按要求改写
    }
shape-type-empty = “{ $label }”未填写（写的是 null）。处理：填写；没有内容就删去这一项
shape-required = 请填写“{ $label }”
shape-required-rows = “{ $label }”一行也没有填。处理：填写各行后再交
shape-additionalProperties = 表单中没有“{ $key }”这一项。处理：改为表单中的项目名称，或删去
shape-additionalProperties-near = 表单中没有“{ $key }”这一项，是否应为“{ $near_label }”（{ $near }）。处理：改名或删去
shape-enum = “{ $label }”填的是“{ $found }”，应为以下之一：{ $allowed }。处理：从中选择
shape-const = “{ $label }”填的是“{ $found }”，应为“{ $limit }”。处理：改为该值
shape-minimum = “{ $label }”为 { $found }{ $unit }，不应小于 { $limit }{ $unit }。处理：核对数值和单位
shape-maximum = “{ $label }”为 { $found }{ $unit }，不应大于 { $limit }{ $unit }。处理：核对数值和单位
shape-exclusiveMinimum = “{ $label }”为 { $found }{ $unit }，应大于 { $limit }{ $unit }。处理：核对数值和单位
shape-exclusiveMaximum = “{ $label }”为 { $found }{ $unit }，应小于 { $limit }{ $unit }。处理：核对数值和单位
shape-minLength = “{ $label }”只有 { $length } 个字，至少 { $limit } 个字。处理：补充内容
shape-maxLength = “{ $label }”有 { $length } 个字，最多 { $limit } 个字。处理：删减内容
shape-minItems = “{ $label }”有 { $found } 行，至少 { $limit } 行。处理：补充
shape-maxItems = “{ $label }”有 { $found } 行，最多 { $limit } 行。处理：删减
shape-crowded = “{ $label }”有 { $found } 行，最多 { $limit } 行，没有继续核对这份文件。处理：删减后再次核对
shape-uniqueItems = “{ $label }”中有重复的行。处理：删去重复的行
shape-pattern = “{ $label }”填的是“{ $found }”，写法不符合要求。处理：按填写说明改写
shape-pattern-example = “{ $label }”填的是“{ $found }”，写法不符合要求，应写成“{ $example }”这样。处理：照这个样子改写
shape-pattern-untold = “{ $label }”的写法无法判定：浏览器不认识表单里的格式表达式。处理：请核对这一项，或用 shenbao validate 校验
shape-format = “{ $label }”填的是“{ $found }”，应为{ $limit ->
        [date] 真实的日期，写成 2024-04-30
        [email] 电子邮箱地址，例如 name@example.org
       *[uri] 网址，例如 https://example.org
    }。处理：改写
shape-other = “{ $label }”不符合表单的格式要求。处理：对照填写说明改写
shape-unusable = “{ $label }”含有无法处理的内容（层次过深、不是有效的数字或文字）。处理：删去或重新填写
shape-not-applicable = 按别处填写的内容，“{ $label }”不适用，这里填的不予核对。处理：可以删去；确实适用的，核对决定它适用与否的那一项

rule-undecided = { $missing }，无法核对这一条规定
undecided-lists = 名单缺失：{ $lists }
undecided-elsewhere = { $file } { $why }
undecided-missing = 未填写：{ $labels }
undecided-whole = 手头只有一家单位的申报，要把全部申报放在一起才能算
undecided-value = 有关内容无法比较，请核对其写法
undecided-limit = 有关内容过多，超出计算范围
undecided-expression = 规则的写法有误，请告知维护人员
undecided-not-listed = 名单“{ $list }”中没有“{ $code }”
undecided-not-a-number = 名单“{ $list }”中“{ $code }”的“{ $column }”写的是“{ $found }”，不是数字
undecided-members = 尚缺 { $count } 项：{ $labels }
undecided-differing = “{ $name }”填了不同的数（{ $values }）

rows-missing = { $sentence }。缺 { $count } 行：{ $labels }。处理：补上这些行
rows-missing-more = { $labels }；还有 { $more } 行没有列出
rows-missing-set = { $sentence }。“{ $set }”缺 { $count } 行：{ $labels }。处理：补上这些行
key-empty = “{ $label }”用来区分各行，不能空着。处理：请填写
key-twice = “{ $columns }”（{ $found }）与{ $file ->
    [none] 第
   *[other] { " " }{ $file } 第
} { $row } 行重复。处理：改正其中一行，或删去重复的一行
computed-differs = “{ $label }”填的是 { $found }，按表中数据算得 { $computed }。处理：核对这一项和有关数据；也可以不填，由系统计算

target-at-least = 不低于 { $least }{ $unit }
target-at-most = 不高于 { $most }{ $unit }
target-between = 在 { $least } 至 { $most }{ $unit }之间
target-also = ；另见：{ $others }
target-each = { $sentence }。现为 { $value }{ $unit }，应{ $bound }。时限：{ $due }
target-all = { $sentence }。现为“否”。时限：{ $due }
target-min = { $sentence }。最低为 { $value }{ $unit }（{ $values }），应{ $bound }。时限：{ $due }{ $also }
target-mean = { $sentence }。平均为 { $value }{ $unit }（{ $values }），应{ $bound }。时限：{ $due }{ $also }
target-sum = { $sentence }。合计为 { $value }{ $unit }（{ $values }），应{ $bound }。时限：{ $due }{ $also }
target-undecided = { $title }：{ $missing }，无法判定
target-reached = { $title }：{ $how ->
    [min] 最低
    [mean] 平均
   *[sum] 合计
} { $value }{ $unit }，达到（{ $bound }）
target-reached-each = { $title }：{ $value } 处都达到（{ $bound }）
target-reached-all = { $title }：全部达到
member-twice = “{ $name }”在 { $file }{ $row ->
    [none] {" "}
   *[other] {" "}第 { $row } 行
}已填报过，可能重复计算。处理：核对后只保留一份
member-unknown = 名单“{ $list }”中没有“{ $name }”，没有计入“{ $title }”。处理：核对名称写法或名单

quota-group = { $sentence }。“{ $group }”共涉及 { $members } 份，另见：{ $others }
quota-alone = { $sentence }。“{ $group }”只涉及这一份
quota-undecided-group = 无法判定：{ $sentence }（“{ $group }”共涉及 { $members } 份，另见：{ $others }）
quota-undecided-alone = 无法判定：{ $sentence }（“{ $group }”只涉及这一份）
quota-rows = { $sentence }。“{ $group }”共 { $members } 行
quota-rows-also = { $sentence }。“{ $group }”共 { $members } 行，另见：{ $others }
quota-all = 全部
quota-others-more = { $others } 等 { $count } 份
quota-none = 无
matches-no-row = { $sentence }（{ $key }，{ $file }）。处理：在汇总表中补上，或核对名称写法
matches-many-rows = { $sentence }（{ $key }，{ $file }；汇总表中有 { $rows } 行）。处理：只保留一行
matches-no-application = 没有与汇总表这一行对应的申报（{ $key }）。处理：补交申报，或删去这一行；名称写法不同的请改为一致
matches-many-applications = { $sentence }（{ $key }，共 { $applications } 份申报，另见：{ $others }）。处理：核对是否重复申报
matches-differs = { $sentence }（{ $file }）：{ $differences }。处理：核对后改为一致
matches-difference = { $label }（申报 { $left }，汇总表 { $right }）
check-same-content = 与 { $file } 内容相同，合在一起查时只算一份
check-printed-agrees = 纸面上印的指纹 { $print } 与 { $files } 一致
check-printed-differs = 第 { $pages } 页印的指纹是 { $print }，与一起交的电子件都不一致（{ $files }）。处理：核对要交的是哪一份；改过内容的，重新打印
check-printed-alone = 这是打印件或扫描件，读不出填写的内容，只读到印的指纹 { $print }。处理：和电子件放在一起检查，或交可填写的文件
check-printed-stale = 页脚印的指纹 { $print } 是生成文件时的，现在的内容是 { $own }。处理：打印前重新生成，纸面上的指纹才与内容一致
