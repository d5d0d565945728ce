#!/bin/sh
# Makes Samples/Library from real recordings and generated pictures and music.
# usage: Samples/make-library.sh DATA-FOLDER
# DATA-FOLDER holds the recordings under the names used below; Samples/Library/README.md says where they come from.
set -eu

data=${1:?usage: $0 DATA-FOLDER}
library=$(cd "$(dirname "$0")" && pwd)/Library
lj=$data/speech/coqui-ai__TTS
librivox=$data/speech/cmusphinx__pocketsphinx
fleurs=$data/langid/sebastian-software__cuttledoc

mkdir -p "$library/Movies/Inaugural Address (1961)" "$library/Movies/The Book (1893)" "$library/Lectures" \
  "$library/Phone" "$library/Podcasts" "$library/Music"

# The same bytes on every run of the same ffmpeg.
run() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }
exact="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"
picture="-c:v libx264 -preset veryslow -crf 32 -pix_fmt yuv420p -threads 1"

# A video with H.264 and AAC in MP4: the sound's own wave over a slow gradient.
run -i "$data/speech/openai__whisper/jfk.flac" -f lavfi -i "gradients=size=480x270:rate=25:duration=11:speed=0.01:seed=1" \
  -filter_complex "[0:a]showwaves=size=480x120:mode=cline:rate=25:colors=white[wave];[1:v][wave]overlay=y=75:shortest=1[v]" \
  -map "[v]" -map 0:a $picture -c:a aac -b:a 96k -ar 44100 -ac 2 -t 11 -movflags +faststart $exact \
  -metadata title="Inaugural Address" -metadata:s:a language=eng \
  "$library/Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4"

# Two audio tracks: German comes first, English is the default one.
run -f lavfi -i "testsrc2=size=320x180:rate=25:duration=20" \
  -i "$fleurs/fleurs-de-000.ogg" -i "$lj/LJ001-0003.flac" -i "$lj/LJ001-0005.flac" \
  -filter_complex "[2:a][3:a]concat=n=2:v=0:a=1[eng]" -map 0:v -map 1:a -map "[eng]" $picture \
  -c:a aac -b:a 64k -ar 44100 -ac 1 -t 20 $exact \
  -metadata:s:a:0 language=ger -metadata:s:a:0 title=Deutsch -disposition:a:0 0 \
  -metadata:s:a:1 language=eng -metadata:s:a:1 title=English -disposition:a:1 default \
  "$library/Movies/The Book (1893)/The Book (1893).mkv"

# Nearly a minute of speech; the sound starts two seconds after the picture.
run -f lavfi -i "smptehdbars=size=320x180:rate=25:duration=58.5" -itsoffset 2 -i "$lj/lj001_joined_a.flac" \
  -map 0:v -map 1:a $picture -c:a libopus -b:a 40k $exact -metadata:s:a language=eng \
  "$library/Lectures/History of Printing.mkv"

# A telephone: 8 kHz, 300 to 3400 Hz, mu-law.
run -i "$librivox/sense_and_sensibility_01_austen_64kb-0870.flac" \
  -i "$librivox/sense_and_sensibility_01_austen_64kb-0880.wav" \
  -i "$librivox/sense_and_sensibility_01_austen_64kb-0890.flac" \
  -i "$librivox/sense_and_sensibility_01_austen_64kb-0920.flac" \
  -i "$librivox/sense_and_sensibility_01_austen_64kb-0930.wav" \
  -filter_complex "[0:a][1:a][2:a][3:a][4:a]concat=n=5:v=0:a=1,highpass=f=300:p=2,lowpass=f=3400:p=2[a]" \
  -map "[a]" -c:a pcm_mulaw -ar 8000 -ac 1 $exact "$library/Phone/Voice message.wav"

# Not English, and a name that is not ASCII.
run -i "$fleurs/fleurs-fr-001.ogg" -c:a aac -b:a 56k -ar 32000 -ac 1 $exact -metadata:s:a language=fra \
  "$library/Podcasts/Émission 1.m4a"

# No speech: three chords and a little noise.
run -f lavfi -i "aevalsrc='0.12*(sin(2*PI*t*if(lt(mod(t,6),2),220,if(lt(mod(t,6),4),174.61,196)))
+sin(2*PI*t*if(lt(mod(t,6),2),261.63,if(lt(mod(t,6),4),220,246.94)))
+sin(2*PI*t*if(lt(mod(t,6),2),329.63,if(lt(mod(t,6),4),261.63,293.66))))*(0.4+0.6*exp(-2*mod(t,0.5)))':s=44100:d=18" \
  -f lavfi -i "anoisesrc=color=pink:amplitude=0.01:seed=7:d=18" \
  -filter_complex "[0:a][1:a]amix=inputs=2:normalize=0,afade=t=in:d=1,afade=t=out:st=16:d=2[a]" \
  -map "[a]" -c:a libmp3lame -b:a 96k $exact -metadata title=Interlude "$library/Music/Interlude.mp3"
