# Checking any table or package: each says what is wrong (row and column are shown beside); -fix says how to repair it.

## Header

tables-extra-label = The header has { $found }, which the table does not have
tables-extra-label-fix = delete the column, or give it the name that the schema has
tables-extra-label-twice = The column name { $found } stands twice, also in column { $first }; the schema has not so many columns
tables-extra-label-twice-fix = delete one of them, and make sure which one stays
tables-extra-label-blank = This column has no name, and the schema has no such column
tables-extra-label-blank-fix = delete it; where it holds data, look for a delimiter too many
tables-missing-label = The header lacks the column { $column }
tables-missing-label-fix = add the column, with the name and in the order of the schema
tables-blank-label = The column for { $column } has no label
tables-blank-label-fix = give it its label
tables-duplicate-label = The label { $found } is there twice, first in column { $first }; here { $column } is wanted
tables-duplicate-label-fix = change it to { $column }
tables-incorrect-label = The label is { $found }, { $column } is wanted
tables-incorrect-label-fix = correct the label and check the order of the columns
tables-unmatched-header = No label is one of the table
tables-unmatched-header-fix = check that it is the right file and that the header is in this row
tables-header-below = This row is not the header ({ $found }); the header seems to be row { $lower }
tables-header-below-fix = delete the rows above the header, or give headerRows in the dialect if their number never changes
tables-other-delimiter = The header is a single cell: { $found }; the file seems to be separated by { $mark }, not as required
tables-other-delimiter-fix = save it with the required delimiter, or name this one as delimiter in the dialect
tables-label-case = Field names differ only in case: { $found }
tables-label-case-fix = tell upper from lower case in the dialect, or rename the fields
tables-label-twice = Labels are there twice and cannot be matched by name: { $found }
tables-label-twice-fix = rename the repeated ones

## Rows

tables-blank-row = The row is blank
tables-blank-row-fix = delete it
tables-extra-cell = The row has a cell too many; the table has { $wanted } columns
tables-extra-cell-fix = look for a delimiter too many, or one in a text without quotation marks
tables-missing-cell = The row lacks { $column }: it has { $cells } cells of { $wanted }
tables-missing-cell-fix = complete the row; leave cells without data empty, but keep their delimiters
tables-key-empty = The key { $columns } has no value, so the row cannot be identified
tables-key-empty-fix = fill it in
tables-key-twice = { $columns } is the same as in row { $before }: { $value }
tables-key-twice-fix = check whether the row was entered twice, correct or delete one
tables-unique = { $columns } must be unique and is the same as in row { $before }: { $value }
tables-unique-fix = correct or delete one of the rows
tables-this-table = this table
tables-foreign-key = { $column } has { $value }, which is not in { $reference } of { $resource }
tables-foreign-key-fix = use a value of that list, or complete the list first

## Types

