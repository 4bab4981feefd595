# 纸上的话：Word、Excel、PDF 和网页打印件共用。
paper-when = { $condition }时填写
paper-clauses = 依据：原文{ $numbers }
paper-options = 选项：{ $options }。
paper-columns = 各栏：{ $hints }。
paper-customary-part = 本部分为惯例内容，原文未载。
paper-number = 序号
paper-withdrawn = 已撤回：这一版（{ $edition } 版）已于{ $day }撤回，不要再填这份表。原因：{ $reason }。
paper-superseded = 已有新版：这是 { $edition } 版，现行的是《{ $title }》（{ $notice }，{ $version } 版）。
paper-not-official = 示例，非官方模板
paper-programme = 项目类别
paper-cover-leader = 项目负责人
paper-cover-leader-phone = 联系电话
paper-seal-of-unit = 申报单位（盖章）
paper-seal = 填报单位（盖章）
paper-date = 填报日期
paper-date-blank = 　　　　年　　　月　　　日
paper-file-number = 编　号
paper-after = 依据{ $issuer }《{ $title }》（{ $day }）编写
paper-notes = 填 写 说 明
paper-note-marks = ＊为必填。※为惯例栏目，原文未载，没有＊的空着只提醒。栏目下的小字说明怎样填、何时填和依据的条款。
paper-note-computed = 画“—”的栏目不用填写，读取时由其他栏目算出。
paper-note-no-id = 本表不收集身份证号，请勿填写。
paper-note-deadline = { $what }：{ $at }。
paper-note-handing-in = { $what }：{ $how }
paper-note-fingerprint = 页脚的指纹由填写内容算出，用来核对纸质版与电子版是否一致；它是生成文件时的指纹，此后修改内容须重新生成，或用 shenbao fingerprint 核对。
paper-seals = 签字和盖章
paper-seals-note = 签章栏为通行格式，原文没有规定式样。
paper-box-leader = 项目负责人：
paper-box-unit-opinion = 申报单位意见：
paper-box-partners = 合作单位意见（每家单位各签一份，可加页）：
paper-box-filler = 填报人：
paper-box-unit = 单位审核意见：
paper-sign = 签字（盖章）：　　　　　　　　　　
paper-filled-by = 填报单位（盖章）：　　　　　　　　　　　　　　填报人：　　　　　　　　联系电话：　　　　　　　　　　填报日期：　　　　年　　月　　日
paper-left = 附：表中没有位置的内容
paper-fingerprint = 指纹 { $print }
paper-fingerprint-later = 指纹在填写后生成
paper-edition = { $ref }　{ $edition }版
paper-code = 指纹的二维码
deadline-moved-later = 截止日期已延长（{ $moves }）
deadline-moved-earlier = 截止日期已提前（{ $moves }）
deadline-moved-from = { $number ->
    [0] 原为
   *[other] ；再前为
}{ $was }，依据“{ $document }”，{ $dated ->
    [no] 从哪天起原文未载
   *[other] 自{ $since }起
}
