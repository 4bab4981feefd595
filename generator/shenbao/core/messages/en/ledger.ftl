# The ledger of what was published: one entry a version, never changed

ledger-stray = The version { $version } is kept here, and the ledger does not have it. Remedy: the ledger was edited by hand: take ledger.json from a backup or Git; if the version was never public, delete this file
ledger-other-notice = The ledger is of { $found }, the folder of { $notice }. Remedy: put the file back into the folder of its notice, or take it from a backup
ledger-no-day = There is no day { $found }. Remedy: write a day such as 2025-11-15
ledger-day-before = The day { $found } is before { $limit }; a ledger has its days in order. Remedy: take ledger.json from a backup or Git
ledger-twice = The version { $version } stands twice, first in entry { $first } (capitals do not count). Remedy: keep the entry that was public, take ledger.json from a backup or Git
ledger-snapshot-changed = This keeps the version { $version } as it was published; it was changed and does not fit the digest in the ledger. Remedy: take this file from a backup or Git
ledger-digest-other = { $version } has not changed, and the digest in the ledger is not its own: the ledger was edited by hand, or the program is another version. Remedy: run shenbao publish { $notice }, which writes the digest again from what was kept
ledger-changed = { $version } was published on { $date } and changed since: { $what }. A published version may not change. Remedy: { $step }: make the version of edition { $next }, for example, and run shenbao publish { $notice }; if no change is meant, restore the files
ledger-not-yet = { $version } is not in the ledger yet; { $last } was published last. Against it: { $what }. To publish, run shenbao publish { $notice }
ledger-step-back = { $version } is lower than { $last }, which is published; versions only go forwards. Remedy: make the version of edition { $next }, for example
ledger-step-small = From { $last } to { $version } is a step in the last place, which is for words only; but more changed: { $what }. Remedy: make the version of edition { $next }, for example
ledger-step-large = { $version } is not in the ledger yet; { $last } was published last. Against it { $what }: a step in the last place is enough, { $next } for example. To publish, run shenbao publish { $notice }
ledger-step-none = { $version } means the same as the published { $last }, only the number is another. Remedy: make the version of edition { $last } again
ledger-no-notice = { $notice } was published, and its folder is not there any more. What was published stays; what does not hold any more is withdrawn. Remedy: restore schemas/{ $notice }

publish-unsound = The notice { $notices } does not pass the check ({ $count } in number), nothing was published:
publish-no-notice = There is no notice { $found }. There are: { $known }. Remedy: write the name of a folder below schemas
publish-no-version = The version { $version } was not published. Published: { $known }. Remedy: see --withdraw
publish-none = none
publish-no-reason = { $version } is to be withdrawn without a reason. Remedy: add --reason with a sentence that says why; it is shown on the pages
publish-reason-alone = --reason is why a version is withdrawn and goes with --withdraw. Remedy: add --withdraw VERSION, or leave out --reason
publish-reason-long = The reason has { $found } characters, at most { $limit } are allowed. Remedy: make it shorter
publish-reason-sign = The reason holds { $found }, a sign that nobody sees; a ledger with it could not be read again. Nothing was withdrawn. Remedy: type the sentence anew
publish-withdrawn = { $version } was withdrawn on { $date } and cannot be withdrawn or published again. Remedy: to publish it again, make the version of edition a new one
publish-early = The day { $found } is before { $limit }; a ledger has its days in order. Remedy: see --date
publish-no-day = { $found } is no day. Remedy: write it as 2025-11-15
publish-capitals = The version { $version } differs from the published { $there } in capitals only, which some computers do not tell apart. Remedy: choose another number
publish-same = { $version } means the same as the published { $last }, only the number is another; nothing was published. Remedy: make the version of edition { $last } again
publish-changed = { $version } was published on { $date } and changed since: { $what }. A published version may not change, nothing was published. Remedy: { $step }: make the version of edition { $next }, for example, and run shenbao publish { $notice }
publish-step-back = { $version } is lower than { $last }, which is published; versions only go forwards. Nothing was published. Remedy: make the version of edition { $next }, for example
publish-step-small = From { $last } to { $version } is a step in the last place, which is for words only; but more changed: { $what }. Nothing was published. Remedy: make the version of edition { $next }, for example
publish-step-words = only words changed, which is a step in the last place
publish-step-version = verdicts may be others, which is a new version
publish-changes = tighter { $tighter }, looser { $looser }, open { $open } ({ $first })
publish-only-words = words only ({ $first })
publish-uncounted = where the comparison does not look
publish-uncompared = this program cannot read what was kept of it, they were not compared
publish-did-published = Published { $notice } { $version } on { $date }
publish-did-nothing = { $notice } { $version } was published on { $date } and has not changed; there is nothing to do
publish-did-renewed = { $notice } { $version } has not changed; its digest was written again from what was kept
publish-did-withdrawn = Withdrawn { $notice } { $version } on { $date }, because: { $reason }
publish-since = Against the version before: { $what }
publish-files = Wrote { $files }; commit them together

ledger-schema-withdrawn = Withdrawn on { $date }, not to be used any more, because: { $reason }. { "" }
ledger-unread = This program cannot read what was kept of { $notice } { $version }: the site has no schemas of it