tables-type-string = { $column } should be text, found { $value }
tables-type-string-fix = make it a text column and enter it again from the original; a code stored as a number has lost its leading zeros
tables-type-email = { $column } is no e-mail address: { $value }
tables-type-email-fix = write it like name@example.cn
tables-type-uri = { $column } is no address: { $value }
tables-type-uri-fix = write it in full, from https:// on
tables-type-uuid = { $column } is no UUID: { $value }
tables-type-uuid-fix = copy it as the system gives it
tables-type-binary = { $column } is not Base64: { $value }
tables-type-binary-fix = export it again
tables-type-integer = { $column } should be a whole number, found { $value }
tables-type-integer-fix = write digits only, without unit, comma or decimals
tables-type-number = { $column } should be a number, found { $value }
tables-type-number-fix = write digits and a decimal point only, without unit or separators
tables-type-boolean = { $column } should be one of { $allowed }, found { $value }
tables-type-boolean-fix = change it to one of these
tables-type-date = { $column } should be a date, found { $value }
tables-type-date-fix = write it like 2024-04-30, and check that the day exists
tables-type-time = { $column } should be a time, found { $value }
tables-type-time-fix = write it like 16:00:00
tables-type-datetime = { $column } should be a date and time, found { $value }
tables-type-datetime-fix = write it like 2024-04-30T16:00:00
tables-type-format = { $column } should have the format { $format }, found { $value }
tables-type-format-fix = write it in that format, and check that the day exists
tables-type-year = { $column } should be a year of four digits, found { $value }
tables-type-year-fix = write it like 2024
tables-type-yearmonth = { $column } should be a year and month, found { $value }
tables-type-yearmonth-fix = write it like 2024-04
tables-type-duration = { $column } should be a duration, found { $value }
tables-type-duration-fix = write it like P1Y, P3D or PT2H
tables-type-object = { $column } should be a JSON object, found { $value }
tables-type-object-fix = write it as the description says
tables-type-array = { $column } should be a JSON array with items of the right type, found { $value }
tables-type-array-fix = write it as the description says
tables-type-list = { $column } should be a list of values, found { $value }
tables-type-list-fix = check the delimiter and each item
tables-type-geopoint = { $column } should be a longitude and a latitude, found { $value }
tables-type-geopoint-fix = write it like 121.47,31.23, longitude first
tables-formula-error = The formula of { $column } is in error and has no result: { $value }
tables-formula-error-fix = correct the formula or enter the value
tables-formula-unknown = { $column } is a formula whose result the file does not hold: { $value }
tables-formula-unknown-fix = open it with Excel or WPS and save it, or enter the value

## Constraints

tables-constraint-required = { $column } is empty
tables-constraint-required-fix = fill it in
tables-constraint-minimum = { $column } has { $value }, less than { $limit }
tables-constraint-minimum-fix = check the value and its unit
tables-constraint-maximum = { $column } has { $value }, more than { $limit }
tables-constraint-maximum-fix = check the value and its unit
tables-constraint-exclusive-minimum = { $column } has { $value }, which should be more than { $limit }
tables-constraint-exclusive-minimum-fix = check the value and its unit
tables-constraint-exclusive-maximum = { $column } has { $value }, which should be less than { $limit }
tables-constraint-exclusive-maximum-fix = check the value and its unit
tables-constraint-min-length = { $column } is too short, { $limit } at least: { $value }
tables-constraint-min-length-fix = complete it
tables-constraint-max-length = { $column } is too long, { $limit } at most: { $value }
tables-constraint-max-length-fix = shorten it
tables-constraint-pattern = { $column } does not match { $limit }: { $value }
tables-constraint-pattern-fix = write it as required; mind spaces, full-width forms and the number of digits
tables-constraint-enum = { $column } should be one of { $limit }, found { $value }
tables-constraint-enum-fix = change it to one of these
tables-constraint-json-schema = { $column } does not follow its JSON Schema: { $value }
tables-constraint-json-schema-fix = write it as described

## Files

tables-nothing = { $file } has no content
tables-nothing-fix = name a path or give the data
tables-no-file = The file { $file } is not there, or is no regular file
tables-no-file-fix = check its path and name
tables-needs-file = { $file } is not there; the table that needs it was not checked
tables-needs-file-fix = add that file
tables-system = { $reason ->
    [space] The disk is full; { $file } was not checked
    [read-only] The folder is read-only; { $file } was not checked
    [permission] There is no right to read { $file }; it was not checked
    [name] The name { $file } is too long for the system
   *[files] Too many files are open; { $file } was not checked
}
tables-system-fix = look at disk, permissions and name and try again
tables-format = { $found ->
    [none] The file name has no ending that says which format the table has
   *[other] Tables of the format { $found } are not read
  }
