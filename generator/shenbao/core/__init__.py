"""What every room uses: errors, findings, messages, artifacts, guards against hostile files."""
