"""Another host than the command: the same use cases in a browser, in WebAssembly.

``browser`` is what the page's worker calls. The other modules are adapters: they stand where the
command has native libraries. What is not here, a browser cannot do, and the file says so.
"""
