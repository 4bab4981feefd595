policy-problems = 政策文件中有 { $count } 处问题
policy-unsound = 通知 { $notices } 的政策文件有 { $count } 处错误，不能使用，所以没有做：
policy-unsound-remedy = 处理：{ $left ->
    [0] 改正
   *[other] 还有 { $left } 处，运行 shenbao check 看全部，改正
}后再试
policy-line = 第 { $line } 行
policy-line-at = { $place }（第 { $line } 行）
policy-before = 。先写的：{ $place }
missing-extra = 未安装 { $library }。处理：pip install "shenbao[{ $extra }]"
artifact-outside = 生成的路径 { $path } 越出了输出文件夹。处理：使用相对路径和正斜杠
artifact-twice = 有两个生成文件同名：{ $path }。处理：给其中一个改名
policy-unexpected = 程序遇到没有料到的情况，没有检查完（{ $kind }，{ $place }）。这是软件的问题。处理：请把这句话报告给软件的维护者
output-folder = { $path } 是文件夹，不能写成文件。处理：在后面写上文件名
output-loop = { $path } 是指回自己的链接，没有写出。处理：删去这个链接，或换一个文件名
output-no-folder = 没有文件夹 { $folder }，没有写出 { $path }。处理：核对路径，或先建好这个文件夹
output-locked = 另一个 shenbao build 正在 { $folder } 里生成。处理：等它做完再试
policy-no-notice = { $folder } 里没有通知（<通知>/notice.json）。处理：用 --root 指明政策文件夹，或用 shenbao new 新建一份通知
policy-no-lists = 找不到名单文件夹 { $folder }。处理：检查 --lists 后面的路径
policy-file-too-large = 文件过大。允许：不超过 { $limit } MB。处理：检查是否放错了文件
policy-file-not-utf8 = 第 { $position } 个字节起不是 UTF-8 文字。处理：用 UTF-8 编码另存
policy-file-unreadable = 无法读取（{ $reason }）。处理：检查文件是否存在、是否有读取权限
policy-file-missing = 没有这个文件。处理：补上，或核对文件名
policy-not-a-file = 不是普通文件，无法读取。处理：把内容另存为文件
policy-number = 数字 { $found } 无法使用。允许：双精度能表示的数。处理：改成普通的数字
policy-broken-character = 文字中有不完整的字符。处理：重新输入这段文字
policy-unseen-character-line = 第 { $line } 行有看不见的控制符或改变书写方向的字符（{ $code }）。处理：删去
policy-unseen-character = 文字里有看不见的控制符或改变书写方向的字符（{ $code }）。处理：删去
policy-text-long = 文字有 { $found } 个字符。允许：不超过 { $limit } 个。处理：缩短
policy-file-name = 文件名不是文字（不是 UTF-8）。处理：改名
list-too-long = 代码表有 { $found } 行。允许：不超过 { $limit } 行。处理：拆成几个代码表，或只保留要用的
list-cell-long = 第 { $line } 行有一格长 { $found } 个字符。允许：不超过 { $limit } 个。处理：缩短
policy-not-json = 第 { $line } 行第 { $column } 列不是合法的 JSON：{ $slip }。处理：改正这一处
policy-too-deep = 嵌套过深或数字过长。允许：不超过 { $limit } 层。处理：检查括号是否成对
policy-duplicate-key = 键 { $key } 在同一个对象里出现两次。处理：删去一个
policy-not-object = 最外层不是对象。允许：以 {"{"} 开头、以 {"}"} 结尾的对象
policy-bad-csv = 不是合法的 CSV：到第 { $line } 行为止，引号不成对，或引号后面还有文字。处理：改正引号，或用表格软件另存为 CSV
dialect-unknown-keyword = 未知的关键字 { $key }。允许：{ $allowed }。处理：删去，或改用允许的关键字
dialect-unknown-keyword-near = 未知的关键字 { $key }。允许：{ $allowed }。处理：是否想写 { $near }？
dialect-missing-key = 缺少 { $key }。处理：补上这个键
dialect-type = 写的是 { $found }。允许的类型：{ $allowed }
dialect-type-unsaid = 没有写 type，别的关键字也看不出是什么。处理：写 "type"（string 文字，number 数，integer 整数，boolean 是否），或写 maxLength、x-list、minimum 等，或引用一个定义（$ref）
dialect-value = 写的是 { $found }。允许：{ $allowed }
dialect-rule-shape = 规则的写法不对。允许：kind 加它的键，或 keywords 加 message，或 assert 加 severity 和 message，或 cases，四者选一
dialect-one-of-keys = 这里缺少必要的键。至少写一个：{ $keys }
dialect-key-name = 键名 { $found } 不合规定。允许：小写字母开头，小写字母、数字和下划线
dialect-keyword = 写的是 { $found }。{ $keyword ->
    [maxLength] 允许：不超过 { $limit } 个字符。处理：缩短
    [minLength] 允许：至少 { $limit } 个字符。处理：补上内容
    [minItems] 允许：至少 { $limit } 项。处理：补上
    [maxItems] 允许：不超过 { $limit } 项。处理：减少
    [minimum] 允许：不小于 { $limit }。处理：改正这个数
    [maximum] 允许：不大于 { $limit }。处理：改正这个数
    [uniqueItems] 允许：各项不重复。处理：删去重复的
    [format] 允许：真实的日期，例如 2024-04-30。处理：改正
    [pattern] 允许的写法（正则）：{ $limit }。处理：照此改写
   *[other] 允许：{ $keyword } { $limit }。处理：按这个要求改写
}
clause-opening = 第 { $line } 行“{ $found }”不是条款的开头。允许：{"{"}#c-编号 number="一、1" lines="11"{"}"}
clause-attribute = 第 { $line } 行的条款 { $id } 缺少 { $name }。处理：补上 { $name }="…"
clause-strange = 第 { $line } 行“{ $found }”像是条款的开头，写法不对，会被上一条吞掉。允许：顶格写 {"{"}#c-编号 number="一、1" lines="11"{"}"}，用半角符号
clause-no-heading = 第 { $line } 行“{ $found }”像是标题，写法不对。允许：“## 标题”，顶格、半角、后面空一格
clause-no-quote = 第 { $line } 行“{ $found }”像是摘录，写法不对。允许：顶格写半角 >，后面写原文短语
clause-outside = 第 { $line } 行“{ $found }”不属于任何条款。处理：写在条款的开头之后，或删去
clause-lines = 第 { $line } 行的条款 { $id } 的 lines 写的是“{ $found }”。允许：行号，例如 7、7-9、7-9, 12，小的在前
clause-use = 第 { $line } 行的条款 { $id } 的 use 写的是“{ $found }”。允许：context（只为读者留着），或不写
clause-gist = 第 { $line } 行的条款 { $id } 没有要点。处理：用自己的话写一句
clause-doc-unknown = 条款 { $id } 的 doc 写的是 { $found }，没有这份文件。允许：{ $allowed }，也可以不写（通知本身）。处理：改正，或在 notice.json 的 sources 里加上这份文件
clause-corrects-unknown = 条款 { $id } 的 corrects 写的是 { $found }，没有这一条。处理：写被更正的条款的编号
clause-corrects-later = 条款 { $id } 更正 { $found }，两条却出自同一份文件，或次序相反。处理：用 doc 写明这一条出自后发的哪份文件
clause-corrects-twice = 条款 { $id } 和 { $other } 都更正 { $found }。处理：再次更正的，corrects 写前一次更正的那一条
sources-both = source 和 sources 都写了。处理：只留 sources，第一份写通知本身
sources-order = 文件的 kind 是 { $found }。允许：第一份写 notice（通知本身），其余写 correction（更正）、supplement（补充）或 extension（延期）
sources-edition = 最后一份文件的 edition 是 { $found }，notice.json 的 edition 的 version 是 { $wanted }。处理：加了文件就是新的一版，两处写成一样
moved-same = extended_from 写的原来的时间 { $found } 与后来的时间相同。处理：写改动以前的时间
moved-by-none = 截止时间 { $id } 的 extended_from 没有写出改动它的条款。处理：x-source 里写后发文件的条款（clauses.md 里带 doc 的）
clause-duplicate = 条款编号 { $id } 用了两次。处理：编号不能重复，给新的一条另取编号
clause-long = 第 { $line } 行有 { $found } 个字符。允许：不超过 { $limit } 个。处理：缩短，或分成几条
near-ones = { $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
}
clause-unknown = 引用了不存在的条款 { $found }。{ near-ones }处理：改正编号，或在 clauses.md 里补上这一条
reading-unknown = 引用了未声明的读法 { $found }。{ near-ones }处理：改正编号，或在 notice.json 的 readings 里声明
option-unknown = 读法的默认选项 { $found } 不在选项中。{ near-ones }处理：改为 options 里的一个 id
list-unknown = 引用了不存在的代码表 { $found }。{ near-ones }处理：改正名称，或在 lists 里加上这个代码表
list-name = 代码表名称 { $found } 与文件名 { $wanted } 不同。处理：改成一样
list-columns = 列是 { $found }。允许：前两列为 code、label
list-separator = 第 { $line } 行的各格用{ $sign ->
    [semicolon] 分号
    [tab] 制表符
    [wide] 全角逗号
    [wide-semicolon] 全角分号
   *[bar] 竖线
}隔开：“{ $found }”。允许：英文半角逗号。处理：用表格软件另存为 CSV UTF-8（逗号分隔）
list-header = 表头是“{ $found }”。允许：{ $wanted }。处理：按说明文件里的列改表头
list-row = 第 { $line } 行有 { $found } 格。允许：{ $wanted } 格
list-code = 第 { $line } 行的代码“{ $code }”为空，或没有名称。处理：每行写一个代码和一个名称
list-not-missing = 标为缺失的代码表有 { $count } 行。处理：把 status 改为 supplied，并写明来源
list-empty = 代码表没有行，status 却是 { $status }。处理：补上各行，或把 status 改为 missing
list-count = 代码表有 { $found } 行，原文说 { $wanted } 行。处理：核对名单
list-file-unknown = 没有名为 { $found } 的名单，这个文件没有用上。允许：{ $near }。处理：改文件名
list-file-kind = 名单只读 CSV。处理：从表格软件另存为 { $wanted }（CSV UTF-8）
list-file-given = 名单 { $found } 通知里已经给出，放在外层的文件不会代替它。处理：确实要代替时，放进以通知编号命名的子文件夹
list-folder-empty = 名单文件夹里没有可用的名单。允许：{ $names }，各存为“名称.csv”。处理：检查 --lists 后面的路径
supersedes-itself = 取代的版本 { $found } 就是它自己，或几份通知互相取代。处理：写上一版的通知和版本，例如 keji-2025/2025.1；首版写 null
supersedes-version = 取代的版本写的是 { $found }，{ $notice } 现在是 { $wanted }。处理：核对版本；确实取代较早的一版，不用改
replaces-nothing = 写了 replaces，没有写取代哪一版。处理：写上 supersedes，例如 keji-2025/2025.1，或删去 replaces
replaces-twice = 上一版的 { $found } 写了两次。处理：合成一条
replaces-same = { $found } 没有换位置，也没有换代码。处理：写上 new 或 codes，或删去这一条
replaces-place-unknown = { $form } 里没有 { $found } 这个位置。{ near-ones }处理：改正 new（没有 new 的，改正 old）
replaces-no-codes = { $found } 没有名单，没有代码可换。处理：删去 codes
replaces-code-unknown = 这一栏的名单里没有代码 { $found }。{ near-ones }处理：改正代码，或在名单里加上这一行
replaces-old-unknown = 上一版 { $notice } 的 { $form } 里没有 { $found } 这个位置，这一条什么都没有对应。{ near-ones }处理：改正 old，或删去这一条
replaces-old-code = 上一版 { $place } 的名单里没有代码 { $found }。处理：改正代码，或删去这一个
form-unknown = 引用了不存在的表单 { $found }。{ near-ones }处理：改正名称
table-unknown = 引用了不存在的表格 { $found }。{ near-ones }处理：改正名称
topic-unknown = 引用了不存在的专题 { $found }。{ near-ones }处理：改正名称
programme-unknown = 引用了不存在的项目 { $found }。{ near-ones }处理：改正名称
gap-unknown = 引用了没有声明的缺漏 { $found }。{ near-ones }处理：改正编号，或在 notice.json 的 gaps 里声明
gap-lines = lines 写的是“{ $found }”。允许：行号，例如 7、7-9、7-9, 12，小的在前
amount-reversed = 金额写的是 { $found }，下限大于上限。处理：核对 least 和 most
track-unknown = 引用了不存在的申报类别 { $found }。{ near-ones }处理：改正编号
deadline-early = 截止时间写的是 { $found }，早于发文日期 { $issued }。处理：核对两处的年份和日期
period-reversed = end 写的是 { $found }，早于 start。处理：核对起止日期
also-unknown = 没有字段担任角色 { $found }。{ near-ones }处理：给字段写 x-role，或改正 also 的角色
compared-unknown = 没有字段担任角色 { $found }，这一列无从对照。{ near-ones }处理：给字段写 x-role，或改正 columns 的角色；申报类别写 track
indicator-unknown = 工作事项引用了 indicators 名单里没有的指标 { $found }。{ near-ones }处理：改正代码，或在名单里加上这一行
candidate-source-unknown = 参考口径引用了没有列出的出处 { $found }。{ near-ones }处理：在 sources 里加上，或改正 keys
code-unknown = 名单里没有代码 { $found }。{ near-ones }处理：改正代码，或在名单里加上这一行
follows-unknown = 没有这份通知的这项工作：{ $found }。处理：改正 follows 里的 notice 和 item
kin-unknown = 没有这份通知的这个名词：{ $found }。处理：改正 kin 里的 notice 和 term
from-unknown = 没有哪张表单的字段担任角色 { $found }。{ near-ones }处理：改正名称
column-unknown = 引用了不存在的列 { $found }。{ near-ones }处理：改正名称
role-unknown = 限额 { $rule } 按角色 { $found } 计数，{ $form } 没有担任这个角色的字段。处理：给字段写 x-role，或改正限额的角色
target-role-unknown = 目标 { $rule } 看角色 { $found }，{ $form } 没有担任这个角色的字段。处理：给字段写 x-role，或改正目标的 role、members 或 over
path-unknown = 规则 { $rule } 提到的 app.{ $found } 不在表单中。{ near-ones }处理：改正路径
param-unknown = 参数 { $found } 没有声明。{ near-ones }处理：改正编号，或在 notice.json 的 params 里声明
param-twice = 参数 { $found } 声明了两次。处理：合成一个，或改一个编号
param-unused = 没有一处用到参数 { $found }。处理：在规则、栏目或文字里用它（表达式写 param.{ $found }，文字写 {"{"}param.{ $found }{"}"}，数和日期写 {"{"}"param": "{ $found }"{"}"}），或删去
param-kinds = 参数 { $found } 的值有的是数，有的是文字。处理：都写成数，或都写成文字、日期
param-code-unknown = “{ $list }”里没有代码 { $found }。{ near-ones }处理：改正代码
param-one-value = 参数 { $found } 只有一个值，写成了 { $found }.{ $code }。处理：去掉“.{ $code }”，或在 params 里按代码分别给值
param-which = 参数 { $found } 按代码分别给值（{ $allowed }），这里没有说是哪一个。处理：写明代码，例如 param.{ $found }.{ $first }；表达式里还可以写 param.{ $found }[app.…]
param-code = 参数 { $found } 没有 { $code } 的值。允许：{ $allowed }。处理：改正代码，或在 params 里补上这个值
rule-unsourced = 规则 { $rule } 没有写依据哪一条，它的字段也没有。处理：写 x-source；不是原文要求的，写 x-basis
day-unknown = 规则 { $rule } 提到的 { $found } 不是通知给出的日期。{ near-ones }允许：notice.deadlines.编号，notice.periods.编号.start，notice.periods.编号.end，原文写了发文日期的还有 notice.issued。处理：改正编号，或在 deadlines、periods 里声明
required-unknown = required 里的 { $key } 不在 properties 中。处理：改正键名
reference-unknown = 引用 { $found } 找不到、越出政策文件夹或循环。允许：schemas 文件夹内的“文件#/$defs/名称”
moment-wrong = 写的是 { $found }，没有这样的时刻。允许：2024-04-30T16:00:00+08:00
list-in-row = “{ $title }”是行里的列表，一行里只能一格一个值。允许：从封闭的名单里选几项（数组写 uniqueItems，items 写 enum 或封闭名单的 x-list）。处理：改成文字，或另设一张表
reference-too-many = 展开引用后超过 { $limit } 个节点。处理：检查是否层层重复引用
at-unknown = 规则 { $rule } 的 at 写的是 { $found }，表单中没有这个位置。允许：从规则所在的节点算起的路径，../ 表示上一层
reference-conflict = { $key } 与被引用的定义不一致。处理：只在一处写明
schema-name = x-id 是 { $found }，文件名是 { $wanted }。处理：改成一样
notice-name = id 是 { $found }，文件夹名是 { $wanted }。处理：改成一样
rule-twice = 规则编号 { $id } 声明了两次。处理：一条规则只在一处声明
id-twice = 编号 { $id } 用了两次。处理：给其中一个另取编号
barred-unknown = barred 里的条款 { $found } 不在这一类别的 x-source 中。{ near-ones }处理：在 x-source 里写上，或改正编号
pattern-unlike = 正则“{ $pattern }”里的“{ $found }”，网页、校验和表格工具读法不一致，不能用。原因和改法：{ $why ->
    [digits] \d 各家不同（有的把２也算数字）。改写：[0-9]
    [words] \w 各家不同。改写：把要的字符列出来，例如 [A-Za-z0-9_]
    [blanks] \s 各家不同。改写：把要的空白列出来，例如 [ \t\u3000]，“不是空白”写 [^ \t\u3000]
    [dot] . 各家不同（换行算不算）。改写：[^\n]
    [escape] 这个反斜杠写法不是各家都有。汉字写范围 [\u4e00-\u9fff]；方括号以外的减号不加反斜杠
    [class] 方括号里的写法各家不同。允许：字符和从小到大的范围；[ ] \ ^ - 前加反斜杠，不连写两个 & - ~ |
    [group] 各家不都认识这种括号（环视、命名、开关）。允许：(…) 和 (?:…)
    [repeat] 重复的写法各家不同。允许：* + ? {"{"}n{"}"} {"{"}n,{"}"} {"{"}n,m{"}"}，n、m 不超过 1000，前面要有可重复的内容
    [alone] 括号不成对，或括号前缺少反斜杠。改写：补成一对；指括号本身的，写 \( 或 \)
    [end] 反斜杠后面没有字符。改写：删去，或补上字符
   *[size] 太大，无法使用。改写：减少重复的层数和次数
}
list-aliases = aliases 写的 { $found } 不是这份名单的列；可用的列：{ $allowed }
list-code-twice = 代码“{ $code }”用了两次。处理：给其中一行另取代码，或删去一行
list-cell-break = 第 { $line } 行的代码或名称“{ $code }”里有换行。允许：一格写一行。处理：删去换行
list-rows-more = 从第 { $line } 行起，还有 { $count } 处同样的错误，没有逐行列出。处理：照上面的一起改正
list-name-twice = 代码 { $code } 这一行的“{ $name }”，另一行也叫这个名字，填表的人写了它就认不出是哪一行。允许：代码、名称、别名在一份名单里各不相同。处理：给其中一个加上区别，例如年份
title-blank = title 只有空白。处理：写上标题
title-break = title 里有换行或制表符，表头和文件里认不出来。允许：写成一行。处理：删去
topic-twice = 同一项目里有两个专题叫“{ $name }”，填表的人写了它就认不出是哪一个。处理：给其中一个另写
track-twice = 有两个申报类别叫“{ $name }”，填表的人写了它就认不出是哪一个。处理：给其中一个改标题
title-twice = “{ $title }”在同一部分里用了两次，填好的表按标题认各项，认不出是哪一个。处理：给其中一个改标题
nodes-unknown = 规则 { $rule } 的 nodes 写了 { $found }，这一部分没有这个字段。允许：{ $allowed }。处理：改正名称
kind-field-unknown = 规则 { $rule } 的 { $key } 写的是“{ $found }”，没有这个字段，或这条规则看不到它。可以写：{ $near }。处理：从表单最外层写起，例如 basic/track；管一行的规则，只写这一行里的
kind-field-kind = 规则 { $rule }（{ $kind }）用到“{ $label }”，它是{ $found }。允许：{ $allowed }。处理：换一个字段，或换一种规则
kind-no-field = 规则 { $rule }（{ $kind }）没有说管哪个字段。处理：用 at 写明字段，或移到这个字段的 x-rules 里
kind-by-missing = 规则 { $rule } 的 { $key } 按代码写了几个值，没有说按哪个字段分。处理：加上 by，例如 "by": "basic/track"
kind-by-idle = 规则 { $rule } 写了 by，而 { $keys } 没有按代码写的值。处理：删去 by，或按代码写几个值，例如 {"{"}"key": 8{"}"}
kind-no-codes = 规则 { $rule } 的 { $key } 要用有名单的字段，“{ $label }”没有名单。处理：给它 x-list，或换一个字段
kind-code-unknown = 规则 { $rule } 的 { $key } 写的“{ $found }”不在选项里。可以写：{ $near }。处理：改成其中一个
kind-list-unordered = 规则 { $rule }：“{ $label }”的名单没有高低次序。处理：在名单的 .json 里写 "ordered": true（各行从高到低），或写出级别所在的列
kind-code-unranked = 规则 { $rule } 的 level 写的“{ $found }”在名单里没有级别。处理：补上级别，或换一个代码
kind-column-unknown = 规则 { $rule } 用到的列 { $found } 不在名单里。允许：{ $allowed }。处理：改正列名
kind-deadline-unknown = 规则 { $rule } 提到的截止时间 { $found } 没有声明。可以写：{ $near }。处理：改正编号，或在 deadlines 里声明
kind-bounds-crossed = 规则 { $rule } 的下限 { $least } 大于上限 { $most }，没有能符合的值。处理：核对两个数
kind-keys-both = 规则 { $rule } 同时写了 { $first } 和 { $second }。处理：只留一个
kind-key-unknown = 规则 { $rule }（{ $kind }）不用 { $key }。这种规则可以写：{ $allowed }。处理：删去，或改名
kind-key-empty = 规则 { $rule } 的 { $key } 是空的，一个值也没有。处理：写一个值，或按代码写几个值，例如 {"{"}"key": 8{"}"}
kind-key-missing = 规则 { $rule }（{ $kind }）缺少 { $keys }。处理：补上
kind-key-any = 规则 { $rule }（{ $kind }）至少要写一个：{ $keys }。处理：补上
kind-value = 规则 { $rule } 的 { $key } 写的是 { $found }。允许：{ $wanted }。处理：照此改写
list-ordered = ordered 写的列 { $found } 不在名单里。允许：true（各行从高到低），或一列的名称：{ $allowed }。处理：改正
list-rank = 第 { $line } 行的 { $column } 写的是“{ $found }”，不是数。处理：写一个数，大的级别高；不分高低的留空
kind-not-here = 规则 { $rule } 看整张表，不能写 kind（{ $kind }）。处理：管一行的移到 x-rules；管整张表的用 assert
matrix-code-unknown = 限额表里的“{ $found }”不是选项。{ near-ones }允许：{ $allowed }。处理：改正代码
quota-matrix = { $row }的{ $column }有{ $count }项，限报{ $most }项
quota-matrix-none = { $row }不报{ $column }，这里有{ $count }项
quota-matrix-unlisted = “{ $list }”里没有这家单位，不知道按哪一级算，请人工核对名额
kind-part-lacks = 规则 { $rule }（{ $kind }）没有给“{ $codes }”写 { $key }。处理：补上，或从别的几项里去掉这个代码
authority-pale = 颜色 { $found } 太浅，和白字的对比只有 { $contrast }，看不清。允许：对比不小于 5。处理：换深一些的颜色，例如 #00594f
authority-no-file = 没有文件“{ $name }”。处理：把它放进 { $folder }（不能是快捷方式或链接）
authority-large = 文件“{ $name }”有 { $found } kB。允许：不超过 { $most } kB。处理：压缩以后再放
authority-no-png = “{ $name }”不是 PNG 图片。处理：用看图软件另存为 PNG，不要只改扩展名
authority-no-svg = “{ $name }”不是 SVG 图片，或者开头有 DOCTYPE。处理：从画图软件导出 SVG，删去 <!DOCTYPE …> 那一段；也可以改用 PNG
authority-size = “{ $name }”是 { $width }×{ $height } 像素。允许：边长 { $least } 到 { $most }。处理：缩放以后再放
authority-active = “{ $name }”里有 { $found }，会运行程序或从外部加载。允许：只有图形的 SVG。处理：导出成不带脚本、样式和外部图片的 SVG，或改用 PNG
authority-no-form = 没有表单或表格“{ $found }”。处理：写成“通知/表单”，编号照 schemas 里的
authority-form-kind = “{ $name }”不能作正式表格。允许：{ $allowed }，只写文件名，不写文件夹。处理：放进 schemas/official，改正名称
authority-form-sign = 文件名“{ $name }”里有“{ $found }”，链接或 Windows 里的文件名不能用它。处理：把文件改个名，这里也照着改
authority-form-content = “{ $name }”的内容和扩展名不符。处理：用办公软件打开，另存为这种格式
