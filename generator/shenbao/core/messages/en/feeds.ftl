## Published schemas

schema-comment = Made from 《{ $title }》 ({ $issuer }); edition { $edition }; digest of the source file sha256:{ $source }; digest of the structure { $digest }. { $basis }. Keywords that begin with x- are annotations; conditions and rules between fields stand in x-rules and are checked by shenbao.
schema-basis-source = Fields come from the source
schema-basis-customary = An example, not an official template
schema-basis-toolkit = Set by the toolkit, not policy

## Calendar

calendar-name = Policy calendar
calendar-title = { $title } · { $notice }
calendar-deadline = Deadline: { $what }
calendar-alarm = Three days left: { $what }
calendar-notice = 《{ $title }》
calendar-time = Due: { $time } (Beijing time)
calendar-zone-inferred = The source names no time zone; Beijing time (UTC+8) is inferred.
calendar-reading = Ambiguous: { $question } This calendar takes “{ $option }”.
calendar-clause = Basis { $number }: { $gist }
calendar-quote = Source: “{ $quote }”
calendar-period = Period: { $title }
calendar-period-days = { $start } to { $end } (both days included)
calendar-day = Due: { $day } (the source names the day only)
calendar-inferred = Inferred: { $words }
calendar-moved-later = { $title } (extended)
calendar-moved-earlier = { $title } (brought forward)
calendar-inferred-title = { $title } (inferred)
calendar-target = { $firm ->
    [firm] Target due: { $title }
   *[striving] Target to strive for, due: { $title }
}
calendar-target-due = Term in the source: { $due }
calendar-target-firm = The source demands it.
calendar-target-striving = The source strives for it; it is no demand.

## Catalogue

catalogue-title = Catalogue of notices
catalogue-candidates = For reference, not from this document: definitions found elsewhere, suggested to the authority, never used in a check
record-title = Record of changes: what new editions of the notices change
record-tighter = tighter { $count }
record-looser = looser { $count }
record-both = both ways { $count }
record-undetermined = to be checked { $count }
record-neutral = no verdict changes { $count }
history-unread = The history of { $notice } in Git cannot be read ({ $why }); its page of changes does not list what changed before
