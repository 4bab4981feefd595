path-missing = { $path } does not exist. Remedy: check the path and the file name

file-not-a-file = This is not a regular file and cannot be read. Remedy: save its content as a file
file-too-large = The file has { $size } MB, more than the limit of { $limit } MB, and was not read. Remedy: check that it is the right file; a table can be split into several files
file-unreadable = { $reason ->
    [permission] There is no permission to read this file or folder. Remedy: ask its owner to allow reading, or copy it to your own folder
    [missing] The file does not exist, or is a link to a file that does not. Remedy: check it and put it in again
   *[other] The file cannot be read; another program may hold it, or it is damaged. Remedy: close the program that has it open and try again
}
file-empty = The file is empty. Remedy: export or save it again
file-encoding = The file is encoded in { $name } and was read so; saving it as UTF-8 is better
file-wrong-byte = An unknown byte (number { $position }) at line { $line }, character { $column } does not fit the encoding { $encoding }. Remedy: save the file as UTF-8 from the program it comes from
file-not-json = Not JSON at line { $line }, character { $column }: { file-json-cause }. Remedy: correct this place and validate again
file-json-cause = { $cause ->
    [comma] a comma is missing between two items, or a quotation mark has no partner
    [colon] a colon is missing after the field name
    [name] a field name belongs in double quotation marks, or there is a comma too many
    [trailing-comma] there is a comma after the last item
    [open-string] the closing double quotation mark of a text is missing
    [control] a text contains a line break or another control character, or its closing quotation mark is missing
    [escape] what follows the backslash is wrong; a backslash in a text is written twice
    [extra] there is more after the end of the content
    [full-width] a full-width character was used; quotation marks, commas, colons and brackets are the half-width ones
    [single-quote] single quotation marks were used instead of double ones
    [comment] JSON has no comments
    [cut-off] the content is incomplete, a closing bracket is missing; it may not have been saved completely
    [web-page] this is a web page or XML, not JSON
   *[value] a value is expected here; there may be a comma too many, a quotation mark missing, or true, false or null in another spelling
}
file-not-a-number = The value at line { $line }, character { $column } is not a number. Remedy: give a number; leave the field out where there is none
file-number-too-large = The number at line { $line }, character { $column } is too large to compute with. Remedy: check the number and its unit
file-too-many = The file holds too many values (more than about { $limit }0,000) to be an application; it was not read. Remedy: check that it is the right file
file-too-much-text = The file holds too much text (more than { $limit } megabytes) to be an application; it was not read. Remedy: check that it is the right file; split a table into several
file-too-many-rows = { $exact ->
    [yes] The table has more than { $limit } rows; it was checked by its schema only, not by the rules of the policy. Remedy: split it into files of at most { $limit } rows and check them one by one
   *[no] The table has more than { $limit } rows, the most that are checked by the rules of a policy; it was not read. Remedy: split it into files of at most { $limit } rows and check them one by one; to check only how the cells are filled in, give its schema (--schema SCHEMA.json), which takes any number of rows
}
file-too-deep = The content nests deeper than { $limit } levels and was not read. Remedy: no application nests so deep, check that it is the right file
file-duplicate-key = The field { $key } is given twice, so it is unclear which one counts. Remedy: keep one of them
file-broken-character = A text contains half a character, or U+0000. Remedy: type this text again
file-not-object = The file should hold one application, its fields in curly brackets, but holds { $kind ->
    [array] a list
    [string] a text
    [number] a number
    [boolean] true or false
   *[null] null
}. Remedy: check that it is the right file; save each application in a file of its own
file-schema-not-text = $schema should name the form (a text), but is { $kind ->
    [array] a list
    [object] a group of fields
    [number] a number
   *[boolean] true or false
}. Remedy: write for example "shenkang-2024/p1"
file-more-alike = More of this kind that are not listed: { $count }
file-unknown-kind = { $suffix ->
    [none] The file has no suffix that tells its format; what can be read: { $known }. Remedy: add the suffix, or save it in one of these formats
   *[other] { $suffix } files cannot be read; what can be read: { $known }. Remedy: save it in one of these formats
}
file-skipped-kind = { $suffix ->
    [none] A file without a suffix was not read; what can be read: { $known }
   *[other] { $suffix } files are not read; what can be read: { $known }
}
file-skipped-page = This page holds no filled form (it is blank, or no form) and was not read; what is typed into a page is saved with its own button
file-link-outside = This link leads outside the folder and was not followed. Remedy: put the file itself into the folder
file-skipped-link = The link to a folder was not followed; that folder itself is read
file-skipped-twice = This file was read before and is not read twice
file-several-tables = The header fits { $tables } equally well; nothing in the file says which one it is, nor do the files beside it, so it was not checked. To do: put it in one folder with the applications to the same notice and check again; or name the table in the command, such as --schema { $first }
file-table-of-neighbours = The header fits { $tables } equally well; the applications beside it are of the notice of { $name }, so it was read as that
file-folder-empty = The folder holds no file that can be read. Remedy: check that it is the right folder

