import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `surtitle subtitles` makes of files.
@Suite struct SubtitlesCommandTests {
  let program: Program
  let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
  }

  private static let film = """
    1
    00:00:01,000 --> 00:00:03,000
    The ferry leaves at noon.

    2
    00:00:03,500 --> 00:00:03,900
    It is never late, they say.

    """

  private func run(_ arguments: String...) async throws -> Program.Outcome {
    try await program.run((["subtitles"] + arguments).map { Array($0.utf8) })
  }

  /// A frame rate that is chosen by its name looks like a number.
  @Test func settingsAreWhatTheFormatTakes() async throws {
    let source = try folder.write(Self.film, to: "film.srt").string
    let target = folder.path.appending("film.stl").string
    let outcome = try await run("convert", source, target, "--set", "frameRate=30", "--set", "dropFrame=false")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try Data(contentsOf: URL(filePath: target)).dropFirst(3).starts(with: Data("STL30.01".utf8)))
    let wrong = try await run("convert", source, target, "--overwrite", "--set", "frameRate=31")
    #expect(wrong.status == 2 && wrong.error.contains("frameRate"))
  }

  /// What is lost is told by the settings, and nothing is written then with --strict.
  @Test func losses() async throws {
    let source = try folder.write(
      "1\n00:00:01,000 --> 00:00:03,000\n<b>bold</b> <i>slanted</i> שלום\n", to: "film.srt"
    ).string
    let ttml = folder.path.appending("film.ttml").string
    let strict = try await run("convert", source, ttml, "--set", "profile=netflix", "--strict")
    #expect(strict.status == 1 && strict.error.contains("bold text in 1 cue"), "\(strict.error)")
    #expect(!FileManager.default.fileExists(atPath: ttml))
    #expect(try await run("convert", source, ttml, "--strict").status == 0)
    let stl = folder.path.appending("film.stl").string
    let teletext = try await run("convert", source, stl, "--set", "displayStandard=teletext", "--strict")
    #expect(teletext.status == 1 && teletext.error.contains("italics in 1 cue"), "\(teletext.error)")
    let scc = try await run("convert", source, folder.path.appending("film.scc").string, "--json")
    #expect(scc.output.contains("\"characters\":4"), "\(scc.output)")
  }

  /// A file that is mended stays of the kind that it was, and what it loses all the same is said.
  @Test func repairsKeepTheKind() async throws {
    let source = try folder.write(Self.film, to: "film.srt").string
    let stl = folder.path.appending("film.stl").string
    let made = try await run(
      "convert", source, stl, "--set", "displayStandard=teletext", "--set", "programmeStart=10:00:00:00")
    #expect(made.status == 0, "\(made.error)")
    _ = try await run("check", stl, "--fix")
    let mended = try Data(contentsOf: URL(filePath: folder.path.appending("film.fixed.stl").string))
    #expect(mended[11] == 0x31 && mended[256..<264] == Data("10000000".utf8))
    let styled = try folder.write(
      "WEBVTT\n\n00:01.000 --> 00:01.100\n<v Ann>It is never late, they say.</v>\n", to: "styled.vtt"
    ).string
    let target = folder.path.appending("styled.srt").string
    let other = try await run("check", styled, "--fix", "--output", target)
    #expect(other.error.contains("styled.srt: the format does not hold names of speakers"), "\(other.error)")
  }

  /// Times of tapes are those of the programme.
  @Test func settingsOfReading() async throws {
    let source = try folder.write("Scenarist_SCC V1.0\n\n01:00:04:00\t9420 9470 c180 942f\n", to: "a.scc").string
    let target = folder.path.appending("a.srt").string
    let outcome = try await run("convert", source, target, "--set-input", "programmeStart=01:00:00:00")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(try String(contentsOfFile: target, encoding: .utf8).contains("00:00:04,"))
    #expect(try await run("convert", source, target, "--set-input", "programmeStart").status == 2)
    let wrong = try await run("convert", source, target, "--overwrite", "--set-input", "rollUp=x")
    #expect(wrong.status == 2 && wrong.error.contains("rollUp"))
  }

  /// Names need not tell what files are.
  @Test func formatsAreAsked() async throws {
    let source = try folder.write(Self.film, to: "film.old").string
    #expect(try await run("check", source).status == 2)
    let check = try await run("check", source, "--from", "srt", "--fix")
    #expect(check.error.isEmpty, "\(check.error)")
    let mended = try String(contentsOfFile: folder.path.appending("film.fixed.old").string, encoding: .utf8)
    #expect(mended.hasPrefix("1\n00:00:01,000 --> "))
    let transcript = try folder.write(
      """
      {"schema": "org.surtitle.transcript", "schemaVersion": 1, "language": "en", "duration": 60.0,
        "provenance": {"recognizer": "test", "model": "none", "settings": {}}, "segments": []}
      """, to: "film.json"
    ).string
    // There is nothing to go by, which shows only when the file is read.
    let sync = try await run("sync", source, "--from", "srt", "--transcript", transcript)
    #expect(sync.status == 1 && !sync.error.contains("does not show in its name"), "\(sync.error)")
    let captions = try folder.write("Scenarist_SCC V1.0\n\n01:00:04:00\t9420 9470 c180 942f 942c\n", to: "a.old").string
    let told = try await run(
      "check", captions, "--from", "scc", "--set-input", "programmeStart=01:00:00:00", "--format", "json")
    #expect(told.output.contains("\"start\":4."), "\(told.error)\(told.output)")
    #expect(try await run("check", captions, "--from", "scc", "--set-input", "programmeStart").status == 2)
    #expect(try await run("check", captions, "--from", "subtitles").status != 0)
  }

  /// What the reader had to guess is said, whatever is done with the file.
  @Test func guesses() async throws {
    let path = folder.path.appending("film.srt").string
    let film = Self.film + "3\n00:00:05,000 --> 00:00:07,000\nZażółć gęślą jaźń.\n"
    try #require(film.data(using: .windowsCP1250)).write(to: URL(filePath: path))
    let convert = try await run("convert", path, folder.path.appending("film.vtt").string)
    #expect(convert.error.contains("film.srt: the encoding is not written down"), "\(convert.error)")
    let check = try await run("check", path, "--fix")
    #expect(check.error.contains("film.srt: the encoding is not written down"), "\(check.error)")
  }

  /// A file that cannot be written leaves the others alone: a flash of captions would be made longer, in a format that
  /// is only read.
  @Test func oneFileThatFailsIsNotAll() async throws {
    let pairs =
      "94AE 94AE 9420 9420 9470 9470 C8E5 ECEC EF80 942F 942F 942C 942C".split(separator: " ")
    let packets = pairs.enumerated().map { index, pair in
      "00:00:01:\(index < 10 ? "0" : "")\(index)\tT49S494F43ZZ72F4FC\(pair)ROO74ZZ00\n"
    }
    let captions = "File Format=MacCaption_MCC V1.0\n\nUUID=x\nTime Code Rate=25\n\n" + packets.joined()
    let first = try folder.write(captions, to: "a.mcc").string
    let second = try folder.write(Self.film, to: "b.srt").string
    let outcome = try await run("check", first, second, "--fix")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("a.mcc: "), "\(outcome.error)")
    #expect(FileManager.default.fileExists(atPath: folder.path.appending("b.fixed.srt").string))
  }

  /// What the speech itself forces is told apart.
  @Test func speechForcesReadingSpeeds() async throws {
    let film = try folder.write(
      """
      1
      00:00:01,000 --> 00:00:02,000
      The ferry leaves from here at noon.

      """, to: "film.en.srt"
    ).string
    let words = "The ferry leaves from here at noon.".split(separator: " ").enumerated().map { index, word in
      let start = 1 + Double(index) / 7
      return """
        {"text": "\(word)", "start": \(start), "end": \(start + 0.14), "confidence": 0.9}
        """
    }
    let transcript = try folder.write(
      """
      {"schema": "org.surtitle.transcript", "schemaVersion": 1, "language": "en", "duration": 60.0,
        "provenance": {"recognizer": "test", "model": "none", "settings": {}},
        "segments": [{"language": "en", "words": [\(words.joined(separator: ", "))]}]}
      """, to: "film.json"
    ).string
    let plain = try await run("check", film)
    #expect(plain.output.contains("reading-speed") && !plain.output.contains("the speech itself"))
    let outcome = try await run("check", film, "--transcript", transcript)
    #expect(outcome.output.contains("the speech itself is that fast"), "\(outcome.error)\(outcome.output)")
  }
}
