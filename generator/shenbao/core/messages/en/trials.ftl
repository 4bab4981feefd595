# shenbao try: one rule tried.
try-no-rule = There is no rule { $found }.{ $similar ->
    [0] {""}
   *[other] {" "}Similar: { $near }.
} Remedy: give the id of a rule, such as SK-P1-21; NOTICE/ID where several notices have it
try-across = { $found } is a quota or target and looks at several applications. Remedy: run shenbao validate FOLDER
try-no-example = No example is of { $form }: { $rule } has nothing to be tried on. Remedy: name a file, or add an example (there are: { $allowed })
try-no-file = There is no example or file { $found }. Remedy: give the name of an example ({ $allowed }) or the path of a file
try-no-data = { $file } has no data that can be read. Remedy: see why by shenbao validate
try-number = { $found } in --set is no number that a form can hold. Repair: write a plain number, such as /funding/amount=120
try-change = --set { $found } is not understood. Remedy: write /part/field=value, such as --set /leader/birth_date=1966-01-02; rows count from 0
try-no-field = { $form } has no field { $found }.{ $similar ->
    [0] {""}
   *[other] {" "}Similar: { $near }.
} Remedy: write the path as shenbao explain shows it; rows count from 0
try-no-place = The example has no value in the field of this rule.
try-place = { $label } ({ $pointer }): { $found }
try-step-when = when  { $text }  → { $came }
try-step-value = value  { $name } = { $text }  → { $came }
try-step-case = assert  { $text }  → { $came }
try-step-keyword = keyword  { $name } { $text }  → { $came }
try-part = { $text } = { $came }
try-part-named = { $text } ({ $label }) = { $came }
try-came-holds = holds
try-came-fails = does not hold
try-came-undecided = no answer ({ $value })
try-came-value = { $value }
try-verdict = Verdict: { $verdict } { $message }
try-pass = holds
try-not-meant = the condition does not hold, the rule is not meant
try-rests = not tried: the field is not asked for, or what it holds cannot be read
try-undecided-missing = not filled in, or the list is not there
try-undecided-value = this cannot be reckoned with
try-undecided-limit = too much data
try-undecided-expression = the expression is wrong
try-coded = { $code } ({ $name })
try-rows = { $found } says which rows a table must have; it has no expression to be tried. Remedy: run shenbao validate
try-table-rows = { $count } rows
try-nothing = not filled in
try-group = { $count } entries
try-all = In all: { $counted }
try-count = { $verdict } { $count }
