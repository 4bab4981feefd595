"""A comparison in words: on a terminal, as Markdown, as JSON for programs, as a page.

``told`` turns changes into sentences by clause; the others only lay them out.
"""
