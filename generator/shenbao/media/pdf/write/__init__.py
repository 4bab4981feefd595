"""The form as a PDF document: pages drawn from the paper template, fields laid over them."""