tables-format-fix = save it as CSV or xlsx; if it is CSV, say so by format in the descriptor
tables-empty = The file has neither a header nor rows
tables-empty-fix = export it again
tables-encoding = The encoding { $found } is not known
tables-encoding-fix = save it as UTF-8 and correct the description
tables-wrong-byte = Here is the byte { $byte }, which does not fit { $encoding }; what follows was not read
tables-wrong-byte-fix = save it as UTF-8 from the program it comes from
tables-nul = Here is a NUL character: the file is damaged or no text; what follows was not read
tables-nul-fix = export it as CSV again
tables-stray-quote = The quotation mark in column { $number } never ends, so that all that follows is one cell
tables-stray-quote-fix = close it; write a quotation mark in a text twice
tables-torn-quote = Text follows the closing quotation mark of { $number ->
    [none] a cell
   *[some] the cell in column { $number }
}: a mark without its partner may have taken the rows below into it; what follows was not read
tables-torn-quote-fix = add the missing mark or delete the one too many; write a quotation mark in a text twice ("")
tables-field-too-long = A cell has more than { $limit } characters, probably because a quotation mark has no partner; what follows was not read
tables-field-too-long-fix = check the quotation marks of this row
tables-line-too-long = A line is unreasonably long, without a line break; what follows was not read
tables-line-too-long-fix = export it again, with a record on each line
tables-not-csv = From here on it is not CSV
tables-not-csv-fix = export it as CSV again
tables-damaged = The file { $file } is damaged and cannot be read further
tables-damaged-fix = export or compress it again
tables-too-wide = This row has more than { $limit } cells, as no table has; what follows was not read
tables-too-wide-fix = check the delimiter and the line ends; split a table that really has so many columns
tables-keys-many = From row { $row } on nothing was looked at for being twice in “{ $column }”: the values before took { $limit } MB of memory
tables-keys-many-fix = install shenbao with its compiled scan, or split the table
tables-references-many = This table was not checked: what its foreign key refers to, “{ $columns }” in { $file }, has too many values for { $limit } MB of memory
tables-references-many-fix = split the table that is referred to, or check again with a schema without this foreign key
tables-json-many = { $file } holds too many values (more than { $limit }0,000) and was not read
tables-json-many-fix = save it as CSV
tables-file-too-large = { $file } has more than { $limit } MB and was not read
tables-file-too-large-fix = save it as CSV
tables-json = { $file } was not read: { tables-json-why }
tables-json-fix = correct the place or export it again, as UTF-8
tables-json-why = { $reason ->
    [encoding] it is not UTF-8 at line { $line }, character { $column }
    [utf-16] its encoding is UTF-16, that of JSON is UTF-8
    [utf-32] its encoding is UTF-32, that of JSON is UTF-8
    [not-a-number] { $found } at line { $line }, character { $column } is no number, JSON has no such word
    [number-too-large] the number at line { $line }, character { $column } is too large to compute with
    [twice] a key is given twice ({ $found }), and which counts cannot be told
    [deep] it is nested too deep
    [nul] it holds a NUL character (\u0000), which is no text
    [surrogate] it holds half a surrogate pair (such as \ud800), which is no text
   *[syntax] it is not JSON at line { $line }, character { $column }: { $slip }
}
tables-json-place = { $file } has no { $found }
tables-json-place-fix = check property in the description
tables-json-twice = A key stands here twice, and which counts cannot be told; what follows was not read
tables-json-twice-fix = keep one
tables-json-no-text = Here is U+0000 or half a character (such as \ud800), which is no text; what follows was not read
tables-json-no-text-fix = correct the cell or export it again
tables-json-rows = { $file } should be an array with a row in each item, all of one kind
tables-json-rows-fix = export it as the description says
tables-workbook = The workbook { $file ->
    [none] {""}
   *[some] { $file }{" "}
}is damaged or not as office programs write it, and was not read
tables-workbook-fix = open it with Excel or WPS and save it as xlsx
tables-sheet = { $file } has no sheet { $found }; it has: { $names }
tables-sheet-fix = check the name or number of the sheet
tables-locked = { $file } has a password and cannot be read
tables-locked-fix = open it with Excel or WPS, remove the password and save it
tables-odd-part = The part { $part } of the workbook { $file } { $why ->
    [markup] is no well-formed XML, so that content may be missing
    [entities] defines entities, which no office program does
    [address] has a cell beyond XFD1048576
    [long-text] has a cell of more than 32,767 characters
    [count] says to hold more than it can
    [cells] has cells that stand twice, out of order or are written so that a value would be lost
   *[other] is odd
  }; it was not read
