#!/usr/bin/env bash
# Writes the demo figures and prints one line for each: its path and what it shows.
#   demo.sh HEADLIGHT OUT_FOLDER
set -euo pipefail
headlight=$1
out=$2
samples=$(dirname "$0")/samples
export QT_QPA_PLATFORM=offscreen
mkdir -p "$out"

figure() {  # figure FILE WHAT ARGUMENT…
  local file=$out/$1 what=$2
  shift 2
  "$headlight" export --quiet "$@" --out "$file" >/dev/null
  printf '%s  %s\n' "$file" "$what"
}

wrench="The robot picked up the wrench because it was heavy."
if "$headlight" models list | grep '^all-MiniLM-L6-v2 ' >/dev/null; then
  encoder=all-MiniLM-L6-v2
  figure 01-all-heads.png "every head of a sentence encoder on the wrench sentence" \
    --model $encoder --text "$wrench" --view heads --width 175
  figure 02-it-wrench.svg "layer 3, head 1: \"it\" looks at \"wrench\"" \
    --model $encoder --text "$wrench" --view graph --layer 3 --head 1 --words --no-special --query 9 --width 85
  figure 03-it-wrench-matrix.pdf "the same head as a matrix with its scale" \
    --model $encoder --text "$wrench" --view matrix --layer 3 --head 1 --query 9 --width 85
  figure 04-statistics.svg "what kind of head each is: entropy, distance, share on neighbours" \
    --model $encoder --text "$wrench" --view stats --width 175
fi
figure 05-black-cat.svg "cross attention aligns le-the, chat-cat, noir-black: the adjective moves" \
  --model translate-en-fr --text "The black cat" --view graph --width 85
figure 06-wrench-french.svg "while writing \"elle\" the translator looks at \"wrench\"" \
  --model translate-en-fr --text "$wrench" --view graph --stream cross --layer 1 --head 1 --query 8 --width 85
figure 07-wrench-french-matrix.png "the translation's cross attention as a matrix" \
  --model translate-en-fr --text "$wrench" --view matrix --stream cross --width 120
figure 08-it-wrench-translator.pdf "the translator's encoder: \"it\" finds \"wrench\"" \
  --model translate-en-fr --text "$wrench" --view graph --stream encoder --layer 1 --head 1 --query 7 --width 85
scene=$(ls "$samples"/*.png | head -n 1)
figure 09-scene-overlay.png "where a picture classifier's [CLS] token looks" \
  --model scenes-vit --image "$scene" --view overlay --layer 2 --head 1 --width 120
figure 10-scene-rollout.png "attention rollout through all layers on the same picture" \
  --model scenes-vit --image "$scene" --view rollout --width 120
figure 11-scene-heads.svg "every head of the picture classifier" \
  --model scenes-vit --image "$scene" --view heads --width 120
figure 12-translator-statistics.csv "the numbers behind a figure: statistics of the translator's encoder heads" \
  --model translate-en-fr --text "$wrench" --view stats --stream encoder
figure 13-sampling-points.svg "every place that one detection read: sampling points of each head and level, layer by layer" \
  --model scenes-detr --image "$scene" --view points --width 175
figure 14-detections.png "attention between detections, drawn on the picture" \
  --model scenes-detr --image "$scene" --view graph --width 120
