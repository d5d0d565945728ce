"""faster-whisper as a user would run it, for comparison: one process, many files, texts as JSON on standard output."""
import argparse
import json
import sys

MODES = {
    # name: batch size (0: one window after the other), beam
    "unbatched-beam5": (0, 5),
    "unbatched-beam1": (0, 1),
    "batched8-beam1": (8, 1),
    "batched16-beam1": (16, 1),
    "batched8-beam5": (8, 5),
    "batched16-beam5": (16, 5),
}

# Batches of 16 have never been its cheapest: 1.1 times the CPU time of batches of 8 at twice the memory.
USUAL = [name for name in MODES if not name.startswith("batched16")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, help="folder with model.bin")
    parser.add_argument("--mode", required=True, choices=MODES)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--language", default="en", help="auto or a code")
    parser.add_argument("--words", action="store_true", help="word times too")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(options.model, device="cpu", compute_type="int8", cpu_threads=options.threads)
    batch, beam = MODES[options.mode]
    arguments = dict(beam_size=beam, vad_filter=True, word_timestamps=options.words)
    if options.language != "auto":
        arguments["language"] = options.language
    engine = model
    if batch:
        engine = BatchedInferencePipeline(model)
        arguments["batch_size"] = batch
    for file in options.files:
        segments, info = engine.transcribe(file, **arguments)
        segments = list(segments)
        record = {"file": file, "language": info.language, "text": "".join(s.text for s in segments).strip()}
        if options.words:
            record["words"] = [[w.word.strip(), w.start, w.end] for s in segments for w in s.words or []]
        print(json.dumps(record), flush=True)


if __name__ == "__main__":
    sys.exit(main())
