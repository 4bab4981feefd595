# shenbao try：试一条规则。
try-no-rule = 没有规则 { $found }。{ $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
}处理：写规则编号，例如 SK-P1-21；几份通知都有的写 通知/编号
try-across = { $found } 是限额或目标，要看多份申报。处理：用 shenbao validate 文件夹 核对
try-no-example = 没有一份示例用的是 { $form }，{ $rule } 没有可试的。处理：在命令后写一个文件，或补一份示例（已有：{ $allowed }）
try-no-file = 没有示例或文件 { $found }。处理：写示例的名称（{ $allowed }）或文件的路径
try-no-data = { $file } 里没有能读的数据，试不了。处理：先用 shenbao validate 看原因
try-number = --set 里的 { $found } 不是填得进表单的数。处理：写普通的数，例如 /funding/amount=120
try-change = 看不懂 --set { $found }。处理：写成 /部分/字段=值，例如 --set /leader/birth_date=1966-01-02；第几行从 0 数
try-no-field = { $form } 没有 { $found } 这个字段。{ $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
}处理：照 shenbao explain 里的路径写，第几行从 0 数
try-no-place = 示例里没有填这条规则管的字段，规则没有管到。
try-place = { $label }（{ $pointer }）：{ $found }
try-step-when = 条件  { $text }  → { $came }
try-step-value = 算出  { $name } = { $text }  → { $came }
try-step-case = 判断  { $text }  → { $came }
try-step-keyword = 关键字  { $name } { $text }  → { $came }
try-part = { $text } = { $came }
try-part-named = { $text }（{ $label }）= { $came }
try-came-holds = 成立
try-came-fails = 不成立
try-came-undecided = 算不出（{ $value }）
try-came-value = { $value }
try-verdict = 结果：{ $verdict } { $message }
try-pass = 成立
try-not-meant = 条件不成立，这条规则不管
try-rests = 不试：这个字段不用填，或者填的读不了
try-undecided-missing = 没有填，或没有这份名单
try-undecided-value = 填的不能这样算
try-undecided-limit = 数据太多
try-undecided-expression = 表达式写得不对
try-coded = { $code }（{ $name }）
try-rows = { $found } 说的是表里必须有哪些行，没有表达式，不能这样试。处理：用 shenbao validate 核对
try-table-rows = { $count } 行
try-nothing = 没有填
try-group = { $count } 项
try-all = 一共：{ $counted }
try-count = { $verdict } { $count } 处
