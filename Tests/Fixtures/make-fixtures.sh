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

# Six shots of 30, 20, 47, 12, 33 and 40 frames: soft patches that stand still, that move, and test pictures.
shots() {
  rate=$1
  shift
  patches() {
    printf '%s' "cellauto=s=640x360:r=$rate:rule=$1,gblur=7,format=rgb24,normalize,format=gray,"
    printf '%s' "trim=end_frame=1,loop=-1:1,settb=AVTB,setpts=N/($rate)/TB,crop=160:90:x=$2:y=$3,"
    printf '%s' "trim=end_frame=$4,format=yuv420p,setsar=1"
  }
  run -filter_complex "$(patches 30 60 20 30)[a];
    testsrc=s=160x90:r=$rate,settb=AVTB,trim=end_frame=20,format=yuv420p,setsar=1[b];
    $(patches 110 'n*3' 150 47)[c];
    smptebars=s=160x90:r=$rate,settb=AVTB,trim=end_frame=12,format=yuv420p,setsar=1[d];
    $(patches 18 300 200 33)[e];
    testsrc2=s=160x90:r=$rate,settb=AVTB,trim=end_frame=40,format=yuv420p,setsar=1[f];
    [a][b][c][d][e][f]concat=n=6,fps=$rate[v]" -map "[v]" -map_metadata -1 $exact -threads 1 "$@"
}
shots 24000/1001 -c:v libx264 -crf 32 shots-x264.mkv
shots 30000/1001 -c:v libx264 -crf 32 -g 24 -sc_threshold 0 shots-x264-gop24.mp4
shots 60000/1001 -c:v libx264 -crf 32 -g 1000 -sc_threshold 0 shots-x264-one-gop.mkv
shots 25 -c:v mpeg2video -q:v 20 -g 15 -bf 2 -sc_threshold 1000000000 shots-mpeg2.ts
shots 24 -c:v mpeg4 -q:v 12 -g 250 shots-mpeg4.avi
shots 50 -c:v libvpx-vp9 -b:v 100k -deadline realtime -cpu-used 8 shots-vp9.webm

# The sound begins at 10 s, the picture half a second later.
shots 25 -c:v mpeg4 -q:v 12 -g 12 -bf 2 shots-picture.mkv
run -f lavfi -i "sine=f=440:r=16000:d=1" -itsoffset 0.5 -i shots-picture.mkv -map 0 -map 1 -c:v copy -c:a pcm_s16le \
  -output_ts_offset 10 -map_metadata -1 $exact shots-late.mkv
rm shots-picture.mkv

# For copies: a film that is turned and has chapters; one with an attachment, a cover, chapters and subtitles; one for the
# web, whose sound begins before its pictures.
printf ';FFMETADATA1\ntitle=Film\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=1000\ntitle=Two\n' >chapters.txt
printf '1\n00:00:00,100 --> 00:00:00,600\n<i>Hello</i>\n\n' >hello.srt
run -f lavfi -i "$picture:d=1" -frames:v 1 cover.png
run -f lavfi -i "$picture:d=1" -f lavfi -i "sine=f=440:r=16000:d=1" -i chapters.txt -map 0 -map 1 -map_metadata 2 \
  -map_chapters 2 -c:v mpeg4 -c:a aac -b:a 24k $exact -metadata:s:a language=fra lying.mp4
turn() { run -i "$1" -map 0:v -map 0:a? -c copy $exact -metadata:s:v rotate=90 -movflags +faststart "$2" && rm "$1"; }
turn lying.mp4 turned.mp4
run -f lavfi -i "$picture:d=1" -f lavfi -i "sine=f=440:r=16000:d=1" -i hello.srt -i chapters.txt -map 0 -map 1 -map 2 \
  -map_metadata 3 -map_chapters 3 -c:v mpeg4 -c:a libopus -b:a 12k -c:s srt $exact -metadata:s:s language=ger \
  -attach hello.srt -metadata:s:t:0 mimetype=text/plain -attach cover.png -metadata:s:t:1 mimetype=image/png attached.mkv
run -f lavfi -i "$picture:d=1" -f lavfi -i "sine=f=440:r=48000:d=1" -c:v libvpx -b:v 10k -c:a libopus -b:a 12k \
  -map_metadata -1 $exact small.webm
rm chapters.txt hello.srt cover.png

# Pictures that are stored lying and narrow and are shown turned: white, with a corner that is red for two seconds and then blue.
run -f lavfi -i "color=c=white:s=64x32:r=5:d=4" -vf "drawbox=0:0:32:16:red:fill,drawbox=0:0:32:16:blue:fill:enable='gte(t,2)',\
setsar=2" -c:v mpeg4 -q:v 2 -g 100 -map_metadata -1 $exact lying.mp4
turn lying.mp4 corner.mp4
