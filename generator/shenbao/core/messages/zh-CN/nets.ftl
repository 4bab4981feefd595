file-unexpected = 程序遇到没有料到的情况，没有核对这份文件（{ $kind }，{ $place }）。这是软件的问题，不是文件的问题。处理：请把这句话报告给软件的维护者，同时人工核对这份文件
file-system = { $why }，没有核对这份文件。处理：{ $reason ->
    [space] 清理磁盘后重试
    [name] 缩短文件名后重试
   *[other] 检查磁盘和权限后重试
}
file-policy-unsound = 通知 { $notice } 的政策文件有错，没有读取这份文件。处理：运行 shenbao check，改正后再试
policy-left-aside = 通知 { $notice } 的政策文件有错，没有用它；别的通知不受影响。处理：运行 shenbao check
system-space = 磁盘满了
system-read-only = 磁盘或文件夹是只读的
system-permission = 没有权限
system-name = 文件名太长，系统不接受
system-files = 打开的文件太多
system-gone = 找不到
system-folder = 这是文件夹
system-no-folder = 上级不是文件夹
system-exists = 已经存在
system-taken = 别的程序正在使用
system-other = 系统错误 { $code }
