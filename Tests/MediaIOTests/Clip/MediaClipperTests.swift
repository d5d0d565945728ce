import Foundation
import Media
import MediaIO
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct MediaClipperTests {
  private func range(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
  }

  private func cut(
    _ pieces: [ClipPiece], to output: FilePath, _ change: (inout MediaClipper.Options) -> Void = { _ in }
  ) throws -> ClipReport {
    var options = MediaClipper.Options()
    change(&options)
    return try MediaClipper.cut(pieces, to: output, options: options, cancellation: Cancellation())
  }

  private func code(_ body: () throws -> ClipReport) -> MediaError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? MediaError)?.code
    }
  }

  /// Where the packets of a track of a clip are in that of the source; nil where they are not all there, one after the other.
  private func place(of clip: [ReadBack.Packet], in source: [ReadBack.Packet]) -> Int? {
    guard let first = clip.first, let start = source.firstIndex(where: { $0.payload == first.payload }) else {
      return nil
    }
    let part = source[start...].prefix(clip.count)
    return part.map(\.payload) == clip.map(\.payload) ? start : nil
  }

  /// How much earlier each packet is than in the source, in microseconds.
  private func shifts(_ clip: [ReadBack.Packet], _ source: [ReadBack.Packet], from start: Int) -> [Int64] {
    zip(clip, source[start...]).compactMap { pair in pair.1.time.flatMap { time in pair.0.time.map { time - $0 } } }
  }

  @Test(arguments: ["clip.mkv", "clip.mp4"]) func packetsAreThoseOfTheSourceAndStayInTime(name: String) throws {
    let scratch = try Scratch()
    let source = Fixtures.named("whole.mkv")
    let before = try Data(contentsOf: URL(fileURLWithPath: source.string))
    let output = scratch.path.appending(name)
    let report = try cut([ClipPiece(source: source, range: range(2.7, 3.5))], to: output)
    // The key frame before is at 2.407 s, and the file begins at -0.002 s.
    #expect(report.parts.map { $0.range.start.milliseconds } == [2_409] && report.parts.map(\.place) == [.zero])
    let (whole, clip) = (try ReadBack(source), try ReadBack(output))
    try #require(clip.streams.map(\.codec) == whole.streams.map(\.codec))
    var all: [Int64] = []
    for (cutStream, wholeStream) in zip(clip.streams, whole.streams) {
      let start = try #require(place(of: cutStream.packets, in: wholeStream.packets))
      all += shifts(cutStream.packets, wholeStream.packets, from: start)
      let last = try #require(wholeStream.packets[start + cutStream.packets.count - 1].time)
      #expect((3_400_000...3_560_000).contains(last))
    }
    // Sound and picture have moved by the same, as far as milliseconds tell.
    let (least, most) = (try #require(all.min()), try #require(all.max()))
    #expect(most - least <= 1_500 && abs(least - 2_407_000) <= 1_500, "\(least) to \(most)")
    #expect(clip.streams[0].packets.first?.time.map { abs($0) < 1_500 } == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: source.string)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == [name])
  }

  @Test func picturesOutOfOrderKeepTheirTimes() throws {
    let scratch = try Scratch()
    let source = Fixtures.named("shots-x264-gop24.mp4")
    let output = scratch.path.appending("clip.mp4")
    let report = try cut([ClipPiece(source: source, range: range(1, 2))], to: output)
    #expect(abs(report.parts[0].range.start.seconds - 0.8008) < 0.0005)
    let (whole, clip) = (try ReadBack(source).streams[0].packets, try ReadBack(output).streams[0].packets)
    let start = try #require(place(of: clip, in: whole))
    let moved = shifts(clip, whole, from: start)
    #expect(moved.allSatisfy { abs($0 - 800_800) <= 60 }, "\(moved)")
    // All that is shown before the end is there.
    let shown = whole.compactMap(\.time).count { $0 >= 800_000 && $0 < 2_000_000 }
    #expect(clip.compactMap(\.time).count { $0 < 2_000_000 - 800_800 } == shown)
  }

  @Test func severalPartsFollowEachOther() throws {
    let scratch = try Scratch()
    let source = Fixtures.named("whole.mkv")
    let output = scratch.path.appending("reel.mkv")
    let ranges = [range(2.5, 3.2), range(0.2, 1), range(2.5, 3)]
    let report = try cut(ranges.map { ClipPiece(source: source, range: $0) }, to: output)
    #expect(report.parts.map(\.asked) == ranges)
    #expect(report.parts.map { $0.range.start.milliseconds } == [2_409, 9, 2_409])
    let (whole, clip) = (try ReadBack(source), try ReadBack(output))
    for (cutStream, wholeStream) in zip(clip.streams, whole.streams) {
      var rest = cutStream.packets[...]
      for part in report.parts {
        // Packets of a part have moved by the same, and all of them are there.
        let shift = part.range.start - part.place - MediaTime(milliseconds: 2)
        let own = wholeStream.packets.filter { packet in
          guard let time = packet.time else { return false }
          return time >= part.range.start.count(perSecond: 1_000_000) - 2_000
            && time < part.range.end.count(perSecond: 1_000_000) - 2_000
        }
        for packet in own {
          guard let found = rest.popFirst() else {
            Issue.record("packets are missing")
            return
          }
          #expect(found.payload == packet.payload)
          let moved = try #require(packet.time) - #require(found.time)
          #expect(abs(moved - shift.count(perSecond: 1_000_000)) <= 1_500)
        }
      }
      #expect(rest.isEmpty)
      let times = cutStream.packets.compactMap(\.time)
      #expect(times == times.sorted())
    }
  }

  @Test func soundAloneBeginsWithItsPacket() throws {
    let scratch = try Scratch()
    let source = Fixtures.named("index-at-end.m4a")
    let output = scratch.path.appending("clip.m4a")
    let report = try cut([ClipPiece(source: source, range: range(0.3, 0.6))], to: output)
    let early = MediaTime(seconds: 0.3) - report.parts[0].range.start
    #expect(early >= .zero && early < MediaTime(milliseconds: 70))
    let start = try #require(place(of: ReadBack(output).streams[0].packets, in: ReadBack(source).streams[0].packets))
    #expect(start > 0)
    #expect(abs(report.duration.seconds - 0.33) < 0.08)
  }

  @Test(.enabled(if: TestData.isAvailable)) func partsOfFLACSayHowLongTheyAre() throws {
    let scratch = try Scratch()
    let source = try #require(TestData.root).appending("speech/openai__whisper/jfk.flac")
    let output = scratch.path.appending("clip.flac")
    let report = try cut(
      [ClipPiece(source: source, range: range(1, 3)), ClipPiece(source: source, range: range(5, 6))], to: output)
    let duration = try #require(try MediaProbe.probe(output).duration)
    // Probing counts in microseconds, the report in samples.
    #expect(abs(duration.seconds - report.duration.seconds) < 1e-4 && abs(duration.seconds - 3.2) < 0.3)
  }

  @Test func subtitlesAreCutAndMoved() throws {
    let scratch = try Scratch()
    let cues: [(Double, Double, String)] = [
      (0.1, 0.4, "gone"), (2, 2.8, "begun"), (3, 3.2, "whole"), (3.4, 3.9, "cut"), (3.95, 4, "late"),
    ]
    let document = SubtitleDocument(cues: cues.map { Cue(range: range($0.0, $0.1), lines: [$0.2]) })
    let subtitled = scratch.path.appending("film.mp4")
    let track = SubtitleTrack(.document(document), language: "fr", title: "Mon titre")
    _ = try SubtitleEmbedder.embed(
      [track], from: Fixtures.named("whole.mkv"), to: subtitled, cancellation: Cancellation())
    let output = scratch.path.appending("clip.mp4")
    let report = try cut([ClipPiece(source: subtitled, range: range(2.6, 3.6))], to: output)
    let start = report.parts[0].range.start
    let stream = try #require(ReadBack(output).streams.first { $0.codec == "mov_text" })
    #expect(stream.tags["language"] == "fra" && stream.tags["handler_name"] == "Mon titre")
    let shown = stream.packets.filter { $0.payload.count > 2 }
    let texts = shown.map { String(decoding: $0.payload.dropFirst(2).prefix(Int($0.payload[1])), as: UTF8.self) }
    #expect(texts == ["begun", "whole", "cut"])
    let expected = [(start, MediaTime(seconds: 2.8)), (MediaTime(seconds: 3), MediaTime(seconds: 3.2))]
    for (packet, (from, to)) in zip(shown, expected) {
      let begin = try #require(packet.time)
      #expect(abs(begin - (from - start).count(perSecond: 1_000_000)) < 3_000)
      #expect(abs(packet.duration - (to - from).count(perSecond: 1_000_000)) < 3_000)
    }
    #expect(shown.last.map { $0.duration < 230_000 } == true)
  }

  @Test func filesThatAgreeMakeOneReel() throws {
    let scratch = try Scratch()
    let source = Fixtures.named("whole.mkv")
    let other = scratch.path.appending("other.mkv")
    try FileManager.default.copyItem(atPath: source.string, toPath: other.string)
    let output = scratch.path.appending("reel.mkv")
    let report = try cut(
      [
        ClipPiece(source: source, range: range(0, 1), title: "One"),
        ClipPiece(source: other, range: range(2.41, 3), title: "Two"),
      ], to: output)
    #expect(report.parts.count == 2)
    let clip = try ReadBack(output)
    #expect(clip.chapters == ["One", "Two"])
    #expect(clip.streams.map(\.codec) == ["mpeg4", "opus"])
    let error = code {
      try cut(
        [
          ClipPiece(source: source, range: range(0, 1)),
          ClipPiece(source: Fixtures.named("shots-x264.mkv"), range: range(0, 1)),
        ], to: scratch.path.appending("no.mkv"))
    }
    #expect(error == .unsupportedStream)
    #expect(!FileManager.default.fileExists(atPath: scratch.path.appending("no.mkv").string))
  }

  @Test func whatCannotBeDoneIsSaidAndLeavesNothing() throws {
    let scratch = try Scratch()
    let source = scratch.path.appending("film.mkv")
    try FileManager.default.copyItem(atPath: Fixtures.named("whole.mkv").string, toPath: source.string)
    let piece = ClipPiece(source: source, range: range(1, 2))
    let output = scratch.path.appending("clip.mkv")
    #expect(code { try cut([], to: output) } == .empty)
    #expect(code { try cut([ClipPiece(source: source, range: range(9, 10))], to: output) } == .empty)
    #expect(code { try cut([piece], to: source) } == .exists)
    #expect(code { try cut([piece], to: source) { $0.replacesOutput = true } } == .exists)
    #expect(code { try cut([piece], to: scratch.path.appending("clip.xyz")) } == .unsupportedContainer)
    #expect(
      code { try cut([ClipPiece(source: scratch.path.appending("no.mkv"), range: range(0, 1))], to: output) }
        == .notFound)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: MediaError.self) { try MediaClipper.cut([piece], to: output, cancellation: cancellation) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == ["film.mkv"])
    _ = try cut([piece], to: output)
    #expect(code { try cut([piece], to: output) } == .exists)
    _ = try cut([piece], to: output) { $0.replacesOutput = true }
  }

  /// At both ends, within a packet, and beyond.
  @Test func anyRangeGivesAFile() throws {
    let scratch = try Scratch()
    for (index, ends) in [(0, 0.05), (0, 99), (3.99, 4), (2.407, 2.408), (1, 2.406), (-5, 0.5)].enumerated() {
      let output = scratch.path.appending("\(index).mkv")
      let report = try cut([ClipPiece(source: Fixtures.named("whole.mkv"), range: range(ends.0, ends.1))], to: output)
      #expect(report.packetCount > 0 && report.duration > .zero)
      #expect(try !ReadBack(output).streams[0].packets.isEmpty)
    }
  }
}
