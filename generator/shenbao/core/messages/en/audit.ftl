expression-wrong = { $rule }: the expression “{ $expression }” is wrong{ $at ->
    [0] {""}
   *[other] { " " }(at character { $at })
}: { $why ->
    [unfinished] it ends too early: a bracket, a quote or a half is missing. Remedy: add it
    [quote] there is one quote { $found } only, the text does not end. Remedy: add the same quote behind it
    [opened] the bracket { $found } has no { $meant }. Remedy: add it
    [closed] nothing opens the bracket { $found }. Remedy: delete it, or open it
    [pair] the bracket { $found } does not close the one before. Remedy: write { $meant }
    [meant] “{ $found }” is not of the language. Remedy: write { $meant }
    [wide] “{ $found }” is a full-width sign. Remedy: write { $meant }
    [sign] “{ $found }” is not known. Remedy: delete it, or write a plain sign
    [words] “{ $found }” is Chinese. Remedy: put texts in plain quotes; a field is named by its key, not its title
    [unit] “{ $found }” stands behind a number. Remedy: write the number without a unit
    [percent] there is no percent sign. Remedy: write a decimal, 15% as 0.15
    [not-in] “{ $found }” is not of the language. Remedy: write { $meant }
    [variable] there is no variable “{ $found }”.{ near-names } Allowed: { $allowed }. Remedy: name one of them; texts stand in plain quotes
    [function] there is no function “{ $found }”.{ near-names } Remedy: use one that there is; see the page on the language of rules
    [three] three values cannot be compared at once. Remedy: in two, such as self >= 30.0 && self <= 100.0
    [syntax] “{ $found }” cannot stand here. Remedy: check brackets, quotes and operators around it
    [has] has() asks for a field. Remedy: write has(app.part.field)
    [kinds] the types beside or within “{ $found }” do not fit. Remedy: compare integers with integers, decimals (2.0) with decimals; size() is an integer, double() makes it a decimal
    [name] there is no variable or function “{ $found }”, or not with so many arguments.{ near-names } Remedy: correct the name
    [answer] it does not say yes or no. Remedy: write a comparison, such as self >= 30.0
    [lacking] "{ $found }" is missing here. Remedy: add it
    [row] the first argument of { $found }() has to be a name for each row. Remedy: such as app.partners.all(r, r.share > 0.0)
    [reserved] "{ $found }" is a word that the language keeps to itself. Remedy: take another name
    [large] a number is too large, or none. Remedy: write a plain number
    [select] there are no fields in what stands before the dot. Remedy: check the name before the dot; numbers, texts and days have no dot behind them
    [deep] brackets or conditions are nested too deeply. Remedy: make several rules of it, or nest less
   *[other] this is not how the language is written. Remedy: delete from the end until it passes; what was deleted is what is wrong. What can be written is on the page of the rule language
}
quota-number-unknown = { $rule } asks for "{ $found }", a number that there is not. Allowed: { $allowed }. Remedy: correct counts in the cases, or the braces in the wording
target-role-kind = The role { $role } of the target { $rule } is not of this type in { $home }: { $wanted }. Remedy: correct the role or the aggregate
target-bounds = the target { $rule } has a lower bound { $least } above its upper bound { $most }: no number reaches it. Remedy: correct at_least or at_most
target-mark-twice = the mark { $found } of the target { $rule } is that of another target. Remedy: choose a different one
name-unknown = the expression of { $rule } mentions { $found }, which is not there.{ near-names } Remedy: correct the name
names-unfolded = { $rule } compares names letter by letter ({ $found }): a blank more, or a full-width sign, makes two of one. Remedy: compare them with fold(…)
computed-itself = { $rule } uses the value itself ({ $found }). Remedy: compute it from the other values of the group or row
role-nowhere = the expression of { $rule } mentions the role { $found }, which no form or table in over has. { $allowed ->
    [none] None is available here
   *[some] Available: { $allowed }
}. Remedy: correct the role, or give a field this x-role
rule-squared = the rule { $rule } looks at all rows of { $rows } from every row: a million looks for a thousand rows. Remedy: compare a column with this row ({ $rows }.exists(r, r.column == self.column && …)), or make it a rule on the whole table (x-table-rules) that does not go through all rows for each
pattern-slow = the pattern “{ $pattern }” can be tried in so many ways on some texts that a browser hangs. Remedy: no repetition of the same inside a repetition: [0-9]+ for ([0-9]+)+
bounds-crossed = { $low } is { $least } and { $high } is { $most }: no value meets both. Remedy: correct one of them{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more like it)
}
choices-few = minItems is { $least }, but there are { $count } choices and none may be given twice. Remedy: lower minItems or add choices{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more like it)
}
choice-never = choices that can never be given: { $found }; they do not meet { $keywords } of the same field. Remedy: leave them out, or correct the keyword{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more like it)
}
const-never = the const { $found } does not meet the other keywords of the field: nothing can be given. Remedy: correct one of them{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more like it)
}
example-misfit = the x-example { $found } does not meet { $keywords } of the field. Remedy: give an example that passes{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more like it)
}
expression-settled = the expression “{ $expression }” of { $rule } { $always ->
    [true] always holds
   *[false] never holds
}, whatever is filled in. Remedy: check the fields compared, the direction and the values on both sides (and the limits of the field itself); delete it where it is not needed
compared-never = the expression of { $rule } compares { $what } with “{ $found }”, which it never is: the outcome is always the same. Allowed: { $allowed }. Remedy: correct the spelling or the field
compared-kind = the expression of { $rule } compares { $what } with “{ $found }”, of another type or beyond its limits: the outcome is always the same. Remedy: quote texts, write numbers as 30.0 and truth values as true or false, and stay within the limits of the field
profile-function = the expression of { $rule } uses { $found }, which the two implementations do not do alike. Allowed: { $allowed }. Remedy: use these
profile-quoted = the expression of { $rule } uses a name in back quotes (`), which the page does not know. Remedy: name keys with lower-case letters, digits and underscores, or write app["…"]
profile-number-of-text = the expression of { $rule } makes a number of a text with { $found }(), which the two implementations do not do alike. Remedy: give the field the type number or integer
profile-date = { $rule }: date('{ $found }') in the expression is no day of the calendar, so there is never an answer. Allowed: 2024-04-30. Remedy: correct the date
profile-pattern = the pattern “{ $found }” of matches in { $rule } cannot be used. Allowed: what RE2 reads, at most 1000 repetitions, no look-around and no back references. Remedy: correct the pattern
hole-unknown = the words of { $rule } have {"{"}{ $found }{"}"}, which is no value and would be shown as it is. { $allowed ->
    [none] No value is available here. Remedy: delete the name in the braces
   *[some] Available: { $allowed }. Remedy: correct the name in the braces
}, or add it to values
field-customary = “{ $title }” names no clause and so is customary: left empty it is only a reminder, and what the source rules ({ $rules }) is not asked. Remedy: write x-source on the field where the source asks for it; where it is customary indeed, leave it
role-like = nothing else uses the role { $found }, which looks misspelt. Similar: { $near }. Remedy: correct x-role; where it has a use of its own, leave it
clause-idle = nothing uses the clause { $found } ({ $number }). Remedy: name it in the x-source of the field, rule, fact or gap that says this; write use="context" on it where it is for readers only
form-asks-nothing = no field of the form “{ $title }” has x-ask, so 我能报什么 asks nothing about it. Remedy: write x-ask on the fields that decide early (unit, degree, age); leave it as it is where none does
literal-of-param = the expression has { $found }, which a parameter says. Remedy: write { $names }, so that it changes in one place
literal-of-notice = the expression has { $found }, which is a day of the notice. Remedy: date({ $names }) may be written, so that it changes in one place
literal-other-year = the expression has { $found }, and { $names } of the notice is { $day }: only the year differs, it may be copied from another year. Remedy: check the source; write date({ $names }) where it is the same day
source-missing = the source { $file } is not in the folder. Remedy: check the path after --sources
source-changed = the source { $file } does not have the recorded digest. Remedy: check whether it is another version
quote-not-in-source = the phrase “{ $quote }” of the clause { $clause } is not in the source. Remedy: quote the source exactly
lines-not-in-source = the clause { $clause } gives the lines { $found }, the source has { $count }. Remedy: correct it by the source
quote-elsewhere = “{ $quote }”, quoted in the clause { $clause }, is in the source, but not on its lines { $lines }. Remedy: correct the lines or the quote
example-differs = the result differs from the golden. Wanted: { $wanted ->
    [none] no such finding
   *[some] { $wanted }
}. Found: { $found ->
    [none] no such finding
   *[some] { $found }
}. Remedy: check the rule; when it is right, rewrite with shenbao check --update
example-lacks = { $file } leaves out what has to be filled in: { $places }, asked since the example was made. Remedy: complete the example (export it with shenbao form FORM --fill EXAMPLE -o FILE, fill it in, bring it back with shenbao convert); not --update, which would take the lack as what is expected
vector-differs = “{ $name }”: the rule { $rule } should give { $wanted }, it gives { $found }. Remedy: check the rule or this vector
vector-place = { $found } is not there, or leaves the folder of examples. Remedy: check the file name in base and the places in set and remove
example-never-fails = no example makes the rule { $rule } fail. Remedy: add one that does
example-case-never-fails = a case of the rule { $rule } has the severity { $severity }, and no example makes it fail. Remedy: add an example or a vector that differs in this case
example-step-never-fails = no example makes the step of { $rule } fail that says “{ $words }” ({ $severity }). Remedy: add an example or vector that differs in this step alone
example-never-passes = no example lets the rule { $rule } pass. Remedy: add one that does
packages-stale = { $there ->
    [no] there are no data packages yet, { $count } files should be there
   *[yes] { $count } files of the data packages differ from the policy: { $files }
}. Remedy: run shenbao check --update once, it makes all of them
package-stale = the data package differs from the policy. Remedy: run shenbao check --update and commit
coverage-unreadable = { $file } is not a list of rules. Allowed: a JSON list whose items have at least id and notice. Remedy: check the path after --coverage and the file
coverage-missing = missing: { $notice } does not have this rule
coverage-total = { $covered } of { $total } rules of the inventory have a home
operand-kind = the expression of { $rule } uses { $function } on { $what }, which is { $found ->
    [text] a text
    [number] a number
    [truth] yes or no
    [list] a list
   *[group] a group
}: there is never an answer. Allowed: { $wanted ->
    [text] a text
    [number] a number
    [truth] what holds or does not
    [list] a list
    [list-text] a text or a list of texts
    [number-text] a number or a text, alike on both sides
    [list-number-text] a number, a text or a list, alike on both sides
    [group-list] a list or a group
   *[group-list-text] a text, a list or a group
}. Remedy: correct the field or the function
operand-no-day = the expression of { $rule } reads { $what } with date(), where any text may stand: what is no day has no answer. Remedy: write "format": "date" on the field, or correct the field
computed-kind = { $rule } gives { $found ->
    [text] a text
    [number] a number
    [truth] yes or no
    [list] a list
   *[group] a group
}, the type of the field is { $wanted ->
    [text] string
    [number] number
    [truth] boolean
    [list] array
   *[group] object
}: it is never right. Remedy: correct the expression or the type
keyword-never = the keywords of the rule { $rule } name { $found }, which this field does not have: the rule never fails. { $allowed ->
    [none] The field has none
   *[some] The field has: { $allowed }
}. Remedy: give the field this keyword, or correct keywords
vector-rule-unknown = there is no rule { $found }. Allowed: { $near }, or shape.keyword. Remedy: correct the id
vector-outcome-unknown = the outcome of { $rule } is “{ $found }”. Allowed: { $allowed }. Remedy: use one of these
kind-trial-differs = the rule { $rule } ({ $kind }) comes out wrong at a boundary: { $name } should be { $wanted } and is { $found }. Remedy: see whether bounds or choices of the field itself stand in the way, or when does not fit the examples
kind-untried = the rule { $rule } ({ $kind }) was not tried for “{ $case }”: no example has it. Remedy: add a submission to which it applies to examples
near-names = { $similar ->
    [0] {""}
   *[other] {" "}Similar: { $near }.
}
sum-kind = the sums of { $rule } add what is no number. Remedy: name a role that is a number, such as role.funding
