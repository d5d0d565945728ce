"""Clips whose changes of shot are known to the frame, made with the ffmpeg command from generated pictures.

A clip is a list of shots of different sources, joined before they are encoded, and the way it is encoded. Fades and
dissolves are zones in which nothing is asked for; flashes and pans are traps in which nothing may be found.
"""
import json
import pathlib
import random
import subprocess

RATES = {
    "23.976": "24000/1001", "24": "24", "25": "25", "29.97": "30000/1001", "50": "50", "59.94": "60000/1001"}

# name: encoder arguments, container
ENCODERS = {
    "x264": ("-c:v libx264", "mp4"),
    "x264-gop12": ("-c:v libx264 -g 12 -sc_threshold 0", "mp4"),
    "x264-gop48": ("-c:v libx264 -g 48 -keyint_min 48 -sc_threshold 0", "mkv"),
    "x264-gop250": ("-c:v libx264 -g 250 -sc_threshold 0", "mp4"),
    "x264-no-b": ("-c:v libx264 -bf 0 -g 100 -preset veryfast", "mkv"),
    "x264-open": ("-c:v libx264 -x264-params open-gop=1:keyint=48:bframes=4", "ts"),
    "x264-10-bit": ("-c:v libx264 -pix_fmt yuv420p10le -g 60", "mkv"),
    "x264-cbr": ("-c:v libx264 -b:v 600k -maxrate 600k -bufsize 300k -g 50 -sc_threshold 0 -preset veryfast", "ts"),
    "x265": ("-c:v libx265 -preset superfast -x265-params log-level=error", "mkv"),
    "mpeg2": ("-c:v mpeg2video -g 15 -bf 2 -sc_threshold 1000000000 -b:v 3M", "ts"),
    "mpeg2-interlaced": ("-c:v mpeg2video -flags +ilme+ildct -g 12 -bf 2 -b:v 4M", "mpg"),
    "mpeg4": ("-c:v mpeg4 -g 12 -bf 2 -q:v 5", "mp4"),
    "mpeg4-avi": ("-c:v mpeg4 -g 250 -bf 0 -q:v 5", "avi"),
    "vp9": ("-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M", "webm"),
    "mjpeg": ("-c:v mjpeg -q:v 5 -pix_fmt yuvj420p", "avi"),
    "prores": ("-c:v prores -profile:v 0 -pix_fmt yuv422p10le", "mov"),
}
# Codecs that refuse fractional or fast rates are left out where they do.
SIZE = (640, 360)


def still(source, moves):
    """One picture of `source`, larger than the clip, and a crop that moves over it."""
    return f"{source},trim=end_frame=1,loop=-1:1,settb=AVTB,setpts=N/({{rate}})/TB,{moves}"


def pan(speed, angle=0.0):
    """A crop that moves by `speed` widths a second, to and fro."""
    width, height = SIZE
    x = f"(iw-{width})*abs(mod(t*{speed:.3f}*{width}/(iw-{width})+1,2)-1)"
    y = f"(ih-{height})*abs(mod(t*{speed * angle:.3f}+1,2)-1)"
    return f"crop={width}:{height}:x='{x}':y='{y}'"


def sources(photos, generator):
    """Endless pictures, each as a filter chain, in random order and with random values."""
    w, h = SIZE
    size, large = f"{w}x{h}", f"{w * 2}x{h * 2}"
    made = [
        f"testsrc2=s={size}:r={{rate}}",
        f"smptehdbars=s={size}:r={{rate}},scroll=h=0.004",
        f"gradients=s={size}:r={{rate}}:speed=0.01:seed={generator.randrange(1000)}:n=5",
        f"life=s=160x90:r={{rate}}:ratio=0.3:mold=20:death_color=#a03020:life_color=#40ff40:seed="
        f"{generator.randrange(1000)},scale={w}:{h}:flags=neighbor,format=yuv420p,gblur=4",
        f"mandelbrot=s={size}:r={{rate}}:maxiter=300:start_x=-0.743643:start_y=-0.131825:start_scale="
        f"{generator.uniform(0.5, 3):.3f}",
        still(f"mandelbrot=s={large}:r={{rate}}:maxiter=300:start_x=-0.1:start_y=0.8:start_scale="
              f"{generator.uniform(0.02, 0.5):.4f}", pan(generator.choice([0.05, 0.2, 0.5]), 0.4)),
        still(f"cellauto=s={large}:r={{rate}}:rule={generator.choice([18, 110, 30])},gblur=6",
              pan(generator.choice([0.05, 0.3]), 0.3)),
        still(f"sierpinski=s={large}:r={{rate}}:seed={generator.randrange(1000)},gblur=3", pan(0.2)),
        f"color=c=0x{generator.randrange(0x404040, 0xC0C0C0):06x}:s={size}:r={{rate}},noise=alls=30:allf=t",
    ]
    for photo in photos:
        escaped = str(photo).replace("\\", "/").replace(":", "\\:")
        scale = generator.uniform(1.2, 2.5)
        made.append(
            f"movie={escaped},scale={int(w * scale)}:{int(h * scale)},setsar=1,loop=-1:1,settb=AVTB,"
            f"setpts=N/({{rate}})/TB," + pan(generator.choice([0, 0.03, 0.15, 0.4]), 0.3))
    generator.shuffle(made)
    return made


