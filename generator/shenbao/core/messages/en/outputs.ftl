## Data packages

package-formula = { $path } row { $row }, column “{ $column }”: a spreadsheet would run “{ $text }” as a formula. Repair: rewrite it in the policy files (code list or x-example) so that it does not begin with = + - @ or a tab
package-example = { $table }: column “{ $column }” is required and has a pattern, so no example can be invented. Repair: give it an x-example that fits the pattern
package-fill = The fixed rows of { $table }: “{ $text }” of the code list does not fit the column “{ $column }”, which takes a number. Repair: correct the code list, or the type of the column
package-example-title = { $title } (example, invented data)
package-source = 《{ $title }》, { $issuer }, document number: { $number }
package-basis-source = The columns of this table come from the source
package-basis-customary = This table follows custom: an example, not an official template
package-basis-toolkit = This table is set by the toolkit; it is not policy

readme-invented = This folder is generated from the policy files, do not edit it by hand. Units, persons, phone numbers and amounts in the example are invented.
readme-source = Source: 《{ $title }》, { $issuer }, document number: { $number }
readme-title-ours = The source has no title; the name above is the toolkit's.
readme-edition = Edition: { $edition }
readme-clause = Clause { $number }: { $gist }
readme-files = Files
readme-file-empty = the empty table, a header only: fill in here
readme-file-template = the table to fill in: its fixed rows are listed, the empty cells are yours. Until it is filled in it does not fit the structure, so it is no resource of the package
readme-file-example = a filled example, invented data
readme-file-schema = the structure (Table Schema), usable by itself
readme-file-package = the description of the package (Data Package v2)
readme-file-lists = code lists
readme-columns = Columns
readme-column-key = Column
readme-column-label = Meaning
readme-column-type = Type
readme-column-unit = Unit
readme-column-required = Required
readme-column-allowed = Allowed values
readme-column-basis = Basis
readme-type-string = text
readme-type-number = number
readme-type-integer = integer
readme-type-boolean = yes or no
readme-type-date = date
readme-type-datetime = date and time
readme-type-time = time
readme-type-array = list (JSON)
readme-type-object = object (JSON)
readme-yes = yes
readme-no = no
readme-reminded = customary; left empty, only a reminder
readme-when = conditional
readme-minimum = at least { $value }
readme-maximum = at most { $value }
readme-exclusiveMinimum = more than { $value }
readme-exclusiveMaximum = less than { $value }
readme-multipleOf = a multiple of { $value }
readme-minLength = at least { $value } characters
readme-maxLength = at most { $value } characters
readme-pattern = pattern { $pattern }
readme-form-date = written 2024-06-01
readme-form-datetime = written 2024-06-01T09:00:00
readme-form-boolean = 是 / 否, or true / false
readme-computed = may be left out, computed by { $expression }
readme-list-closed = a code of the list “{ $title }”
readme-list-open = preferably a code of the list “{ $title }”, others are allowed
readme-list-missing = “{ $title }”: the attachment is missing, not checked yet
readme-basis-source = source
readme-basis-customary = custom
readme-basis-toolkit = toolkit
readme-primary-key = { $columns } tell the rows apart and may not repeat.
readme-unique = { $columns } may not repeat.

readme-rows = Fixed rows
readme-rows-from = The template lists { $count } rows from { $lists } with { $columns } filled in; leave these cells as they are.
readme-rows-pairs = The template lists { $count } rows, one for every pair of { $lists }, with { $columns } filled in; leave these cells as they are.
readme-rows-missing = The attachment is missing: { $lists }. The template cannot list its rows; write them yourself.
readme-rows-per = One set of rows is for one { $columns }: copy the set for each, and fill the column in every row.
readme-rows-applies = Some rows do not apply to everybody; that depends on what is filled in. The template lists all, delete those that do not apply. They apply if { $expression } (item is the row of the code list, row the first row of the set).

readme-rules = What is checked
readme-rule = { $severity }: { $sentence } ({ $clauses }; { $rule })
readme-rule-source = from the source
readme-rule-customary = custom, not in the source
readme-rule-toolkit = a check of the system, not policy
readme-unsaid = What the source leaves open
readme-gap = { $shown }: { $found } ({ $gap })

readme-lists = Code lists
readme-list-closed-line = { $title }: only these codes
readme-list-open-line = { $title }: the source does not list all, others are allowed
readme-list-missing-line = { $title }: the attachment is missing and not in this package; values are checked once the authority supplies it
readme-fill = How to fill it in (Excel, WPS)
readme-fill-1 = Do not double-click the CSV. In Excel use Data → From Text/CSV, in WPS Data → Import Data, and choose { $file }.
readme-fill-2 = Choose 65001: Unicode (UTF-8) as file origin and the comma as delimiter.
readme-fill-3 = Set columns of codes made of digits (numbers, phones) to Text, or leading zeros are lost.
readme-fill-4 = Leave the first row as it is; { $rows ->
    [fixed] and the listed rows and filled cells too;
   *[free] one record a row,
} no merged cells, no totals.
readme-fill-5 = Amounts are digits only, without 万元; dates are written 2024-06-01.
readme-fill-6 = Save as CSV UTF-8 (comma delimited). Where WPS does not offer it, plain CSV will do: GB18030 is recognised when checking.
readme-check = How to check it
readme-check-1 = Install: `pip install shenbao`
readme-check-2 = Check: `shenbao validate { $file } --schema { $table }`
readme-check-3 = { $rows ->
    [fixed] Any Frictionless tool checks the filled table: `frictionless validate { $file } --schema { $schema }`
   *[free] Any Frictionless tool checks the whole package: `frictionless validate datapackage.json`
}
readme-hand-in = How to hand it in
readme-hand-in-1 = Once the check finds no error, make the package to hand in: `shenbao package { $table } -o handed-in --data { $file }`. Hand in the whole folder, not one file of it.
readme-safe = Formulas
readme-safe-1 = No cell of this package begins with = + - @ or a tab (negative numbers apart), so a spreadsheet runs no formula. Check tables that others filled in before you open them.
readme-end = Digest of the structure: { $digest }

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
