import ClosedCaptions
import Subtitles
import Timeline

/// Reads SCC: lines of a time code and pairs of bytes, a pair for each frame from there on.
struct SCCReader {
  var reading: CaptionReading

  private static let signature = "Scenarist_SCC"

  func document(from text: String) throws -> SubtitleDocument {
    let lines = CueText.fileLines(of: text)
    var decoder = CaptionDecoder(rollUpStyle: reading.rollUpStyle)
    let grid = TimeGrid(frameRate: TimeCodeCount.dropFrame.frameRate)
    var isKnown = false
    var clock = ProgrammeClock(start: reading.programmeStart)
    var next: Int64 = 0
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let first = words.first else { continue }
      guard let timeCode = TimeCode(first) else {
        // Lines that are no captions are comments, if this is SCC at all.
        if first.drop(while: { $0 == "\u{FEFF}" }).hasPrefix(Self.signature) { isKnown = true }
        guard isKnown else {
          throw SubtitleReadError(line: index + 1, "this is not SCC: it does not begin with “Scenarist_SCC V1.0”")
        }
        continue
      }
      isKnown = true
      let count = timeCode.isDropFrame ? TimeCodeCount.dropFrame : .nonDropFrame
      var frame = clock.frame(at: timeCode, count)
      if frame > next { decoder.interrupt() }
      for pair in words.dropFirst().flatMap(Self.pairs) {
        decoder.receive(pair, at: grid.time(of: max(0, frame)))
        frame += 1
      }
      next = frame
    }
    guard isKnown else { throw SubtitleReadError("this is not SCC: the file is empty") }
    var document = SubtitleDocument(cues: decoder.finish())
    document.frameRate = grid.frameRate
    document.remarks = decoder.remarks
    if decoder.damagedPairs > 0 {
      document.remarks.append("\(decoder.damagedPairs) of \(decoder.pairs) pairs have the wrong parity")
    }
    return document
  }

  /// The pairs of a word of four digits, or of several that stand together. What is no hexadecimal number is a frame
  /// without a pair.
  private static func pairs(_ word: Substring) -> [CaptionPair] {
    let digits = word.utf8.map(\.hexadecimalDigit)
    guard !digits.isEmpty, digits.count.isMultiple(of: 4) else { return [.null] }
    return stride(from: 0, to: digits.count, by: 4).map { start in
      let pair = digits[start..<(start + 4)].compactMap { $0 }
      return pair.count < 4 ? .null : CaptionPair(sent: pair[0] << 4 | pair[1], pair[2] << 4 | pair[3])
    }
  }
}
