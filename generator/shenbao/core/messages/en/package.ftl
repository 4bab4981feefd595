## Packages to hand in

hand-in-nature = This folder is a filled data package to hand in, made by shenbao package from the files that were filled in. Do not edit it by hand: correct the original file and make the package again.
hand-in-result = This package
hand-in-rows = Data: { $rows } rows
hand-in-fingerprint = Fingerprint of the content: `{ $fingerprint }` (the same content has the same one in every kind of file)
hand-in-verdict = The check when it was made: { $verdict ->
    [pass] passed
    [review] a person must decide
   *[fail] not passed
} ({ severity-error } { $error }, { severity-review } { $review }, { severity-undecided } { $undecided }, { severity-warning } { $warning }, { severity-info } { $info })
hand-in-reading = An unclear clause, the reading that the check followed: { $reading } { $question }: { $text }
hand-in-structure = { $fits ->
    [yes] It fits the structure: `frictionless validate datapackage.json` passes
   *[no] It does not fit the structure in { $structure } places, which `frictionless validate datapackage.json` names
}
hand-in-give = What to hand in
hand-in-not-yet = **There are errors left: correct the original file, make the package again, then hand it in.** What is wrong stands in the data as it was given.
hand-in-give-1 = Hand in the whole folder, or a zip of it. Not { $file } alone, no file renamed, nothing added.
hand-in-give-2 = To whom, when, how many copies, on paper and with a seal or not: see the notice; where it does not say, ask the authority.
hand-in-give-3 = Look at it in Excel or WPS, but do not save: saving drops leading zeros and rewrites dates, and the checksums no longer match.
hand-in-file-data = the data: UTF-8, codes for choices, dates as 2024-06-01, numbers without units and thousands separators
hand-in-file-manifest = the manifest: size and checksum (SHA-256) of every file, notice, table, edition, fingerprint and the result of the check
hand-in-file-sums = the same checksums, for people and for sha256sum
hand-in-check = How to check what was received
hand-in-check-1 = The data: run `shenbao validate datapackage.json` in this folder (what the policy asks, structure, size and checksum); with a general tool `frictionless validate datapackage.json` (without the policy).
hand-in-check-2 = Whether a file changed (Windows): `certutil -hashfile { $file } SHA256`, and compare with its line in { $sums }; they should be the same.
hand-in-check-3 = Whether a file changed (Linux, macOS): `sha256sum -c { $sums }`, or `shasum -a 256 -c { $sums }`.
hand-in-check-4 = The fingerprint: `shenbao fingerprint { $file } --schema { $table }` gives the one above and in the manifest. Checksums and fingerprint show that a file changed, not who handed it in.
hand-in-open = Opening it in a spreadsheet
hand-in-open-look = To look at it, double-click { $file }: Chinese is shown well, but leading zeros and long numbers are not. To see it as it is: Data → From Text/CSV, every column as Text. No cell begins with = + - @ or a tab (negative numbers excepted), so opening it runs no formula.
hand-in-open-risky = **Do not double-click it: { $count } cells begin with = + - @ or the like, which a spreadsheet runs as a formula.** They stand as they were given. Check first; to look at it, use Data → From Text/CSV, choose { $file }, set every column to Text, and do not enable external content.
hand-in-nul = Row { $row }, “{ $column }” has a NUL character, which no CSV holds. Repair: delete the character in the original file

package-running = begins with = + - @ or the like, which a spreadsheet runs as a formula; it stands in the package as it is. Repair: check whether a character slipped in; leave it if it is meant
package-left-out = the table has no such column, so it is not in the package. Repair: check the name of the column, or tell the recipient separately
package-listed = { $count } more places are alike and not listed

cli-package-unknown = There is no table “{ $found }”. Near: { $near }. Repair: write notice/table, such as shenkang-2024/summary; files of data follow --data, each with its own --data
cli-package-form = { $found } is a form, not a table, and has no data package. Repair: make it with shenbao form, convert it with shenbao convert
cli-package-blocked = { $path } is a file, so no folder can be made there. Repair: choose another folder, or write .zip
cli-package-folder = { $path } is a folder, so no zip can be written there. Repair: choose another name
cli-package-exists = { $path } is there already and was left as it is. Repair: choose another name; to replace the package in it, with what was filled in, add --force
cli-package-foreign = { $path } has files that do not belong to this package: { $files }. It was left as it is. Repair: move them, or choose another folder
cli-package-inside = The data file { $file } is in { $path }, which is to be replaced. It was left as it is. Repair: choose another output folder
cli-package-cannot-write = Cannot write { $path }: { $why }. Repair: check the path, permissions and room on the disk; close files in it that Excel or WPS has open
cli-package-too-many-rows = With { $file } the data of { $table } have more than { $limit } rows, the most that a package takes. Repair: make several packages
cli-package-not-rows = { $file } is no data of a table: it has no rows. Repair: give the CSV, xlsx, JSON, or filled Word or PDF of { $table }
cli-package-other = { $file } is data of { $found }, not of { $table }. Repair: name that table too, or leave the file out
cli-package-which = Cannot tell which table { $file } is data of. Repair: say it in the JSON as $schema, such as { $table }, or make the package of one table at a time
cli-package-nothing = There are no data of { $table }. Repair: give its file with --data, or leave the table out
cli-package-empty = Empty package written: { $path } ({ $title }). Fill in { $file }, then make the package to hand in with --data
cli-package-filled = Package written: { $path } ({ $title }, { $rows } rows, fingerprint { $fingerprint })
cli-package-structure = { $count } places do not fit the structure; frictionless names them too
cli-package-give = Ready to hand in: give the whole of { $path }, and change no file in it
cli-package-review = No errors; ready to hand in: give the whole of { $path }, and change no file in it. Check first what a person must decide and what is undecided
cli-package-not-yet = The data have errors; what is wrong stands in the package as it was given. Repair: correct the original file, make the package again with --force, then hand it in

manifest-unreadable = Cannot read the manifest { $path }: { $reason ->
    [json] it has not the form of a manifest
    [large] it is unreasonably large
   *[damaged] the file is damaged
}. Repair: ask the sender to make the package again
manifest-unsafe = The path { $path } of the manifest is not inside the package and was not read. Repair: shenbao did not make this manifest; ask the sender to make it again
manifest-twice = The manifest has { $path } twice. Repair: ask the sender to make the package again
manifest-missing = The manifest has { $path }, the package does not. Repair: ask the sender for the whole package
manifest-changed = { $path } is not as in the manifest, so it changed after it was made: { $wanted } was meant, { $found } is there. Repair: ask the sender to make the package again; saving it in Excel or WPS does this too
manifest-extra = { $path } is not in the manifest. Repair: check whether it was handed in on purpose, and move it if not
manifest-sums = { $path } does not match SHA256SUMS: { $wanted } was meant, { $found } is there. Repair: ask the sender to make the package again

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
