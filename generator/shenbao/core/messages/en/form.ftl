# The words of the fillable form (HTML).
form-script-missing = The script of the form has not been built: { $file } is missing. In a checkout, run python hatch_build.py (it needs Node.js 20 or newer).
form-script-unsafe = The script of the form, { $file }, holds text that would end its element ({ $found }). Build it again: python hatch_build.py.
form-skip = Skip to the form
form-back = ← Back to the guide
form-explained = Fields explained
form-badge = Example, not an official template
form-title-ours = { $title } (the source has no title; this one is ours)
form-about = { $title } ({ $notice }): filled in, checked and printed in the browser, offline; nothing is uploaded.
form-version = { $ref }, edition { $edition }
# Until when applications are taken; what holds now is worked out when the form is opened.
form-closes = Deadline: { $when }
form-windows = Applications: { $when }
form-date-inferred = {" "}(the days are inferred)
form-call-ended = closed
form-call-days = { $count } days left
form-call-hours = { $count } hours left
form-call-coming = opens in { $count } days
form-contents = Contents
form-progress-label = How much of the required content is filled in
form-progress = Required: { $done } of { $all } done
form-no-script = Checking, saving and adding rows need the browser's script; without it this page can still be read and printed.
form-required = required
form-legend-required = must be filled in.
form-tag-customary = customary
form-tag-customary-rest = {" "}field, not in the source
form-tag-toolkit = toolkit
form-tag-toolkit-rest = {" "}field for checking, not in the source
form-legend-customary = marks a customary field that the source does not mention; a missing one that is not required is only a reminder.
form-legend-why = Tick “Show sources” for the clause and its phrase below each field.
form-show-basis = Show sources
form-section-customary = customary content, not in the source
form-privacy = What you enter stays in the browser of this computer and is not uploaded. A draft can be saved to a file at any time, also with problems in it.
form-unit = (unit: { $unit })
form-why = Source
form-why-of = : { $title }
form-quoted = — the notice, line { $lines }
form-quoted-later = — { $document }, line { $lines }
form-choose = Choose
form-yes = Yes
form-no = No
form-hint-date = For example { $iso }; { $slashed } and { $words } are understood too
form-hint-between = { $low } to { $high }{ $unit }
form-hint-length = At most { $count } characters
form-hint-rows = At least { $count } rows
form-hint-missing-list = List missing: { $title }. Please type the value; it cannot be checked yet.
form-hint-open-list = Choose a suggestion or type your own.
form-hint-key = Tells the rows apart; may not be empty.
form-hint-locked = Fixed; nothing to fill in.
form-hint-computed = Computed; nothing to fill in.
form-hint-formula = Computed, nothing to fill in: { $formula }
form-row-up = Move up
form-row-below = Move down
form-row-delete = Delete
form-row-which = : { $title }
form-row-add = Add a row
form-row-of = : { $title }
form-row-fill = Put in all: { $title } ({ $count })
form-row-filled = { $count } rows added; delete those that you do not need.
form-row-filled-none = All of them are there already.
form-grid-helps = Columns: help and sources
form-grid-scroll = { $title }, scrolls sideways
form-grid-row = Row
form-grid-keys = Filled in like Excel: arrows, Enter and Tab go from cell to cell, Alt+Enter breaks a line; blocks are pasted and copied whole (Shift+arrows or drag to pick), Ctrl+D fills from the cell above, Ctrl+Z undoes, Esc leaves the table.
form-grid-down-done = { $count } cells were filled from the cell above; please check.
form-grid-no-down = There is no cell above to fill from, or the picked cells cannot be changed.
form-grid-emptied = { $count } cells were emptied.
form-grid-copied = { $rows } rows of { $columns } columns were copied.
form-pasted = { $rows } rows of { $columns } columns were pasted.
form-paste-header = The first row pasted held the titles of the columns; it was not taken for data.
form-paste-wide = { $count } columns too many on the right were not put in: { $text }
form-paste-folded = The columns that are asked once above the table ({ $columns }) are not in it. If what you pasted has them, it now stands in the wrong columns: undo, press “It differs from row to row: fill it in there”, and paste again.
form-paste-long = { $count } rows too many below were not put in (at most { $most } rows): { $text }
form-paste-kept = { $count } cells are fixed, computed or do not apply and were not changed: { $cells }
form-paste-kept-cell = row { $row }, { $column }, not changed to “{ $text }”
form-paste-odd = { $count } cells do not hold what is asked; please mend: { $cells }
form-paste-odd-cell = row { $row }, { $column }, cannot hold “{ $text }”
form-paste-wrong-cell = row { $row }, { $column }: { $text }
form-once = The same in every row: filled in here once
form-once-apart = It differs from row to row: fill it in there
form-once-together = It is the same in every row: fill it in once
form-once-differs = It differs from row to row: filled in in the table
form-save-xlsx = Save for Excel
form-save-csv = Save as CSV
form-save-package = Data package
form-package-making = The table is being checked and packed. The first time the checking program is loaded, which takes some seconds…
form-package-saved = Saved as “{ $name }”: the table and a manifest, the same as shenbao package makes. Hand in the whole zip and change nothing in it.
form-package-empty = nothing is filled in yet.
form-package-refused = No data package was made: { $why }
form-open-reading = “{ $name }” is being read. The first time the checking program is loaded, which takes some seconds…
form-open-refused = The file “{ $name }” was not opened: { $why }
form-saved-sheet = Saved as { $name }. Excel and WPS open it; it can also be handed in as it is.
form-saved-running = Do not open this CSV file by a double click: { $count } of its cells begin with =, +, -, @ or the like, which spreadsheets run as formulas. They are kept exactly as filled in, and the file can be handed in. To look at it, import it as text (Data, From Text/CSV), or save as Excel instead.
form-undo-step = Undo the last step
form-redo-step = Redo
form-undone = Undone.
form-redone = Done again.
form-csv-encoding = The encoding of { $name } is not known; nothing was read. Save it from Excel or WPS as “CSV UTF-8” and open it again.
form-csv-header = The first line of { $name } names no column of this table; nothing was read. It is: { $found }. Name the columns as this table does.
form-csv-lost = Columns that this table does not have were not read: { $columns }
form-row = row { $number }
form-row-titled = row { $number } ({ $title })
form-row-deleted = Row { $number } of { $title } deleted.
form-rows-full = The limit of { $count } rows is reached.
form-undo = Undo
form-readings = Ambiguous clauses, and the reading that this form checks by
form-actions = Actions
form-check = Check
form-save = Save to a file
form-open = Open a file
form-print = Print
form-clear = Clear
form-cancel = Cancel
form-fingerprint = Fingerprint
form-fingerprint-later = made once filled in
form-clear-question = Clear everything and delete the draft? This cannot be undone.
form-clear-yes = Clear
form-cleared = Cleared.
form-saved-file = Saved to a file. Look where your browser puts downloads.
form-opened = Opened “{ $name }”.
form-given = The contents that came with the form are filled in; check them before you save.
form-carried = { $count } values were carried over from “{ $title }”. Please check.
form-open-carry = This file is “{ $named }”, not this form. What means the same can be carried over to empty fields of this form; what is filled in stays, the rest is listed.
form-open-replace = Opening “{ $name }” replaces what is filled in now. Continue?
form-open-yes = Open and replace
form-open-other = This file says that it belongs to “{ $named }”, which is not this form and is not known here. What stands at the same place can be read into empty fields; what is filled in stays, the rest is listed.
form-open-anyway = Carry over
form-open-empty = “{ $name }” is empty. Choose a JSON file that this form saved.
form-open-not-json = “{ $name }” is not JSON or is damaged. Choose a file that this form saved.
form-open-document = “{ $name }” is a Word, Excel or PDF file or a web page; a page alone opens JSON only. Open this form on the site, which reads Word and Excel, or convert the file first: shenbao convert "{ $name }" -o application.json. A finished one can be handed in as it is.
form-open-broken = A text of “{ $name }” contains half a character, or U+0000; nothing was read. Type these texts again, then open the file.
form-open-not-object = “{ $name }” holds no { $purpose ->
    [application] application
    [plan] plan
    [summary] summary
   *[record] record
}: its outermost value should be an object.
form-open-large = “{ $name }” is too large (the limit is 20 MB) and was not read.
form-losses = The following was not taken over as it was; please check:
form-loss-unknown = Not part of this form, { $place }: { $value }
form-loss-unfit = { $place } cannot hold this value: { $value }
form-loss-empty = { $place } is not filled in (the file says { $value }). Remedy: fill it in; where there is nothing to say, leave it
form-loss-computed = “{ $place }” is computed; { $value } in the file differs and was not taken. The saved file leaves it out.
form-loss-no-place = This form has no such field; not carried over: { $place }: { $value }
form-loss-fixed = This form fixes or computes this field; not carried over: { $place }: { $value }
form-loss-not-in-list = Not among the choices of this form; not carried over: { $place }: { $value }
form-loss-attested = What is stated, confirmed or signed is to be filled in anew; not carried over: { $place }: { $value }
form-loss-said-before = This form says something else already; not carried over: { $place }: { $value }
form-losses-version = The file holds fields that this form does not have; it may come from another edition of the form.
form-losses-save = Save what was not read as a file
form-losses-file = not-read
form-loss-hidden = “{ $place }” does not apply to the present choices; it is folded away, left out of the file, and comes back when it applies.
form-draft-kept = Draft saved at { $time }, not yet saved as a file
form-file-kept = Saved as a file at { $time }
form-unsaved = ● Changed
form-count = { $length } characters, { $left } more fit
form-count-over = { $length } characters, { $left } too many
form-review = Check your answers before printing
form-review-wrong = { $count } places must be mended. It can be printed, but a change gives another fingerprint: it has to be printed anew.
form-review-right = Nothing has to be mended. Please check what follows.
form-review-change = Change
form-review-empty = Nothing is filled in.
form-review-missing = not filled in (required)
form-review-none = not filled in
form-review-rows = { $count } rows
form-review-print = Print
form-review-back = Back to the form
form-draft-failed = The browser cannot keep a draft; please save to a file.
form-draft-found = { $count ->
    [one] This computer has a draft of this form:
   *[other] This computer has { $count } drafts of this form:
}
form-draft-of = { $name ->
    [none] (no name yet)
   *[other] { $name }
}
form-draft-time = saved at { $time }
form-draft-open = saved at { $time }, being filled in in another window
form-draft-restore = Restore the draft
form-draft-delete = Delete
form-draft-delete-question = Delete this draft ({ $name })? It cannot be brought back.
form-draft-delete-yes = Delete the draft
form-draft-replace = Replace what is filled in now by the draft? What is filled in now stays as a draft of its own.
form-draft-elsewhere = This form is also being filled in in another window: { $name ->
    [none] (no name yet)
   *[other] { $name }
}, draft saved at { $time }. Each window keeps its own draft; neither overwrites the other.
form-draft-restored = Draft restored.
form-summary-fail = { $count ->
    [1] One place must be corrected
   *[other] { $count } places must be corrected
}
form-summary-review = Nothing must be corrected; please see the remarks
form-summary-pass = The check is passed
form-summary-note = { $purpose ->
    [application] This check does not replace acceptance and review; limits across applications are checked where they are received.
   *[other] This check does not replace review by the authority; what only several together can show (a mean, all of them) is checked where they are received.
}
form-summary-readings = Where clauses are unclear, the result rests on the readings at the end of this page ({ $readings }).
form-summary-group = { $severity } ({ $count })
form-summary-rest = { $count } more
form-reading = Reading: { $text }.
form-cited = Source: { $number }.
form-cited-quote = Source: { $number } “{ $quote }”.
form-target = { $sentence }. Term: { $due }
form-print-off = Does not apply to what is filled in; leave blank.
form-print-off-short = does not apply
form-print-left = Annex: contents that the form has no place for
form-print-note-writing = Fill in on the page, then print. By hand: write in black and tick the boxes; dates as 2024-04-30, amounts and counts in figures only, units as named in the titles.
form-print-note-fingerprint = The fingerprint and the code at the foot of the page are made from the contents at printing. They show whether paper and file are alike; print again after any change.
