authoring-id = “{ $found }” cannot be the id of a notice: it begins with a small letter and holds small letters, digits and hyphens, 2 to 41 of them; common and dialect are taken. Remedy: write another, such as keji-2025
authoring-kind = there is no kind of notice “{ $found }”; allowed are: { $allowed }. Remedy: write call for a call for applications, selection-scheme, work-plan or improvement-plan
authoring-deadline = the deadline “{ $found }” cannot be understood, or there is no such day. Remedy: write 2025-11-15, or 2025-11-15 17:00
authoring-long = { $key } has { $found } characters, { $limit } at most are allowed. Remedy: shorten it
authoring-many = { $key } has { $found } items, { $limit } at most are allowed. Remedy: make several notices, or begin with some
authoring-control = { $key } holds control characters that nobody sees, or a line break. Remedy: take them out
authoring-empty = { $key } has an item without a name. Remedy: write “programme”, or “programme: track, track”
authoring-tracks = two tracks of “{ $found }” have one name, or one has none. Remedy: give each its own name
authoring-answers = the answers in { $file } cannot be used: { $why }
authoring-large = the file is too large. Remedy: check whether it is the right file
authoring-no-object = it holds no JSON object. Remedy: write {"{"}"title": "…", "deadline": "…"{"}"}
authoring-keys = unknown keys { $found }; allowed are: { $allowed }. Remedy: correct the keys
authoring-no-text = { $key } has to be text. Remedy: put it in double quotes
authoring-programmes = programmes has to be an array, each item with title and tracks (an array of texts, may be left out). Remedy: write it as [{"{"}"title": "programme", "tracks": ["track"]{"}"}]
authoring-no-title = the title of the notice is not known, nothing was made. Remedy: add --title, or give the answers with --answers
authoring-no-folder = { $folder } is no folder. Remedy: make it first, or name another with --root
authoring-exists = { $folder } is there already and was left alone. Remedy: choose another id; to begin anew, move it elsewhere first
authoring-made = { $folder } is made: { $files } files{ $beside ->
    [0] {""}
   *[other] , and { $beside } beside it for the editor
}.
authoring-next = Next: shenbao check, then shenbao build; where it says 「待确认」, write what the source says.
authoring-ask-title = The title of the notice
authoring-ask-issuer = Who issues it (Enter where it is not known)
authoring-ask-kind = The kind (call, selection-scheme, work-plan, improvement-plan)
authoring-ask-programme = A programme, with tracks as “programme: track, track” (Enter where there are no more)
authoring-ask-deadline = The deadline, such as 2025-11-15 17:00 (Enter where it is not known)
authoring-unread = { $file } cannot be read as a notice: { $reasons }
authoring-not-text = { $file } holds no text that can be read{ $kind ->
    [image] : it is a picture. Remedy: turn a scan or photograph into text first (OCR), or ask the issuer for the Word file
    [archive] : it is an archive. Remedy: unpack it, and name the file of the notice
    [xml] : it is XML or a drawing. Remedy: open it in Word or WPS and save it as .docx
    [rtf] : it is an RTF file. Remedy: open it in Word or WPS and save it as .docx
    [database] : it is a database. Remedy: check whether it is the right file
    [program] : it is a program. Remedy: check whether it is the right file
   *[other] . Remedy: save it as .docx, or as a text file in UTF-8
}
authoring-pdf-closed = { $file } cannot be opened: it may have a password or be damaged. Remedy: open it in a reader and save it without, or use the Word file
authoring-pdf-unseen = { $file } was not seen to its end (up to page { $pages }): too many pages, or strange content. Remedy: use a Word or text file
authoring-scan = none of the { $pages } pages of { $file } has any text: it is a scan. Remedy: turn it into text first (OCR), or ask the issuer for the Word file
authoring-too-long = { $file } is too long for a notice (at most { $limit } { $why ->
    [bytes] MB
    [lines] lines
   *[characters] characters
}). Remedy: check whether it is the right file; of one with attachments keep the notice alone
authoring-no-words = there are no words in { $file } (pictures perhaps). Remedy: turn it into text (OCR), or ask the issuer for the Word file
authoring-no-clauses = { $count } lines of { $file } were read, all of them titles, numbers or signatures: there is no text. Remedy: check whether it is the right file
authoring-cleaned = { $count } characters that nobody sees were taken out
authoring-tracked = the file has tracked changes: what was deleted was not read, what was inserted was; accept or reject all of them before the text is final
authoring-left-out = { $kind ->
    [struck] words struck out in { $count } places were not read
    [hidden] hidden words in { $count } places were not read
   *[deleted] deleted words in { $count } places were not read
}
authoring-pictures = the file has pictures; words in them were not read
authoring-boxes = the words of { $count } text boxes stand at the end
authoring-blank-pages = { $count } pages have no text (the first is page { $first }), perhaps scanned; they were not read
authoring-open-mark = a mark of deletion in the page never ends; words struck out were read as text
authoring-read = { $clauses } clauses and { $candidates } candidates were read; lines that are no clauses: { $left }
authoring-left = line { $line } ({ $role }): { $text }
authoring-left-more = { $count } lines more
authoring-role-issuer = issuer
authoring-role-title = title
authoring-role-number = document number
authoring-role-addressees = addressees
authoring-role-formula = closing formula
authoring-role-signature = signature
authoring-role-date = date
authoring-role-openness = openness
authoring-role-copied = copied to, printed
authoring-role-page = page number
authoring-role-heading = heading
authoring-review = Next: open { $file } in Excel, choose “taken” or “refused” in the column “decision”, save it, and run shenbao new { $id } --accept "{ $file }"
authoring-kept-reason = held against the new text: as before
authoring-accepted = { $taken } candidates are written into { $folder }; { $open } are still open. Next: shenbao check
authoring-accept-twice = another command is writing candidates into { $folder }; nothing was written this time. Repair: run it again when that is done
authoring-accept-alone = --accept cannot be given together with { $found }. Remedy: make a notice and take candidates one after the other
authoring-accept-nothing = { $folder } is not there: there is no notice to write into. Remedy: check the id, or make it with shenbao new first
authoring-no-list = { $file } is no list of candidates: it lacks the columns { $found }. Remedy: use the file 「待确认.csv」 that shenbao new wrote, with its headings
authoring-list-twice = { $file } has the column { $found } twice. Remedy: take one of them out
authoring-list = { $file } has { $count } rows that cannot be taken, nothing was written: { $rows }
authoring-row-kind = row { $row }: unknown kind “{ $found }”; allowed are: { $allowed }
authoring-row-decision = row { $row }: unknown decision “{ $found }”; allowed are: { $allowed }
authoring-row-phone = row { $row }: the contact is a telephone number. Repair: numbers are not taken over, the site says where they stand; leave the office, mailbox or address only, or refuse it
authoring-edition-of = there is no notice { $found } to make the next edition of. { $similar ->
    [0] {""}
   *[other] Near ones: { $near }.{" "}
 }Remedy: name the older notice of the policy folder after --edition-of
