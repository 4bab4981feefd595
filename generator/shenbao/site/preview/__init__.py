"""The site while somebody writes: a page drawn when it is asked for, and the server that shows it.

What stands at which path is said by ``app``; nothing here loads a notice.
"""
