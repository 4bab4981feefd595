document-other-version = this file was filled in on another version of the form ({ $edition }); the current one is { $current }. What can be read is read as the current one, the rest is listed
document-unknown-place = the file holds something that the current form does not have; it was not read: { $value }