authoring-edition-alone = --edition-of and { $found } do not go together: kind, programmes and deadlines are those of the older edition, each to be confirmed. Remedy: leave out { $found }
authoring-edition-large = the files in { $folder } are too large, more than 64 MB together. Remedy: move away what is not of the notice
authoring-edition-made = the edition after { $old } is made: { $folder }. The ids of clauses, rules, forms, fields and lists are the same
authoring-edition-clauses = Clauses: { $kept } stand in the new text, { $lost } do not, the new text has { $added } more
authoring-edition-none = none of the clauses stands in the new text: check that the file after --from is the new notice. Where it is not, delete { $folder } and take another file
authoring-edition-lost = not there [{ $id }] { $number }: { $text }
authoring-edition-added = new [{ $id }] { $number }: { $text }
authoring-edition-skipped = not taken: { $file }
authoring-edition-review = { $values } days, years and numbers are to be confirmed, listed in { $file }: open it in Excel, correct the column “value” by the new text, write “taken” into the column “decision” where it is right, save it, and run shenbao new { $id } --accept "{ $file }". Where a text elsewhere says 待确认, write it anew; days in the examples follow, shenbao check names them
authoring-row-place = row { $row }: there is no { $found }. Remedy: leave the column of what it becomes as it is; refuse the row of what was deleted
authoring-row-value = row { $row }: the value “{ $found }” cannot be understood. Remedy: write it as { $example }
authoring-row-empty = row { $row } has no value. Remedy: write what the source says, or decide “refused”
authoring-row-words = row { $row }: the words “{ $words }” are not in this notice. Remedy: check whether the list belongs to it
authoring-row-clause = row { $row }: there is no clause { $found } in clauses.md. Remedy: write its id of now
authoring-column-kind = kind
authoring-column-value = value
authoring-column-words = words
authoring-column-clause = clause
authoring-column-line = line
authoring-column-becomes = becomes
authoring-column-decision = decision
authoring-decision-open = open
authoring-decision-taken = taken
authoring-decision-refused = refused
authoring-decision-done = written
authoring-kind-title = title
authoring-kind-issuer = issuer
authoring-kind-number = document number
authoring-kind-issued = day of issue
authoring-kind-deadline = deadline
authoring-kind-period = period
authoring-kind-amount = amount
authoring-kind-age = age
authoring-kind-rank = title or degree
authoring-kind-quota = quota
authoring-kind-copies = copies
authoring-kind-material = material
authoring-kind-attachment = attachment
authoring-kind-contact = contact
authoring-kind-open-list = open list
authoring-kind-severity = firmness
authoring-kind-carried = carried value
authoring-kind-numbering = numbering
authoring-becomes-title = the title of the notice
authoring-becomes-issuer = the issuer
authoring-becomes-number = the document number
authoring-becomes-issued = the day of issue
authoring-becomes-deadline = a deadline{ $doubt ->
    [year] {" "}(the source gives no year; taken from the day of issue)
   *[other] {""}
}
authoring-becomes-period = a period, or a parameter and an item to check
authoring-becomes-amount = a rule where the source is exact, else a parameter and an item to review
authoring-becomes-age = a rule where the source is exact, else a parameter and an item to review
authoring-becomes-rank = a rule where the source is exact, else an item to review
authoring-becomes-quota = a quota where the source is exact, else a parameter and an item to check
authoring-becomes-copies = a material to hand in
authoring-becomes-material = a material to hand in
authoring-becomes-attachment = { $doubt ->
    [missing] an attachment (missing) and a gap
   *[other] an attachment (given)
}
authoring-becomes-contact = a contact
authoring-becomes-open-list = a list (suggestions only)
authoring-becomes-carried = carried value
authoring-becomes-severity = an item to check
authoring-becomes-numbering = a gap (「原文如此」)
