cli-reading = --reading was given “{ $found }”. Allowed: ID=OPTION, for example I09=bracket. Remedy: shenbao explain I09 shows the options
cli-reading-twice = --reading was given two options for { $reading }. Remedy: keep one
cli-no-working-directory = the working directory is gone. Remedy: change to a folder that exists, or name the policy folder with --root
cli-system = cannot read or write{ $path ->
    [none] {""}
   *[some] {" "}{ $path }
}: { $why }. Remedy: check the path, the rights and the free space, then try again
cli-usage = { $said }. Usage: { $usage }. Remedy: { $command } --help tells more
cli-usage-option = there is no option “{ $found }”{ $similar ->
    [0] {""}
   *[other] ; near: { $near }
}
cli-usage-command = there is no command “{ $found }”{ $similar ->
    [0] {""}
   *[other] ; near: { $near }
}
cli-usage-missing = { $name } is missing
cli-usage-value = { $name } was given “{ $found }”. Allowed: { $allowed }
cli-usage-needs-value = { $name } takes a value
cli-usage-no-value = { $name } takes no value
cli-usage-extra = “{ $found }” is too much
cli-usage-range = { $most ->
    [none] a whole number not below { $least }
   *[other] a whole number from { $least } to { $most }
}
cli-usage-folder = a folder
cli-usage-folder-there = a folder that is there
cli-usage-file = the path of a file, no folder
cli-usage-file-there = a file that is there, by its path from the current folder
cli-usage-path-there = a file or folder that is there
cli-usage-see-help = see the help
cli-interrupted = interrupted; the work is not done
cli-no-output = standard output is closed, so that nothing can be told; nothing was done. Remedy: leave it open, or redirect it to the null device
cli-no-text = "{ $found }" has a character that the system does not take (a null, or half a character). Remedy: type the name again
cli-unexpected = something that the program did not expect ({ $kind }, { $place }); the work is not done. The fault is the software's. Remedy: please report this sentence to the maintainers
cli-no-policy = neither { $folder } nor a folder above it has a folder schemas: there is no notice to check or to build. Remedy: go into a policy folder, or name it with --root; make a new notice with shenbao new
cli-policy-folder = policy folder: { $folder }
cli-update-bundled = the notices that come with the package cannot be rewritten. Remedy: change to your policy folder, or name it with --root
cli-unknown-id = there is no rule, field or clause “{ $found }”. { $similar ->
    [0] {""}
   *[other] Similar: { $near }.{" "}
}Remedy: check the id, or look it up on the rules page of the site
cli-built = The site is built, { $pages } pages; its home page:
cli-build-unsound = the site was not built: the policy files of { $notices } have { $count ->
    [1] a mistake
   *[other] { $count } mistakes
}, and a site that lacks a notice must not be taken for a complete one:
cli-open = To open it: open that file in a browser, or run shenbao serve
cli-checking-files = Checking
cli-checking-tables = checking tables
cli-schema-not-json = { $path } cannot be read, is larger than 20 MB or holds no JSON object, and cannot be the schema. Remedy: give --schema the name of a form, or a Table Schema file
cli-schema-unsound = { $path } cannot be the schema: { $why }. Remedy: correct the place and save it as UTF-8; where it is no schema give --schema the name of a form, or a Table Schema file
cli-schema-package = { $path } describes a data package and is no schema. Remedy: leave out --schema and run shenbao validate { $path }
cli-schema-of-form = { $path } is the structure of a form (JSON Schema), not of a table (Table Schema). Remedy: to check a form give its name, for example --schema { $ref }
cli-worker-died = a process that checks tables ended unexpectedly, perhaps for want of memory. Remedy: try again with --jobs 1
convert-old-no-program = there is no LibreOffice on this machine, files of old formats cannot be converted. Remedy: install LibreOffice, or save the files as .docx or .xlsx with Word, Excel or WPS
cli-html-needs-output = a report as a page needs a file. Remedy: add -o report.html
cli-annotate-suffix = --annotate writes a workbook; the file is { $path }. Remedy: let its name end in .xlsx
cli-output-twice = -o and --annotate name the same file { $path }. Remedy: name two different files
cli-output-input = { $path } is a file to be checked and is not written over with a report. Remedy: choose another name
cli-report-written = written to { $file }