tables-odd-part-fix = open it with Excel or WPS, see whether all is there, and save it as xlsx
tables-scattered = A sheet of { $file } is too large and was not read: between its cells lie more than { $limit }0,000, or it has too much text or too many formulas
tables-scattered-fix = delete what stands far away; a table that is really so large goes into a CSV file
tables-old-format = The format { $found } is not read
tables-old-format-fix = open it with Excel, WPS or LibreOffice and save it as xlsx or CSV
tables-other-file = { $wanted ->
    [csv] { $file } is no CSV file
   *[xlsx] { $file } is no workbook
  }{ $kind ->
    [text] {" "}but text
    [xlsx] {" "}but an xlsx workbook
    [xls] {" "}but an old Excel workbook (xls)
    [word] {" "}but a Word document
    [slides] {" "}but slides
    [opendocument] {" "}but an OpenDocument file
    [ole] {" "}but an old Office file
    [locked] {" "}but an Office file with a password
    [pdf] {" "}but a PDF
    [rtf] {" "}but an RTF document
    [web-page] {" "}but a web page (what some systems call an Excel export)
    [xml] {" "}but XML
    [json] {" "}but JSON
    [image] {" "}but a picture
    [zip] {" "}but an archive
    [archive] {" "}but an archive
    [database] {" "}but a database
    [program] {" "}but a program
   *[other] {""}
  }
tables-other-file-fix = { $kind ->
    [text] if it is CSV, name it .csv; otherwise check that it is the right file
    [xlsx] name it .xlsx, or open it with Excel or WPS and save it as CSV
    [json] name it .json, or export it as CSV
    [web-page] open it with Excel or WPS and save it as xlsx or CSV
    [xls] open it with Excel or WPS and save it as xlsx or CSV
    [opendocument] open it with LibreOffice or WPS and save it as xlsx or CSV
    [locked] open it, remove the password and save it as xlsx or CSV
    [zip] unpack it and hand in the table
    [archive] unpack it and hand in the table
   *[other] check that it is the right file; data go into CSV or xlsx
  }
tables-bomb = The compressed file { $file } expands beyond reason and was not read
tables-bomb-fix = split it into several files, not compressed
tables-zip = The archive { $file } cannot be opened; it may be damaged or have a password
tables-zip-fix = make it again without a password
tables-zip-empty = The archive { $file } holds no file
tables-zip-empty-fix = put the table in, or do not compress it
tables-zip-several = The archive { $file } holds several files ({ $found }), and which is to be checked is not said
tables-zip-several-fix = put one table in an archive, or name it by innerpath
tables-zip-no-member = The archive { $file } has no { $name } as innerpath says; it holds: { $found }
tables-zip-no-member-fix = correct innerpath to a path in the archive
tables-unsafe-names = The archive { $file } has odd file names (leading out of it, twice, or links) and was not read
tables-unsafe-names-fix = make it again with nothing but the files of the package
tables-compression = The compression { $found } is not known
tables-compression-fix = use zip or gz
tables-part-header = The header of { $file } is not that of the first file; it was not read
tables-part-header-fix = give all files the same columns in the same order
tables-parts = A table { $found ->
    [none] in files without an ending
   *[other] of the format { $found }
  } cannot stand in several files
tables-parts-fix = put it into one file, or save all as CSV
tables-dialect = The dialect is wrong: { $name }
tables-dialect-fix = correct it
tables-dialect-mark = { $name } of the dialect should be one character, no line end and no NUL, but is { $found }
tables-dialect-mark-fix = { $name ->
    [quoteChar] give one character, usually the double quotation mark; where the file quotes nothing, ""
    [escapeChar] give one character, or leave escapeChar out
   *[delimiter] give one character, such as ",", ";" or "\t"; where it is not known leave delimiter out, it is found in the file
  }
tables-dialect-same = { $name } and { $other } of the dialect are one character ({ $found }), so that no cells can be told
tables-dialect-same-fix = give those that the file uses; where a quotation mark is written twice use doubleQuote, not escapeChar
tables-dialect-space = { $name } of the dialect is the blank, and skipInitialSpace is set: a blank cannot be a mark and be skipped
tables-dialect-space-fix = leave out skipInitialSpace, or correct { $name }
tables-dialect-unsupported = The way of reading { $name } is known only to the reference engine
tables-dialect-unsupported-fix = leave it out, or use --engine reference

