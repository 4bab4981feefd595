authoring-id = “{ $found }”不能用作通知的编号：以小写英文字母开头，只用小写字母、数字和短横线，2 到 41 个字符；common 和 dialect 已有他用。处理：改写编号，例如 keji-2025
authoring-kind = 没有“{ $found }”这种通知，可以写：{ $allowed }。处理：申报通知写 call，遴选方案写 selection-scheme，工作方案写 work-plan，改进计划写 improvement-plan
authoring-deadline = 截止时间“{ $found }”看不懂，或者没有这一天。处理：写成 2025-11-15，或 2025-11-15 17:00
authoring-long = { $key } 有 { $found } 个字，最多 { $limit } 个。处理：写短一些
authoring-many = { $key } 有 { $found } 个，最多 { $limit } 个。处理：分成几份通知，或先写一部分
authoring-control = { $key } 里有看不见的控制字符或换行。处理：删去后重写
authoring-empty = { $key } 里有一项没有名称。处理：写成“项目名称”或“项目名称：类别、类别”
authoring-tracks = “{ $found }”的申报类别有重名或空的。处理：各写不同的名称
authoring-answers = 回答文件 { $file } 不能用：{ $why }
authoring-large = 文件太大。处理：核对是否选错了文件
authoring-no-object = 里面不是一个 JSON 对象。处理：写成 {"{"}"title": "…", "deadline": "…"{"}"}
authoring-keys = 不认识的键 { $found }，可以写：{ $allowed }。处理：改正键名
authoring-no-text = { $key } 应是文字。处理：写在英文双引号里
authoring-programmes = programmes 应是数组，每项写 title 和 tracks（文字数组，可不写）。处理：照 [{"{"}"title": "项目", "tracks": ["类别"]{"}"}] 改写
authoring-no-title = 不知道通知的标题，没有新建。处理：加 --title，或用 --answers 给出回答
authoring-no-folder = { $folder } 不是文件夹。处理：先建好这个文件夹，或用 --root 指明别的
authoring-exists = { $folder } 已经有了，没有改动。处理：换一个编号；要重做的，先把它移到别处
authoring-made = 已建好 { $folder }：{ $files } 个文件{ $beside ->
    [0] {""}
   *[other] ，旁边另有 { $beside } 个供编辑器用的文件
}。
authoring-next = 接着：shenbao check 检查，shenbao build 生成网站；把写着“待确认”的地方照原文改写。
authoring-ask-title = 通知的标题
authoring-ask-issuer = 发文单位（不知道就直接回车）
authoring-ask-kind = 哪一种（call 申报通知，selection-scheme 遴选方案，work-plan 工作方案，improvement-plan 改进计划）
authoring-ask-programme = 一个项目，有申报类别的写“项目：类别、类别”（没有了就直接回车）
authoring-ask-deadline = 截止时间，如 2025-11-15 17:00（不知道就直接回车）
