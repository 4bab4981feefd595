## The workbook

excel-form-marks = ＊ must be filled in. ※ is customary; the source does not have it, and without ＊ leaving it empty is only a reminder.
excel-form-column-label = Field
excel-form-column-value = To fill in
excel-form-column-hint = Help
excel-form-elsewhere = “{ $title }” stands on the sheet “{ $sheet }” (click here)
excel-form-elsewhere-section = { $title }　▸ on a sheet of its own, click here
excel-form-values = To fill in
excel-form-left = Left over
excel-form-left-note = What the form has no place for
excel-form-own = shenbao
excel-form-guidance = Guidance
excel-form-print = Fingerprint { $print } (as generated)
excel-form-print-long = Fingerprint { $print } (as generated). It changes with the content; shenbao fingerprint computes and compares it.
excel-form-pages = Page { $page } of { $pages }
excel-form-filled-by = Unit (seal):　　　　　　　　　　　Filled in by:　　　　　　　　Phone:　　　　　　　　　　Date:
excel-form-sheet-values = one by one
excel-form-sheet-rows = one a row
excel-form-sheet-seals = to sign and seal once printed

excel-form-part-how = How to fill it in
excel-form-part-when = Deadlines and handing in
excel-form-part-basis = Basis
excel-form-part-readings = Ambiguous clauses and how they are read in checks
excel-form-part-columns = The columns
excel-form-how-typing = Fill in the white cells; cells with an arrow offer a list, and a prompt appears at each cell. Write dates as 2024-04-30, amounts and numbers as digits only, in the unit of the heading; 50 means 50%, without the sign.
excel-form-how-rows = Insert rows or go on below where there are too few, leave unused rows blank, do not merge cells. Sorting and filtering are fine; sheets may be renamed and moved. Do not delete the hidden rows and columns.
excel-form-how-computed = What is marked as computed follows from other fields and is not filled in, unless its help says otherwise.
excel-form-how-back = Save as .xlsx, not .xls or .et, and without a password; paste values only.
excel-form-source = Made after { $issuer ->
    [none] {""}
   *[other] { $issuer },{" "}
}《{ $title }》{ $day ->
    [none] {""}
   *[other] {" "}({ $day })
}.
excel-form-basis-source = The form follows the source; fields marked ※ are customary.
excel-form-basis-customary = The source has no form. This one follows custom: an example, not an official template.
excel-form-basis-toolkit = Made by this toolkit for checking; the source does not have it. Not an official template.
excel-form-reading = { $question } Here: { $chosen }
excel-form-column = { $where }: { $hint }
excel-form-seals-note = The boxes are of the usual kind; the source prescribes none. This sheet is not read; fill it in on paper.
excel-form-sign = 　　　　　　　　　　　　　　　　Signature (seal):　　　　　　　　　　　　　　　　Date:

excel-form-error-list = Choose from the list.
excel-form-error-open = The list does not have this. Keep it if it is right, else choose from the list.
excel-form-error-several = To choose several, write their names into the cell with semicolons between them, then keep it.
excel-form-error-number = { $kind ->
    [whole] Enter a whole number, without unit or words.
   *[number] Enter a number, without unit or words.
}
excel-form-error-least = { $kind ->
    [whole] Enter a whole number of at least { $low }, without unit or words.
   *[number] Enter a number of at least { $low }, without unit or words.
}
excel-form-error-most = { $kind ->
    [whole] Enter a whole number of at most { $high }, without unit or words.
   *[number] Enter a number of at most { $high }, without unit or words.
}
excel-form-error-between = { $kind ->
    [whole] Enter a whole number from { $low } to { $high }, without unit or words.
   *[number] Enter a number from { $low } to { $high }, without unit or words.
}
excel-form-error-date = Enter a date such as 2024-04-30.
excel-form-error-length = More than { $count } characters; please shorten.

## Reading a workbook

document-excel-not-ours = This is no form of this toolkit, and its header fits no table. Repair: use the published Excel form or table; where it is one, name it with --schema. Tables: { $tables }
document-excel-no-keys = The hidden rows and columns that tell the fields are gone; the workbook cannot be read as “{ $form }”. Copy the content into a freshly downloaded form, pasting values only
document-excel-unknown-form = The file is of “{ $name }”, and there is no such form or table. Check the file; there are { $known }
document-excel-odd = the part { $part } { $why ->
    [address] has a cell beyond XFD1048576
    [long-text] has a cell of more than 32,767 characters
    [count] says to hold more than it can
    [cells] has cells that stand twice, out of order or are written so that a value would be lost
   *[other] is odd
  }; it was not read. Repair: open it with Excel or WPS, see whether all is there, and save it as xlsx
document-excel-scattered = A sheet is too large and was not read: between its cells lie more than { $limit }0,000, or it has too much text or too many formulas. Delete what stands far away and save again
document-excel-renamed = The sheet was called “{ $name }” and is read all the same
document-excel-hidden-sheet = The sheet is hidden and is read all the same
document-excel-hidden-columns = { $count } columns are hidden ({ $titles }) and are read all the same
document-excel-hidden-rows = { $count } rows are hidden (perhaps by a filter) and are read all the same
document-excel-sheet-unread = This sheet was not read: it is no part of the form. Move what is to be handed in to the sheets of the form, else delete it
document-excel-sheet-twice = Two sheets hold the same table; one of them was read and this one was not. Put the content together on one sheet
document-excel-sheet-table = This sheet looks like “{ $title }”; of a file one table is read and this sheet was not. Save each table as a file of its own
document-excel-missing = The file does not have these fields: { $titles }. Their row, column or sheet may have been deleted. Where they are needed, fill in a freshly downloaded form
document-excel-twice = Filled in at two places with different content; that on the sheet “{ $sheet }”, row { $row }, was taken. Keep one
document-excel-beside = This cell is outside of the columns of the table and was not read. Move it into a column or delete it
document-excel-formula = The cell is a formula; the result when saved, { $value }, was taken
document-excel-no-result = The cell is a formula, and the file does not hold its result. Open and save it with Excel or WPS, or enter the value
document-excel-error = The formula of this cell fails and has no result. Mend it, or enter the value
document-excel-merged = The cell is merged with the one above; read as { $value }
document-excel-by-label = the hidden marks that tell what the cells are were gone from the sheet; it was read by its labels. Please check
document-excel-moved = the label and the hidden mark differ (sorted, moved, or only some cells were deleted); it was read by the label that can be seen. Repair: check whether the content fits its label
document-excel-merged-fields = the cell is merged with the one above, whose content it counts as; nothing was read here. Repair: split the cells and fill in again
document-excel-box = the words in a text box were not read. Repair: fill them in at their place
document-excel-pictures = the sheet has pictures, which were not read. Repair: fill in what they show, and hand in the pictures as attachments
document-excel-comments = the sheet has comments, which were not read
document-excel-percent = The cell is formatted as a percentage; read as { $value }
document-excel-day-of-number = The cell holds a number; read as the date { $value }
document-excel-number-as-text = The cell holds a number; read as the text { $value }
document-excel-zeros-lost = The cell holds a number; zeros at its beginning may be lost. Format the cell as text and enter it again
document-excel-digits-lost = The cell holds a number; Excel keeps 15 digits only and the others are lost. Format the cell as text and enter it again
document-excel-date-made = Excel turned this cell into a date or time; what was typed cannot be told. Format the cell as text and enter it again
