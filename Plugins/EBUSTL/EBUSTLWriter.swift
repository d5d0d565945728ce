import Subtitles
import TextEncoding
import Timeline

/// Prints EBU STL.
struct EBUSTLWriter: Sendable {
  var standard: DisplayStandard
  /// Nil for those of the document.
  var framesPerSecond: Int64?
  var dropFrame: Bool
  var programmeStart: TimeCode?
  /// Nil for the one that holds most letters of the text.
  var table: CharacterTable?
  var creationDate: String

  /// Subtitle numbers of a group, from 1.
  private static let numbersOfGroup = 65_535

  func bytes(of document: SubtitleDocument) -> [UInt8] {
    var header = GSIBlock()
    header.framesPerSecond = framesPerSecond ?? Self.framesPerSecond(document.frameRate)
    let document = document.withVisibleText().normalised(keeping: standard.features.union([.voices])).withSides()
    header.standard = standard
    header.table = table ?? Self.table(for: document)
    header.language = document.language
    header.title = document.title
    header.programmeStart = programmeStart
    let count = header.count(dropFrame: dropFrame)
    let offset = programmeStart.map(count.frame) ?? 0

    var counts = GSIBlock.Counts()
    counts.firstCue = count.timeCode(of: offset)
    var blocks: [UInt8] = []
    func add(_ block: TTIBlock) {
      var block = block
      block.group = UInt8(clamping: counts.subtitles / Self.numbersOfGroup)
      block.number = UInt16(counts.subtitles % Self.numbersOfGroup + 1)
      counts.subtitles += 1
      counts.groups = Int(block.group) + 1
      // Only in the Latin table do bytes belong to the one after them.
      let bytes = block.bytes { header.table == .latin && (0xC1...0xCF).contains($0) }
      counts.blocks += bytes.count / TTIBlock.length
      blocks += bytes
    }
    for note in document.notes {
      let lines = CueText.lines(of: [CueSpan(held(note, header.table))])
      guard !lines.isEmpty else { continue }
      var block = TTIBlock()
      block.isComment = true
      (block.start, block.end) = (TTIBlock.bytes(counts.firstCue), TTIBlock.bytes(counts.firstCue))
      block.text = TextField.bytes(lines, standard: .open, table: header.table)
      add(block)
    }
    let grid = TimeGrid(frameRate: count.frameRate)
    var isFirst = true
    for cue in document.cues {
      let lines = lines(of: cue, header.table)
      guard !lines.isEmpty else { continue }
      let start = grid.ticks(cue.range.start) + offset
      let end = max(start + 1, grid.ticks(cue.range.end) + offset)
      if isFirst { counts.firstCue = count.timeCode(of: start) }
      isFirst = false
      var block = TTIBlock()
      (block.start, block.end) = (TTIBlock.bytes(count.timeCode(of: start)), TTIBlock.bytes(count.timeCode(of: end)))
      let placement = cue.placement ?? CuePlacement()
      let rows = lines.count * (standard == .teletext ? 2 : 1)
      block.row = UInt8(clamping: TextPlace(placement, rows: rows, of: header.rows).first)
      block.justification =
        switch placement.alignment {
        case .start, .left: 1
        case .center: 2
        case .end, .right: 3
        }
      block.text = TextField.bytes(lines, standard: standard, table: header.table)
      counts.longestRow = max(counts.longestRow, lines.map(\.string.unicodeScalars.count).max() ?? 0)
      add(block)
    }
    return header.bytes(counts, creationDate: creationDate) + blocks
  }

  /// In characters that the table has; broken where a row of teletext has no room for them.
  private func lines(of cue: Cue, _ table: CharacterTable) -> [CueLine] {
    let spans = cue.text.flatMap { line in line.spans.map { $0.with(held($0.text, table)) } + [CueSpan("\n")] }
    let lines = CueText.lines(of: spans)
    return standard == .open ? lines : CueText.wrapped(lines, width: TextField.teletextColumns)
  }

  private func held(_ text: String, _ table: CharacterTable) -> String {
    NearestText.text(text) { table.holds($0) || $0 == "\n" }
  }

  /// The characters of cues that the table has nothing like.
  func lostCharacters(of document: SubtitleDocument) -> SubtitleLoss? {
    let table = table ?? Self.table(for: document)
    return document.lostCharacters { text in NearestText.unlikeCount(in: text) { table.holds($0) } }
  }

  /// 25, 24 or 30, whichever is near; also of rates twice as high.
  private static func framesPerSecond(_ rate: Rational?) -> Int64 {
    guard let rate = rate?.value, rate > 0 else { return 25 }
    switch rate > 40 ? rate / 2 : rate {
    case ..<24.5: return 24
    case ..<27.5: return 25
    default: return 30
    }
  }

  private static func table(for document: SubtitleDocument) -> CharacterTable {
    let text = document.cues.flatMap(\.lines).joined()
    // Stable: Latin where another holds no more.
    let counts = CharacterTable.allCases.map { ($0, $0.letterCount(in: text)) }
    let most = counts.map(\.1).max() ?? 0
    return counts.first { $0.1 == most }?.0 ?? .latin
  }
}
