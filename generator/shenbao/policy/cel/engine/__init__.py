"""What evaluates CEL, behind a port: another host (a browser) brings an engine of its own.

``port`` says what an engine has to do, ``functions`` what the profile adds to the language,
``current`` which engine is used. ``google`` is that of the command; nothing else imports its
library.
"""
