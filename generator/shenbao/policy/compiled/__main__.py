"""``python -m shenbao.policy.compiled ROOT TARGET``: compile the notices for a wheel."""

import sys
from pathlib import Path

from shenbao.policy.compiled.load import compile_bundled

if __name__ == "__main__":
    compile_bundled(*map(Path, sys.argv[1:3]))
