"""What the files are called that say what a package of ours holds."""

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
