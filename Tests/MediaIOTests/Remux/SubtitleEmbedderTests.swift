import Foundation
import Media
import MediaIO
import Subtitles
import SystemPackage
import Testing
import Timeline
import Transcript

@Suite struct SubtitleEmbedderTests {
  private static let cues: [(start: Int64, end: Int64, text: String)] = [
    (100, 400, "Hello"), (500, 900, "Über & <mehr>"),
  ]

  private static let document = SubtitleDocument(
    cues: cues.map {
      Cue(
        range: TimeRange(start: MediaTime(milliseconds: $0.start), end: MediaTime(milliseconds: $0.end)),
        lines: [$0.text])
    })

  private static let subRip = """
    1
    00:00:00,100 --> 00:00:00,400
    Hello

    2
    00:00:00,500 --> 00:00:00,900
    <i>Über</i>
    zwei Zeilen

    """

  private static let webVTT = """
    WEBVTT

    one
    00:00:00.100 --> 00:00:00.400 line:10% align:start
    Hello

    00:00:00.500 --> 00:00:00.900
    Über &amp; &lt;mehr&gt;

    """

  private func track(
    for container: MediaContainer, language: LanguageTag = "fr", title: String? = "Mon titre",
    _ dispositions: Set<MediaStream.Disposition> = []
  ) -> SubtitleTrack {
    let content: SubtitleTrack.Content =
      switch container {
      case .mp4, .quickTime: .document(Self.document)
      case .matroska: .file(Array(Self.subRip.utf8), .subRip)
      case .webM: .file(Array(Self.webVTT.utf8), .webVTT)
      }
    return SubtitleTrack(content, language: language, title: title, dispositions: dispositions)
  }

  private func embed(
    _ tracks: [SubtitleTrack], from source: FilePath, to output: FilePath,
    _ change: (inout SubtitleEmbedder.Options) -> Void = { _ in }
  ) throws -> SubtitleEmbedder.Report {
    var options = SubtitleEmbedder.Options()
    change(&options)
    return try SubtitleEmbedder.embed(
      tracks, from: source, to: output, options: options, cancellation: Cancellation(), progress: nil)
  }

  // MARK: - What is copied

  /// The payloads and times of every track of the source, found again in the copy.
  private func expectCopied(_ before: ReadBack, in after: ReadBack, file: String) {
    for (index, stream) in before.streams.enumerated() where stream.kind != "data" && !stream.packets.isEmpty {
      let twin = after.streams.first { $0.packets.map(\.payload) == stream.packets.map(\.payload) }
      #expect(twin != nil, "\(file): stream \(index) (\(stream.codec)) is not the same in the copy")
      guard let twin else { continue }
      for (old, new) in zip(stream.packets, twin.packets) {
        guard let old = old.time, let new = new.time else { continue }
        // Edit lists count in milliseconds.
        #expect(abs(old - new) <= 1_000, "\(file): stream \(index) at \(old) µs is at \(new) µs")
      }
      #expect(twin.rotation == stream.rotation)
      if !stream.packets.isEmpty, stream.kind != "video" || stream.codec != "png" {
        #expect(twin.isDefault == stream.isDefault, "\(file): stream \(index)")
      }
      #expect(twin.tags["language"] == stream.tags["language"])
    }
    #expect(after.chapters == before.chapters)
    #expect(after.tags["title"] == before.tags["title"])
  }

