# Times are whole numbers, 705,600,000 to a second.
def clock: (. / 705600000 | floor) as $s
  | [$s / 3600, $s / 60 % 60, $s % 60] | map(floor | tostring | if length < 2 then "0" + . else . end) | join(":");
# What Markdown would take for marks.
def plain: gsub("(?<mark>[\\\\`*_{}\\[\\]<>#|])"; "\\" + .mark);
def text: reduce .words[] as $word (""; . + (if . == "" or ($word.hasSpaceBefore == false) then "" else " " end) + $word.text);

(if $heading then "# \($name | plain)\n" else empty end),
(.segments[] | "**\(.words[0].range.start | clock)** \(text | plain)\n")
