"""The fillable form: one HTML file that works from a folder, without any request.

Only what the page is given; how it behaves is written in ``site-templates/web/src``.
"""
