import Foundation
import SystemPackage
import TestSupport
import Testing

/// `surtitle subtitles embed`, `extract` and `burn-in` on files.
@Suite struct DeliveryCommandTests {
  let program: Program
  let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
    let film = Project.root.appending("Tests").appending("Fixtures").appending("Media").appending("whole.mkv")
    try FileManager.default.copyItem(atPath: film.string, toPath: path("film.mkv"))
    try folder.write("1\n00:00:00,100 --> 00:00:00,900\n<i>Hello</i>\n", to: "film.en.srt")
  }

  private func path(_ name: String) -> String { folder.path.appending(name).string }

  private func run(_ arguments: String...) async throws -> Program.Outcome {
    try await program.run(arguments.map { Array($0.utf8) })
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted() }
  }

  @Test func `names say what tracks are, and tracks what names are`() async throws {
    for name in ["film.en.sdh.srt", "film.pt-BR.forced.srt"] {
      try folder.write("1\n00:00:00,100 --> 00:00:00,900\nHello\n", to: name)
    }
    let copy = path("copy.mkv")
    let embedded = try await run(
      "subtitles", "embed", path("film.mkv"), path("film.en.srt"), path("film.en.sdh.srt"),
      path("film.pt-BR.forced.srt"), "--output", copy)
    #expect(embedded.status == 0, "\(embedded.error)")
    let extracted = try await run("subtitles", "extract", copy)
    #expect(extracted.status == 0, "\(extracted.error)")
    #expect(
      try names.filter { $0.hasPrefix("copy.") } == [
        "copy.en.sdh.srt", "copy.en.srt", "copy.mkv", "copy.pt-BR.forced.srt",
      ])
    #expect(try String(contentsOfFile: path("copy.en.srt"), encoding: .utf8).contains("<i>Hello</i>"))
    let again = try await run("subtitles", "extract", copy, "--language", "pt")
    #expect(again.status == 1 && again.error.contains("--overwrite"), "\(again.error)")
    let none = try await run("subtitles", "extract", path("film.mkv"))
    #expect(none.status == 1 && none.error.contains("no subtitles"), "\(none.error)")
  }

  @Test func `what cannot be a track is refused or told`() async throws {
    try folder.write("", to: "empty.srt")
    let film = path("film.mkv")
    let empty = try await run("subtitles", "embed", film, path("empty.srt"), "--output", path("copy.mkv"))
    #expect(empty.status == 2 && empty.error.contains("empty.srt"), "\(empty.error)")
    let code = try await run(
      "subtitles", "embed", film, path("film.en.srt"), "--language", "xx", "--output", path("copy.mkv"))
    #expect(code.status == 2 && code.error.contains("xx"), "\(code.error)")
    try folder.write("1\n00:00:00,100 --> 00:00:00,900\n{\\an8}<s>Hello</s>\n", to: "film.de.srt")
    let lossy = try await run("subtitles", "embed", film, path("film.de.srt"), "--output", path("copy.mp4"))
    #expect(lossy.status == 0 && lossy.error.contains("does not hold text that is struck out"), "\(lossy.error)")
  }

  /// Containers differ in how they hold text; tracks that a video has come along.
  @Test func `tracks of text are converted for the container`() async throws {
    try folder.write(
      "1\n00:00:00,100 --> 00:00:00,900\n<i>Hallo</i> <s>Welt</s>\n", to: "film.de.srt")
    try folder.write(
      """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize
      Style: Default,Sans,20

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 0,0:00:00.10,0:00:00.40,Default,,0,0,0,,{\\b1}Hej

      """, to: "film.sv.forced.ass")
    let (two, three, back) = (path("two.mkv"), path("three.mp4"), path("back.mkv"))
    let first = try await run(
      "subtitles", "embed", path("film.mkv"), path("film.de.srt"), path("film.sv.forced.ass"), "--output", two)
    #expect(first.status == 0, "\(first.error)")
    let second = try await run("subtitles", "embed", two, path("film.en.srt"), "--output", three)
    #expect(second.status == 0, "\(second.error)")
    #expect(second.error.contains("stream 2 (de) becomes 3GPP timed text"), "\(second.error)")
    #expect(second.error.contains("stream 2 (de): the format does not hold text that is struck out in 1 cue"))
    let listed = try await run("subtitles", "extract", three, "--list")
    #expect(
      listed.lines.map { $0.prefix { $0 != ")" } } == [
        "stream 2 (de", "stream 3 (sv, forced", "stream 4 (en",
      ], "\(listed.output)")
    let third = try await run("subtitles", "embed", three, path("film.de.srt"), "--output", back)
    #expect(third.status == 0 && third.error.contains("stream 3 (sv, forced) becomes SubRip"), "\(third.error)")
    #expect(!third.error.contains("stream 2 (de) becomes"), "the new one replaces it")
    let extracted = try await run("subtitles", "extract", back)
    #expect(extracted.status == 0, "\(extracted.error)")
    #expect(try String(contentsOfFile: path("back.sv.forced.srt"), encoding: .utf8).contains("<b>Hej</b>"))
    #expect(try String(contentsOfFile: path("back.en.srt"), encoding: .utf8).contains("<i>Hello</i>"))
  }

  /// The programme on a tape begins at an hour.
  @Test func `files are read as it is asked`() async throws {
    let captions = path("film.en.old")
    try folder.write("Scenarist_SCC V1.0\n\n01:00:00:10\t9420 9470 c180 942f\n", to: "film.en.old")
    let reading = ["--from", "scc", "--set-input", "programmeStart=01:00:00:00"]
    func run(_ arguments: [String]) async throws -> Program.Outcome {
      try await program.run((arguments + reading).map { Array($0.utf8) })
    }
    let copy = path("copy.mkv")
    let embedded = try await run(["subtitles", "embed", path("film.mkv"), captions, "--output", copy])
    #expect(embedded.status == 0, "\(embedded.error)")
    #expect(try await self.run("subtitles", "extract", copy).status == 0)
    #expect(try String(contentsOfFile: path("copy.srt"), encoding: .utf8).contains("00:00:00,4"))
    let burnt = try await run(["burn-in", path("film.mkv"), captions, "--script", path("cues.ass")])
    #expect(burnt.status == 0, "\(burnt.error)")
    #expect(try String(contentsOfFile: path("cues.ass"), encoding: .utf8).contains("Dialogue: 0,0:00:00.4"))
    let media = try await run(["subtitles", "embed", path("film.mkv"), copy, "--output", path("other.mkv")])
    #expect(media.status == 2 && media.error.contains("media file"), "\(media.error)")
  }

  @Test(arguments: ["film.mkv", "film.en.srt"])
  func `burning in writes over nothing that it reads`(victim: String) async throws {
    let before = try Data(contentsOf: URL(filePath: path(victim)))
    for option in ["--script", "--preview", "--output"] {
      let outcome = try await run(
        "burn-in", path("film.mkv"), path("film.en.srt"), "--overwrite", option, path(victim))
      #expect(outcome.status == 2 && outcome.error.contains("only read"), "\(option): \(outcome.error)")
      #expect(try Data(contentsOf: URL(filePath: path(victim))) == before)
    }
  }

  @Test func `burning in finds the subtitles and says what is in the way`() async throws {
    let script = path("cues.ass")
    let outcome = try await run("burn-in", path("film.mkv"), "--script", script)
    #expect(outcome.status == 0 && outcome.error.contains("film.en.srt"), "\(outcome.error)")
    #expect(try String(contentsOfFile: script, encoding: .utf8).contains("{\\i1}Hello"))
    let again = try await run("burn-in", path("film.mkv"), "--script", script)
    #expect(again.status == 2 && again.error.contains("--overwrite"), "\(again.error)")
    // A script that is there is used as it is.
    let given = try await run("burn-in", path("film.mkv"), script)
    #expect(given.status == 0 && given.output.contains("cues.ass"), "\(given.error)")
    let silent = try await run("burn-in", path("film.mkv"), script, "--font", "Nope")
    #expect(silent.error.contains("change nothing"))
    let folder = try await run("burn-in", path("film.mkv"), script, "--fonts", path("absent"))
    #expect(folder.status == 2)
  }
}
