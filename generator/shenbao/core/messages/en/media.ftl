cli-form-unknown = there is no form or table “{ $found }”. Similar: { $near }. Remedy: write notice/form, for example shenkang-2024/p1; where a file does not name its form, use --schema
cli-form-suffix = it is not clear which kind of file { $file } is to be. Allowed: { $known }. Remedy: take one of these suffixes
cli-form-two-kinds = the file name { $file } and --format { $chosen } disagree. Remedy: keep one of them
cli-form-folder = { $file } is a folder and cannot be written as a file. Remedy: add the name of a file
cli-form-exists = { $file } is there already and was not overwritten. Remedy: choose another name or add --force
cli-form-unread-empty = no data in it can be used
cli-form-unread = cannot read { $file }: { $reasons }
cli-form-written = Written: { $file }
cli-fill-carried = { $carried } values carried over, { $left } left behind
cli-fill-rows = { $rows } rows made from { $files } files
cli-fill-unused = { $count } files were not used:
cli-fill-twins = Rows { $rows } have the same { $titles } ({ $files }). What to do: if they are two drafts of one, keep the final one and make the table again
cli-fill-left = { $count } values have a column but were not carried over:
cli-fill-too-many-rows = up to { $file } there are more than { $limit } rows; a table has { $limit } at most, and no file was written. Remedy: make several tables
cli-fill-nothing = No file has a row in “{ $table }”; nothing was written. What to do: check what is said of each file above
cli-fill-gaps = Columns to fill in by hand:
cli-fill-gap = { $title }{ $required ->
    [yes] {" "}(required)
   *[no] {""}
}: { $kind ->
    [whole] in none of the files
   *[some] not in rows { $rows }
}
cli-fill-rest = The table has no columns for these parts of the files; they were not carried over: { $titles }
cli-form-no-csv = { $form } is a form and cannot be written as CSV. What to do: write .docx, .xlsx, .pdf, .html or .json
cli-form-only-with-fill = What { $found } is for is not clear. What to do: put --fill before it to fill in from these files
cli-fingerprint-no-form = (no form named)
cli-fingerprint-same = Equal: the content is the same
cli-fingerprint-different = Different: the content differs
cli-fingerprint-printed = (printed on page { $pages })
cli-fingerprint-printed-same = the fingerprint on its pages agrees with the content
cli-fingerprint-printed-stale = the fingerprint on its pages, { $print }, does not agree with the content: it was changed later; make it again before printing
migrate-no-notice = there is no notice { $found }. { $similar ->
    [0] {""}
   *[other] Near ones: { $near }.{" "}
 }Remedy: name the newer notice after --to, such as keji-2026
migrate-report-twice = --report names { $file }, the file of the new form; nothing was written. Remedy: name another file
migrate-same = this is { $form } already. Remedy: nothing to carry; shenbao convert writes another kind of file
migrate-of-the-year = “{ $form }” holds the results and summaries of a year, which are not carried over. Remedy: fill in the empty form of the newer edition, or make a summary of its applications
migrate-not-before = { $notice } does not supersede the notice of { $form }: their fields do not correspond. Remedy: check --to; where it is the newer edition, say so by supersedes of edition in its notice.json. shenbao form --fill carries what is alike
migrate-in-steps = between { $form } and { $notice } there is the edition { $between }. Remedy: migrate to { $between } first, then to { $notice }
migrate-no-form = { $notice } has no form of the id of { $form }. Its forms: { $known }. Remedy: nothing to carry where it has none; where it has another id, use shenbao form --fill
migrate-done = { $old } → { $form }: { $carried } values carried, { $changed } of them to another place or code; { $left } not carried
migrate-changed = To another place or code (please check):
migrate-left = Not carried:
migrate-lacks = What the newer edition still asks for ({ $count }):
migrate-holds = The newer edition asks for nothing more
migrate-attested = Statements, confirmations, signatures and their dates are never carried: the person fills them in again
fill-unread = this place of the source was not read, or read in doubt. Please check it in the source
fill-no-place = this form has no such place
fill-fixed = it is fixed or computed in this form
fill-not-in-list = it is none of the choices of this form
fill-same = says the same as { $other }; it counts once
fill-unknown-form = The file does not say which form it is. What to do: check the file, or convert it first: shenbao convert FILE --schema FORM -o NEW.json
fill-no-rows = The table has no rows
fill-other-notice = It is “{ $form }” of another notice, which has no row in “{ $table }”
fill-no-application = It is “{ $form }”, which has no row in “{ $table }”
fill-application-counts = It differs from the application, which counts
fill-several = There are several values, this column takes one
fill-other-kind = Its kind or unit is not that of the column
fill-too-long = It is longer than the column allows
fill-attested = What is stated, confirmed or signed, and its date, is to be filled in anew; it is not carried over
fill-said-before = an earlier file says something else
site-making-forms = Making { $count } forms in Word, Excel and PDF
site-no-pdf = this machine cannot make PDF forms, the site has none: { $reason }
