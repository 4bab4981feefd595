# The words for severities: pages, forms, documents, the command and the docs all use these.
severity-error = Error
severity-warning = Reminder
severity-review = For a person
severity-info = Note
severity-undecided = Undecided
severity-declare = Declared by the applicant
severity-principle = in principle
severity-meaning-error = The source says must or limits it, and it is not so; or the data cannot be read, or have the wrong shape. To be corrected.
severity-meaning-review = The source is ambiguous, or only a person who sees the papers can know.
severity-meaning-undecided = A list or a value is missing, so it cannot be checked. That is no pass.
severity-meaning-warning = What the source asks in principle, or strives for, or wants to grow, is not so; or something customary is left empty. The verdict does not change.
severity-meaning-info = Worth knowing; the verdict does not change.
