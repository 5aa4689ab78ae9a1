"""The commands, one file each; a file `x.py` holds the command `x`, as a function or group of that name."""