def make(path, rate, encoder, seed, photos=(), kind="cuts", shots=12):
    """Makes one clip; the truth goes beside it, `cuts` and `zones` in frames from 0."""
    generator = random.Random(seed)
    value = eval(rate)  # "24000/1001", from the table above
    chains, cuts, zones, frame = [], [], [], 0
    pool = sources(photos, generator)
    flash = "drawbox=c=white:t=fill:enable='between(n,{a},{b})'"
    if kind == "pans":
        pool = [s for s in pool if "crop=" in s]
    for _ in range(shots):
        if not pool:
            pool = sources(photos, generator)
            if kind == "pans":
                pool = [s for s in pool if "crop=" in s]
        chain = pool.pop()
        count = int(generator.choice([0.5, 1, 1.5, 2, 3, 5]) * value) + generator.randrange(12)
        if kind == "pans":
            count *= 3
        chain = chain.replace("{rate}", rate) + f",trim=end_frame={count},settb=AVTB,setpts=N/({rate})/TB,format=yuv420p,setsar=1"
        if kind == "flashes" and count > value:
            at = generator.randrange(int(value * 0.4), count - int(value * 0.3))
            chain += "," + flash.format(a=at, b=at + generator.choice([0, 1, 2]))
        if kind == "grain":
            chain += ",noise=alls=14:allf=t"
        if kind == "dark":
            chain += ",lutyuv=y='16+(val-16)*0.12'"
        if kind == "fades" and count > value:
            length = int(value * generator.choice([0.3, 0.6, 1]) / 2)
            chain += f",fade=in:0:{length},fade=out:{count - length}:{length}"
            zones.append((frame - 2, frame + length + 2))
            zones.append((frame + count - length - 2, frame + count + 2))
        chains.append((chain, count))
        frame += count
        cuts.append(frame)
    cuts = cuts[:-1]
    encode(path, rate, encoder, chains)
    truth = {"rate": rate, "cuts": cuts, "zones": zones, "frames": frame, "encoder": encoder, "kind": kind}
    path.with_suffix(".json").write_text(json.dumps(truth))


def encode(path, rate, encoder, chains):
    """Encodes shots, each a filter chain and a number of frames, one after the other."""
    arguments, container = ENCODERS[encoder]
    partial = path.with_suffix(".partial." + container)
    picture = ["-f", "rawvideo", "-pix_fmt", "yuv420p"]
    sink = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", *picture, "-s", f"{SIZE[0]}x{SIZE[1]}", "-r", rate, "-i", "-",
         *arguments.split(), str(partial)], stdin=subprocess.PIPE)
    for chain, count in chains:
        subprocess.run(
            ["ffmpeg", "-v", "fatal", "-nostdin", "-filter_complex", chain + "[v]", "-map", "[v]", "-vsync", "0",
             "-frames:v", str(count), *picture, "-"], check=True, stdout=sink.stdin)
    sink.stdin.close()
    if sink.wait() != 0:
        raise RuntimeError(f"{path} could not be encoded")
    partial.replace(path)


# Every encoder at one rate, every rate with two encoders, every kind of trap with three.
def corpus():
    names = list(RATES)
    for index, encoder in enumerate(ENCODERS):
        rate = names[index % len(names)]
        if encoder in ("mpeg2", "mpeg2-interlaced"):
            rate = "25" if encoder == "mpeg2" else "29.97"
        yield rate, encoder, "cuts"
    for rate in names:
        yield rate, "x264", "cuts"
        yield rate, "x264-gop48", "cuts"
    for kind in ("pans", "flashes", "grain", "dark", "fades"):
        for encoder, rate in (("x264", "23.976"), ("x264-gop48", "25"), ("mpeg4", "29.97"), ("mpeg2", "25")):
            yield rate, encoder, kind


def make_corpus(folder, photos=()):
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (rate, encoder, kind) in enumerate(corpus()):
        path = folder / f"{seed:02}-{kind}-{encoder}-{rate}.{ENCODERS[encoder][1]}"
        if not path.with_suffix(".json").is_file():
            make(path, RATES[rate], encoder, seed, photos, kind)
        yield path
