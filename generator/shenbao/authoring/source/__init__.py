"""The text of a notice, whatever file it came in, and its clauses by their official numbers.

``text`` gives lines, ``outline`` says what each line is, ``clauses`` joins them. Every line stands
in one clause or is left out for a reason that is said.
"""
