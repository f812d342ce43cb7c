"""Pages read on many machines: a gateway in the app hands them to workers over Redis, with Celery as the queue.

gateway  serves the sidecar's HTTP contract on a Unix socket; a page is put into Redis, its number into the queue
worker   holds an engine resident on its machine, takes pages from the queue, writes what it reads into a stream
"""
