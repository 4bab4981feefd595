cli-reading = --reading was given “{ $found }”. Allowed: ID=OPTION, for example I09=bracket. Remedy: shenbao explain I09 shows the options
cli-reading-twice = --reading was given two options for { $reading }. Remedy: keep one
cli-no-working-directory = the working directory is gone. Remedy: change to a folder that exists, or name the policy folder with --root
cli-system = cannot read or write { $path } ({ $reason }). Remedy: check the path, the rights and the free space, then try again
cli-update-bundled = the notices that come with the package cannot be rewritten. Remedy: change to your policy folder, or name it with --root
cli-unknown-id = there is no rule, field or clause “{ $found }”. Similar: { $near }. Remedy: check the id, or look it up on the rules page of the site
cli-built = The site is built, { $pages } pages; its home page:
cli-open = To open it: open that file in a browser, or run shenbao serve
cli-reading-files = Reading
cli-checking-files = Checking
