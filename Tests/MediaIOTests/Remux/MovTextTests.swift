import MediaIO
import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct MovTextTests {
  private let encoder = MovText(width: 1920, height: 1080)

  private func cue(_ start: Int64, _ end: Int64, _ text: [CueLine], top: Bool = false) -> Cue {
    Cue(
      range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), text: text,
      placement: top ? .top : nil)
  }

  private func payload(_ text: [CueLine]) -> [UInt8] {
    encoder.encoded(SubtitleDocument(cues: [cue(0, 1000, text)])).samples.first?.payload ?? []
  }

  @Test func plainTextIsItsLengthAndItself() {
    #expect(payload(["Hé", "zwei"]) == [0, 8] + Array("Hé\nzwei".utf8))
  }

  @Test func stylesCountScalars() {
    var style = TextStyle.italic
    style.isBold = true
    style.color = TextColor(255, 128, 0)
    var underlined = TextStyle()
    underlined.isUnderlined = true
    let bytes = payload([
      CueLine(spans: [CueSpan("é😀 "), CueSpan("ab", style: style)]),
      CueLine(spans: [CueSpan("cd", style: underlined)]),
    ])
    let text = Array("é😀 ab\ncd".utf8)
    #expect(bytes.prefix(2 + text.count).elementsEqual([0, UInt8(text.count)] + text))
    let box = Array(bytes.dropFirst(2 + text.count))
    #expect(box.count == 8 + 2 + 2 * 12)
    #expect(Array(box[0..<10]) == [0, 0, 0, 34] + Array("styl".utf8) + [0, 2])
    #expect(Array(box[10..<22]) == [0, 3, 0, 5, 0, 1, 3, 54, 255, 128, 0, 255])
    #expect(Array(box[22..<34]) == [0, 6, 0, 8, 0, 1, 4, 54, 255, 255, 255, 255])
  }

  @Test func whatFollowsOnInTheSameStyleIsOneRecord() {
    var spoken = CueSpan("b", style: .italic)
    spoken.language = "fr"
    let bytes = payload([CueLine(spans: [CueSpan("a", style: .italic), spoken])])
    #expect(bytes.count == 2 + 2 + 8 + 2 + 12)
    #expect(Array(bytes.suffix(12).prefix(4)) == [0, 0, 0, 2])
  }

  @Test func cuesThatOverlapBecomePieces() {
    let document = SubtitleDocument(cues: [
      cue(0, 3000, ["long"]), cue(1000, 2000, ["inner"]), cue(2000, 4000, ["late"]),
      cue(2000, 2500, ["twin"], top: true),
    ])
    let samples = encoder.encoded(document).samples
    let shown = samples.map { sample in
      let length = Int(sample.payload[0]) << 8 | Int(sample.payload[1])
      return (
        sample.range.start.milliseconds, sample.range.end.milliseconds,
        String(decoding: sample.payload[2..<2 + length], as: UTF8.self)
      )
    }
    #expect(shown.map(\.0) == [0, 1000, 2000, 2500, 3000])
    #expect(shown.map(\.1) == [1000, 2000, 2500, 3000, 4000])
    #expect(shown.map(\.2) == ["long", "long\ninner", "twin\nlong\nlate", "long\nlate", "late"])
  }

  @Test func cuesAtTheTopHaveABoxThere() {
    let encoded = encoder.encoded(SubtitleDocument(cues: [cue(0, 1000, ["up"], top: true)]))
    let box = encoded.samples[0].payload.suffix(16)
    #expect(Array(box) == [0, 0, 0, 16] + Array("tbox".utf8) + [0, 54, 0, 96, 0, 121, 7, 32])
    // And the track says that there are such.
    #expect(Array(encoded.header.prefix(4)) == [0x20, 0, 0, 0])
  }

  @Test func theTrackSaysHowTextLooks() {
    let header = encoder.encoded(SubtitleDocument(cues: []), isForced: true).header
    #expect(Array(header.prefix(10)) == [0xC0, 0, 0, 0, 1, 0xFF, 0, 0, 0, 0])
    // Top, left, bottom, right; then the style: white, of a twentieth of the height.
    #expect(Array(header[10..<18]) == [0, 0, 0, 96, 0x04, 0x02, 0x07, 0x20])
    #expect(Array(header[18..<30]) == [0, 0, 0, 0, 0, 1, 0, 54, 255, 255, 255, 255])
  }

  @Test func hugeTextIsCutBetweenCharacters() {
    let bytes = payload([CueLine(String(repeating: "😀", count: 30_000))])
    let length = Int(bytes[0]) << 8 | Int(bytes[1])
    #expect(length == bytes.count - 2 && length >= 59_990)
    #expect(String(validating: bytes.dropFirst(2), as: UTF8.self) != nil)
  }

  @Test func whatHasNoRoomIsSaid() {
    func losses(_ cues: [Cue]) -> [SubtitleLoss] { MovText.losses(of: SubtitleDocument(cues: cues)) }
    let (most, more) = (String(repeating: "a", count: 59_999) + "😀", String(repeating: "a", count: 60_000) + "😀")
    #expect(losses([cue(0, 900, [CueLine(most)])]).isEmpty)
    let cut = losses([cue(0, 900, ["short"]), cue(61_500, 63_000, [CueLine(more)])])
    #expect(cut == [.shortened(1, first: MediaTime(milliseconds: 61_500))])
    #expect(cut.first?.message.contains("at 00:01:01.500") == true)
    #expect(losses((0..<9).map { cue($0, 5000, ["text"]) }) == [.leftOut(1)])
  }

  @Test(.timeLimit(.minutes(1))) func manyThatOverlapTakeLittleTime() {
    let cues = (0..<20_000).map { cue(Int64($0), 30_000_000, [CueLine("\($0)")]) }
    #expect(encoder.encoded(SubtitleDocument(cues: cues)).samples.count <= 20_000)
  }
}
