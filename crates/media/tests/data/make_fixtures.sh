#!/bin/sh
# Makes the fixtures of this folder: needs ffmpeg. They are committed, so that tests need no ffmpeg;
# run this again only to add a format. Every file is 2 s long. The two channels differ, as in a call:
# left 440 Hz at half of full scale, right 1,000 Hz at a quarter.
set -eu
cd "$(dirname "$0")"
make_file() { # name, then the encoder's arguments
    name=$1; shift
    ffmpeg -hide_banner -loglevel error -y \
        -f lavfi -i "aevalsrc=0.5*sin(2*PI*440*t)|0.25*sin(2*PI*1000*t):s=48000:d=2:c=stereo" \
        -map_metadata -1 -fflags +bitexact -flags:a +bitexact "$@" "$name"
}
make_video() { # name, then the encoder's arguments
    name=$1; shift
    ffmpeg -hide_banner -loglevel error -y \
        -f lavfi -i "testsrc2=s=64x48:r=10:d=2" \
        -f lavfi -i "aevalsrc=0.5*sin(2*PI*440*t)|0.25*sin(2*PI*1000*t):s=48000:d=2:c=stereo" \
        -map 0:v -map 1:a -map_metadata -1 -fflags +bitexact -flags:a +bitexact "$@" "$name"
}
make_file wav_u8.wav          -ar 8000  -c:a pcm_u8
make_file wav_s16.wav         -ar 8000  -c:a pcm_s16le
make_file wav_s24.wav         -ar 8000  -c:a pcm_s24le
make_file wav_s32.wav         -ar 8000  -c:a pcm_s32le
make_file wav_f32.wav         -ar 8000  -c:a pcm_f32le
make_file wav_mulaw.wav       -ar 8000  -c:a pcm_mulaw
make_file wav_alaw.wav        -ar 8000  -c:a pcm_alaw
make_file wav_ima_adpcm.wav   -ar 8000  -c:a adpcm_ima_wav
make_file wav_rf64.wav        -ar 8000  -c:a pcm_mulaw -rf64 always
make_file mp3_44k.mp3         -ar 44100 -c:a libmp3lame -b:a 64k
make_file mp3_8k_no_xing.mp3  -ar 8000  -c:a libmp3lame -b:a 24k -write_xing 0 -id3v2_version 0
make_file aac.aac             -ar 44100 -c:a aac -b:a 128k
make_file aac.m4a             -ar 44100 -c:a aac -b:a 128k
make_file aac_fast_start.m4a  -ar 16000 -c:a aac -b:a 64k -movflags +faststart
make_file aac_fragmented.mp4  -ar 48000 -c:a aac -b:a 128k -movflags +frag_keyframe+empty_moov+default_base_moof -frag_duration 500000
make_file alac.m4a            -ar 8000  -c:a alac
make_file vorbis.ogg          -ar 44100 -c:a libvorbis -q:a 0
make_file opus.ogg            -c:a libopus -b:a 32k
make_file opus.webm           -c:a libopus -b:a 32k
# As a browser records: to a pipe, so that no size is known.
make_file - -c:a libopus -b:a 32k -live 1 -f webm | cat > opus_live.webm
make_file vorbis.mka          -ar 22050 -c:a libvorbis -q:a 0
make_file flac_16.flac        -ar 16000 -c:a flac -sample_fmt s16
make_file flac_24.flac        -ar 22050 -c:a flac -sample_fmt s32
make_file flac.ogg            -ar 16000 -c:a flac -sample_fmt s16
make_file pcm.aiff            -ar 8000  -c:a pcm_s16be
make_file pcm.caf             -ar 8000  -c:a pcm_s16le
make_video video_h264_aac.mp4 -c:v libx264 -preset veryfast -crf 40 -pix_fmt yuv420p -ar 44100 -c:a aac -b:a 128k
make_video video_h264_aac.mov -c:v libx264 -preset veryfast -crf 40 -pix_fmt yuv420p -ar 44100 -c:a aac -b:a 128k
make_video video_vp8_opus.webm -c:v libvpx -b:v 30k -c:a libopus -b:a 32k
make_video video_h264_aac.mkv -c:v libx264 -preset veryfast -crf 40 -pix_fmt yuv420p -ar 48000 -c:a aac -b:a 128k
# Not among the formats: named in the error.
make_file unsupported_wma.wma -ar 16000 -c:a wmav2 -b:a 32k
ffmpeg -hide_banner -loglevel error -y -f lavfi -i "testsrc2=s=64x48:r=10:d=2" \
    -map_metadata -1 -fflags +bitexact -c:v libx264 -preset veryfast -crf 40 -pix_fmt yuv420p video_only.mp4
# Six channels: a centre that speaks, the others silent.
ffmpeg -hide_banner -loglevel error -y -f lavfi \
    -i "aevalsrc=0|0|0.5*sin(2*PI*440*t)|0|0|0:s=8000:d=1:c=5.1" \
    -map_metadata -1 -fflags +bitexact -flags:a +bitexact -c:a pcm_s16le wav_six_channels.wav
