# 程度的说法：网页、表单、文件、命令和文档都用这一份。
severity-error = 错误
severity-warning = 提醒
severity-review = 需人工确认
severity-info = 提示
severity-undecided = 无法判定
severity-declare = 由申报人声明
severity-principle = 原则上
severity-meaning-error = 原文说“必须”“限”而没有做到，或数据读不了、写法不对。要改正。
severity-meaning-review = 原文有歧义，或要由人看材料才知道。
severity-meaning-undecided = 缺名单或缺内容，核对不了。不等于通过。
severity-meaning-warning = 原文说“原则上”“力争”“逐步提高”一类的没有做到，或惯例要填的没有填。不影响结论。
severity-meaning-info = 供参考，不影响结论。
