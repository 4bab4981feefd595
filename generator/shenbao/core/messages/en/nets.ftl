file-unexpected = something that the program did not expect; this file was not checked ({ $kind }, { $place }). The fault is the software's, not the file's. Remedy: please report this sentence to the maintainers, and look through the file yourself
file-system = { $why }; this file was not checked. Remedy: { $reason ->
    [space] free some space and try again
    [name] shorten the name and try again
   *[other] look at disk and permissions and try again
}
file-policy-unsound = the policy files of the notice { $notice } have mistakes; this file was not read. Remedy: run shenbao check, correct them and try again
policy-left-aside = the policy files of the notice { $notice } have mistakes; it was left aside, and the other notices are not concerned. Remedy: run shenbao check
system-space = the disk is full
system-read-only = the disk or folder is read-only
system-permission = it is not permitted
system-name = the name is too long for the system
system-files = too many files are open
system-gone = it is not there
system-folder = it is a folder
system-no-folder = what should be a folder is none
system-exists = it is there already
system-taken = another program uses it
system-other = system error { $code }