  @Test(arguments: [
    "tracks.mkv", "late.mkv", "whole.mkv", "attached.mkv", "silent-film.mp4", "index-at-end.m4a", "turned.mp4",
    "small.webm",
  ])
  func everythingIsCopied(name: String) throws {
    let source = Fixtures.named(name)
    let scratch = try Scratch()
    let container = try #require(MediaContainer(of: source))
    let output = scratch.path.appending("copy.\(source.extension ?? "")")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: source.string))
    let report = try embed([track(for: container)], from: source, to: output)
    #expect(report.leftOut.isEmpty && report.warnings.isEmpty, "\(report)")
    let (before, after) = (try ReadBack(source), try ReadBack(output))
    expectCopied(before, in: after, file: name)
    #expect(try Data(contentsOf: URL(fileURLWithPath: source.string)) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string).count == 1)

    let added = try #require(after.streams.last { $0.kind == "subtitle" })
    #expect(!added.isDefault && !added.isForced)
    let start = try MediaProbe.probe(source).startTime.milliseconds * 1000
    let shown = added.packets.filter { $0.payload.count > 2 }
    #expect(shown.count == 2)
    for (packet, cue) in zip(shown, Self.cues) {
      #expect(packet.time == start + cue.start * 1000)
      #expect(packet.duration == (cue.end - cue.start) * 1000)
    }
  }

  @Test func attachmentsStayAttachments() throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.mkv")
    _ = try embed([track(for: .matroska)], from: Fixtures.named("attached.mkv"), to: output)
    let (before, after) = (try ReadBack(Fixtures.named("attached.mkv")), try ReadBack(output))
    let text = try #require(after.streams.first { $0.kind == "attachment" })
    #expect(text.header == before.streams.first { $0.kind == "attachment" }?.header)
    #expect(text.tags["filename"] == "hello.srt")
    let cover = try #require(after.streams.first { $0.codec == "png" })
    #expect(cover.tags["filename"] == "cover.png")
    // The subtitles that were there, and the new ones behind them.
    #expect(after.streams.filter { $0.kind == "subtitle" }.map { $0.tags["language"] } == ["ger", "fre"])
  }

  /// What comes earlier is written earlier; FFmpeg holds back no more than it must.
  @Test(arguments: ["whole.mkv", "turned.mp4", "small.webm"])
  func packetsAreInterleaved(name: String) throws {
    let scratch = try Scratch()
    let source = Fixtures.named(name)
    let output = scratch.path.appending("copy.\(source.extension ?? "")")
    _ = try embed([track(for: try #require(MediaContainer(of: source)))], from: source, to: output)
    var latest = Int64.zero
    for (stream, time) in try ReadBack(output).order {
      #expect(time >= latest - 200_000, "stream \(stream)")
      latest = max(latest, time)
    }
  }

  // MARK: - What is added

  @Test(arguments: [MediaContainer.mp4, .quickTime, .matroska, .webM])
  func tracksSayWhatTheyAre(container: MediaContainer) throws {
    let scratch = try Scratch()
    let (name, source) =
      switch container {
      case .mp4: ("copy.mp4", "silent-film.mp4")
      case .quickTime: ("copy.mov", "silent-film.mp4")
      case .matroska: ("copy.mkv", "tracks.mkv")
      case .webM: ("copy.webm", "small.webm")
      }
    let output = scratch.path.appending(name)
    let tracks = [
      track(for: container, [.default, .hearingImpaired]),
      track(for: container, language: "zh-Hant", title: nil, [.forced]),
      track(for: container, language: "und", title: nil),
    ]
    let report = try embed(tracks, from: Fixtures.named(source), to: output)
    #expect(report.sampleCounts == [2, 2, 2])
    let added = try ReadBack(output).streams.filter { $0.kind == "subtitle" }
    let isMP4 = container == .mp4 || container == .quickTime
    #expect(
      added.map(\.codec) == Array(repeating: isMP4 ? "mov_text" : container == .webM ? "webvtt" : "subrip", count: 3))
    let codes = added.map { $0.tags["language"] ?? "und" }
    // QuickTime files number the languages of old Macintosh computers, which mix both kinds of codes.
    let chinese = container == .mp4 ? "zho" : "chi"
    #expect(codes == (isMP4 ? ["fra", chinese, "und"] : ["fre", chinese, "und"]))
    #expect(added[0].tags[isMP4 ? "handler_name" : "title"] == "Mon titre")
    #expect(added.map(\.isDefault) == [true, false, false])
    // What does not come back is said.
    let lost = container.unheldDispositions
    #expect(added.map(\.isForced) == [false, !lost.contains(.forced), false])
    #expect(added.map(\.isForHearingImpaired) == [!lost.contains(.hearingImpaired), false, false])
    for disposition in [MediaStream.Disposition.forced, .hearingImpaired] {
      #expect(report.warnings.contains { $0.contains("“\(disposition)”") } == lost.contains(disposition))
    }
  }

  @Test func aNewDefaultIsTheOnlyOne() throws {
    let scratch = try Scratch()
    let first = scratch.path.appending("one.mp4")
    let second = scratch.path.appending("two.mp4")
    _ = try embed([track(for: .mp4, [.default])], from: Fixtures.named("turned.mp4"), to: first)
    _ = try embed([track(for: .mp4, language: "de", [.default])], from: first, to: second)
    let subtitles = try ReadBack(second).streams.filter { $0.kind == "subtitle" }
    #expect(subtitles.map { $0.tags["language"] } == ["fra", "deu"])
    #expect(subtitles.map(\.isDefault) == [false, true])
    #expect(try ReadBack(second).streams.first { $0.kind == "audio" }?.isDefault == true)
  }

  @Test func settingsOfWebVTTComeAlong() throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.webm")
    _ = try embed([track(for: .webM)], from: Fixtures.named("small.webm"), to: output)
    let added = try #require(try ReadBack(output).streams.last)
    #expect(added.packets.map(\.settings) == ["line:10% align:start", ""])
    #expect(added.packets.map { String(decoding: $0.payload, as: UTF8.self) } == ["Hello", "Über &amp; &lt;mehr&gt;"])
  }

  @Test func subStationAlphaKeepsItsHeader() throws {
    let script = """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize
      Style: Default,Sans,20

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 0,0:00:00.10,0:00:00.40,Default,,0,0,0,,{\\i1}Hello

      """
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.mkv")
    let track = SubtitleTrack(.file(Array(script.utf8), .subStationAlpha), language: "en")
    _ = try embed([track], from: Fixtures.named("late.mkv"), to: output)
    let added = try #require(try ReadBack(output).streams.last)
    #expect(added.codec == "ass")
    #expect(String(decoding: added.header, as: UTF8.self).contains("Style: Default,Sans,20"))
    #expect(added.packets.map { String(decoding: $0.payload, as: UTF8.self) } == ["0,0,Default,,0,0,0,,{\\i1}Hello"])
    // Cues count from the start of the container, which is at 10 s.
    #expect(added.packets.first?.time == 10_100_000)
  }

  // MARK: - What is converted

  /// In its place, with its language and its purpose, and never as one of ours.
  @Test func textInAnotherCodecIsConverted() throws {
    let scratch = try Scratch()
    let source = Fixtures.named("attached.mkv")
    let media = try MediaProbe.probe(source)
    let text = try #require(MediaContainer.mp4.convertedTexts(of: media).first)
    #expect(text.index == 2 && MediaContainer.matroska.convertedTexts(of: media).isEmpty)
    let conversion = SubtitleTrack(
      .document(Self.document), language: text.language, title: "Deutsch", dispositions: [.forced], source: text.index)
    let output = scratch.path.appending("copy.mp4")
    let report = try embed([conversion, track(for: .mp4)], from: source, to: output)
    #expect(report.converted == [2] && report.sampleCounts == [2] && report.replaced.isEmpty)
    let subtitles = try ReadBack(output).streams.filter { $0.kind == "subtitle" }
    #expect(subtitles.map(\.codec) == ["mov_text", "mov_text"])
    #expect(subtitles.map { $0.tags["language"] } == ["deu", "fra"])
    #expect(subtitles[0].tags["handler_name"] == "Deutsch")
    let again = try embed(
      [track(for: .mp4, language: "de", [.forced])], from: output, to: scratch.path.appending("again.mp4"))
    #expect(again.replaced.isEmpty)
  }

  @Test func emptyTextIsLeftOut() throws {
    let scratch = try Scratch()
    let empty = SubtitleTrack(.encoded(EncodedSubtitles(codec: .movText, samples: [])), language: "de", source: 2)
    let report = try embed(
      [empty, track(for: .mp4)], from: Fixtures.named("attached.mkv"), to: scratch.path.appending("copy.mp4"))
    #expect(report.converted.isEmpty && report.leftOut.contains { $0.stream == 2 })
  }

  // MARK: - Again

  @Test(arguments: [MediaContainer.mp4, .matroska, .webM])
  func ownTracksAreReplaced(container: MediaContainer) throws {
    let scratch = try Scratch()
    let suffix = container == .mp4 ? "mp4" : container == .matroska ? "mkv" : "webm"
    let source = container == .mp4 ? "turned.mp4" : container == .matroska ? "attached.mkv" : "small.webm"
    let paths = (1...4).map { scratch.path.appending("\($0).\(suffix)") }
    let count = try ReadBack(Fixtures.named(source)).streams.count { $0.kind == "subtitle" }
    _ = try embed([track(for: container)], from: Fixtures.named(source), to: paths[0])
    let again = try embed([track(for: container, title: "Neu")], from: paths[0], to: paths[1])
    #expect(again.replaced.count == 1)
    #expect(try ReadBack(paths[1]).streams.count { $0.kind == "subtitle" } == count + 1)
    // Another language, another purpose, or without the wish: beside it. And never what others made.
    let other = try embed(
      [track(for: container, language: "de"), track(for: container, [.forced])], from: paths[1], to: paths[2])
    #expect(other.replaced.isEmpty)
    let kept = try embed([track(for: container)], from: paths[2], to: paths[3]) { $0.replacesOwn = false }
    #expect(kept.replaced.isEmpty)
    #expect(try ReadBack(paths[3]).streams.count { $0.kind == "subtitle" } == count + 4)
  }

  /// Containers keep `chi` of both.
  @Test(arguments: [MediaContainer.mp4, .matroska])
  func scriptsAndRegionsAreLanguagesOfTheirOwn(container: MediaContainer) throws {
    let scratch = try Scratch()
    let (source, suffix) = container == .mp4 ? ("turned.mp4", "mp4") : ("whole.mkv", "mkv")
    let paths = (1...3).map { scratch.path.appending("\($0).\(suffix)") }
    _ = try embed([track(for: container, language: "zh-Hans")], from: Fixtures.named(source), to: paths[0])
    let other = try embed([track(for: container, language: "zh-Hant")], from: paths[0], to: paths[1])
    #expect(other.replaced.isEmpty)
    let same = try embed([track(for: container, language: "zh-Hans")], from: paths[1], to: paths[2])
    #expect(same.replaced.count == 1)
    let languages = try MediaProbe.probe(paths[2]).streams.filter { $0.kind == .subtitle }.map(\.language.code)
    #expect(languages == ["zh-Hant", "zh-Hans"])
  }

  /// Players show no track that an MP4 says is off.
  @Test(arguments: ["tracks.mkv", "late.mkv", "whole.mkv", "silent-film.mp4"])
  func pictureAndSoundAreOn(name: String) throws {
    let scratch = try Scratch()
    let output = scratch.path.appending("copy.mp4")
    _ = try embed([track(for: .mp4)], from: Fixtures.named(name), to: output) { $0.leavesOutUnknown = true }
    let streams = try ReadBack(output).streams
    for kind in ["video", "audio", "subtitle"] {
      let flags = streams.filter { $0.kind == kind }.map(\.isDefault)
      if !flags.isEmpty { #expect(flags.contains(true) == (kind != "subtitle"), "\(kind)") }
    }
  }

  // MARK: - Files

  @Test func theIndexIsWhereItIsWanted() throws {
    let scratch = try Scratch()
    func isInFront(_ source: String, _ startsFast: Bool?) throws -> Bool {
      let output = scratch.path.appending("\(UUID().uuidString).mp4")
      _ = try embed([track(for: .mp4)], from: Fixtures.named(source), to: output) { $0.startsFast = startsFast }
      let data = try Data(contentsOf: URL(fileURLWithPath: output.string))
      let index = try #require(data.range(of: Data("moov".utf8)))
      let media = try #require(data.range(of: Data("mdat".utf8)))
      return index.lowerBound < media.lowerBound
    }
    #expect(try isInFront("turned.mp4", nil))
    #expect(try isInFront("turned.mp4", false) == false)
    #expect(try isInFront("index-at-end.m4a", nil) == false)
    #expect(try isInFront("index-at-end.m4a", true))
  }

  @Test func nothingIsWrittenOver() throws {
    let scratch = try Scratch()
    let source = try scratch.file(
      "film.mp4", Data(contentsOf: URL(fileURLWithPath: Fixtures.named("turned.mp4").string)))
    let there = try scratch.file("there.mp4", Data("mine".utf8))
    func code(_ output: FilePath, replacing: Bool) -> MediaError.Code? {
      do {
        _ = try embed([track(for: .mp4)], from: source, to: output) { $0.replacesOutput = replacing }
        return nil
      } catch {
        return (error as? MediaError)?.code
      }
    }
    #expect(code(there, replacing: false) == .exists)
    #expect(try Data(contentsOf: URL(fileURLWithPath: there.string)) == Data("mine".utf8))
    let link = scratch.path.appending("link.mp4")
    try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: source.string)
    #expect(code(source, replacing: true) == .exists)
    #expect(code(link, replacing: true) == .exists)
    #expect(code(there, replacing: true) == nil)
    #expect(try ReadBack(there).streams.count { $0.kind == "subtitle" } == 1)
    #expect(code(scratch.path.appending("no folder").appending("a.mp4"), replacing: false) == .output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string).count == 3)
  }

  @Test func namesAreBytes() throws {
    let scratch = try Scratch()
    let bytes: [CInterop.PlatformChar] = [0x61, 0x3A, 0x27, -1, -2, 0x0A, 0x25, 0x2E, 0x6D, 0x6B, 0x76, 0]
    let name = try #require(bytes.withUnsafeBufferPointer { FilePath.Component(platformString: $0.baseAddress!) })
    let source = try scratch.file(name, Data(contentsOf: URL(fileURLWithPath: Fixtures.named("tracks.mkv").string)))
    let folder = scratch.path.appending("-i : 'x'")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: false)
    _ = try embed([track(for: .matroska)], from: source, to: folder.appending(name))
    #expect(try MediaProbe.probe(folder.appending(name)).streams.count == 5)
  }

  @Test func cancellationLeavesNothing() throws {
    let scratch = try Scratch()
    let cancellation = Cancellation()
    #expect {
      _ = try SubtitleEmbedder.embed(
        [track(for: .matroska)], from: Fixtures.named("tracks.mkv"), to: scratch.path.appending("a.mkv"),
        cancellation: cancellation, progress: { _ in cancellation.cancel() })
    } throws: { ($0 as? MediaError)?.code == .cancelled }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string).isEmpty)
  }

  @Test func progressGoesUpToOne() async throws {
    let scratch = try Scratch()
    let seen = Seen()
    _ = try await SubtitleEmbedder.embed(
      [track(for: .matroska)], from: Fixtures.named("whole.mkv"), to: scratch.path.appending("a.mkv")
    ) { seen.note($0) }
    #expect(seen.values.last == 1)
    #expect(seen.values == seen.values.sorted())
  }

  // MARK: - What cannot be done

  @Test func errorsSayWhatIsWrong() throws {
    let scratch = try Scratch()
    func error(_ source: FilePath, _ name: String, _ container: MediaContainer) -> MediaError? {
      do {
        _ = try embed([track(for: container)], from: source, to: scratch.path.appending(name))
        return nil
      } catch {
        return error as? MediaError
      }
    }
    let film = Fixtures.named("silent-film.mp4")
    #expect(error(film, "a.avi", .mp4)?.code == .unsupportedContainer)
    #expect(error(film, "a", .mp4)?.code == .unsupportedContainer)
    #expect(error(film, "a.mkv", .mp4)?.message.contains("SubRip") == true)
    #expect(error(Fixtures.named("tracks.mkv"), "a.webm", .webM)?.message.contains("mpeg4") == true)
    #expect(error(Fixtures.named("absent.mp4"), "a.mp4", .mp4)?.code == .notFound)
    // Cut in the middle of what its index lists.
    let whole = try Data(contentsOf: URL(fileURLWithPath: Fixtures.named("turned.mp4").string))
    let cut = try scratch.file("cut.mp4", whole.prefix(whole.count * 4 / 5))
    #expect(error(cut, "a.mp4", .mp4)?.code == .damaged)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string) == ["cut.mp4"])
    let report = try embed([track(for: .mp4)], from: cut, to: scratch.path.appending("b.mp4")) {
      $0.toleratesDamage = true
    }
    #expect(report.warnings.first?.contains("could not be read") == true)
  }
}

private final class Seen: @unchecked Sendable {
  private let lock = NSLock()
  private var seen: [Double] = []

  var values: [Double] { lock.withLock { seen } }
  func note(_ value: Double) { lock.withLock { seen.append(value) } }
}
