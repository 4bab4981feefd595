# Checks of a submission.
check-row = row { $row }
check-more-alike = { $count } more findings of this kind are not listed ({ $listed } are). Remedy: correct the listed ones and check again

check-schema-missing = The file does not say which form it belongs to. Remedy: give "$schema" in the data or name the form in the command; available: { $allowed }
check-schema-unknown = There is no form named "{ $name }". Remedy: correct the name; near or available: { $allowed }
check-reading-unknown = there is no reading named { $reading }. Allowed: { $allowed }. To do: take one of them, as id=option
check-readings-none = There is no reading named { $reading }: no notice here has readings to choose from. To do: leave it out
check-option-unknown = the reading { $reading } has no option "{ $found }". Allowed: { $allowed }. To do: take one of them
check-list-count = the supplied list "{ $title }" has { $found } rows, the source says { $wanted }: check the list

shape-type = "{ $label }" must be { $expected ->
        [number] a number, for example 30, without a unit
        [integer] a whole number, for example 3, without a unit
        [date] a date, written 2024-04-30
        [boolean] yes or no (true or false)
        [array] rows (a list)
        [object] a group of values (an object)
       *[string] text
    }; it is { $actual ->
        [number] the number { $found }
        [boolean] { $found }
        [array] a list
        [object] a group of values (an object)
       *[string] the text "{ $found }"
    }. Remedy: rewrite it as required
shape-type-number = "{ $label }" should be a { $expected ->
        [integer] whole number
       *[number] number
    } such as { $example }, without a unit; it is { $actual ->
        [numeral] "{ $found }" in quotation marks, which makes it text
        [number] the number { $found }
        [boolean] { $found }
        [array] a list
        [object] a group of values
       *[string] the text "{ $found }"
    }. Remedy: { $actual ->
        [numeral] remove the quotation marks
       *[other] write it as asked
    }
shape-type-empty = "{ $label }" is not filled in (it is null). Remedy: fill it in; where there is nothing to say, leave the key out
shape-required = Please fill in "{ $label }"
shape-required-rows = "{ $label }" has no rows. Remedy: fill in the rows, then hand it in
shape-additionalProperties = The form has no entry "{ $key }". Remedy: use a name of the form, or remove it
shape-additionalProperties-near = The form has no entry "{ $key }"; did you mean "{ $near_label }" ({ $near })? Remedy: rename or remove it
shape-enum = "{ $label }" is "{ $found }"; it must be one of: { $allowed }. Remedy: choose one of them
shape-const = "{ $label }" is "{ $found }"; it must be "{ $limit }". Remedy: use that value
shape-minimum = "{ $label }" is { $found }{ $unit }; it must not be less than { $limit }{ $unit }. Remedy: check the figure and its unit
shape-maximum = "{ $label }" is { $found }{ $unit }; it must not be more than { $limit }{ $unit }. Remedy: check the figure and its unit
shape-exclusiveMinimum = "{ $label }" is { $found }{ $unit }; it must be more than { $limit }{ $unit }. Remedy: check the figure and its unit
shape-exclusiveMaximum = "{ $label }" is { $found }{ $unit }; it must be less than { $limit }{ $unit }. Remedy: check the figure and its unit
shape-minLength = "{ $label }" has { $length } characters; it needs at least { $limit }. Remedy: write more
shape-maxLength = "{ $label }" has { $length } characters; at most { $limit } are allowed. Remedy: shorten it
shape-minItems = "{ $label }" has { $found } rows; it needs at least { $limit }. Remedy: add rows
shape-maxItems = "{ $label }" has { $found } rows; at most { $limit } are allowed. Remedy: remove rows
shape-crowded = “{ $label }” has { $found } rows, at most { $limit } are taken; the file was not checked further. Remedy: delete rows, then check again
shape-uniqueItems = "{ $label }" has equal rows. Remedy: remove the repeated ones
shape-pattern = "{ $label }" is "{ $found }", which is not written as required. Remedy: follow the instructions of the form
shape-pattern-example = "{ $label }" is "{ $found }", which is not written as required: it should look like "{ $example }". Remedy: write it that way
shape-pattern-untold = whether “{ $label }” is written as it should be cannot be told: the browser does not know the pattern of the form. Remedy: look at it yourself, or use shenbao validate
shape-format = "{ $label }" is "{ $found }"; it must be { $limit ->
        [date] a real date, written 2024-04-30
        [email] an e-mail address, for example name@example.org
       *[uri] a web address, for example https://example.org
    }. Remedy: rewrite it
shape-other = "{ $label }" does not fit the form. Remedy: follow the instructions of the form
shape-unusable = "{ $label }" holds something that cannot be processed (nested too deep, or no valid number or text). Remedy: remove it or write it anew
shape-not-applicable = "{ $label }" does not apply, by what is filled in elsewhere, and is not checked. Remedy: it may be removed; if it does apply, check the answer that decides so

