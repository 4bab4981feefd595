"""The site while somebody writes it: made when asked for, served, its links looked at apart."""
