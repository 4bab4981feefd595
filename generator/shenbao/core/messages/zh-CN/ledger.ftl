# 发布的登记：一版一条，登记了就不改

ledger-stray = { $version } 这一版有存档，登记里没有它。处理：登记是手改的，从备份或 Git 恢复 ledger.json；这一版从来没有公开过的，删掉这个存档
ledger-other-notice = 登记写的是 { $found }，文件夹是 { $notice } 的。处理：把文件放回它的通知的文件夹，或从备份恢复
ledger-no-day = 没有 { $found } 这一天。处理：写成 2025-11-15 这样的日期
ledger-day-before = 日期 { $found } 早于 { $limit }，登记要按先后。处理：从备份或 Git 恢复 ledger.json
ledger-twice = { $version } 这一版登记了两次，第一次在第 { $first } 条（不分大小写）。处理：留下公开时的那一条，从备份或 Git 恢复 ledger.json
ledger-snapshot-changed = 这是 { $version } 这一版公开时的存档，内容被改过，与登记的指纹不符。处理：从备份或 Git 恢复这个文件
ledger-digest-other = { $version } 的内容没有变，登记的指纹却不是它的：登记被手改过，或者软件换了版本。处理：运行 shenbao publish { $notice }，按存档重新写指纹
ledger-changed = { $version } 已经在 { $date } 公开，公开以后内容改了：{ $what }。公开过的一版不能改。处理：{ $step }，把 edition 的 version 改成例如 { $next }，再运行 shenbao publish { $notice }；不想改的，恢复原来的文件
ledger-not-yet = { $version } 还没有登记，上一次公开的是 { $last }。与它相比：{ $what }。要公开时运行 shenbao publish { $notice }
ledger-step-back = { $version } 比已经公开的 { $last } 小，版本号只能往前走。处理：把 edition 的 version 改成例如 { $next }
ledger-step-small = 从 { $last } 到 { $version } 只进了最后一位，是只改文字时用的；可改了的不只是文字：{ $what }。处理：把 edition 的 version 改成例如 { $next }
ledger-step-large = { $version } 还没有登记，上一次公开的是 { $last }。与它相比{ $what }，进最后一位就够了，例如 { $next }；要公开时运行 shenbao publish { $notice }
ledger-step-none = { $version } 与已经公开的 { $last } 内容相同，只改了版本号。处理：把 edition 的 version 改回 { $last }
ledger-no-notice = 登记过 { $notice }，通知的文件夹不在了。公开过的要留着，不再用的写撤回。处理：恢复 schemas/{ $notice }

publish-unsound = 通知 { $notices } 没有通过检查（{ $count } 处），没有登记：
publish-no-notice = 没有 { $found } 这份通知。有的通知：{ $known }。处理：写 schemas 下面文件夹的名称
publish-no-version = 没有登记过 { $version } 这一版。登记过的：{ $known }。处理：核对 --withdraw
publish-none = 一版也没有
publish-no-reason = 撤回 { $version } 没有写原因。处理：加 --reason，一句话说明为什么撤回，会写在网页上
publish-reason-alone = --reason 是撤回的原因，要和 --withdraw 一起写。处理：加上 --withdraw 版本号，或去掉 --reason
publish-reason-long = 撤回的原因有 { $found } 个字，最多 { $limit } 个。处理：写短一些
publish-reason-sign = 撤回的原因里有看不见的字符 { $found }，多半是从别处粘贴来的；写进登记文件，以后就读不了。没有撤回。处理：重新输入这句话
publish-withdrawn = { $version } 已经在 { $date } 撤回，不能再撤回或重新登记。处理：要重新公开的，把 edition 的 version 改成新的版本号
publish-early = 日期 { $found } 早于 { $limit }，登记要按先后。处理：核对 --date
publish-no-day = { $found } 不是日期。处理：写成 2025-11-15 这样
publish-capitals = 版本号 { $version } 与登记过的 { $there } 只差大小写，有的电脑分不开。处理：换一个版本号
publish-same = { $version } 与已经公开的 { $last } 内容相同，只改了版本号，没有登记。处理：把 edition 的 version 改回 { $last }
publish-changed = { $version } 已经在 { $date } 公开，公开以后内容改了：{ $what }。公开过的一版不能改，没有登记。处理：{ $step }，把 edition 的 version 改成例如 { $next }，再运行 shenbao publish { $notice }
publish-step-back = { $version } 比已经公开的 { $last } 小，版本号只能往前走，没有登记。处理：把 edition 的 version 改成例如 { $next }
publish-step-small = 从 { $last } 到 { $version } 只进了最后一位，是只改文字时用的；可改了的不只是文字：{ $what }。没有登记。处理：把 edition 的 version 改成例如 { $next }
publish-step-words = 只改了文字，版本号进最后一位
publish-step-version = 结论可能不同，要升一版
publish-changes = 收紧 { $tighter } 处，放宽 { $looser } 处，说不准 { $open } 处（{ $first }）
publish-only-words = 只有文字（{ $first }）
publish-uncounted = 在比较不到的地方
publish-uncompared = 公开时的存档这一版软件读不了，比较不了
publish-did-published = 已登记 { $notice } { $version }，公开日期 { $date }
publish-did-nothing = { $notice } { $version } 已经在 { $date } 登记，内容没有变，不用再登记
publish-did-renewed = { $notice } { $version } 的内容没有变，按存档重新写了指纹
publish-did-withdrawn = 已撤回 { $notice } { $version }，日期 { $date }，原因：{ $reason }
publish-since = 与上一版相比：{ $what }
publish-files = 写了 { $files }，请一起提交到 Git

ledger-schema-withdrawn = 这一版已于 { $date } 撤回，不再使用。原因：{ $reason }。
ledger-unread = { $notice } { $version } 的存档这一版软件读不了，网站上没有它的结构
