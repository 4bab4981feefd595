"""The annotated workbook: the user's own tables, with what was found beside and on the cells.

Row N of a source is row N of its sheet and columns keep their letters. Two columns at the
right end say what is wrong with each row, so that they can be filtered; wrong cells are
coloured and carry a comment; the first sheet sums up and links to the first cell of each kind.
Values are never changed or run: text is written as text, whatever it begins with.
"""

from shenbao.reports.workbook.book import annotated
from shenbao.reports.workbook.source import SourceSheet

__all__ = ["SourceSheet", "annotated"]
