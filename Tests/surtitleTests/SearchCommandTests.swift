import Foundation
import SystemPackage
import TestSupport
import Testing

/// `surtitle search` and `surtitle index`, over what plug-ins for tests “hear” and find in a sound.
@Suite(.timeLimit(.minutes(10))) struct SearchCommandTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.install("scripted", "spotter")
    let lines = #"["1|Ada|The ferry left the harbour", "4|Bob|nobody saw the ferry again", "8|Ada|what a pity"]"#
    let profile = """
      {"version": 1, "profiles": {"subtitles": {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json"],
        "plugins": {"scripted": {"lines": \(lines)}, "spotter": {"words": ["pity|regret|low|0.9"]}}}}}
      """
    try program.folder.write(profile, to: "config.json")
    try QuietSound.wave(seconds: 12).write(
      to: URL(filePath: program.folder.path.appending("media/Radio play.wav").string))
  }

  @discardableResult
  private func call(_ words: String..., status: Int32 = 0) async throws -> Program.Outcome {
    let outcome = try await program.run(words.map { Array($0.utf8) })
    #expect(outcome.status == status, "\(words): \(outcome.error)")
    return outcome
  }

  private func run() async throws {
    let outcome = try await program("run", "media", "--plugins", "plugins", "--config", "config.json")
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  private func hits(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try outcome.lines.map { try #require(try program.json($0) as? [String: Any]) }
  }

  @Test func `what is said is found with place, speaker and moment`() async throws {
    #expect(try await call("search", "ferry").error.contains("nothing is in the index yet"))
    try await run()
    let text = try await call("search", "ferry")
    #expect(text.output.contains("media/Radio play.wav 00:00:01.500  Ada · en\n    The ferry left the harbour\n"))
    #expect(text.error.contains("2 hits"))
    let found = try hits(try await call("search", "\"saw the\"", "--json"))
    try #require(found.count == 2)
    #expect(found[0]["time"] as? Double == 4.5 && found[0]["speaker"] as? String == "Bob")
    let match = try #require((found[0]["matches"] as? [[String: Any]])?.first)
    #expect(match["text"] as? String == "saw the" && match["start"] as? Int == 7 && match["end"] as? Int == 14)
    #expect((found[1]["totals"] as? [String: Any])?["total"] as? Int == 1)
    // Words of a query may be arguments of their own, and fields choose.
    #expect(try await call("search", "the -harbour speaker:Bob").output.contains("nobody saw"))
    #expect(try await call("search", "category:regret").output.contains("what a pity"))
    let around = try await call("search", "again", "--context", "1").output
    #expect(around.contains("Ada: The ferry left the harbour\n    nobody saw the ferry again\n    Ada: what a pity"))
    #expect(try await call("search", "the", "--facets").output.contains("speaker\n  1  Ada\n  1  Bob\n"))
    #expect(try await call("search", "the", "--limit", "1").error.contains("2 hits, here 1 to 1; --offset 1 goes on"))
    #expect(try await call("search", "xyzzy").error.contains("nothing was found"))
  }

  @Test(arguments: [
    ("(ferry", "column 1 of the query: this parenthesis is not closed"), ("\"ferry", "the quotation does not end"),
    ("colour:red", "there is no field “colour:”"), ("date:soon", "date: takes"),
  ])
  func `a mistyped query is answered with what is wrong`(query: String, message: String) async throws {
    try await run()
    let outcome = try await call("search", query, status: 2)
    #expect(outcome.error.contains(message) && !outcome.error.contains("SQL"), "\(outcome.error)")
  }

  @Test func `what a search by meaning needs is told`() async throws {
    try await run()
    #expect(try await call("search", "--semantic", "boats", status: 2).error.contains("index: meaning"))
    #expect(try await call("search", "--like", "media/Radio play.wav", status: 2).error.contains("a file and a time"))
    #expect(
      try await call("search", "--play", "3", "pity", status: 2).error.contains("there is no hit 3; there are 1 here"))
    #expect(try await call("search", "", status: 2).error.contains("say what to look for"))
  }

  @Test func `hits are lists for players and editors`() async throws {
    try await run()
    let list = try await call("search", "ferry", "--export", "edl", "--frame-rate", "25").output
    #expect(list.hasPrefix("TITLE: ferry\n") && list.contains("* COMMENT: The ferry left the harbour"))
    #expect(list.contains("00:00:01:00") && list.contains("* FROM CLIP NAME: Radio play.wav"))
    let play = try await call("search", "ferry", "--export", "m3u", "--output", "ferry.m3u8")
    #expect(play.output.isEmpty && play.error.contains("ferry.m3u8: 2 hits"))
    let text = try String(contentsOfFile: program.folder.path.appending("ferry.m3u8").string, encoding: .utf8)
    #expect(text.contains("#EXTVLCOPT:start-time=4.000") && text.contains("/media/Radio play.wav\n"))
    try await call("search", "ferry", "--export", "xspf", "--output", "ferry.m3u8", status: 2)
    #expect(try await call("search", "ferry", "--export", "xspf").output.contains("Radio%20play.wav"))
    #expect(try await call("search", "ferry", "--export", "mpv").output.hasPrefix("# mpv EDL v0\n"))
    try await call("search", "ferry", "--export", "edl", "--frame-rate", "x", status: 2)
  }

  @Test func `what is known of media is exported`() async throws {
    try await run()
    let bulk = try await call("index", "export", "--format", "ndjson", "--index", "films").lines
    try #require(bulk.count == 6)
    let document = try #require(try program.json(bulk[1]) as? [String: Any])
    #expect(document["speaker"] as? String == "Ada" && document["startMs"] as? Int == 1_000)
    let known = try #require(
      try program.json(try await call("index", "export", "--format", "json").output) as? [String: Any])
    #expect((known["title"] as? [String: Any])?["text"] as? String == "Radio play" && known["statistics"] != nil)
    #expect(try await call("index", "export", "--format", "nfo", status: 2).error.contains("needs a folder"))
    for (format, name) in [("nfo", "nfo"), ("chapters", "chapters.vtt"), ("ffmetadata", "ffmetadata")] {
      try await call("index", "export", "media", "--format", format, "--output", "known")
      #expect(FileManager.default.fileExists(atPath: program.folder.path.appending("known/Radio play.\(name)").string))
    }
    try await call("index", "export", "media", "--format", "nfo", "--output", "known", status: 2)
    try await call("index", "export", "media", "--format", "nfo", "--output", "known", "--overwrite")
    #expect(try await call("index", "export", "elsewhere", "--format", "json").output.isEmpty)
  }

  @Test func `the index is shown, compared and made anew`() async throws {
    #expect(try await call("index", "stats").error.contains("nothing is in the index yet"))
    try await run()
    let stats = try #require(try program.json(try await call("index", "stats", "--json").output) as? [String: Any])
    #expect(stats["files"] as? Int == 1 && stats["segments"] as? Int == 3)
    #expect(try await call("index", "stats").output.contains("segments         3: en 3"))
    #expect(try await call("index", "verify").output == "1 file, all as they are stored\n")
    #expect(try await call("index", "rebuild").output == "1 file in the index\n")
    #expect(try await call("search", "ferry").error.contains("2 hits"))
    try FileManager.default.removeItem(atPath: program.folder.path.appending("media/Radio play.wav").string)
    #expect(try await call("search", "ferry").output.contains("not there now"))
    try await run()
    #expect(try await call("search", "ferry").error.contains("nothing was found"))
  }
}
