site-staged = Pages staged: { $changed } changed, { $removed } removed
site-built = Site built: { $pages } pages in { $seconds } s
site-serving = Serving the site at { $url }; Ctrl+C stops
site-stopped = Stopped
site-mkdocs =
    The site was not built. mkdocs says:
    { $lines }
    Remedy: correct the pages named above and build again. The old site is untouched
site-outside =
    { $count } references would load something from outside:
    { $faults }
    Remedy: put the file below site-templates/ and refer to it by a relative address, or remove the reference. The old site is untouched
site-broken-link =
    { $count } links lead nowhere:
    { $faults }
    Remedy: correct the link, or add the page, file or heading id that it names. The old site is untouched
site-foreign = The folder { $folder } holds something else, and a build replaces the whole folder: nothing was touched. Remedy: name a new or empty folder
site-port = Port { $port } cannot be used: { $reason }. Remedy: choose another with --port
serve-port-taken = Port { $port } is in use, nothing was opened. Remedy: --port { $free }, which is free now, or --port 0 for any free one
serve-renewed = Renewed in { $seconds } s
serve-updating = Links and search are being renewed
serve-waiting = Links and search are renewed when the mistakes are mended
serve-links-failed = Links and search could not be renewed. Remedy: shenbao build tells why
serve-problems = { $count } mistakes. The page is renewed when they are mended, by itself
serve-faults = Something is wrong with links or search. The page itself is up to date
serve-more = { $count } more: shenbao check tells all
serve-no-page = There is no such page
serve-no-page-yet = This page cannot be made yet
serve-mend = Mend the mistakes listed below first; this page then renews itself.
serve-template = The template { $file } has a mistake in line { $line } ({ $why }). Remedy: correct the template
site-synonym = { $file } line { $line } is not "word = other words": { $found }. Remedy: write one line such as "CMI = case mix index"; a remark begins with #
site-synonyms-encoding = { $file } is not UTF-8. Remedy: open it in an editor and save it as UTF-8
site-menu = Site
site-home = Home
site-catalogue = Catalogue
site-eligibility = What can I apply for
site-deadlines = Deadlines
site-downloads = Downloads
site-checking = Check files
site-clauses = Clauses
site-search = Search
site-new-tab = { " " }(in a new tab)
site-lost = There is no such page
site-lost-about = Nothing stands at this address: begin again at the home page, the catalogue or the search.
site-lost-moved = There is a newer edition of this notice:
site-lost-near = What you look for may be here:
site-lost-search = Or take the menu above, or
site-lost-why = The link may be mistyped, or the page has another address since the site was renewed.
site-lost-no-script = Please begin at the home page of the site, index.html.
site-archive-about =
    { $title }
    Version { $version }

    forms: the forms to fill in, as a page (open it), Word, Excel or PDF.
    data-packages: the tables to fill in, empty and as examples, with their columns explained.
    schemas: the structure of forms and tables, for programs.
    Check what you filled in with 检查文件 on the site before you hand it in.
