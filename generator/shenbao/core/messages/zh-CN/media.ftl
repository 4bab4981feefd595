cli-form-unknown = 没有“{ $found }”这张表单或表格。相近的有：{ $near }。处理：写通知/表单，例如 shenkang-2024/p1；文件认不出表单时用 --schema 指明
cli-form-suffix = 看不出 { $file } 要写成哪种文件。允许：{ $known }。处理：换成其中一种扩展名
cli-form-two-kinds = 文件名 { $file } 与 --format { $chosen } 不一致。处理：只留一个，或改成一样
cli-form-folder = { $file } 是文件夹，不能当作文件写。处理：在后面加上文件名
cli-form-exists = { $file } 已经存在，没有改写。处理：换一个文件名，或加 --force
cli-form-unread-empty = 里面没有可以使用的数据
cli-form-unread = 读不了 { $file }：{ $reasons }
cli-form-written = 已写好：{ $file }
cli-fill-carried = 已带入 { $carried } 项，没有带入 { $left } 项
cli-fill-rows = 已汇总 { $rows } 行，来自 { $files } 个文件
cli-fill-unused = 没有用上的文件 { $count } 个：
cli-fill-twins = 第 { $rows } 行的{ $titles }相同（{ $files }）。处理：核对是不是同一份的两稿，只留定稿后重新汇总
cli-fill-left = 有栏目但没有带入的内容 { $count } 处：
cli-fill-too-many-rows = 到 { $file } 为止超过 { $limit } 行，一张表最多 { $limit } 行，没有写文件。处理：分成几次汇总
cli-fill-nothing = 没有一个文件能列入“{ $table }”，没有写文件。处理：按上面每个文件的说明核对
cli-fill-gaps = 要在汇总后补填的栏：
cli-fill-gap = { $title }{ $required ->
    [yes] （必填）
   *[no] {""}
}：{ $kind ->
    [whole] 各份文件里都没有
   *[some] 第 { $rows } 行没有
}
cli-fill-rest = 文件里的这些部分汇总表没有栏目，没有带入：{ $titles }
cli-form-no-csv = { $form } 是表单，不能写成 CSV。处理：写成 .docx、.xlsx、.pdf、.html 或 .json
cli-form-only-with-fill = 不知道 { $found } 做什么用。处理：要由这些文件填写，在前面加 --fill
cli-fingerprint-no-form = （没有写是哪张表）
cli-fingerprint-same = 一致：内容相同
cli-fingerprint-different = 不一致：内容不同
cli-fingerprint-printed = （印在第 { $pages } 页）
cli-fingerprint-printed-same = 页面上印的指纹与内容一致
cli-fingerprint-printed-stale = 页面上印的指纹 { $print } 与内容不一致：填好以后又改过，打印前重新生成
migrate-no-notice = 没有 { $found } 这份通知。{ $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
 }处理：--to 后面写新版通知的编号，例如 keji-2026
migrate-report-twice = --report 写的是新表要写的文件 { $file }，什么都没有写。处理：换一个文件名
migrate-same = 这份表已经是 { $form }。处理：不用带；要换格式用 shenbao convert
migrate-of-the-year = “{ $form }”记的是当年的结果和汇总，不带到新版。处理：用新版的空表另填，或由新版的申请书汇总
migrate-not-before = { $notice } 没有取代 { $form } 所在的通知，两份通知的栏目对不起来。处理：核对 --to；确实是新版的，在它的 notice.json 里写 edition 的 supersedes。只想带入相同的栏目，用 shenbao form --fill
migrate-in-steps = { $form } 和 { $notice } 之间还有一版 { $between }。处理：先带到 { $between }，再带到 { $notice }
migrate-no-form = { $notice } 里没有与 { $form } 编号相同的表单。它的表单：{ $known }。处理：新版没有这张表的，不用带；换了编号的，用 shenbao form --fill
migrate-done = { $old } → { $form }：带过来 { $carried } 处，其中换了位置或代码的 { $changed } 处；没有带的 { $left } 处
migrate-changed = 换了位置或代码的（请核对）：
migrate-left = 没有带过来的：
migrate-lacks = 按新版还要补、要改的（{ $count } 处）：
migrate-holds = 按新版核对：没有要补、要改的
migrate-attested = 声明、确认、签署的内容和日期不会带过来，由本人按新版重新填写
fill-unread = 来源文件里的这一处没有读进来，或读得没有把握。请打开来源文件核对
fill-no-place = 这张表单没有对应的栏目
fill-fixed = 这张表单里是固定的或算出的
fill-not-in-list = 不在这张表单的选项里
fill-same = 与 { $other } 内容相同，只算一份
fill-unknown-form = 文件没有写明是哪张表单。处理：核对文件，或用 shenbao convert 文件 --schema 表单 -o 新文件.json 转换后再汇总
fill-no-rows = 表里没有行
fill-other-notice = 是别的通知的“{ $form }”，不列入“{ $table }”
fill-no-application = 是“{ $form }”，不列入“{ $table }”
fill-application-counts = 与申请书不同，已按申请书填写
fill-several = 有几个值，这一栏只能填一个
fill-other-kind = 与这一栏的类型或单位不同
fill-too-long = 比这一栏允许的长
fill-attested = 声明、确认、签署的内容和日期要由本人重新填写，不带入
fill-said-before = 前面的文件已经填了别的内容
site-making-forms = 生成 Word、Excel、PDF 表单 { $count } 份
site-no-pdf = 这台电脑不能生成 PDF 表单，网站上没有 PDF：{ $reason }
