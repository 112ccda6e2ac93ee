"""The child process in which files are read: it limits itself, reads, answers in JSON and ends.

What it may use is fixed before the first byte of a file comes in, and once all bytes are in it can open
no further file, socket or process.
"""

import codecs
import gc
import json
import os
import resource
import sys
from collections.abc import Callable

from markets.ingest.pages.document import Document, Unreadable
from markets.ingest.pages.limits import CPU_SECONDS, MAX_BYTES, MAX_OUTPUT, MEMORY
from markets.ingest.pages.wire import encode_document

# A codec is loaded at first use, which needs a file that the child can then no longer open.
for _codec in ("utf-8", "utf-16le", "utf-16be", "latin-1", "ascii", "cp1252", "idna"):
    codecs.lookup(_codec)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    """Lower a limit; never raise one that the surroundings have set lower."""
    _, ceiling = resource.getrlimit(which)
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        hard = min(hard, ceiling)
    resource.setrlimit(which, (min(soft, hard), hard))


def read_confined() -> bytes:
    """Limit this process, read the bytes on standard input, and close every way out."""
    gc.disable()  # the process ends before collecting would be worth its time
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)
    if sys.platform != "darwin":  # macOS counts its shared libraries in, and refuses the limit
        _limit(resource.RLIMIT_AS, MEMORY)
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 3)
    _limit(resource.RLIMIT_NPROC, 0)
    return content


def serve_reading(read: Callable[[bytes], Document]) -> None:
    """Read the bytes on standard input, write the answer to standard output, end the process."""
    content = read_confined()
    try:
        answer = json.dumps(encode_document(read(content)), ensure_ascii=True, separators=(",", ":"))
        if len(answer) > MAX_OUTPUT:
            raise Unreadable("The file holds more text than is read.")
    except Unreadable as problem:
        answer = json.dumps({"unreadable": str(problem)})
    except MemoryError:
        answer = json.dumps({"unreadable": "Reading the file takes more memory than is allowed."})
    except RecursionError:
        answer = json.dumps({"unreadable": "The file is nested more deeply than is read."})
    sys.stdout.write(answer)
    sys.stdout.flush()
    os._exit(0)  # tearing the libraries down would only take time
