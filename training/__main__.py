"""`python -m training`: see `training.run`."""

import sys

from training.run import main

if __name__ == "__main__":
    sys.exit(main())
