"""Write a Surtitle plug-in in Python: copy this file into the plug-in's folder.

It needs Python 3.9 and nothing else, and speaks version 1 of the protocol (Documentation/PluginProtocol.md).

    import surtitle_plugin

    def shout(request):
        for segment in request.transcript["segments"]:
            for word in segment["words"]:
                word["text"] = word["text"].upper()
        return request.transcript

    surtitle_plugin.serve(filter=shout)

A handler takes a Request and returns what its kind makes: `transcribe` and `filter` a transcript, `annotate` a list of
findings, `export` text, bytes or the path of a file in `request.temporary_directory`. To refuse, raise Refusal; what
else is raised is answered as an internal error, with its traceback on standard error.

print() goes to standard error: standard output belongs to the protocol. So does standard input: what reads it, in this
program or in one that it starts, finds its end.
"""

import base64
import json
import os
import queue
import sys
import threading
import traceback

PROTOCOL_VERSION = 1
# Longer transcripts travel as files: half of what a pipe holds, as each piece of more has to be waited for.
INLINE_BYTES = 1 << 15

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
CANCELLED = -32800
MISSING_MODEL = -32001
ENVIRONMENT = -32002
UNSUPPORTED_VERSION = -32003


def seconds(time):
    """Times are whole numbers, 705,600,000 to a second, so that neither a frame nor a sample is ever rounded."""
    return time / 705_600_000


def time(seconds):
    """The other way round."""
    return round(seconds * 705_600_000)


# What holds itself is noticed all the same, a little later: this way large things take a sixth less.
# JSON has no NaN; what holds one is answered as an error, as what has no UTF-8 is.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")).encode
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")).encode
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")).encode


class Refusal(Exception):
    """Why a request cannot be done: a sentence for people, and what kind of failure it is.

    With ENVIRONMENT the whole run stops, as no other file could fare better."""

    def __init__(self, message, code=INTERNAL_ERROR):
        super().__init__(message)
        self.code = code


class Cancelled(Exception):
    """The host does not want the answer any more."""


class Request:
    """One thing that is asked for."""

    def __init__(self, connection, identifier, params):
        self._connection = connection
        self._id = identifier
        self._cancelled = threading.Event()
        #: As they came; a transcript that came as a file is read from it.
        self.params = params
        #: Of the plug-in: the defaults of its manifest with what the user set.
        self.settings = connection.settings
        context = params.get("context") or {}
        #: A private folder that is removed after the request.
        self.temporary_directory = context.get("temporaryDirectory")
        #: Where models lie, where the manifest asks for them.
        self.model_directory = context.get("modelDirectory")
        #: {"path", "sampleRate", "channels", "sampleFormat", "frameCount"}, or None.
        self.audio = params.get("audio")
        self._transcript = params.get("transcript")

    @property
    def transcript(self):
        """What was said."""
        if isinstance(self._transcript, dict) and "file" in self._transcript:
            with open(self._transcript["file"], "rb") as file:
                self._transcript = {"inline": json.loads(file.read())}
        return self._transcript["inline"] if self._transcript else None

    @property
    def is_cancelled(self):
        return self._cancelled.is_set()

    def check(self):
        """Raises Cancelled where the host does not want the answer any more: call it at least once a second."""
        if self._cancelled.is_set():
            raise Cancelled()

    def progress(self, fraction):
        """Tells how far the work has come, 0 to 1."""
        self._connection.tell("$/progress", {"id": self._id, "fraction": fraction})

    def log(self, message, level="info"):
        """Tells the host something: debug, info, warning, error. Never what was said, at info or above."""
        self._connection.tell("$/log", {"level": level, "message": message})


class _Workers:
    """As many threads as requests at a time, kept: to start one takes longer than to answer a short request."""

    def __init__(self):
        self.tasks = queue.SimpleQueue()
        self.idle = 0
        self.lock = threading.Lock()

    def do(self, *task):
        with self.lock:
            is_free = self.idle > 0
            self.idle -= is_free
        if is_free:
            self.tasks.put(task)
        else:
            threading.Thread(target=self.run, args=task, daemon=True).start()

    def run(self, *task):
        while True:
            task[0](*task[1:])
            with self.lock:
                self.idle += 1
            # A transcript is not kept for the next one.
            del task
            task = self.tasks.get()


