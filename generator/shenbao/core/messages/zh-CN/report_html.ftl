# 网页报告：一个文件，不联网。
html-report-title = 检查结果
html-report-skip = 跳到问题
html-report-verdict = { $verdict ->
    [pass] 通过
    [review] 需人工确认
   *[fail] 不通过
}
html-report-next = { $verdict ->
    [pass] 能用程序核对的都核对过，没有发现要改或要人判断的地方。按通知签章、报送。
    [review] 没有发现错误，但有地方要由人判断，或缺名单、缺内容而核对不了。逐条看，能补的补上，其余交给管理部门。
   *[fail] 至少有一处错误。在原文件里改正后，再检查一次。
}
html-report-counts = 各种程度的问题有多少
html-report-folder = 文件夹：{ $folder }
html-report-files = 核对 { $count } 个文件{ $skipped ->
    [none] {""}
   *[other] ，另有 { $skipped } 个没有读取
}
html-report-as = 按“{ $title }”（{ $ref }）核对
html-report-overview = 各文件的结果
html-report-file = 文件
html-report-result = 结论
html-report-rows = 数据行
html-report-rows-of = { $rows } 行数据
html-report-table = 表 { $name }
html-report-incomplete = 没有读完，后面的内容没有检查
html-report-skipped = 没有读取
html-report-more-files = 另有 { $count } 个文件没有列在这里
html-report-not-detailed = 这个文件的问题没有列在这份报告里，请单独检查它
html-report-clean = 另有 { $count } 个文件未发现问题
html-report-filter = 筛选
html-report-filter-kind = 程度
html-report-filter-column = 列或栏目
html-report-filter-every = 全部
html-report-filter-words = 查找文字
html-report-filter-reset = 全部显示
html-report-filtered = 显示 { $shown } 组问题，共 { $total } 组
html-report-columns = 问题出在哪些列或栏目
html-report-column = 列或栏目
html-report-share = 多少
html-report-number = 处数
html-report-whole = 整行或整个文件
html-report-several = 几个栏目
html-report-other-columns = 另有 { $columns } 列或栏目
html-report-problems = 问题
html-report-count = { $count } 处
html-report-remedy = 怎样改
html-report-unlisted = 这一类问题只计了数，没有逐一列出
html-report-for = { $count } 处：
html-report-examples = 出处
html-report-where = 位置
html-report-found = 发现的内容
html-report-note = 说明
html-report-more = 以上是前 { $listed } 处，另有 { $count } 处
html-report-more-groups = 另有 { $groups } 组问题（{ $count } 处）没有列在这里，先改正上面的
html-report-clause = 依据 { $number }
html-report-reading = 采用的读法 { $reading }：{ $chosen }
html-report-rule = 规则 { $rule }
html-report-basis-toolkit = 系统校验，非政策规定
html-report-basis-customary = 惯例，原文未载
html-report-notes = 读取时的处理（请核对）
html-report-notes-more = 另有 { $count } 条没有列在这里
html-report-reached = 达到的目标
html-report-meaning = 各种程度的意思
html-report-foot = 由 shenbao { $version } 生成。这份报告是一个文件，打开时不联网；里面可能有申报内容，请按本单位的规定保管。
