"""What a page may load and run: its own script and style, known by their digests, and no more."""

from __future__ import annotations

import base64
import hashlib


def content_policy(script: str, style: str, *others: str) -> str:
    """Return a content security policy that lets in this script and style.

    ``others`` are directives for what else the page needs (``img-src data:``).
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{source_hash(script)}'",
            f"style-src '{source_hash(style)}'",
            *others,
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def source_hash(text: str) -> str:
    """Return what a policy knows an inline script or style by (CSP Level 3, 2.3.1)."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
