"""What a clause may say that a form or rule needs: found by its words, decided by a person.

Everything is found by patterns, the same every time; nothing is claimed to be understood. Each
candidate carries the words that it rests on.
"""
