"""A filter that gives back what it gets: what is left is the price of its process."""

import surtitle_plugin

surtitle_plugin.serve(filter=lambda request: request.transcript)
