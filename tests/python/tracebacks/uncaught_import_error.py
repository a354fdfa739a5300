"""A module that does not exist."""

import math
print(math.floor(2.5))
import no_such_module_anywhere
