# Words on paper, shared by Word, Excel, PDF and the printed page.
paper-when = filled in when { $condition }
paper-clauses = source: clause { $numbers }
paper-options = Options: { $options }.
paper-columns = Columns: { $hints }.
paper-customary-part = This part is customary; the source does not ask for it.
paper-number = No.
paper-withdrawn = Withdrawn: this edition ({ $edition }) was withdrawn on { $day }; do not fill in this form. Reason: { $reason }.
paper-superseded = Superseded: this is edition { $edition }; in force is { $title } ({ $notice }, edition { $version }).
paper-not-official = example, not an official template
paper-programme = Programme
paper-cover-leader = Leader
paper-cover-leader-phone = Telephone
paper-seal-of-unit = Applicant (seal)
paper-seal = Unit (seal)
paper-date = Date
paper-date-blank = (year)        (month)        (day)
paper-file-number = No.
paper-after = Made after { $issuer }, { $title } ({ $day })
paper-notes = Filling notes
paper-note-marks = ＊ must be filled in. ※ is customary, not of the source; without ＊ leaving it empty is only a reminder. Small print under a field says how and when to fill it in, and its clause.
paper-note-computed = What is marked with — is not filled in; it follows from other fields.
paper-note-no-id = This form does not collect identity numbers; do not write any.
paper-note-deadline = { $what }: { $at }.
paper-note-handing-in = { $what }: { $how }
paper-note-fingerprint = The fingerprint at the foot of the page is of the content when the file was made, to hold paper against file; after changes make the file again, or compare with shenbao fingerprint.
paper-seals = Signatures and seals
paper-seals-note = These boxes are in common use; the source does not prescribe them.
paper-box-leader = Leader:
paper-box-unit-opinion = Opinion of the applicant:
paper-box-partners = Opinion of the partner units (one each, on further pages where needed):
paper-box-filler = Filled in by:
paper-box-unit = Opinion of the unit:
paper-sign = Signature (seal):{"                    "}
paper-filled-by = Unit (seal):                        Filled in by:                Telephone:                Date:
paper-left = Annex: content without a place in the form
paper-fingerprint = fingerprint { $print }
paper-fingerprint-later = the fingerprint is made when filled in
paper-edition = { $ref } { $edition }
paper-code = the fingerprint as a code
deadline-moved-later = The deadline was extended ({ $moves })
deadline-moved-earlier = The deadline was brought forward ({ $moves })
deadline-moved-from = { $number ->
    [0] {""}
   *[other] {"; "}before that{" "}
}from { $was }, by { $document }, { $dated ->
    [no] the source does not say since when
   *[other] since { $since }
}
