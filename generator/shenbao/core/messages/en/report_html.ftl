# The report as a page: one file, no request.
html-report-title = Result of the check
html-report-skip = Skip to the problems
html-report-verdict = { $verdict ->
    [pass] Passed
    [review] To be confirmed by a person
   *[fail] Not passed
}
html-report-next = { $verdict ->
    [pass] All that a program can check was checked, and nothing needs a correction or a decision. Sign, seal and hand in as the notice says.
    [review] No error was found, but a person must decide some points, or a list or a value is missing. Go through them, add what you can and leave the rest to the office in charge.
   *[fail] There is at least one error. Correct it in your own file and check again.
}
html-report-counts = How many of each kind
html-report-folder = Folder: { $folder }
html-report-files = Files checked: { $count }{ $skipped ->
    [none] {""}
   *[other] ; not read: { $skipped }
}
html-report-as = checked as "{ $title }" ({ $ref })
html-report-overview = Result of each file
html-report-file = File
html-report-result = Verdict
html-report-rows = Rows of data
html-report-rows-of = rows of data: { $rows }
html-report-table = table { $name }
html-report-incomplete = not read to the end; what follows was not checked
html-report-skipped = not read
html-report-more-files = Files that are not listed here: { $count }
html-report-not-detailed = The problems of this file are not listed in this report; check it alone
html-report-clean = Files in which nothing was found: { $count } more
html-report-filter = Filter
html-report-filter-kind = Kind
html-report-filter-column = Column or field
html-report-filter-every = All
html-report-filter-words = Find text
html-report-filter-reset = Show all
html-report-filtered = Showing { $shown } of { $total } groups
html-report-columns = Columns and fields with problems
html-report-column = Column or field
html-report-share = Share
html-report-number = Number
html-report-whole = Whole row or file
html-report-several = Several fields
html-report-other-columns = Other columns or fields: { $columns }
html-report-problems = Problems
html-report-count = { $count } found
html-report-remedy = Remedy
html-report-unlisted = Problems of this kind were counted, not listed
html-report-for = { $count } of them:
html-report-examples = Where
html-report-where = Place
html-report-found = Found
html-report-note = Note
html-report-more = These are the first { $listed }; there are { $count } more
html-report-more-groups = Groups that are not listed here: { $groups } ({ $count } problems); correct those above first
html-report-clause = Source: { $number }
html-report-reading = Reading in force { $reading }: { $chosen }
html-report-rule = Rule { $rule }
html-report-basis-toolkit = a check of the toolkit, not of the policy
html-report-basis-customary = customary, not in the source
html-report-notes = How the files were read (please check)
html-report-notes-more = Not listed here: { $count } more
html-report-reached = Targets reached
html-report-meaning = What the kinds mean
html-report-foot = Made by shenbao { $version }. This report is one file and asks for nothing from the network; it may hold data of the application, so keep it as your institution requires.
