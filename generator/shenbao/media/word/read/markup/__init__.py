"""WordprocessingML as text: runs, styles, numbering, formulas, symbols."""
