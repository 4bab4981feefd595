"""Native libraries behind ports: another host (a browser) brings engines of its own.

``ports`` says what an engine has to do, ``current`` which are used. Each other module is the
adapter of one library of the command; nothing else imports that library.
"""