class _Connection:
    def __init__(self, handlers, start, parallel_requests):
        self.handlers = handlers
        self.start = start
        self.parallel_requests = parallel_requests
        self.settings = {}
        self.running = {}
        self.workers = _Workers()
        self.lock = threading.Lock()
        # Whatever prints, in any library, prints to standard error; whatever reads does not take the host's lines.
        # Programs that this one starts have neither: os.dup() makes what they do not inherit.
        self.output = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        # In pieces of all that a pipe holds; sys.stdin takes sixteen times as many.
        self.input = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)

    def write(self, message):
        self.write_line(_json({"jsonrpc": "2.0", **message}))

    def write_line(self, text):
        data = memoryview(text.encode() + b"\n")
        with self.lock:
            while data:
                data = data[self.output.write(data):]

    def tell(self, method, params):
        self.write({"method": method, "params": params})

    def answer(self, identifier, result):
        self.answer_json(identifier, _json(result))

    def answer_json(self, identifier, text):
        """The result is JSON already: what is large is not written twice."""
        self.write_line(f'{{"jsonrpc":"2.0","id":{_json(identifier)},"result":{text}}}')

    def refuse(self, identifier, code, message):
        # Names of files may hold what is no text.
        message = message.encode("utf-8", "replace").decode()
        self.write({"id": identifier, "error": {"code": code, "message": message}})

    def serve(self):
        for line in self.input:
            if not line.strip():
                continue
            try:
                message = json.loads(line)
            except ValueError as error:
                self.refuse(None, PARSE_ERROR, f"this line is not JSON: {error}")
                continue
            if message.get("method") == "exit":
                break
            self.take(message)
        for request in list(self.running.values()):
            request._cancelled.set()

    def take(self, message):
        method, identifier, params = message.get("method"), message.get("id"), message.get("params") or {}
        if identifier is None:
            if method == "$/cancelRequest" and params.get("id") in self.running:
                self.running[params["id"]]._cancelled.set()
        elif method == "initialize":
            self.initialize(identifier, params)
        elif method == "shutdown":
            self.answer(identifier, None)
        elif method in self.handlers:
            request = Request(self, identifier, params)
            self.running[identifier] = request
            self.workers.do(self.work, method, identifier, request)
        else:
            self.refuse(identifier, METHOD_NOT_FOUND, f"this plug-in does no “{method}”")

    def initialize(self, identifier, params):
        if PROTOCOL_VERSION not in params.get("protocolVersions", []):
            return self.refuse(identifier, UNSUPPORTED_VERSION, f"this plug-in speaks version {PROTOCOL_VERSION}")
        self.settings = params.get("settings") or {}
        try:
            if self.start:
                self.start(self.settings)
        except Refusal as refusal:
            return self.refuse(identifier, refusal.code, str(refusal))
        party = {"name": params.get("plugin", ""), "version": _version()}
        result = {"protocolVersion": PROTOCOL_VERSION, "plugin": party}
        if self.parallel_requests:
            result["capabilities"] = {"parallelRequests": self.parallel_requests}
        self.answer(identifier, result)

    def work(self, method, identifier, request):
        try:
            self.answer_json(identifier, self.packed(method, self.handlers[method](request), request))
        except Cancelled:
            self.refuse(identifier, CANCELLED, "cancelled")
        except Refusal as refusal:
            self.refuse(identifier, refusal.code, str(refusal))
        except BaseException as error:  # whatever it is, sys.exit() too, the host waits for an answer
            traceback.print_exc()
            self.refuse(identifier, INTERNAL_ERROR, f"{type(error).__name__}: {error}")
        finally:
            self.running.pop(identifier, None)

    def packed(self, method, result, request):
        """The result as JSON."""
        if method == "annotate":
            return _json({"findings": result})
        if method == "export":
            if isinstance(result, bytes):
                return _json({"base64": base64.b64encode(result).decode()})
            return _json({"file": os.fspath(result)} if isinstance(result, os.PathLike) else {"text": result})
        text = _json(result)
        if len(text) < INLINE_BYTES or not request.temporary_directory:
            return f'{{"transcript":{{"inline":{text}}}}}'
        path = os.path.join(request.temporary_directory, "result.json")
        with open(path, "wb") as file:
            file.write(text.encode())
        return _json({"transcript": {"file": path}})


def _version():
    """Of this plug-in, as the plugin.json beside the program says."""
    try:
        folder = os.path.dirname(os.path.abspath(sys.argv[0]))
        with open(os.path.join(folder, "plugin.json"), encoding="utf-8") as file:
            return str(json.load(file)["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "0"


def serve(*, transcribe=None, annotate=None, filter=None, export=None, start=None, parallel_requests=None):
    """Answers the host until it is done.

    `start` is called with the settings before the first request; raise Refusal there where they cannot be used.
    `parallel_requests` is how many requests may run side by side, in threads: any number, unless you say less."""
    handlers = {"transcribe": transcribe, "annotate": annotate, "filter": filter, "export": export}
    _Connection({name: handler for name, handler in handlers.items() if handler}, start, parallel_requests).serve()
