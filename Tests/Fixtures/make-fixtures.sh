#!/bin/sh
# Makes the media files under Tests/Fixtures/Media from generated tones and pictures, with the ffmpeg command.
set -eu
cd "$(dirname "$0")/Media"

run() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }
picture="color=c=black:s=16x16:r=5"
exact="-fflags +bitexact -flags:v +bitexact -flags:a +bitexact"

# German first, English with the default flag, then a commentary with more channels.
run -f lavfi -i "$picture:d=1" -f lavfi -i "sine=f=220:r=16000:d=1" \
  -f lavfi -i "sine=f=440:r=16000:d=1" -f lavfi -i "sine=f=880:r=16000:d=1" -map 0 -map 1 -map 2 -map 3 \
  -c:v mpeg4 -c:a libopus -b:a 16k -ac:a:2 2 -map_metadata -1 $exact \
  -metadata:s:a:0 language=ger -metadata:s:a:0 title=Deutsch -disposition:a:0 0 \
  -metadata:s:a:1 language=eng -metadata:s:a:1 title=English -disposition:a:1 default \
  -metadata:s:a:2 language=eng -metadata:s:a:2 title="Director's commentary" -disposition:a:2 comment tracks.mkv

# The picture starts at 10 s, the sound 0.75 s later: 0.5 s of tone.
run -f lavfi -i "$picture:d=1.5" -itsoffset 0.75 \
  -f lavfi -i "sine=f=440:r=16000:d=0.5" -map 0 -map 1 -c:v mpeg4 -c:a pcm_s16le -output_ts_offset 10 \
  -map_metadata -1 $exact late.mkv

# A tone of 1 s whose middle, 0.4 to 0.7 s, was never recorded.
run -f lavfi -i "sine=f=440:r=16000:d=1:samples_per_frame=160" \
  -af "aselect='not(between(t,0.399,0.699))'" -c:a pcm_s16le -map_metadata -1 $exact gap.mka

# 0.5 s at 44.1 kHz stereo, then 0.5 s at 32 kHz mono, in one MPEG audio stream.
for part in "44100 2" "32000 1"; do
  set -- $part
  run -f lavfi -i "sine=f=440:r=$1:d=0.5" -ac "$2" -ar "$1" -c:a mp2 -b:a 64k \
    -f mp2 "part-$1.mp2"
done
cat part-44100.mp2 part-32000.mp2 >format-change.mp2
rm part-44100.mp2 part-32000.mp2

# A picture and no sound.
run -f lavfi -i "$picture:d=1" -c:v mpeg4 -map_metadata -1 $exact silent-film.mp4

# A picture of 4 s with 1.5 s of sound, as at the end of a film; and with as much sound as picture, to be cut.
for container in mkv flv wmv; do
  case $container in
  mkv) codecs="-c:v mpeg4 -c:a libopus -b:a 12k" ;;
  flv) codecs="-c:v flv -c:a libmp3lame -ar 22050 -b:a 16k" ;;
  wmv) codecs="-c:v wmv2 -c:a wmav2 -b:a 24k" ;;
  esac
  for seconds in 1.5 4; do
    name=$([ "$seconds" = 4 ] && echo whole || echo long-picture)
    run -f lavfi -i "$picture:d=4" -f lavfi -i "sine=f=440:r=16000:d=$seconds" -map 0 -map 1 $codecs \
      -map_metadata -1 $exact "$name.$container"
  done
done

# A tone of 1 s whose index lies behind it, which no pipe can bring.
run -f lavfi -i "sine=f=440:r=16000:d=1" -c:a aac -b:a 24k -map_metadata -1 $exact index-at-end.m4a
