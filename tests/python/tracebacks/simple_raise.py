"""The plainest traceback: a module-level raise, exit status 1, output kept."""

print("before")
raise ValueError("something went wrong")
print("never")
