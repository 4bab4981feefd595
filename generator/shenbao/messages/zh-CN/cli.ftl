cli-reading = --reading 后面写的是“{ $found }”。允许：编号=选项，例如 I09=bracket。处理：用 shenbao explain I09 查看选项
cli-reading-twice = --reading 给 { $reading } 写了两个不同的选项。处理：只保留一个
cli-no-working-directory = 当前文件夹已不存在。处理：进入一个存在的文件夹，或用 --root 指明政策文件夹
cli-system = 无法读写 { $path }（{ $reason }）。处理：检查路径、权限和磁盘空间后重试
cli-update-bundled = 随软件附带的通知不能改写。处理：进入自己的政策文件夹，或用 --root 指明
cli-unknown-id = 没有“{ $found }”这个编号、字段或条款。相近的有：{ $near }。处理：核对编号，或在网站的“校验规则”页查找
cli-built = 网站已生成，共 { $pages } 页，首页在：
cli-open = 打开方法：用浏览器打开上面的文件，或运行 shenbao serve
cli-reading-files = 读取文件
cli-checking-files = 校验
