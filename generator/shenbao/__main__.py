"""``python -m shenbao``: the command, where its script is not on the path."""

from shenbao.cli import main

# A worker process imports this module too, and must not run the command again.
if __name__ == "__main__":
    main()
