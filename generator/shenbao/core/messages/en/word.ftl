document-old-format = { $wanted ->
    [sheet] this is an old Excel file (.xls) and cannot be read. Repair: open it in Excel or WPS and save it as .xlsx; or, where LibreOffice is installed, add --convert-old to the command
   *[word] this is an old Word file (.doc) and cannot be read. Repair: open it in Word or WPS and save it as .docx; or, where LibreOffice is installed, add --convert-old to the command
}
document-encrypted = the file has a password and cannot be read. Repair: open it in its own program, remove the password and save it
document-damaged = the file is damaged or was not saved whole ({ $part }). Repair: open it in its own program and save it again
document-too-much = unpacked, the file exceeds the limit ({ $limit } MB); it was not read. Repair: check that it is the right file; remove pictures and attachments
document-unsafe-names = the package holds unusual names; it was not read. Repair: open it in Word, Excel or WPS and save it again
document-entities = the file refers to content outside itself ({ $part }), which no ordinary document does; it was not read. Repair: open it in Word, Excel or WPS and save it again
document-opendocument = { $wanted ->
    [sheet] this is an OpenDocument sheet (.ods) and cannot be read. Repair: save it as .xlsx
   *[word] this is an OpenDocument text (.odt) and cannot be read. Repair: save it as .docx
}
document-not-office = { $wanted ->
    [sheet] this is no Excel file
   *[word] this is no Word file
}{ $kind ->
    [pdf] {""} but a PDF
    [rtf] {""} but RTF
    [web-page] {""} but a web page or XML
    [zip] {""} but another archive
   *[other] {""}
}; only its suffix says so. Repair: open the original in Word, Excel or WPS and save it; do not only rename it
document-wrong-kind = { $wanted ->
    [sheet] the suffix is of Excel, the content
   *[word] the suffix is of Word, the content
}{ $kind ->
    [word] {""} is a Word document
    [sheet] {""} is an Excel workbook
    [slides] {""} is a presentation
   *[other] {""} is not
}. Repair: give the file its own suffix back
document-macros = the file has macros. They were not run; only what was filled in was read
document-not-ours = this file does not carry the mark of this tool, so it is not known which form it is. Repair: fill in a form that was downloaded; where it is that form, name it with --schema, such as --schema shenkang-2024/p1
document-unknown-form = the file says that it is { $name }, which is no form or table. Repair: update the tool, or fill in the current form
document-control-missing = the file has no field "{ $title }"; it may have been deleted. Repair: check; where it is needed, fill in the form again
document-word-tracked = the file has tracked changes; it was read as if all were accepted
document-word-hint-kept = this is marked as not filled in, but what stands there is no hint; it was read
document-word-by-label = the control of this field is gone; it was read by the label beside it
document-word-from-cover = not filled in inside the form; it was read from the cover
document-word-cover = the cover says otherwise than the form; the form counts. Repair: make them agree
document-word-blank-rows = blank rows inside the table were skipped
document-word-rows-added = the table has rows that were added or copied; they were read in their order
document-word-day = the day shown is not the one of the calendar; the one shown was read. Repair: check the day
document-word-tick = the box shows otherwise than its state; what is shown was read. Repair: check the box
document-word-twice = this field stands twice in the file with different content; the first was read. Repair: check and keep one
document-word-stray = a further column or cell holds something that was not read. Repair: move it to its field
document-word-moved = the control of this cell is of another column; it was read as the column it stands in. Repair: check the column
document-word-merged = cells were merged into one; its content was read as the left column. Repair: split the cells and fill them in again
document-word-picture = this cell holds a picture, which cannot be read; only its text was. Repair: write the content as text and attach the picture
document-word-bare = no control is left in the file (saved in an old format or by another program); it was read by its sections and labels, text outside tables was not read. Please check
document-word-footer = the mark of the form is gone; the file was read as the form { $name } that its footer names
document-word-other = the file has no place of “{ $form }”, nothing was read. Repair: check whether this is the right file, or download the form and fill it in
document-word-outside = this stands outside the places of the form (beside its tables, in an added table or a text box) and was not read. Repair: move it to its place
document-word-margin = { $kind ->
    [comments] the file has comments, which were not read
   *[other] the file has footnotes or endnotes, which were not read
}

document-form-repeated = “{ $form }” stands { $count } times in this file; { $kind ->
    [same] all say the same, one was read
   *[other] { $blank } of them are blank, the one filled in was read
}. Please delete what is too much
document-form-twice = There are { $count } different copies of “{ $form }” in this file (they differ in: { $titles }); it cannot be told which one counts, so that none was read. What to do: one file for each application; of one and the same, keep the final one only
document-forms-mixed = There are several different forms in this file ({ $names }); none was read. What to do: one file for each form
document-text-raised = There are superscripts or subscripts here; they were written as plain text: 10⁹, CO₂ where Unicode has the characters, else ^(…), _(…). Please check
document-text-capitals = The text here is formatted as capitals and was read as the capitals that are shown
document-text-formula = There is a formula here; it was read in one line. Please check
document-text-field = The field formula here cannot be read and was left out. What to do: use Insert > Equation, or write it in one line
document-text-numbered = The numbers here are those of an automatic list; in free text they were read as text, elsewhere left out
document-text-table = A table was pasted here; it was read as text: a line for each row, tabs between cells
document-text-ruby = There is a reading guide (pinyin) here; only the text below it was read
document-text-symbol = There are characters of a symbol font here that are not known; they were left out. What to do: use ordinary characters
document-text-struck = Text that is struck out here was left out. What to do: check; delete what is not wanted, remove the line from what is
document-text-hidden = There is hidden text here; it was left out. What to do: check; delete what is not wanted, show what is
document-text-deleted = Text deleted in a tracked revision was left out here

word-form-more-rows = Insert rows where these are not enough; leave unused ones blank.
word-form-note-typing = Type into the blank cells; choose from lists; click boxes to tick them. Dates as 2024-04-30; amounts and counts as figures, their unit stands in the label.
word-form-note-rows = Insert rows where there are not enough, leave unused ones blank, do not merge cells. Where the cover repeats a field, the form itself counts.
word-form-as-made = of the content when the file was made
word-form-page = page{" "}
word-form-pages = {" "}of{" "}
word-form-pages-end = {""}
