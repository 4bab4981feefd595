pdf-font-missing = this machine has no font for Simplified Chinese that can go into a PDF. Looked for: { $known }. Remedy: install one of them, on Debian and Ubuntu apt install fonts-noto-cjk
pdf-form-more-rows = For more rows use the Word, Excel or web form; rows cannot be added to a PDF. Leave rows that are not needed blank.
pdf-form-row-label = Row { $row }, { $title }: { $column }
pdf-form-note-typing = Open it in a PDF reader (Adobe Reader, WPS, Foxit, a browser), type into the blank boxes and save; do not "print to PDF", which cannot be read back. Lists open to choose from, squares are ticked by a click. Write dates as 2024-04-30 or 2024年4月30日, amounts and counts as bare numbers; units stand in the labels.
pdf-form-note-static = This is a printed copy; it cannot be filled in or read back. To change something, change the fillable file and make the copy again; hand in the fillable file.
pdf-form-note-rows = For more rows use the Word, Excel or web form; leave rows that are not needed blank. What stands on the cover and in the form is one field; fill in either.
pdf-form-note-letters = Long texts become smaller by themselves. Where print is too small, shenbao convert FILE.pdf --static -o COPY.pdf makes a copy laid out by its content. Some rare characters appear as empty boxes in some programs; they are read all the same.
pdf-form-unknown-letters = The font does not have these characters: { $letters }. They appear as empty boxes on paper; the content of the file is complete.
pdf-page = Page { $page }

document-pdf-not-pdf = this is no PDF; only its suffix says so. Repair: check that it is the right file, or save it again in its own program
document-pdf-not-here = the page reads no PDF. Repair: drop the Word, Excel or data file of the same application, or check it with shenbao validate on a computer that has the toolkit
document-pdf-no-fields = this PDF has no fields to read: it may be a scan, a file "printed to PDF", or a form from elsewhere. Repair: hand in the fillable PDF as downloaded, filled in and saved, or a Word, Excel or JSON file{ $extra ->
        [missing] . With shenbao[scan] installed the fingerprint on it can be read and held against its file
       *[there] {""}
    }
document-pdf-static = this is a printed copy, to look at and to print only; what was filled in cannot be read back. Repair: hand in the fillable file (PDF, Word, Excel, JSON){ $extra ->
        [missing] . With shenbao[scan] installed the fingerprint on it can be read and held against its file
       *[there] {""}
    }
document-pdf-printed = this is a printed or scanned copy: only the fingerprint on it was read, not what was filled in
document-pdf-too-much = the fields or contents of the file exceed the limit; it was not read. Repair: check that it is the right file; download the form and fill it in again
document-pdf-xfa = the file also has an XFA form, which was not read; what stands in the ordinary fields was read
document-pdf-script = the file has scripts. They were not run; only what was filled in was read
document-pdf-attachments = the file carries attachments; they were not read
document-pdf-twice = this field has two different values in the file; the first was taken, the other is: { $value }. Repair: check
document-pdf-not-text = the value of this field is no text; it was not read. Repair: fill in this field again
document-pdf-encoding = the text of this field is not encoded as it should be; it was read as UTF-8
document-pdf-choice = what is chosen is none of the form's options; it was read as it stands
document-pdf-repaired = the file is damaged; what could be read was read, and something may be lost. Repair: hold the content against the paper; open the file in its own program and save it again
document-pdf-cut-off = at the end of the file is a change that was not saved to its end; it was not read. Repair: save it again in its own program and check the content
document-pdf-pages-missing = of the { $total } pages of the form these are not there: { $pages }. Repair: hand in all pages; check what stands on those
document-pdf-pages-twice = these pages are there more than once, perhaps of another copy: { $pages }. Repair: keep the ones that are meant
document-pdf-pages-unseen = the pages are too large or too intricate and were not seen to their end (400 MB of memory and 60 seconds for a file); fingerprints on paper may have been missed. Repair: scan again with at most 300 dots an inch, many pages in several files; as a file hand in the fillable one
document-pdf-shown-only = the field shows text but holds no value, so nothing was read. Repair: enter the field, fill it in again and save
document-pdf-typed = words typed onto the page, outside of the fields, were not read. Repair: fill them in at their place
document-pdf-struck = words are struck out on this page; the values of the fields were read as they are. Repair: check; delete what is not wanted in its field, remove the line from what is
document-pdf-comments = the file has { $count } comments, which were not read
document-pdf-by-fields = the mark of the form is gone; by its fields it is { $name }, and it was read as that
document-pdf-odd-letters = unusual characters: { $value }. A program may have damaged a rare one. Repair: check; where a rare character cannot be typed, use the Word or web form
