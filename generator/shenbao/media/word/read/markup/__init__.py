"""WordprocessingML as text: runs, styles, numbering, formulas, symbols. It knows no form."""
