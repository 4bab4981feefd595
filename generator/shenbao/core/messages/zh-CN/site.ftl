site-staged = 页面已生成：{ $changed } 个有变化，{ $removed } 个已移除
site-built = 网站已建成：{ $pages } 页，用时 { $seconds } 秒
site-serving = 正在 { $url } 提供网站；按 Ctrl+C 停止
site-stopped = 已停止
site-mkdocs =
    网站没有建成，mkdocs 报告：
    { $lines }
    处理：改正上面指出的页面后重新生成。原有的网站没有改动
site-outside =
    有 { $count } 处会从外部加载内容：
    { $faults }
    处理：把所需文件放进 site-templates/ 并用相对地址引用，或删去这一处。原有的网站没有改动
site-broken-link =
    有 { $count } 处链接没有去处：
    { $faults }
    处理：改正链接，或补上所指的页面、文件或标题编号。原有的网站没有改动
site-foreign = 文件夹 { $folder } 里有别的文件，生成网站会把整个文件夹换掉，所以没有动它。处理：换一个新的或空的文件夹
site-port = 端口 { $port } 不能使用：{ $reason }。处理：用 --port 换一个端口
serve-port-taken = 端口 { $port } 已被占用，网站没有打开。处理：用 --port { $free }（现在空着），或用 --port 0 让系统选一个
serve-renewed = 已更新，用时 { $seconds } 秒
serve-updating = 链接与搜索正在更新
serve-waiting = 改好错误以后，再更新链接与搜索
serve-links-failed = 链接与搜索没有更新成功。处理：用 shenbao build 看原因
serve-problems = 有 { $count } 处错误。改好以前，页面不更新；改好后自动更新
serve-faults = 链接或搜索有问题。页面已经是新的
serve-more = 另有 { $count } 处，用 shenbao check 看全部
serve-no-page = 没有这一页
serve-no-page-yet = 这一页现在还做不出来
serve-mend = 先改好下面列出的错误，这里会自动更新。
serve-template = 模板 { $file } 第 { $line } 行有错（{ $why }）。处理：改正模板
site-synonym = { $file } 第 { $line } 行不是“词 = 别的说法”：{ $found }。处理：写成一行，例如“病种指数 = 病例组合指数, CMI”；说明用 # 开头
site-synonyms-encoding = { $file } 不是 UTF-8，读不了。处理：用记事本打开，另存为时编码选 UTF-8
site-menu = 网站
site-home = 首页
site-catalogue = 项目目录
site-eligibility = 我能报什么
site-deadlines = 截止日历
site-downloads = 下载中心
site-checking = 检查文件
site-clauses = 条款库
site-search = 搜索
site-new-tab = （在新标签页打开）
site-lost = 没有这一页
site-lost-about = 这个地址没有页面：从首页、目录或搜索再找。
site-lost-moved = 这份通知已有新版：
site-lost-near = 您要找的可能在这里：
site-lost-search = 也可以从上面的目录进入，或者
site-lost-why = 链接可能写错了，也可能是网站更新以后这一页换了地址。
site-lost-no-script = 请从网站的首页 index.html 进入。
site-archive-about =
    { $title }
    版本 { $version }

    forms：要填的表单，网页（双击打开）、Word、Excel、PDF 任选一种。
    data-packages：要填的数据表，有空表、示例和栏目说明。
    schemas：表单和表的结构，供信息系统使用。
    填好以后，用网站上的“检查文件”先查一遍再交。
