import Subtitles
import Timeline

/// The text of one `p`, piece by piece, each with the time during which it is shown.
struct TTMLParagraph {
  /// A cue whose end may not be known.
  struct OpenCue: Equatable {
    var begin: MediaTime
    var end: MediaTime?
    var lines: [String]
  }

  /// More different times in one paragraph than any subtitle has; the work grows with their square.
  static let maximumTimes = 1000

  private struct Piece {
    var text: String
    var begin: MediaTime
    var end: MediaTime?
  }

  private var pieces: [Piece] = []

  /// Adds text. Where white space is not preserved, a line feed in it is a space.
  mutating func append(_ text: String, from begin: MediaTime, to end: MediaTime?, preservesSpace: Bool) {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(!preservesSpace && (scalar == "\n" || scalar == "\r") ? " " : scalar)
    }
    if let last = pieces.indices.last, pieces[last].begin == begin, pieces[last].end == end {
      pieces[last].text.unicodeScalars.append(contentsOf: scalars)
    } else {
      pieces.append(Piece(text: String(scalars), begin: begin, end: end))
    }
  }

  /// The cues of the paragraph: one where all text has the same time, otherwise one for each time at which the text that
  /// is shown changes. Nil where there are too many times.
  func cues() -> [OpenCue]? {
    let shown = pieces.filter { !CueText.lines(of: $0.text).isEmpty }
    guard let first = shown.first else { return [] }
    if shown.allSatisfy({ $0.begin == first.begin && $0.end == first.end }) {
      let lines = CueText.lines(of: pieces.map(\.text).joined())
      return [OpenCue(begin: first.begin, end: first.end, lines: lines)]
    }
    let times = Set(shown.flatMap { [$0.begin] + ($0.end.map { [$0] } ?? []) }).sorted()
    guard times.count <= Self.maximumTimes, pieces.count <= 4 * Self.maximumTimes else { return nil }
    var cues: [OpenCue] = []
    for (index, time) in times.enumerated() {
      let end = index + 1 < times.count ? times[index + 1] : nil
      let active = pieces.filter { $0.begin <= time && ($0.end.map { time < $0 } ?? true) }
      let lines = CueText.lines(of: active.map(\.text).joined())
      if lines.isEmpty { continue }
      if let last = cues.indices.last, cues[last].lines == lines, cues[last].end == time {
        cues[last].end = end
      } else {
        cues.append(OpenCue(begin: time, end: end, lines: lines))
      }
    }
    return cues
  }
}