csv-nul-byte = Byte { $position } is a NUL byte; the file is no CSV or is damaged. Remedy: save it as CSV UTF-8 from the spreadsheet program
csv-wrong-byte = Byte { $position } does not fit the encoding { $encoding }; the file may mix two encodings. Remedy: open it in the spreadsheet program and save it as CSV UTF-8
csv-stray-quote = From this row on a double quotation mark has no partner. Remedy: open the file in the spreadsheet program and add or remove the mark
csv-swallowed-rows = { $lines } lines in cell { $position } have as many separators as a row of the table: a double quotation mark without its partner may have taken the rows below into it; this cannot be told automatically. Remedy: check the marks at both ends of this cell; nothing is to be changed where it really is text of several lines
csv-field-too-large = A cell of this row has more than { $limit } characters; a double quotation mark may have no partner. Remedy: check the quotation marks of this row
csv-no-table = The header fits no table. Remedy: use a published template; the tables are { $tables }
csv-unknown-table = There is no table { $name }; the tables are { $tables }. Remedy: check the name
csv-form-named = { $name } is a form; CSV is for tables such as the summary. Remedy: hand in the form as JSON
csv-delimiter = The columns are separated by { $name ->
    [tab] tabs
   *[semicolon] semicolons
} and were read so
csv-header-missing = The header lacks the column “{ $title }”. Remedy: add it, named as in the template
csv-header-unknown = The table “{ $table }” has no such column; its content was not read. Remedy: remove the column, or name it as in the template
csv-header-misspelt = There is no column of this name, so the table was not read. Is it “{ $title }”? Remedy: name it as in the template
csv-header-duplicate = This column stands in the header twice, so it is unclear which one counts. Remedy: keep one of them
csv-header-unit = The header gives another unit than the one asked for, { $unit }. Remedy: convert the values to { $unit } and correct the header
csv-above-header = the header is this row; what stands above it was not read as data
csv-header-again = This row is the header again and was not read as data
csv-header-other = This row looks like another header whose columns stand in other places; it was not read, and the rows below it were read by the header above. Put the cells below it under the columns above, or save them as a file of their own
csv-header-of-two = the header has two rows, which were read together
csv-extra-cells = There is content from cell { $position } on that no heading names. Remedy: check for a separator too many, or add the heading
csv-blank-row = A blank row was skipped
csv-footer-row = A line below the table (who filled it in, notes) was not read as data
csv-total-row = A row of totals was not read as data; check the totals yourself
csv-spaces-removed = Spaces before or after the text were removed
csv-number-normalised = Read as the number { $value }
csv-number-with-unit = The cell holds a unit or other text beside the number and was not converted. Remedy: give the number only
csv-probably-yuan = The value is { $value }{ $unit }; check that it was not given in yuan
csv-zeros-lost = The cell holds digits only and lacks the 0 in front: a spreadsheet took it for a number. Remedy: format the column as text and enter it again from the original
csv-digits-lost = The cell looks as if a spreadsheet had turned a row of digits into scientific notation; the digits behind are lost. Remedy: format the column as text and enter it again from the original
csv-date-normalised = Read as the date { $value }
csv-moment-normalised = Read as the time { $value }
csv-time-dropped = There is a time behind the date; only the date { $value } was taken
csv-read-as-yes = Read as yes
csv-read-as-no = Read as no
csv-choice-marked = The choice was marked by hand; it was read as the marked one
csv-code-from-label = Read as the code { $value }
csv-more-alike = Only the first { $listed } of this kind are listed; more: { $count }
file-skipped-schema = A Table Schema is no data; it was not read
file-schema = This is a Table Schema, no data. Remedy: to check a table run shenbao validate TABLE --schema with this file
file-zip-damaged = The archive is damaged, or compressed in a way that is not known; it was not read. Remedy: make an ordinary zip archive
file-zip-too-much = The archive holds more than { $files } files, or unpacks to more than { $limit } MB, or beyond reason; it was not read. Remedy: make several archives, or none
file-zip-encrypted = The archive has a password; it was not read. Remedy: make it again without a password
file-zip-outside = This path in the archive leads out of it; it was not read. Remedy: make the archive again from the files of a folder
file-zip-link = A link in the archive was not read. Remedy: put in the file itself
file-zip-twice = The archive has two files of this name; the second was not read. Remedy: rename one and make the archive again
file-zip-nested = An archive in an archive was not read. Remedy: unpack it and make one archive of all
file-converted = this file of an old format ({ $suffix }) was read as the { $kind } that LibreOffice on this machine made of it; the file itself is unchanged. Where the content does not look right, compare it with the file
file-not-converted = this file of an old format ({ $suffix }) could not be converted and was not read: it is damaged, has a password, or LibreOffice took too long. Repair: open it in Word, Excel or WPS and save it in the new format
