"""What every reader of files from outside needs to know before it opens one.

``file_kinds`` tells what a file is by what stands in it, ``archives`` which zip archives were
built to do harm, ``worksheets`` which sheets would fill the memory and what their cells hide,
``quotes`` which cells of a text may have swallowed rows, ``json_values`` which JSON nothing can
be done with; ``markup`` parses XML, ``number_formats`` tells percentages, ``confined`` lends a
process that may be stopped. They judge and say why in a word; the wording, and what follows, is
for the rooms that ask.
"""
