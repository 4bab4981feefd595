cli-reading = --reading 后面写的是“{ $found }”。允许：编号=选项，例如 I09=bracket。处理：用 shenbao explain I09 查看选项
cli-reading-twice = --reading 给 { $reading } 写了两个不同的选项。处理：只保留一个
cli-no-working-directory = 当前文件夹已不存在。处理：进入一个存在的文件夹，或用 --root 指明政策文件夹
cli-system = 无法读写{ $path ->
    [none] {""}
   *[some] {" "}{ $path }
}：{ $why }。处理：检查路径、权限和磁盘空间后重试
cli-usage = { $said }。用法：{ $usage }。处理：用 { $command } --help 查看说明
cli-usage-option = 没有“{ $found }”这个选项{ $similar ->
    [0] {""}
   *[other] ，相近的有：{ $near }
}
cli-usage-command = 没有“{ $found }”这个命令{ $similar ->
    [0] {""}
   *[other] ，相近的有：{ $near }
}
cli-usage-missing = 缺少 { $name }
cli-usage-value = { $name } 后面写的是“{ $found }”。允许：{ $allowed }
cli-usage-needs-value = { $name } 后面要写一个值
cli-usage-no-value = { $name } 后面不写值
cli-usage-extra = 多写了“{ $found }”
cli-usage-range = { $most ->
    [none] 不小于 { $least } 的整数
   *[other] { $least } 至 { $most } 的整数
}
cli-usage-folder = 文件夹
cli-usage-folder-there = 已有的文件夹
cli-usage-file = 文件的路径，不是文件夹
cli-usage-file-there = 已有的文件，路径从当前文件夹写起
cli-usage-path-there = 已有的文件或文件夹
cli-usage-see-help = 见说明
cli-interrupted = 已中断，没有做完
cli-no-output = 标准输出是关闭的，结果无处可写，没有做。处理：不要关闭标准输出；不想看的，重定向到空设备
cli-no-text = “{ $found }”里有系统不接受的字符（空字符，或不完整的字符）。处理：重新输入这个名称
cli-unexpected = 程序遇到没有料到的情况（{ $kind }，{ $place }），没有做完。这是软件的问题。处理：请把这句话报告给软件的维护者
cli-no-policy = { $folder } 和它的上级文件夹里没有 schemas 文件夹，没有可以检查或生成的通知。处理：进入政策文件夹，或用 --root 指明；还没有通知的，用 shenbao new 新建
cli-policy-folder = 政策文件夹：{ $folder }
cli-update-bundled = 随软件附带的通知不能改写。处理：进入自己的政策文件夹，或用 --root 指明
cli-unknown-id = 没有“{ $found }”这个编号、字段或条款。{ $similar ->
    [0] {""}
   *[other] 相近的有：{ $near }。
}处理：核对编号，或在网站的“校验规则”页查找
cli-built = 网站已生成，共 { $pages } 页，首页在：
cli-build-unsound = 没有生成网站：通知 { $notices } 的政策文件有 { $count } 处错误，缺少通知的网站不能当作完整的发布：
cli-open = 打开方法：用浏览器打开上面的文件，或运行 shenbao serve
cli-checking-files = 校验
cli-checking-tables = 查表格
cli-schema-not-json = { $path } 读不了、超过 20 MB，或里面不是一个 JSON 对象，不能用作表结构。处理：--schema 后面写表单名称，或 Table Schema 文件
cli-schema-unsound = { $path } 不能用作表结构：{ $why }。处理：改正这一处，存为 UTF-8；不是表结构的，--schema 后面写表单名称，或 Table Schema 文件
cli-schema-package = { $path } 是数据包的说明，不是表结构。处理：不写 --schema，直接写 shenbao validate { $path }
cli-schema-of-form = { $path } 是表单的结构（JSON Schema），不是表格的表结构（Table Schema）。处理：按表单校验时写名称，例如 --schema { $ref }
cli-worker-died = 查表格的一个进程意外结束，可能是内存不够。处理：加 --jobs 1 再试
convert-old-no-program = 这台电脑上没有找到 LibreOffice，旧格式的文件转换不了。处理：安装 LibreOffice，或用 Word、Excel、WPS 把文件另存为 .docx、.xlsx
cli-html-needs-output = 网页报告要写到文件。处理：加 -o 报告.html
cli-annotate-suffix = --annotate 只能写成工作簿，现为 { $path }。处理：文件名以 .xlsx 结尾
cli-output-twice = -o 和 --annotate 写的是同一个文件 { $path }。处理：写两个不同的文件
cli-output-input = { $path } 是要校验的文件，不能用报告改写。处理：换一个文件名
cli-report-written = 已写到 { $file }
