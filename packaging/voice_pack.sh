#!/bin/sh
# Makes the placeholder voice pack in resources/sounds/voice: one WAV a segment, 16 kHz, mono, 16 bit.
# Needs espeak-ng and sox. A recorded pack with the same file names takes its place without any other change.
#
# espeak-ng 1.51 reads hanzi as English with -v cmn, so it is fed pinyin; Latin letters are read with -v en.
# Every syllable gets at least 0.36 s, which makes a call 150 to 180 characters (字) a minute.
set -eu
{ command -v espeak-ng && command -v sox; } >/dev/null || { echo "This needs espeak-ng and sox: apt-get install espeak-ng sox" >&2; exit 3; }
cd "$(dirname "$0")/../resources/sounds/voice"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trim='silence 1 0.005 0.6% reverse silence 1 0.005 0.6% fade 0.012 reverse fade 0.004'

segment() { # file, voice, words, syllables
    espeak-ng -v "$2" -s 150 -w "$work/raw.wav" "$3"
    # shellcheck disable=SC2086
    sox "$work/raw.wav" -r 16000 -c 1 -b 16 "$work/cut.wav" norm -4 $trim
    gap=$(soxi -D "$work/cut.wav" | awk -v syllables="$4" '{ gap = 0.36 * syllables - $1; if (gap < 0) gap = 0; print gap }')
    sox "$work/cut.wav" "$1.wav" pad 0 "$gap"
}

number=0
for pinyin in ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3; do
    segment "$number" cmn-latn-pinyin "$pinyin" 1
    number=$((number + 1))
done
segment yao cmn-latn-pinyin yao1 1
segment ten cmn-latn-pinyin shi2 1
for letter in A B C D E F G H I J K L M N O P Q R S T U V W X Y Z; do
    segment "$letter" en "$letter" 1
done
segment please cmn-latn-pinyin qing3 1
segment number cmn-latn-pinyin hao4 1
segment go_to cmn-latn-pinyin dao4 1
segment window cmn-latn-pinyin "chuang1 kou3" 2
segment general cmn-latn-pinyin "zong1 he2" 2
segment again cmn-latn-pinyin "zai4 ci4 hu1 jiao4" 4

tone() { sox -n -r 16000 -c 1 -b 16 "$work/$1.wav" synth 0.55 sine "$2" sine "$3" remix - gain -9 fade 0.005 0.55 0.5; }
tone high 784 1568
tone low 587 1174
sox "$work/high.wav" "$work/low.wav" chime.wav pad 0 0.2
sox -n -r 16000 -c 1 -b 16 pause.wav trim 0 0.6

names=$(for file in *.wav; do printf '"%s"\n' "${file%.wav}"; done | LC_ALL=C sort | paste -sd, -)
printf '{"name": "占位语音（合成）", "frame_rate": 16000, "segments": [%s]}\n' "$names" >manifest.json
