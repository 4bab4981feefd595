"""The policy folder of one notice as a workbook that goes out and comes back, exactly.

``declared`` says which sheet and column says which key of the dialect; everything else follows
it. ``files`` knows the folder, ``rows`` turns its files into rows and back, ``xlsx`` rows into a
workbook and back; ``changes`` decides what of it is written into the folder.
"""
