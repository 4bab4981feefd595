document-other-version = 这份文件按另一版表单（{ $edition }）填写，现行版本是 { $current }。能读的内容都按现行版本读取，读不进的另行列出
document-unknown-place = 文件里有现行表单没有的内容，没有读入：{ $value }
