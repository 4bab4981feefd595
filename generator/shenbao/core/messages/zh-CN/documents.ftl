document-other-version = { $same ->
    [yes] 这份文件的表单与现行的同是版本 { $current }，内容后来改过。能读的都按现行的读取，读不进的另行列出
   *[no] 这份文件按另一版表单（{ $edition }）填写，现行版本是 { $current }。能读的内容都按现行版本读取，读不进的另行列出
}
document-other-form = 文件写明是 { $name }，已按指定的 { $asked } 读取。处理：核对是否选错了文件或表单
document-unknown-place = 文件里有现行表单没有的内容，没有读入：{ $value }
document-html-given = 网页里读到的是生成时带入的内容。在网页里另外填写或改动的不在其中：请在网页里点“保存为文件”，交保存出来的 JSON 文件
document-html-saved = 这个网页是浏览器另存的：读到的是生成时带入的内容，后来在网页里填写或改动的不在其中。处理：核对这里读到的内容是不是交来的那些；改动过的，打开网页，点“保存为文件”，交保存出来的 JSON 文件
document-html-archive = 这是浏览器存的网页存档，没有读取；在网页里填写的不在其中。处理：打开原来的网页表单，点“保存为文件”，交保存出来的 JSON 文件
document-html-empty = 这是网页表单，里面没有带入内容；在网页里填写的不会存进网页文件。处理：打开网页，点“保存为文件”，交保存出来的 JSON 文件
document-html-not-ours = 这个网页不是本工具的表单，没有读取。处理：交 JSON、Word、Excel 或 PDF 表单；与申报无关的网页移出文件夹
