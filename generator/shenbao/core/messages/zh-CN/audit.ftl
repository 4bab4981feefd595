expression-wrong = { $rule } 的表达式“{ $expression }”写得不对{ $at ->
    [0] {""}
   *[other] （第 { $at } 个字符处）
}：{ $why ->
    [unfinished] 没有写完，缺少括号、引号或后一半。处理：补上
    [quote] 引号 { $found } 只有一个，文字没有括完。处理：在文字后面补上同样的引号
    [opened] 这个括号 { $found } 没有对应的 { $meant }。处理：补上
    [closed] 这个括号 { $found } 前面没有对应的。处理：删去，或者在前面补上
    [pair] 这里的括号 { $found } 和前面的不配。处理：改成 { $meant }
    [meant] 不能写“{ $found }”。处理：改成 { $meant }
    [wide] “{ $found }”是全角的。处理：改成半角的 { $meant }
    [sign] 不认识“{ $found }”这个符号。处理：删去，或者改成半角符号
    [words] “{ $found }”是中文。处理：文字用半角引号括起来，字段写它的键（不写标题）
    [unit] 数后面跟着“{ $found }”。处理：只写数，不写单位
    [percent] 不能写百分号。处理：写成小数，例如 15% 写成 0.15
    [not-in] 不能写“{ $found }”。处理：写成 { $meant }
    [variable] 没有“{ $found }”这个变量。{ near-names }可以写：{ $allowed }。处理：改成其中一个，文字用半角引号括起来
    [function] 没有“{ $found }”这个函数。{ near-names }处理：改用有的函数，见“规则语言”一页
    [three] 三个值不能连着比。处理：分开写，例如 self >= 30.0 && self <= 100.0
    [syntax] “{ $found }”不应出现在这里。处理：核对前后的括号、引号和运算符，并且写 &&，或者写 ||
    [has] has() 里要写一个字段。处理：写成 has(app.部分.字段)
    [kinds] “{ $found }”两边或括号里的类型不配。处理：整数和整数比，小数和小数比（2.0），size() 得到整数，和小数比先用 double()
    [name] 没有“{ $found }”这个变量或函数，或括号里的个数不对。{ near-names }处理：改正名称
    [answer] 结果不是“成立”或“不成立”。处理：写成比较，例如 self >= 30.0
    [lacking] 这里缺少“{ $found }”。处理：补上
    [row] { $found }() 的第一个参数要写一个名字，代表每一行。处理：例如 app.partners.all(r, r.share > 0.0)
    [reserved] “{ $found }”是规则语言留着不用的词，不能当名称。处理：改掉
    [large] 有一个数写得太大，或不是一个数。处理：改成普通的数
    [select] 点号前面是一个值，里面没有字段。处理：核对点号前面的名称，数、文字和日期后面不写点号
    [deep] 括号或条件套得太深。处理：拆成几条规则，或少套几层
   *[other] 不是规则语言的写法。处理：从后往前删到能通过为止，删去的那一段就是写错的；能写什么见“规则语言”一页
}
quota-number-unknown = { $rule } 用到了没有的数“{ $found }”。可用：{ $allowed }。处理：改正 cases 中的 counts 或措辞里的花括号
target-role-kind = 目标 { $rule } 的角色 { $role } 在 { $home } 中不是这种类型：{ $wanted }。处理：改正角色，或改正 aggregate
target-bounds = 目标 { $rule } 的下限 { $least } 大于上限 { $most }，没有数能达到。处理：改正 at_least 或 at_most
target-mark-twice = 目标 { $rule } 的 mark { $found } 别的目标已经用了。处理：给它另取一个
name-unknown = { $rule } 的表达式提到 { $found }，没有这一项。{ near-names }处理：改正名称
names-unfolded = { $rule } 逐字比较名称（{ $found }）：多一个空格、换成全角，同一个名称就成了两个。处理：先用 fold(…) 再比较
computed-itself = { $rule } 用到了自己（{ $found }）。处理：只用同一组、同一行的其他值来算
role-nowhere = { $rule } 的表达式提到角色 { $found }，over 中的表单和表格都没有。{ $allowed ->
    [none] 这里没有可用的
   *[some] 可用：{ $allowed }
}。处理：改正角色，或给字段写 x-role
rule-squared = 规则 { $rule } 在每一行都要看 { $rows } 的全部行，一千行就是一百万次。处理：在条件里写明与本行相同的列（{ $rows }.exists(r, r.列 == self.列 && …)），或写成看全表的规则（x-table-rules），里面不再逐行看全部行
pattern-slow = 正则“{ $pattern }”对某些文字要试的办法成倍增加，浏览器会卡住。处理：不在重复里面再重复同样的内容，例如 ([0-9]+)+ 写成 [0-9]+
bounds-crossed = { $low } 是 { $least }，{ $high } 是 { $most }，没有一个值能同时符合。处理：改正其中一个{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处相同）
}
choices-few = minItems 是 { $least }，但只有 { $count } 个选项，又不得重复。处理：减小 minItems，或补上选项{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处相同）
}
choice-never = 选了也通不过的选项：{ $found }；不符合同一个字段的 { $keywords }。处理：删去这些选项，或改正关键字{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处相同）
}
const-never = const 写的是 { $found }，不符合同一个字段的其他关键字，什么都不能填。处理：改正其中一个{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处相同）
}
example-misfit = x-example 写的是 { $found }，不符合这个字段的 { $keywords }。处理：改成能通过的例子{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处相同）
}
expression-settled = { $rule } 的表达式“{ $expression }”{ $always ->
    [true] 总是成立
   *[false] 总是不成立
}，与填写的内容无关。处理：核对比较的字段、方向和两边的值（还有字段自己的上下限）；不需要的话删去
compared-never = { $rule } 的表达式把 { $what } 与“{ $found }”比较，那里不会有这个值，结果永远相同。可用：{ $allowed }。处理：改正拼写，或改正比较的字段
compared-kind = { $rule } 的表达式把 { $what } 与“{ $found }”比较，类型或范围不同，结果永远相同。处理：文字写引号，数写小数（30.0），是否写 true 或 false，数要在字段的上下限以内
profile-function = { $rule } 的表达式用了 { $found }，两边的实现不一样，不能用。可用：{ $allowed }。处理：改用这些
profile-quoted = { $rule } 的表达式用了反引号 ` 括起的名称，网页不认识。处理：给键取小写字母、数字、下划线的名称，或写 app["…"]
profile-number-of-text = { $rule } 的表达式用 { $found }() 把文字变成数，两边的实现不一样。处理：把字段的类型改为 number 或 integer
profile-date = { $rule } 的表达式里 date('{ $found }') 不是真实的日期，永远没有答案。允许：2024-04-30 这样的写法。处理：改正日期
profile-pattern = { $rule } 的 matches 的正则“{ $found }”无法使用。允许：RE2 的写法，重复不超过 1000 次，没有环视和反向引用。处理：改正正则
hole-unknown = { $rule } 的措辞里有 {"{"}{ $found }{"}"}，没有这个值，会照原样显示。{ $allowed ->
    [none] 这里没有可用的值。处理：删去花括号里的名称
   *[some] 可用：{ $allowed }。处理：改正花括号里的名称
}，或在 values 里加上
field-customary = “{ $title }”没有写依据哪一条，算惯例栏：空着只提醒，依据原文的规则 { $rules } 就不判断。处理：原文要填的，在这一栏写 x-source；确实是惯例的，不用改
role-like = 角色 { $found } 没有别处用到，像是写错了。相近的有：{ $near }。处理：改正 x-role；另有用处的，不用改
clause-idle = 没有一处用到条款 { $found }（{ $number }）。处理：在说这件事的字段、规则、事实或缺漏的 x-source 里写它；只为读者留着的，写 use="context"
form-asks-nothing = 表单“{ $title }”没有一个字段写 x-ask，“我能报什么”不会就它提问。处理：给最早能判断的字段（单位、学历、年龄）写 x-ask；不需要的，不用改
literal-of-param = 表达式里写了 { $found }，参数里已经有它。处理：改写 { $names }，以后只改一处
literal-of-notice = 表达式里写了 { $found }，通知的日期里已经有它。处理：可以改写 date({ $names })，以后只改一处
literal-other-year = 表达式里写了 { $found }，通知的 { $names } 是 { $day }，只差年份，可能是照抄往年的。处理：核对原文；是同一天的改写 date({ $names })
source-missing = 原文 { $file } 不在文件夹里。处理：检查 --sources 后面的路径
source-changed = 原文 { $file } 与登记的校验值不同。处理：核对原文是否换了版本
quote-not-in-source = 条款 { $clause } 摘录的“{ $quote }”不在原文中。处理：照原文改正
lines-not-in-source = 条款 { $clause } 的行号是 { $found }，原文只有 { $count } 行。处理：照原文改正
quote-elsewhere = 条款 { $clause } 摘录的“{ $quote }”在原文中，但不在所写的第 { $lines } 行。处理：改正 lines，或改正摘录
example-differs = 校验结果与预期不同。预期：{ $wanted ->
    [none] 没有这一条
   *[some] { $wanted }
}。实际：{ $found ->
    [none] 没有这一条
   *[some] { $found }
}。处理：核对规则；确认无误后用 shenbao check --update 重写
example-lacks = { $file } 没有填必填的 { $places }，这几栏是后来添的。处理：把示例补全（可用 shenbao form 表单 --fill 示例 -o 文件 导出，填好再用 shenbao convert 存回）；不要用 --update，那样会把缺栏记成预期
vector-differs = “{ $name }”的规则 { $rule } 应为 { $wanted }，实际为 { $found }。处理：核对规则或这一条
vector-place = 找不到 { $found }，或越出了 examples 文件夹。处理：核对 base 的文件名，以及 set、remove 里的位置
example-never-fails = 没有示例让规则 { $rule } 不通过。处理：加一个不通过的示例
example-case-never-fails = 规则 { $rule } 有一步的程度是 { $severity }，没有示例让它不通过。处理：加一个只差在这一步的示例或测试向量
example-step-never-fails = 规则 { $rule } 说“{ $words }”的那一步（{ $severity }），没有示例让它不通过。处理：加一个只差在这一步的示例或测试向量
example-never-passes = 没有示例让规则 { $rule } 通过。处理：加一个通过的示例
packages-stale = { $there ->
    [no] 还没有数据包，应当有 { $count } 个文件
   *[yes] 数据包有 { $count } 个文件与政策文件不一致：{ $files }
}。处理：运行一次 shenbao check --update，全部重新生成
package-stale = 数据包与政策文件不一致。处理：运行 shenbao check --update 并提交
coverage-unreadable = { $file } 不是规则清单。允许：JSON 列表，每项至少有 id 和 notice。处理：检查 --coverage 后面的路径和文件内容
coverage-missing = 没有着落：{ $notice } 里找不到这条规则
coverage-total = 规则清单 { $total } 条，有着落 { $covered } 条
operand-kind = { $rule } 的表达式把 { $function } 用在 { $what } 上，那里是{ $found ->
    [text] 文字
    [number] 数
    [truth] “是”或“否”
    [list] 列表
   *[group] 一组内容
}，永远没有答案。允许：{ $wanted ->
    [text] 文字
    [number] 数
    [truth] “成立”或“不成立”
    [list] 列表
    [list-text] 文字或文字的列表
    [number-text] 数或文字，两边相同
    [list-number-text] 数、文字或列表，两边相同
    [group-list] 列表或一组内容
   *[group-list-text] 文字、列表或一组内容
}。处理：改正字段或函数
operand-no-day = { $rule } 的表达式用 date() 读 { $what }，那里什么文字都可以写，不是日期就没有答案。处理：给这个字段写 "format": "date"，或改正字段
computed-kind = { $rule } 的结果是{ $found ->
    [text] 文字
    [number] 数
    [truth] “是”或“否”
    [list] 列表
   *[group] 一组内容
}，字段的类型是 { $wanted ->
    [text] string
    [number] number
    [truth] boolean
    [list] array
   *[group] object
}，永远填不对。处理：改正表达式，或改正 type
keyword-never = 规则 { $rule } 的 keywords 写了 { $found }，这个字段没有这个关键字，规则永远不会不通过。这个字段{ $allowed ->
    [none] 没有关键字
   *[some] 有：{ $allowed }
}。处理：给字段加上这个关键字，或改正 keywords
vector-rule-unknown = 没有规则 { $found }。允许：{ $near }，或 shape.关键字。处理：改正规则编号
vector-outcome-unknown = 规则 { $rule } 的结果写的是“{ $found }”。允许：{ $allowed }。处理：改成其中一个
kind-trial-differs = 规则 { $rule }（{ $kind }）在边界上的结果不对：{ $name }，应为 { $wanted }，实为 { $found }。处理：看字段自己的上下限、选项是不是先拦住了，或 when 与例子不合
kind-untried = 规则 { $rule }（{ $kind }）对“{ $case }”没有试过：没有一份示例适用。处理：在 examples 里加一份适用的申报
near-names = { $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
}
sum-kind = { $rule } 的 sums 加的不是数。处理：写一个数的角色，例如 role.funding
