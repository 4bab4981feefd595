"""Two JSON Schemas compared: what was added, removed, tightened, loosened, and where.

``compare`` is the door. ``walk`` goes through both side by side, ``facets``, ``objects`` and
``branches`` tell the changes of one keyword each, ``wording`` puts values into sentences.
"""
