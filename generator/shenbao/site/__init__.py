"""The site: what pages say, how they are drawn, the build, the gate behind it, the feeds.

Files to fill in are made in ``media``; the hand-written pages stand in ``docs``.
"""