## Notes: nothing is wrong, but good to know

tables-note-encoding = The encoding is not given; the file was read as { $found }
tables-note-encoding-fix = better save it as UTF-8
tables-note-delimiter = Read with the delimiter { $mark }
tables-note-delimiter-fix = better name it as delimiter in the dialect
tables-swallowed-rows = { $lines } lines in the cell of column { $number } have as many separators as a row of the table: a quotation mark without its partner may have taken the rows below into it; this cannot be told automatically
tables-swallowed-rows-fix = check the marks at both ends of this cell; nothing is to be changed where it really is text of several lines
tables-note-lines = The cell in column { $number } has { $lines } line breaks; a quote without its partner may have taken the rows below into one cell
tables-note-lines-fix = check the quotes at both ends of this cell
tables-note-no-rows = There is a header and no data
tables-note-no-rows-fix = check whether the data are missing
tables-note-hidden-sheet = The sheet that was read, { $name }, is hidden
tables-note-hidden-sheet-fix = check that it is the one to hand in
tables-note-sheets = Only the sheet { $name } was checked, { $count } more were not: { $names }
tables-note-sheets-fix = put the data into the first sheet, or give sheetName in the dialect
tables-note-hidden-rows = Some rows or columns are hidden (perhaps by a filter); they were checked as well
tables-note-hidden-rows-fix = show them and check them
tables-note-macros = The file has macros; they were not run, only the data were read
tables-note-macros-fix = better save it as xlsx
tables-note-percent = Cells of this column show percentages; read is the number that is stored: { $value } where { $seen } is shown
tables-note-percent-fix = where a percentage is wanted, set the format to general and write it so
tables-note-merged = There are { $count } merged areas; only the upper left cell of each has a value, the others were read as empty
tables-note-merged-fix = undo the merging and fill in every cell
tables-note-unread = The resource { $resource } ({ $path }) is no table; what is in it was not looked at, only that the file is there, and its size and hash where they are given
tables-note-unread-fix = if it holds a table, save it as CSV or xlsx and give it a schema
tables-note-not-checked = The descriptor is wrong; these tables were not checked: { $names }
tables-note-not-checked-fix = correct the descriptor and check again
tables-note-key = From this row on there are rows with { $name }, which is not in the header and was not read
tables-note-key-fix = look at its name; to have it read add it to the schema or to the first row
tables-note-no-table = There is no table in the package, so no data was checked
tables-note-no-table-fix = look at the resources in the descriptor
tables-note-parts = The table stands in { $count } files ({ $names }), read in this order; rows are counted from the first, without the headers of the others
tables-note-parts-fix = make sure of the order
tables-note-part-encoding = { $file } does not say its encoding; it was read as { $found }
tables-note-part-encoding-fix = better save it as UTF-8
tables-note-part-headless = The first line of { $file } is no header; it was read as data
tables-note-part-headless-fix = better give every file the same header
tables-note-part-stopped = What cannot be read further stands in { $file }
tables-note-part-stopped-fix = correct this file
tables-note-hash = The hash of the resource { $resource } is one of { $found }, which was not compared
tables-note-hash-fix = use sha256
tables-note-profile = The profile { $part ->
    [resource] of the resource { $name }
   *[package] of the package
  } is { $found }; it was not checked by that, only by the standard
tables-note-profile-fix = if it asks for more, check that with its own tools

## Schemas

tables-schema-shape = A Table Schema should be a JSON object
tables-schema-shape-fix = correct the schema
tables-schema-fields = The schema lacks fields, or it is no array
tables-schema-fields-fix = add fields
tables-schema-many = { $name ->
    [fields] The schema has { $count } fields; a table has { $limit } columns at most
   *[other] The schema has { $count } { $name }, { $limit } at most
  }; it was not checked
