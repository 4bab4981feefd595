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
calendar-moved-later = { $title }（已延长）
calendar-moved-earlier = { $title }（已提前）
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
record-title = 变更记录：各份通知的新版改了什么
record-tighter = 收紧 { $count } 处
record-looser = 放宽 { $count } 处
record-both = 有紧有松 { $count } 处
record-undetermined = 请核对 { $count } 处
record-neutral = 不影响结论 { $count } 处
history-unread = { $notice } 在 Git 里的历史读不了（{ $why }），变更页不列以前的改动
