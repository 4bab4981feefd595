"""What a new version of a policy changes: for whom it is tighter or looser, and the proof.

``model`` is the value that passes from a comparison to reports, ``catalogue`` the kinds of
changes there are. ``schemas`` compares two JSON Schemas, ``witness`` finds the instances that
prove which way a change goes. ``notices`` compares two notices, ``telling`` says what came of it.
Nothing here reads files or knows Git; ``app.notices.compare`` opens both sides.
"""
