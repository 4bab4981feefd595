policy-problems = { $count } mistakes in the policy folder
policy-unsound = the policy files of { $notices } have { $count ->
    [1] a mistake
   *[other] { $count } mistakes
} and cannot be used; nothing was done:
policy-unsound-remedy = Remedy: { $left ->
    [0] correct them
   *[other] there are { $left } more, run shenbao check to see all, correct them
} and try again
policy-line = line { $line }
policy-line-at = { $place } (line { $line })
policy-before = . The first: { $place }
missing-extra = { $library } is not installed. Remedy: pip install "shenbao[{ $extra }]"
artifact-outside = the generated path { $path } leaves the output folder. Remedy: use a relative path with forward slashes
artifact-twice = two generated files have the path { $path }. Remedy: rename one of them
policy-unexpected = something that the program did not expect; the check of this part is not complete ({ $kind }, { $place }). The fault is the software's. Remedy: please report this sentence to the maintainers
output-folder = { $path } is a folder and cannot be written as a file. Remedy: add the name of a file
output-loop = { $path } is a link that leads back to itself; nothing was written. Remedy: remove the link, or choose another name
output-no-folder = there is no folder { $folder }; { $path } was not written. Remedy: check the path, or make the folder first
output-locked = another shenbao build is at work in { $folder }. Remedy: wait until it is done
policy-no-notice = there is no notice (<notice>/notice.json) in { $folder }. Remedy: name the policy folder with --root, or make a notice with shenbao new
policy-no-lists = the folder of lists { $folder } does not exist. Remedy: check the path after --lists
policy-file-too-large = the file is too large. Allowed: at most { $limit } MB. Remedy: check that it is the right file
policy-file-not-utf8 = not UTF-8 text from byte { $position } on. Remedy: save it again as UTF-8
policy-file-unreadable = cannot be read ({ $reason }). Remedy: check that the file exists and may be read
policy-file-missing = there is no such file. Remedy: add it, or check its name
policy-not-a-file = this is no regular file. Remedy: save its content as a file
policy-number = the number { $found } cannot be used. Allowed: numbers that a double can hold. Remedy: write a plain number
policy-broken-character = the text has half a character. Remedy: type this text again
policy-unseen-character-line = line { $line } has a control character, or one that turns the direction of writing ({ $code }). Remedy: delete it
policy-unseen-character = the text has a control character, or one that turns the direction of writing ({ $code }). Remedy: delete it
policy-text-long = the text has { $found } characters. Allowed: at most { $limit }. Remedy: shorten it
policy-file-name = the name of the file is no text (not UTF-8). Remedy: rename it
list-too-long = the code list has { $found } rows. Allowed: at most { $limit }. Remedy: split it, or keep the rows that are needed
list-cell-long = line { $line } has a cell of { $found } characters. Allowed: { $limit } at most. Remedy: shorten it
policy-not-json = not JSON at line { $line }, column { $column }: { $slip }. Remedy: correct this place
policy-too-deep = nested too deeply, or a number is too long. Allowed: at most { $limit } levels. Remedy: check that brackets close
policy-duplicate-key = the key { $key } stands twice in one object. Remedy: delete one
policy-not-object = the top level is not an object. Allowed: an object, from {"{"} to {"}"}
policy-bad-csv = not CSV: up to line { $line } a quote does not close, or text follows one. Remedy: correct the quotes, or save it as CSV from a spreadsheet
dialect-unknown-keyword = unknown keyword { $key }. Allowed: { $allowed }. Remedy: delete it or use an allowed keyword
dialect-unknown-keyword-near = unknown keyword { $key }. Allowed: { $allowed }. Remedy: did you mean { $near }?
dialect-missing-key = { $key } is missing. Remedy: add this key
dialect-type = found { $found }. Allowed types: { $allowed }
dialect-type-unsaid = no type is written, and nothing else tells it. Remedy: write "type" (string, number, integer, boolean), or a keyword that tells it such as maxLength, x-list or minimum, or refer to a definition ($ref)
dialect-value = found { $found }. Allowed: { $allowed }
dialect-rule-shape = the rule is not well formed. Allowed: exactly one of kind with its keys, keywords with message, assert with severity and message, or cases
dialect-one-of-keys = A necessary key is missing here. Write at least one of: { $keys }
dialect-key-name = the key { $found } is not allowed. Allowed: a lower-case letter, then lower-case letters, digits and underscores
dialect-keyword = found { $found }. { $keyword ->
    [maxLength] Allowed: at most { $limit } characters. Remedy: shorten it
    [minLength] Allowed: at least { $limit } characters. Remedy: fill it in
    [minItems] Allowed: at least { $limit } entries. Remedy: add them
    [maxItems] Allowed: at most { $limit } entries. Remedy: take some out
    [minimum] Allowed: { $limit } or more. Remedy: correct the number
    [maximum] Allowed: { $limit } or less. Remedy: correct the number
    [uniqueItems] Allowed: no entry twice. Remedy: take out the second
    [format] Allowed: a day of the calendar such as 2024-04-30. Remedy: correct it
    [pattern] Allowed (pattern): { $limit }. Remedy: write it so
   *[other] Allowed: { $keyword } { $limit }. Remedy: write it so that it holds
}
clause-opening = line { $line }, “{ $found }”, does not open a clause. Allowed: {"{"}#c-id number="一、1" lines="11"{"}"}
clause-attribute = the clause { $id } at line { $line } has no { $name }. Remedy: add { $name }="…"
clause-strange = line { $line }, “{ $found }”, looks like the opening of a clause and is none; the clause before it would swallow it. Allowed: {"{"}#c-id number="一、1" lines="11"{"}"} at the start of the line, in half-width signs
clause-no-heading = line { $line }, “{ $found }”, looks like a heading and is none. Allowed: “## heading” at the start of the line, half-width, with a blank
clause-no-quote = line { $line }, “{ $found }”, looks like a quote and is none. Allowed: a half-width > at the start of the line, then the words of the source
clause-outside = line { $line }, “{ $found }”, belongs to no clause. Remedy: put it below the opening of a clause, or delete it
clause-lines = the clause { $id } at line { $line } gives its lines as “{ $found }”. Allowed: numbers of lines like 7, 7-9 or 7-9, 12, the smaller first
clause-use = line { $line }: the use of clause { $id } says “{ $found }”. Allowed: context (kept for readers alone), or nothing
clause-gist = the clause { $id } at line { $line } has no gist. Remedy: say it in one sentence of your own
clause-doc-unknown = the clause { $id } has the doc { $found }, and there is no such document. Allowed: { $allowed }, or none (the notice itself). Remedy: correct it, or add the document to sources in notice.json
clause-corrects-unknown = the clause { $id } corrects { $found }, and there is no such clause. Remedy: write the id of the clause that is corrected
clause-corrects-later = the clause { $id } corrects { $found }, but both stand in one document or in the wrong order. Remedy: say with doc which later document has this one
clause-corrects-twice = the clauses { $id } and { $other } both correct { $found }. Remedy: where it was corrected again, corrects names the clause that corrected it first
sources-both = there are source and sources. Remedy: keep sources only, the notice itself first
sources-order = the kind of the document is { $found }. Allowed: notice for the first one (the notice itself), correction, supplement or extension for the others
sources-edition = the edition of the last document is { $found }, the version of edition in notice.json { $wanted }. Remedy: a further document makes a new version; write the same in both places
moved-same = the earlier time { $found } in extended_from is the same as a later one. Remedy: write the time that held before
moved-by-none = the extended_from of the deadline { $id } names no clause that moved it. Remedy: write into x-source a clause of the later document (with doc in clauses.md)
clause-duplicate = the clause id { $id } is used twice. Remedy: ids never repeat; choose another for the new clause
clause-long = line { $line } has { $found } characters. Allowed: at most { $limit }. Remedy: shorten it, or make several clauses of it
near-ones = { $similar ->
    [0] {""}
   *[other] {" "}Similar: { $near }.
}
clause-unknown = there is no clause { $found }.{ near-ones } Remedy: correct the id or add the clause to clauses.md
reading-unknown = the reading { $found } is not declared.{ near-ones } Remedy: correct the id or declare it in notice.json under readings
option-unknown = the default option { $found } is none of the options.{ near-ones } Remedy: use the id of one of the options
list-unknown = there is no code list { $found }.{ near-ones } Remedy: correct the name or add the list to lists
list-name = the list is named { $found }, its file { $wanted }. Remedy: make them equal
list-columns = the columns are { $found }. Allowed: code and label come first
list-separator = the cells of line { $line } are parted by { $sign ->
    [semicolon] semicolons
    [tab] tabs
    [wide] full-width commas
    [wide-semicolon] full-width semicolons
   *[bar] bars
}: “{ $found }”. Allowed: commas. Remedy: save it as CSV UTF-8 (comma delimited)
list-header = the header is “{ $found }”. Allowed: { $wanted }. Remedy: use the columns of the description file
list-row = line { $line } has { $found } cells. Allowed: { $wanted } cells
list-code = line { $line }: the code “{ $code }” is empty or has no name. Remedy: write one code and one name a row
list-not-missing = a list marked as missing has { $count } rows. Remedy: set status to supplied and say where it comes from
list-empty = the list has no rows but its status is { $status }. Remedy: add the rows or set status to missing
list-count = the list has { $found } rows, the source says { $wanted }. Remedy: compare with the source
list-file-unknown = there is no list named { $found }; the file is not used. Allowed: { $near }. Remedy: rename it
list-file-kind = lists are read from CSV only. Remedy: save it as { $wanted } (CSV UTF-8)
list-file-given = the notices give the list { $found } themselves; a file in the outer folder does not replace it. Remedy: to replace it, put the file into a folder named like the notice
list-folder-empty = the folder holds no list that can be used. Allowed: { $names }, each as “name.csv”. Remedy: check the path after --lists
supersedes-itself = the edition it supersedes, { $found }, is itself, or notices supersede each other. Remedy: name notice and version of the edition before, such as keji-2025/2025.1; null for the first
supersedes-version = it supersedes { $found }, but { $notice } is { $wanted } now. Remedy: check the version; where it does supersede the earlier one, leave it
replaces-nothing = there is replaces, but nothing says which edition it supersedes. Remedy: add supersedes, such as keji-2025/2025.1, or delete replaces
replaces-twice = { $found } of the edition before is named twice. Remedy: make one entry of them
replaces-same = { $found } has neither a new place nor new codes. Remedy: add new or codes, or delete the entry
replaces-place-unknown = there is no { $found } in { $form }.{ near-ones } Remedy: correct new (without new: old)
replaces-no-codes = { $found } has no list, so no code to replace. Remedy: delete codes
replaces-code-unknown = the list of this field has no code { $found }.{ near-ones } Remedy: correct the code or add the row to the list
replaces-old-unknown = { $form } of the edition before, { $notice }, has no { $found }: the entry names nothing.{ near-ones } Remedy: correct old or delete the entry
replaces-old-code = the list of { $place } in the edition before has no code { $found }. Remedy: correct or delete it
form-unknown = there is no form { $found }.{ near-ones } Remedy: correct the name
table-unknown = there is no table { $found }.{ near-ones } Remedy: correct the name
topic-unknown = there is no topic { $found }.{ near-ones } Remedy: correct the name
programme-unknown = there is no programme { $found }.{ near-ones } Remedy: correct the name
gap-unknown = the gap { $found } is not declared.{ near-ones } Remedy: correct the id, or declare it in gaps of notice.json
gap-lines = lines says “{ $found }”. Allowed: line numbers such as 7, 7-9 or 7-9, 12, smaller ones first
amount-reversed = the amount is { $found }: the least is more than the most. Remedy: check least and most
track-unknown = there is no track { $found }.{ near-ones } Remedy: correct the id
deadline-early = the deadline is { $found }, before the notice was issued on { $issued }. Remedy: check year and day of both
period-reversed = end is { $found }, which is before start. Remedy: check the first and the last day
also-unknown = no field plays the role { $found }.{ near-ones } Remedy: give a field the x-role, or correct the role of also
compared-unknown = no field plays the role { $found }, so the column cannot be compared.{ near-ones } Remedy: give a field the x-role, or correct the role in columns; the track is called track
indicator-unknown = a work item names the indicator { $found }, which the list indicators does not have.{ near-ones } Remedy: correct the code or add the row
candidate-source-unknown = a definition names the source { $found }, which is not listed.{ near-ones } Remedy: add it to sources or correct keys
code-unknown = the list has no code { $found }.{ near-ones } Remedy: correct the code or add the row
follows-unknown = there is no such work item of such a notice: { $found }. Remedy: correct notice and item in follows
kin-unknown = there is no such term of such a notice: { $found }. Remedy: correct notice and term in kin
from-unknown = no field of any form plays the role { $found }.{ near-ones } Remedy: correct the name
column-unknown = there is no column { $found }.{ near-ones } Remedy: correct the name
role-unknown = the quota { $rule } counts by the role { $found }, which no field of { $form } plays. Remedy: give a field this x-role, or correct the role in the quota
target-role-unknown = the target { $rule } looks at the role { $found }, which no field of { $form } plays. Remedy: give a field this x-role, or correct role, members or over of the target
path-unknown = the rule { $rule } mentions app.{ $found }, which is not in the form.{ near-ones } Remedy: correct the path
param-unknown = the parameter { $found } is not declared.{ near-ones } Remedy: correct the id or declare it in notice.json under params
param-twice = the parameter { $found } is declared twice. Remedy: make them one, or change an id
param-unused = nothing uses the parameter { $found }. Remedy: use it in a rule, field or sentence (param.{ $found } in an expression, {"{"}param.{ $found }{"}"} in words, {"{"}"param": "{ $found }"{"}"} for a number or day), or delete it
param-kinds = some values of the parameter { $found } are numbers, others texts. Remedy: make all numbers, or all texts or days
param-code-unknown = “{ $list }” has no code { $found }.{ near-ones } Remedy: correct the code
param-one-value = the parameter { $found } has one value only, and { $found }.{ $code } was written. Remedy: leave out “.{ $code }”, or give a value for each code in params
param-which = the parameter { $found } has a value for each of { $allowed }, and nothing says which. Remedy: name the code, such as param.{ $found }.{ $first }; in an expression also param.{ $found }[app.…]
param-code = the parameter { $found } has no value for { $code }. Allowed: { $allowed }. Remedy: correct the code, or add the value in params
rule-unsourced = the rule { $rule } names no clause, nor does its field. Remedy: write x-source, or x-basis where the source does not demand it
day-unknown = the rule { $rule } mentions { $found }, which is no day that the notice gives.{ near-ones } Allowed: notice.deadlines.id, notice.periods.id.start, notice.periods.id.end, and notice.issued where the source says when it was issued. Remedy: correct the id or declare it under deadlines or periods
required-unknown = { $key } in required is not in properties. Remedy: correct the key
reference-unknown = the reference { $found } is not found, leaves the policy folder or runs in a circle. Allowed: “file#/$defs/name” within schemas
moment-wrong = found { $found }; there is no such moment. Allowed: 2024-04-30T16:00:00+08:00
list-in-row = “{ $title }” is a list inside a row; a row has one cell for each value. Allowed: several choices of a closed list (uniqueItems on the array, enum or the x-list of a closed list on its items). Remedy: make it a text, or a table of its own
reference-too-many = the references expand to more than { $limit } nodes. Remedy: check for references that multiply
at-unknown = the rule { $rule } says at { $found }, which the form does not have. Allowed: a path from the node of the rule; ../ goes up
reference-conflict = { $key } differs from the referenced definition. Remedy: state it in one place only
schema-name = x-id is { $found }, the file is named { $wanted }. Remedy: make them equal
notice-name = the id is { $found }, the folder is named { $wanted }. Remedy: make them equal
rule-twice = the rule id { $id } is declared twice. Remedy: a rule is declared in one place only
id-twice = the id { $id } is used twice. Remedy: choose another id for one of them
barred-unknown = the clause { $found } in barred is not in the x-source of the track.{ near-ones } Remedy: add it to x-source, or correct the id
pattern-unlike = in the pattern “{ $pattern }”, “{ $found }” is not read alike by page, engine and table readers. Reason and remedy: { $why ->
    [digits] \d differs (some take ２ for a digit). Write [0-9]
    [words] \w differs. List the characters: [A-Za-z0-9_]
    [blanks] \s differs. List the blanks: [ \t\u3000], and [^ \t\u3000] for what is none
    [dot] . differs at line ends. Write [^\n]
    [escape] not everybody has this escape. Write ranges for scripts, [\u4e00-\u9fff] for Han, and no backslash before - outside brackets
    [class] brackets are read differently. Allowed: characters, and ranges from small to large; a backslash before [ ] \ ^ -, and no doubled & - ~ |
    [group] not everybody has such a group (look-around, names, flags). Allowed: (…) and (?:…)
    [repeat] repetition is read differently. Allowed: * + ? {"{"}n{"}"} {"{"}n,{"}"} {"{"}n,m{"}"} up to 1000, after something to repeat
    [alone] a bracket without its pair, or without a backslash. Add the other one; write \( or \) for the sign itself
    [end] nothing follows the backslash. Delete it, or add the sign
   *[size] too large to be used. Repeat less
}
list-aliases = { $found } in aliases is no column of this list; its columns: { $allowed }
list-code-twice = the code “{ $code }” stands twice. Remedy: choose another for one of the rows, or delete one
list-cell-break = line { $line }: the code or name “{ $code }” has a line break. Allowed: one line a cell. Remedy: take it out
list-rows-more = from line { $line } on the same is wrong in { $count } more places, which are not listed. Remedy: mend them like those above
list-name-twice = “{ $name }” in the row of the code { $code } is what another row is called, too: whoever writes it cannot be understood. Allowed: codes, names and aliases of a list that all differ. Remedy: add what tells them apart, such as the year
title-blank = the title is blank. Remedy: write a title
title-break = the title has a line break or tab, and no heading of a file is recognised by it. Allowed: one line. Remedy: take it out
topic-twice = two topics of one programme are called “{ $name }”: whoever writes it cannot be understood. Remedy: write another for one of them
track-twice = two tracks are called “{ $name }”: whoever writes it cannot be understood. Remedy: change one of the titles
title-twice = “{ $title }” stands twice in one part; filled-in files are read by titles, so it is not clear which is meant. Remedy: change one of the titles
nodes-unknown = the nodes of the rule { $rule } name { $found }, which this part does not have. Allowed: { $allowed }. Remedy: correct the name
kind-field-unknown = the rule { $rule } names “{ $found }” under { $key }: there is no such field, or the rule cannot see it. Allowed: { $near }. Remedy: write the path from the top of the form, such as basic/track; a rule about a row names what stands in that row
kind-field-kind = the rule { $rule } ({ $kind }) uses { $label }, which is { $found }. Allowed: { $allowed }. Remedy: use another field or another kind of rule
kind-no-field = the rule { $rule } ({ $kind }) does not say which field it is about. Remedy: name it under at, or move the rule to the x-rules of that field
kind-by-missing = the rule { $rule } has several values by code under { $key } and does not say of which field. Remedy: add by, such as "by": "basic/track"
kind-by-idle = the rule { $rule } has by, but no values by code under { $keys }. Remedy: remove by, or write values by code, such as {"{"}"key": 8{"}"}
kind-no-codes = the rule { $rule } needs a field with a list under { $key }; { $label } has none. Remedy: give it x-list, or use another field
kind-code-unknown = the rule { $rule } names “{ $found }” under { $key }, which is no choice of the field. Allowed: { $near }. Remedy: write one of them
kind-list-unordered = the rule { $rule }: the list of { $label } has no order. Remedy: write "ordered": true into the .json of the list (rows from high to low), or the column that holds the rank
kind-code-unranked = the rule { $rule } names “{ $found }” under level, which has no rank in the list. Remedy: add the rank, or use another code
kind-column-unknown = the rule { $rule } uses the column { $found }, which the list lacks. Allowed: { $allowed }. Remedy: correct the name
kind-deadline-unknown = the rule { $rule } names the deadline { $found }, which is not declared. Allowed: { $near }. Remedy: correct the id or declare it under deadlines
kind-bounds-crossed = the rule { $rule } has a lower bound { $least } above its upper bound { $most }: nothing can be right. Remedy: check both
kind-keys-both = the rule { $rule } has both { $first } and { $second }. Remedy: keep one
kind-key-unknown = the rule { $rule } ({ $kind }) takes no { $key }. Allowed: { $allowed }. Remedy: remove or rename it
kind-key-empty = the { $key } of the rule { $rule } is empty. Remedy: write a value, or values by codes, such as {"{"}"key": 8{"}"}
kind-key-missing = the rule { $rule } ({ $kind }) lacks { $keys }. Remedy: add it
kind-key-any = the rule { $rule } ({ $kind }) needs at least one of: { $keys }. Remedy: add it
kind-value = the rule { $rule } says { $found } under { $key }. Allowed: { $wanted }. Remedy: write it so
list-ordered = ordered names the column { $found }, which the list lacks. Allowed: true (rows from high to low), or the name of a column: { $allowed }. Remedy: correct it
list-rank = line { $line }: { $column } says “{ $found }”, which is no number. Remedy: write a number, the higher the more; leave it empty for what has no rank
kind-not-here = the rule { $rule } is about all rows and takes no kind ({ $kind }). Remedy: move what is about one row to x-rules; use assert for all rows
matrix-code-unknown = “{ $found }” in the table of the quota is no choice.{ near-ones } Allowed: { $allowed }. Remedy: correct the code
quota-matrix = { $row }: { $count } of { $column }, at most { $most }
quota-matrix-none = { $row }: no { $column }, here { $count }
quota-matrix-unlisted = The unit is not on the list { $list }, so its level is not known: a person checks the quota
kind-part-lacks = the rule { $rule } ({ $kind }) has no { $key } for “{ $codes }”. Remedy: add it, or leave the code out of the other keys
authority-pale = The colour { $found } is too pale: its contrast with white letters is { $contrast }. Allowed: 5 or more. Take a darker one, such as #00594f
authority-no-file = There is no file "{ $name }". Put it into { $folder } (no shortcut and no link)
authority-large = The file "{ $name }" has { $found } kB. Allowed: at most { $most } kB. Make it smaller
authority-no-png = "{ $name }" is no PNG picture. Save it as PNG with a program for pictures; another ending alone does not do it
authority-no-svg = "{ $name }" is no SVG picture, or it begins with a DOCTYPE. Export it as SVG and take <!DOCTYPE …> out, or take a PNG
authority-size = "{ $name }" has { $width }×{ $height } pixels. Allowed: sides from { $least } to { $most }. Scale it
authority-active = "{ $name }" holds { $found }, which runs or loads something. Allowed: an SVG of shapes alone. Export it without scripts, styles and outside pictures, or take a PNG
authority-no-form = There is no form or table "{ $found }". Write "notice/form" with the ids in schemas
authority-form-kind = "{ $name }" cannot be an official form. Allowed: { $allowed }, the name of the file without a folder. Put it into schemas/official and name it right
authority-form-sign = The name "{ $name }" has "{ $found }" in it, which no link or no file on Windows can have. Rename the file, here too
authority-form-content = What is in "{ $name }" is not what its ending says. Open it in an office program and save it in this format
