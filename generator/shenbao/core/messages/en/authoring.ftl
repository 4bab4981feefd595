authoring-id = “{ $found }” cannot be the id of a notice: it begins with a small letter and holds small letters, digits and hyphens, 2 to 41 of them; common and dialect are taken. Remedy: write another, such as keji-2025
authoring-kind = there is no kind of notice “{ $found }”; allowed are: { $allowed }. Remedy: write call for a call for applications, selection-scheme, work-plan or improvement-plan
authoring-deadline = the deadline “{ $found }” cannot be understood, or there is no such day. Remedy: write 2025-11-15, or 2025-11-15 17:00
authoring-long = { $key } has { $found } characters, { $limit } at most are allowed. Remedy: shorten it
authoring-many = { $key } has { $found } items, { $limit } at most are allowed. Remedy: make several notices, or begin with some
authoring-control = { $key } holds control characters that nobody sees, or a line break. Remedy: take them out
authoring-empty = { $key } has an item without a name. Remedy: write “programme”, or “programme: track, track”
authoring-tracks = two tracks of “{ $found }” have one name, or one has none. Remedy: give each its own name
authoring-answers = the answers in { $file } cannot be used: { $why }
authoring-large = the file is too large. Remedy: check whether it is the right file
authoring-no-object = it holds no JSON object. Remedy: write {"{"}"title": "…", "deadline": "…"{"}"}
authoring-keys = unknown keys { $found }; allowed are: { $allowed }. Remedy: correct the keys
authoring-no-text = { $key } has to be text. Remedy: put it in double quotes
authoring-programmes = programmes has to be an array, each item with title and tracks (an array of texts, may be left out). Remedy: write it as [{"{"}"title": "programme", "tracks": ["track"]{"}"}]
authoring-no-title = the title of the notice is not known, nothing was made. Remedy: add --title, or give the answers with --answers
authoring-no-folder = { $folder } is no folder. Remedy: make it first, or name another with --root
authoring-exists = { $folder } is there already and was left alone. Remedy: choose another id; to begin anew, move it elsewhere first
authoring-made = { $folder } is made: { $files } files{ $beside ->
    [0] {""}
   *[other] , and { $beside } beside it for the editor
}.
authoring-next = Next: shenbao check, then shenbao build; where it says 待确认, write what the source says.
authoring-ask-title = The title of the notice
authoring-ask-issuer = Who issues it (Enter where it is not known)
authoring-ask-kind = The kind (call, selection-scheme, work-plan, improvement-plan)
authoring-ask-programme = A programme, with tracks as “programme: track, track” (Enter where there are no more)
authoring-ask-deadline = The deadline, such as 2025-11-15 17:00 (Enter where it is not known)