tables-schema-many-fix = See whether they were made twice by mistake; split a table that really has so many
tables-schema-field = Field { $number } has no name
tables-schema-field-fix = give it a name
tables-schema-twice = The field name { $name } is there twice
tables-schema-twice-fix = rename one
tables-schema-type = The field { $name } has the type { $found }, which does not exist
tables-schema-type-fix = use a type of the standard
tables-schema-format = The format { $found } of the field { $name } does not belong to its type
tables-schema-format-fix = correct it
tables-schema-option = { $option } of the field { $name } is wrong
tables-schema-option-fix = correct it as the standard says
tables-schema-constraint = The field { $name } of type { $type } has no constraint { $found }
tables-schema-constraint-fix = delete it or change the type
tables-schema-limit = The constraint { $constraint } of the field { $name } cannot be compared with its values
tables-schema-limit-fix = correct it
tables-schema-categories = categories of the field { $name } are wrong, or enum has a value that they lack
tables-schema-categories-fix = write an array of distinct values, or of objects with value and label
tables-schema-edition = { $option } of the field { $name } belongs to the second edition of the standard
tables-schema-edition-fix = name that edition in $schema
tables-schema-missing-values = missingValues of { $name } is wrong
tables-schema-missing-values-fix = make it an array of texts
tables-schema-required = required of the field { $name } belongs in constraints
tables-schema-required-fix = move it there
tables-schema-value = { $name } has { $found }, which should be one of { $allowed }
tables-schema-value-fix = correct it
tables-schema-key = { $name } is wrong
tables-schema-key-fix = correct it as the standard says
tables-schema-key-field = { $name } in a key is no field of the table
tables-schema-key-field-fix = correct the name
tables-schema-unsupported = The field { $name } has the type { $type }, which only the reference engine checks
tables-schema-unsupported-fix = use --engine reference
tables-reference = { $resource } does not exist or cannot be read, so the foreign key cannot be checked
tables-reference-fix = add the resource

## Packages

tables-package = { $file } is no Data Package: it lacks resources
tables-package-fix = correct datapackage.json
tables-package-many = The package has { $count } resources, { $limit } at most; it was not checked
tables-package-many-fix = Split it into several packages; of a table in several files make one resource with a list of paths
tables-package-json = { $file } was not read: { tables-json-why }
tables-package-json-fix = correct the file and save it as UTF-8; of a key given twice keep one
tables-package-large = { $file } is larger than { $limit } MB and was not read
tables-package-large-fix = no description is so large: check that it is the right file, and keep the data in files of their own
tables-unfit = { $file } was not read: { $why ->
    [deep] it is nested too deep
    [not-a-number] it holds NaN or Infinity, which is no number
    [nul] it holds a NUL character (\u0000)
   *[surrogate] it holds half a surrogate pair (such as \ud800), which is no text
  }
tables-unfit-fix = correct it
tables-property = { $part ->
    [resource] { $property } of the resource { $name }
    [schema] { $property } of the table schema
    [field] { $property } of the field { $name }
    [dialect] { $property } of the dialect
   *[package] { $property } of the package
  } should be { $wanted ->
    [text] text
    [flag] true or false
    [whole] a whole number
    [list] an array
    [texts] an array of texts
    [object] an object
    [objects] an array of objects
    [link] an object or the path of a file
    [path] a path or an array of paths
    [data] an array or an object
    [rows] an array of row numbers from 1
   *[sheet] the name or number of a sheet
  }, found { $found }
tables-property-fix = correct it as the standard says; without a value leave it out
tables-created = created of the package is no date and time: { $found }
tables-created-fix = write it like 2024-04-30T16:00:00Z
tables-license = { $property } { $part ->
    [resource] of the resource { $name }
   *[package] of the package
  } has neither name nor path
tables-license-fix = give the name of the license or its address
tables-email = { $property } { $part ->
    [resource] of the resource { $name }
   *[package] of the package
  } is no e-mail address: { $found }
