import BurnIn
import Foundation
import MediaIO
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Timeline

/// Clips of a film as cameras and coders make them: pictures out of order, AAC, subtitles, chapters.
@Suite(.enabled(if: canBurnIn), .timeLimit(.minutes(3))) struct ExactClipTests {
  private struct Probed: Decodable {
    struct Packet: Decodable {
      var codec_type: String
      var pts_time: String?
      var data_hash: String
      var time: Double { pts_time.flatMap(Double.init) ?? -1 }
    }
    struct Chapter: Decodable {
      var start_time: String
      var end_time: String
      var tags: [String: String]?
    }
    struct Format: Decodable {
      var start_time: String
      var tags: [String: String]?
    }
    var packets: [Packet]
    var chapters: [Chapter]
    var format: Format

    func times(_ kind: String) -> [Double] { packets.filter { $0.codec_type == kind }.map(\.time).sorted() }
    func hashes(_ kind: String) -> [String] { packets.filter { $0.codec_type == kind }.map(\.data_hash) }
  }

  private func ffmpeg(_ arguments: String...) async throws {
    let result = try await Subprocess.run(
      .name("ffmpeg"), arguments: Arguments(["-v", "error", "-nostdin", "-y"] + arguments), output: .discarded,
      error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
  }

  private func probe(_ file: FilePath) async throws -> Probed {
    let arguments = [
      "-v", "error", "-show_packets", "-show_data_hash", "md5", "-show_chapters", "-show_format", "-of", "json",
      file.string,
    ]
    let result = try await Subprocess.run(
      .name("ffprobe"), arguments: Arguments(arguments), output: .string(limit: 1 << 24), error: .discarded)
    return try JSONDecoder().decode(Probed.self, from: Data(result.standardOutput.utf8))
  }

  /// 12 s with a key frame every 2 s, chapters from 0 and 6 s, a cue from 5 to 7 s.
  private func film(_ folder: TemporaryFolder, _ name: String = "film.mkv") async throws -> FilePath {
    try folder.write(
      ";FFMETADATA1\ntitle=A film\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=6\ntitle=One\n"
        + "[CHAPTER]\nTIMEBASE=1/1\nSTART=6\nEND=12\ntitle=Two\n", to: "tags")
    try folder.write("1\n00:00:05,000 --> 00:00:07,000\nHello\n", to: "cues.srt")
    let file = folder.path.appending(name)
    let subtitles = name.hasSuffix("mkv") ? "srt" : "mov_text"
    try await ffmpeg(
      "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=12", "-f", "lavfi", "-i", "sine=440:duration=12",
      "-i",
      folder.path.appending("cues.srt").string, "-i", folder.path.appending("tags").string, "-map", "0", "-map", "1",
      "-map",
      "2", "-map_metadata", "3", "-map_chapters", "3", "-c:v", "libx264", "-g", "50", "-bf", "2", "-c:a", "aac", "-c:s",
      subtitles, file.string)
    return file
  }

  private func range(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
  }

  /// The times of a track in `clip` are those of the source from `start` on, less `shift`.
  private func check(_ clip: [Double], _ source: [Double], from start: Double, to end: Double, tolerance: Double) {
    let expected = source.filter { $0 >= start - 1e-6 && $0 < end - 1e-6 }.map { $0 - start }
    #expect(clip.count == expected.count, "\(clip.count) instead of \(expected.count)")
    for (found, wanted) in zip(clip, expected) { #expect(abs(found - wanted) <= tolerance, "\(found) \(wanted)") }
  }

  @Test(arguments: ["film.mkv", "film.mp4"]) func beginsAtThePictureAndKeepsTheSound(name: String) async throws {
    let folder = try TemporaryFolder()
    let source = try await film(folder, name)
    let output = folder.path.appending("clip-\(name)")
    let report = try await ExactClip([ClipPiece(source: source, range: range(5.33, 8.1))]).cut(to: output)
    #expect(report.parts.map(\.range.start) == [MediaTime(seconds: 5.33)])
    let (whole, clip) = (try await probe(source), try await probe(output))
    let origin = try #require(Double(whole.format.start_time))
    let (start, end) = (origin + 5.33, origin + 8.1)
    // Each picture is where it was, to less than a frame of 40 ms; packets of sound are the same.
    check(clip.times("video"), whole.times("video"), from: start, to: end, tolerance: 0.0021)
    check(clip.times("audio"), whole.times("audio"), from: start, to: end, tolerance: 0.0021)
    let sounds = whole.hashes("audio")
    let first = try #require(sounds.firstIndex(of: clip.hashes("audio")[0]))
    #expect(Array(sounds[first...].prefix(clip.hashes("audio").count)) == clip.hashes("audio"))
    // And it is the picture that was there.
    let (before, after) = (try FrameReader(source), try FrameReader(output))
    let (old, new) = (
      try before.picture(at: MediaTime(seconds: 6.5)), try after.picture(at: MediaTime(seconds: 6.5 - 5.33))
    )
    let wrong = try before.picture(at: MediaTime(seconds: 6.58))
    #expect(distance(old, new) * 2 < distance(wrong, new))
    #expect(clip.chapters.map { $0.tags?["title"] } == ["One", "Two"])
    #expect(abs((Double(clip.chapters[1].start_time) ?? 0) - 0.67) < 0.05)
    #expect(clip.format.tags?["title"] == "A film")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string).count == 4)
  }

  @Test func severalExactPartsFollowEachOther() async throws {
    let folder = try TemporaryFolder()
    let source = try await film(folder)
    let output = folder.path.appending("reel.mkv")
    let report = try await ExactClip([
      ClipPiece(source: source, range: range(7.1, 8)), ClipPiece(source: source, range: range(1.5, 2.5)),
    ]).cut(to: output)
    let clip = try await probe(output)
    #expect(abs(report.duration.seconds - 1.9) < 0.08)
    let times = clip.times("video")
    #expect((46...49).contains(times.count) && Set(times).count == times.count)
    let old = try FrameReader(source).picture(at: MediaTime(seconds: 2.05))
    let place = report.parts[1].place + MediaTime(seconds: 0.55)
    #expect(distance(old, try FrameReader(output).picture(at: place)) < 6)
  }

  /// What is copied begins with a key frame, and chapters, cues and names go along.
  @Test(arguments: ["film.mkv", "film.mp4"]) func copiesKeepAllElse(name: String) async throws {
    let folder = try TemporaryFolder()
    let source = try await film(folder, name)
    let output = folder.path.appending("clip-\(name)")
    let report = try await MediaClipper.cut([ClipPiece(source: source, range: range(5.33, 8.1))], to: output)
    let (whole, clip) = (try await probe(source), try await probe(output))
    #expect(abs(report.parts[0].range.start.seconds - 4) < 0.03)
    for kind in ["video", "audio"] {
      let (all, own) = (whole.hashes(kind), clip.hashes(kind))
      let first = try #require(all.firstIndex(of: own[0]))
      #expect(Array(all[first...].prefix(own.count)) == own)
      // Sound and picture have moved by the same.
      let shift =
        try whole.packets.filter { $0.codec_type == kind }[first].time
        - #require(clip.packets.first { $0.codec_type == kind }).time
      #expect(abs(shift - report.parts[0].range.start.seconds - (Double(whole.format.start_time) ?? 0)) < 0.0021)
    }
    let cues = clip.packets.filter { $0.codec_type == "subtitle" }.map(\.time)
    #expect(cues.contains { abs($0 - 1) < 0.05 })
    #expect(clip.chapters.map { $0.tags?["title"] } == ["One", "Two"] && clip.format.tags?["title"] == "A film")
  }

  @Test func aMissingProgramIsNamed() async throws {
    let folder = try TemporaryFolder()
    let piece = ClipPiece(source: Films.named("whole.mkv"), range: range(1, 2))
    await #expect {
      try await ExactClip([piece]).cut(to: folder.path.appending("a.mkv"), executable: "no-such-ffmpeg")
    } throws: {
      ($0 as? BurnInError)?.code == .missing
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string).isEmpty)
  }

  /// The mean of what pixels differ by, 0…255.
  private func distance(_ one: Picture, _ other: Picture) -> Double {
    guard one.pixels.count == other.pixels.count, !one.pixels.isEmpty else { return 255 }
    let sum = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(one.pixels.count)
  }
}
