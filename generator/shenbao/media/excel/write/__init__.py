"""The form as an Excel workbook. The marked copy of a user's own is in ``reports.workbook``."""