rule-undecided = { $missing }; this demand cannot be checked
undecided-lists = list missing: { $lists }
undecided-elsewhere = { $file }: { $why }
undecided-missing = not filled in: { $labels }
undecided-whole = only the applications of one unit are here; it takes all of them together
undecided-value = the values cannot be compared; check how they are written
undecided-limit = there is too much data to compute with
undecided-expression = the rule itself is wrong; tell its maintainer
undecided-not-listed = the list "{ $list }" has no "{ $code }"
undecided-not-a-number = in the list "{ $list }" the "{ $column }" of "{ $code }" is "{ $found }", which is no number
undecided-members = { $count } still missing: { $labels }
undecided-differing = "{ $name }" gives different figures ({ $values })

rows-missing = { $sentence }. Rows missing: { $count } ({ $labels }). Remedy: add them
rows-missing-more = { $labels }; and { $more } more that are not listed
rows-missing-set = { $sentence }. Rows missing for "{ $set }": { $count } ({ $labels }). Remedy: add them
key-empty = "{ $label }" tells the rows apart and must not be empty. Remedy: fill it in
key-twice = "{ $columns }" ({ $found }) is the same as in { $file ->
    [none] row
   *[other] { $file } row
} { $row }. Remedy: correct one of the rows, or remove the repeated one
computed-differs = "{ $label }" is { $found }; the other figures give { $computed }. Remedy: check it and those figures; it may be left out and is then computed

target-at-least = at least { $least }{ $unit }
target-at-most = at most { $most }{ $unit }
target-between = between { $least } and { $most }{ $unit }
target-also = {"; "}see also: { $others }
target-each = { $sentence }. It is { $value }{ $unit }, it must be { $bound }. Due: { $due }
target-all = { $sentence }. It is "no". Due: { $due }
target-min = { $sentence }. The lowest is { $value }{ $unit } ({ $values }), it must be { $bound }. Due: { $due }{ $also }
target-mean = { $sentence }. The mean is { $value }{ $unit } ({ $values }), it must be { $bound }. Due: { $due }{ $also }
target-sum = { $sentence }. The total is { $value }{ $unit } ({ $values }), it must be { $bound }. Due: { $due }{ $also }
target-undecided = { $title }: { $missing }; it cannot be decided
target-reached = { $title }: { $how ->
    [min] the lowest is
    [mean] the mean is
   *[sum] the total is
} { $value }{ $unit }, reached ({ $bound })
target-reached-each = { $title }: reached in all { $value } places ({ $bound })
target-reached-all = { $title }: reached by all
member-twice = "{ $name }" has reported already in { $file }{ $row ->
    [none] {""}
   *[other] {" "}row { $row }
}; it may be counted twice. Remedy: check and keep one
member-unknown = The list "{ $list }" has no "{ $name }"; it is not counted for "{ $title }". Remedy: check the name or the list

quota-group = { $sentence }. "{ $group }" stands in { $members } submissions; see also: { $others }
quota-alone = { $sentence }. "{ $group }" stands in this submission only
quota-undecided-group = Cannot be decided: { $sentence } ("{ $group }" stands in { $members } submissions; see also: { $others })
quota-undecided-alone = Cannot be decided: { $sentence } ("{ $group }" stands in this submission only)
quota-rows = { $sentence }. "{ $group }" has { $members } rows
quota-rows-also = { $sentence }. "{ $group }" has { $members } rows; see also: { $others }
quota-all = all
quota-others-more = { $others } and others, { $count } in all
quota-none = none
matches-no-row = { $sentence } ({ $key }, { $file }). Remedy: add the row, or check how the names are written
matches-many-rows = { $sentence } ({ $key }, { $file }; the table has { $rows } rows). Remedy: keep one of them
matches-no-application = No application goes with this row of the summary table ({ $key }). Remedy: hand in the application or remove the row; make names equal
matches-many-applications = { $sentence } ({ $key }; { $applications } applications, see also: { $others }). Remedy: check for repeated applications
matches-differs = { $sentence } ({ $file }): { $differences }. Remedy: make them equal
matches-difference = { $label } (application { $left }, table { $right })
check-same-content = the same content as { $file }; counted once where submissions are checked together
check-printed-agrees = the fingerprint printed on paper, { $print }, agrees with { $files }
check-printed-differs = on page { $pages } the fingerprint { $print } is printed, which agrees with none of the files beside it ({ $files }). Repair: check which one is meant; print again what was changed
check-printed-alone = this is a printed or scanned copy: what was filled in cannot be read, only the fingerprint { $print }. Repair: check it together with its file, or hand in a file that can be filled in
check-printed-stale = the fingerprint printed at the foot, { $print }, is that of the time when the file was made; the content now is { $own }. Repair: make the file again before printing