tables-email-fix = write it like name@example.cn
tables-profile-resource = In a package of the profile tabular-data-package every resource has the profile { $wanted }; { $resource } has not
tables-profile-resource-fix = add it, or take the profile from the package
tables-profile-schema = The profile of the resource { $resource } is tabular-data-resource, which demands a schema
tables-profile-schema-fix = add the schema, or take the profile away
tables-name = The name { $found } may only have lower-case letters, digits and - . _ /
tables-name-fix = rename it, or name the second edition in $schema
tables-resource = The name of resource { $number } is wrong or missing: { $found }
tables-resource-fix = give it a name of small letters, digits and - . _ /
tables-resource-option = { $option } of the resource { $resource } belongs in its schema
tables-resource-option-fix = move it there
tables-package-option = { $option } of the package belongs in the schemas of its resources
tables-package-option-fix = move it there
tables-linked = { $file } should hold a JSON object
tables-linked-fix = look at the files that schema and dialect of the resource { $resource } name
tables-resource-twice = The resource name { $name } is there twice
tables-resource-twice-fix = rename one
tables-path-or-data = The resource { $resource } should have either path or data
tables-path-or-data-fix = correct the descriptor
tables-path-remote = An address on the network is not read: { $path }
tables-path-remote-fix = put the file into the package and name its path
tables-path-outside = The path { $path } leads out of the package and was not read
tables-path-outside-fix = put the file into the package and name its path
tables-byte-count = The file has { $found } bytes, { $wanted } are stated
tables-byte-count-fix = check that it is the right version, and make the description again
tables-hash-count = The hash of the file is { $found }, { $wanted } is stated
tables-hash-count-fix = check that it is the right version, and make the description again
tables-field-count = The table has { $found } fields, { $wanted } are stated
tables-field-count-fix = check the schema, and make the description again
tables-row-count = The table has { $found } rows, { $wanted } are stated
tables-row-count-fix = check that the data are complete, and make the description again

## The reference engine

tables-reference-said = frictionless: { $note }
tables-reference-said-fix = correct it as it says
tables-reference-broke = frictionless broke off ({ $note }) without a verdict
tables-reference-broke-fix = check without --engine reference

## Hints, said only when certain: do takes the place of -fix, hint is more to say

tables-do-write = write { $wanted }
tables-do-unit = write the number alone, without the unit
tables-do-unit-wanted = write { $wanted } alone, without the unit
tables-hint-yuan = the unit of this column is 10,000 yuan; was it typed in yuan? Then it is { $wanted }
tables-do-code = write the code { $wanted }
tables-do-empty = leave the cell empty where there is no data
tables-hint-stored-number = the workbook stores it as a number, which loses leading zeros and digits beyond the 15th
tables-hint-scientific = it looks as if a spreadsheet had turned a row of digits into scientific notation, and the digits behind are lost; make it a text column and enter it again from the original
tables-hint-no-such-day = there is no such day
tables-do-serial = it looks like a spreadsheet's number of a day, { $wanted }; format the column as a date
tables-do-header = this row looks like the header again; if it is, delete the row
tables-do-title = this is the title; the name of the column is { $wanted }
tables-hint-column-missing = the column { $wanted } is missing, which shifts all behind it
tables-hint-column-extra = the column { $wanted } is too many, which shifts all behind it
tables-do-order = this should be column { $wanted }; the order of the columns is wrong

## Held against the published schema

package-not-ours = The data package does not say which table it holds; there are no rows to read. Remedy: check it with shenbao validate
package-unknown-table = The data package says it holds { $name }, which no notice here has; it was checked against its own schema, not against a policy. Remedy: check the name, or give the policy folder with --root
package-altered-no-schema = the package has no schema for this table. Remedy: use the published datapackage.json
package-altered-removed = { $column } was taken out of the schema that was published. Remedy: use the published datapackage.json
package-altered-loosened = { $part } of { $column } was loosened: published { $wanted }, here { $found }. Remedy: use the published datapackage.json
package-altered-dropped = { $part } of { $column } was taken out; published { $wanted }. Remedy: use the published datapackage.json
package-altered-key = { $part } lacks keys; published { $wanted }. Remedy: use the published datapackage.json
package-altered-part = { $part } was changed to { $found }, looser than published. Remedy: use the published datapackage.json
