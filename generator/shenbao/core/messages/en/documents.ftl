document-other-version = { $same ->
    [yes] the form of this file has the version of the current one, { $current }, which was changed since. What can be read is read as the current one, the rest is listed
   *[no] this file was filled in on another version of the form ({ $edition }); the current one is { $current }. What can be read is read as the current one, the rest is listed
}
document-other-form = the file says that it is { $name }; it was read as { $asked }, as you asked. Repair: check whether this is the right file and form
document-unknown-place = the file holds something that the current form does not have; it was not read: { $value }
document-html-given = what was read is what the page was made with. What was filled in or changed in the page is not in it: press “save as file” in the page and hand in the JSON file
document-html-saved = a browser saved this page: what was read is what the page was made with, and what was filled in or changed in the page later is not in it. Repair: see whether what was read is what was meant; if anything was changed, open the page, press “save as file” and hand in the JSON file
document-html-archive = this is a web archive that a browser saved and was not read; what is filled in is not in it. Repair: open the page of the form, press “save as file” and hand in the JSON file
document-html-empty = this is a page to fill in that carries no data; what is filled in is not kept in the page. Repair: open the page, press “save as file” and hand in the JSON file
document-html-not-ours = this page is no form of this toolkit and was not read. Repair: hand in the JSON, Word, Excel or PDF form; move pages that have nothing to do with it elsewhere
