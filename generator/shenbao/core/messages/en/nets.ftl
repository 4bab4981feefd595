file-unexpected = something that the program did not expect; this file was not checked ({ $kind }, { $place }). The fault is the software's, not the file's. Remedy: please report this sentence to the maintainers, and look through the file yourself
file-system = { $reason ->
    [space] the disk is full; this file was not checked
    [read-only] the folder for temporary files is read-only; this file was not checked
    [permission] permission was denied; this file was not checked
    [name] the name is too long for the system; this file was not checked
    [files] too many files are open; this file was not checked
   *[other] the system failed ({ $words }); this file was not checked
}. Remedy: { $reason ->
    [space] free some space and try again
    [name] shorten the name and try again
   *[other] look at disk and permissions and try again
}
file-policy-unsound = the policy files of the notice { $notice } have mistakes; this file was not read. Remedy: run shenbao check, correct them and try again
policy-left-aside = the policy files of the notice { $notice } have mistakes; it was left aside, and the other notices are not concerned. Remedy: run shenbao check
