"""What pages say of a notice, as values; how they look is in ``site-templates/pages``."""
