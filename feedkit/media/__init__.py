"""What audio and art say of themselves: on disk and over HTTP, once, politely, and kept in the lock.

The only code that uses the network. Each name lies in the module that it is taken from; importing this package loads
none of them, and requests is loaded when the first address is asked.
"""
