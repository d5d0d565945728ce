import Transcript

/// The text of a cue with what is known of it, and what became of it where it was repaired: repairs come back to the same
/// text many times.
final class CueContent {
  let text: [CueLine]
  let facts: TextFacts
  private var mended: Result?
  private var wrapped: Result?
  private var divided: (times: Times, parts: [Part]?)?
  private var joined: (other: CueContent, isTogether: Bool, result: CueContent?)?

  /// What of a text counts; the lines make it.
  struct TextFacts {
    var columns = 0
    var words = 0
    /// Letters and digits, by which cues are told to say the same.
    var letters = ""
    var faults = CueFaults.none
    var rules: Set<StyleRule> = []
  }

  /// A part of a cue that is divided.
  struct Part {
    var content: CueContent
    var start: GridTime
    var end: GridTime
  }

  private struct Times: Equatable {
    var start: GridTime
    var end: GridTime
    var isTooLong: Bool
  }

  private struct Result {
    var content: CueContent?
  }

  init(_ text: [CueLine], judge: CueJudge) {
    self.text = text
    facts = judge.facts(of: text)
  }

  // MARK: - What it is

  private(set) lazy var lines: [String] = text.map(\.string)

  /// Its speakers, as far as the text names them.
  private(set) lazy var voices: Set<String> = Set(text.lazy.flatMap(\.spans).compactMap(\.voice))

  private(set) lazy var isDialogue: Bool = CueMarks.isDialogue(lines)

  /// Whether the lines belong to several speakers, or are lines for another reason than their length.
  private(set) lazy var hasFixedLines: Bool =
    text.count > 1 && (isDialogue || voices.count > 1 || lines.contains(where: CueMarks.isSung))

  /// Whether its last line ends a sentence.
  func endsSentence(_ language: LanguageTag) -> Bool {
    if let ending { return ending }
    let ends = TextRepair.endsSentence(lines.last ?? "", language: language)
    ending = ends
    return ends
  }

  private var ending: Bool?

  /// Whether it is all words that one speaker says.
  private(set) lazy var isPlainSpeech: Bool =
    !hasFixedLines
    && !lines.contains {
      CueMarks.isLabel($0) || CueMarks.isSung($0) || CueMarks.beginsWithDash($0)
    }

  // MARK: - What becomes of it

  func mended(_ make: () -> [CueLine]?, judge: CueJudge) -> CueContent? {
    if let mended { return mended.content }
    let made = make().map { CueContent($0, judge: judge) }
    mended = Result(content: made)
    return made
  }

  func wrapped(_ make: () -> [CueLine]?, judge: CueJudge) -> CueContent? {
    if let wrapped { return wrapped.content }
    let made = make().map { CueContent($0, judge: judge) }
    wrapped = Result(content: made)
    return made
  }

  func parts(from start: GridTime, to end: GridTime, isTooLong: Bool, _ make: () -> [Part]?) -> [Part]? {
    let times = Times(start: start, end: end, isTooLong: isTooLong)
    if let divided, divided.times == times { return divided.parts }
    let made = make()
    divided = (times, made)
    return made
  }

  func joined(
    with other: CueContent, isTogether: Bool, _ make: () -> [CueLine]?, judge: CueJudge
  ) -> CueContent? {
    if let joined, joined.other === other, joined.isTogether == isTogether { return joined.result }
    let made = make().map { CueContent($0, judge: judge) }
    joined = (other, isTogether, made)
    return made
  }
}
