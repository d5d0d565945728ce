import Subtitles
import Timeline

/// The text of one `p`, piece by piece, each with the time during which it is shown and where.
struct TTMLParagraph {
  /// A cue whose end may not be known.
  struct OpenCue: Equatable {
    var begin: MediaTime
    var end: MediaTime?
    var text: [CueLine]
    var id: String?
    var placement: CuePlacement?
    var isForced = false
  }

  struct Piece {
    var span: CueSpan
    var begin: MediaTime
    var end: MediaTime?
    var placement: CuePlacement?
    var isForced = false
    /// Whether a `span` names the region of its own.
    var hasOwnRegion = false
  }

  /// More different times in one paragraph than any subtitle has, and more places.
  static let maximumTimes = 1000
  private static let maximumPlaces = 50
  /// How many pieces the paragraphs of a document may have, each counted once for every time of its paragraph: a hundred
  /// times what an opera in single words has.
  static let maximumWork = 50_000_000

  var id: String?
  private var pieces: [Piece] = []
  /// Whether some of its text is over before it begins.
  private(set) var hasUnseenText = false

  init(id: String?) { self.id = id }

  /// Adds a piece; what is over before it begins is never seen.
  mutating func append(_ piece: Piece) {
    if let end = piece.end, end <= piece.begin {
      hasUnseenText = hasUnseenText || !CueText.lines(of: piece.span.text).isEmpty
      return
    }
    guard let last = pieces.last, last.begin == piece.begin, last.end == piece.end, last.placement == piece.placement,
      last.isForced == piece.isForced, last.hasOwnRegion == piece.hasOwnRegion, piece.span.ruby == nil,
      last.span.with("") == piece.span.with("")
    else {
      pieces.append(piece)
      return
    }
    pieces[pieces.count - 1].span.text.unicodeScalars.append(contentsOf: piece.span.text.unicodeScalars)
  }

  /// The cues of the paragraph: for each place one where all text has the same time, otherwise one for each time at which
  /// the text that is shown changes. Nil where there are too many times.
  ///
  /// - Parameter work: what is left of `maximumWork`.
  func cues(_ work: inout Int) -> [OpenCue]? {
    // Where spans are put into regions, text outside of them is in none.
    let ofRegions = pieces.filter(\.hasOwnRegion)
    let placed = ofRegions.isEmpty ? pieces : ofRegions
    var placements: [CuePlacement?] = []
    for piece in placed where !placements.contains(piece.placement) {
      placements.append(piece.placement)
      guard placements.count <= Self.maximumPlaces else { return nil }
    }
    var cues: [OpenCue] = []
    for placement in placements {
      guard let more = Self.cues(of: placed.filter { $0.placement == placement }, &work) else { return nil }
      cues += more
    }
    if !cues.isEmpty { cues[0].id = id }
    return cues
  }

  private static func cues(of pieces: [Piece], _ work: inout Int) -> [OpenCue]? {
    let shown = pieces.filter { !CueText.lines(of: $0.span.text).isEmpty }
    guard let first = shown.first else { return [] }
    if shown.allSatisfy({ $0.begin == first.begin && $0.end == first.end }) {
      return [cue(from: first.begin, to: first.end, pieces)]
    }
    let times = Set(shown.flatMap { [$0.begin] + ($0.end.map { [$0] } ?? []) }).sorted()
    work -= times.count * pieces.count
    guard times.count <= maximumTimes, work >= 0 else { return nil }
    var cues: [OpenCue] = []
    for (index, time) in times.enumerated() {
      let end = index + 1 < times.count ? times[index + 1] : nil
      let active = pieces.filter { $0.begin <= time && ($0.end.map { time < $0 } ?? true) }
      let cue = cue(from: time, to: end, active)
      if cue.text.isEmpty { continue }
      if let last = cues.last, last.text == cue.text, last.end == time, last.isForced == cue.isForced {
        cues[cues.count - 1].end = end
      } else {
        cues.append(cue)
      }
    }
    return cues
  }

  private static func cue(from begin: MediaTime, to end: MediaTime?, _ pieces: [Piece]) -> OpenCue {
    let texts = pieces.filter { !CueText.lines(of: $0.span.text).isEmpty }
    return OpenCue(
      begin: begin, end: end, text: CueText.lines(of: pieces.map(\.span)), placement: pieces.first?.placement,
      isForced: !texts.isEmpty && texts.allSatisfy(\.isForced))
  }
}
