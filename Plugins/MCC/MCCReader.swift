import ClosedCaptions
import Subtitles
import Timeline

/// Reads MCC: a head of names and values, then lines of a time code and a packet.
struct MCCReader {
  var reading: CaptionReading

  private static let signature = "File Format=MacCaption_MCC"
  private static let rateKey = "Time Code Rate="

  func document(from text: String) throws -> SubtitleDocument {
    let lines = CueText.fileLines(of: text)
    let head = lines.firstIndex { !$0.allSatisfy { $0 == " " || $0 == "\u{FEFF}" } } ?? 0
    guard lines[head].drop(while: { $0 == " " || $0 == "\u{FEFF}" }).hasPrefix(Self.signature) else {
      throw SubtitleReadError(line: head + 1, "this is not MCC: it does not begin with “\(Self.signature)”")
    }
    var decoder = CaptionDecoder(rollUpStyle: reading.rollUpStyle)
    var count = TimeCodeCount.nonDropFrame
    var grid = TimeGrid(frameRate: count.frameRate)
    var clock = ProgrammeClock(start: reading.programmeStart)
    var last: Int64 = 0
    // What fills the line while nothing is said counts as well.
    var (packets, pairs) = (0, 0)
    for line in lines[(head + 1)...] {
      if line.hasPrefix(Self.rateKey) {
        count = Self.count(line.dropFirst(Self.rateKey.count))
        grid = TimeGrid(frameRate: count.frameRate)
        continue
      }
      let words = line.split { $0 == " " || $0 == "\t" }
      // The second version may have a field and a line of the picture after the time code.
      guard words.count == 2, let timeCode = TimeCode(words[0].prefix { $0 != "." && $0 != "," }) else { continue }
      let frame = clock.frame(at: timeCode, count)
      // At 60 frames a second every other has nothing for the first field.
      if frame > last + 2 { decoder.interrupt() }
      last = frame
      let packet = CaptionPacket(words[1])
      if packet.isPacket { packets += 1 }
      pairs += packet.pairs.count
      for pair in packet.pairs { decoder.receive(pair, at: grid.time(of: max(0, frame))) }
    }
    if pairs == 0 {
      throw SubtitleReadError(
        packets == 0
          ? "no line is a packet with captions" : "this has only CEA-708 captions, which are not read")
    }
    var document = SubtitleDocument(cues: decoder.finish())
    document.frameRate = count.frameRate
    document.remarks = decoder.remarks
    return document
  }

  /// Whole rates but 25 and 50 are those of American television, which are 0.1 % slower.
  private static func count(_ text: Substring) -> TimeCodeCount {
    let digits = text.prefix { $0.isNumber }
    let isDropFrame = text.drop { $0 != "D" }.hasPrefix("DF")
    return switch Int64(digits) ?? 30 {
    case 25: TimeCodeCount(frameRate: Rational(25, 1))
    case 50: TimeCodeCount(frameRate: Rational(50, 1))
    case let rate where (1...100).contains(rate):
      TimeCodeCount(frameRate: Rational(rate * 1000, 1001), isDropFrame: isDropFrame)
    default: isDropFrame ? .dropFrame : .nonDropFrame
    }
  }
}
