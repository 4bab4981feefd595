# The words of the fillable form (HTML).
form-script-missing = The script of the form has not been built: { $file } is missing. In a checkout, run python hatch_build.py (it needs Node.js 20 or newer).
form-script-unsafe = The script of the form, { $file }, holds text that would end its element ({ $found }). Build it again: python hatch_build.py.
form-skip = Skip to the form
form-back = ← Back to the guide
form-explained = Fields explained
form-badge = Example, not an official template
form-title-ours = { $title } (the source has no title; this one is ours)
form-version = { $ref }, edition { $edition }
form-digest = schema digest { $digest }
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
form-legend-customary = marks a customary field that the source does not mention; a missing one is only a reminder.
form-legend-why = “Source” below a field shows the clause and its phrase.
form-section-customary = customary content, not in the source
form-privacy = What you enter stays in the browser of this computer and is not uploaded. A draft can be saved to a file at any time, also with problems in it.
form-unit = (unit: { $unit })
form-why = Source
form-why-of = : { $title }
form-quoted = — the notice, line { $lines }
form-choose = Choose
form-yes = Yes
form-no = No
form-hint-date = For example 2024-04-30; 2024/4/30 and 2024年4月30日 are understood too
form-hint-between = { $low } to { $high }{ $unit }
form-hint-length = At most { $count } characters
form-hint-rows = At least { $count } rows
form-hint-missing-list = List missing: { $title }. Please type the value; it cannot be checked yet.
form-hint-open-list = Choose a suggestion or type your own.
form-hint-locked = Fixed; nothing to fill in.
form-hint-computed = Computed; nothing to fill in.
form-hint-formula = Computed, nothing to fill in: { $formula }
form-row-up = Move up
form-row-delete = Delete
form-row-which = : { $title }
form-row-add = Add a row
form-row-of = : { $title }
form-row-fill = Put in all: { $title } ({ $count })
form-row-filled = { $count } rows added; delete those that you do not need.
form-row-filled-none = All of them are there already.
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
form-clear-question = Clear everything and delete the draft? This cannot be undone.
form-clear-yes = Clear
form-cleared = Cleared.
form-saved-file = Saved to a file. Look where your browser puts downloads.
form-opened = Opened “{ $name }”.
form-open-replace = Opening “{ $name }” replaces what is filled in now. Continue?
form-open-yes = Open and replace
form-open-other = This file says that it belongs to “{ $named }”, not to this form. What fits can be taken over; the rest will be listed.
form-open-anyway = Take over what fits
form-open-empty = “{ $name }” is empty. Choose a JSON file that this form saved.
form-open-not-json = “{ $name }” is not JSON or is damaged. Choose a file that this form saved.
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
form-loss-computed = “{ $place }” is computed; { $value } in the file differs and was not taken. The saved file leaves it out.
form-loss-hidden = “{ $place }” does not apply to the present choices; it is folded away, left out of the file, and comes back when it applies.
form-draft-kept = Draft saved at { $time }
form-draft-failed = The browser cannot keep a draft; please save to a file.
form-draft-found = This computer has a draft saved at { $time }. Restore it? (Nothing overwrites it before you choose.)
form-draft-restore = Restore the draft
form-draft-discard = No, start anew
form-draft-restored = Draft restored.
form-severity-error = Must
form-severity-warning = In principle
form-severity-review = A person decides
form-severity-info = Note
form-severity-undecided = Cannot be told
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
form-summary-group = { $severity } ({ $count })
form-summary-rest = { $count } more
form-reading = Reading: { $text }.
form-cited = Source: { $number }.
form-cited-quote = Source: { $number } “{ $quote }”.
form-target = { $sentence }. Term: { $due }
form-print-number = No.
form-print-foot = { $ref }, edition { $edition }, schema digest { $digest }
