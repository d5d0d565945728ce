import Foundation
import SystemPackage
import TestSupport
import Testing

/// `surtitle report` and `surtitle review`, over what plug-ins for tests “hear” and find in a sound.
@Suite(.timeLimit(.minutes(10))) struct ReportCommandTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.install("scripted", "spotter")
    let profile = """
      {"version": 1, "profiles": {"moderation": {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json", "report-html"]}}}
      """
    try program.folder.write(profile, to: "config.json")
    try sound("media/Radio play.wav", seconds: 20)
  }

  private func sound(_ path: String, seconds: Int) throws {
    let file = program.folder.path.appending(path)
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try QuietSound.wave(seconds: seconds).write(to: URL(filePath: file.string))
  }

  @discardableResult
  private func call(_ words: String..., status: Int32 = 0) async throws -> Program.Outcome {
    let outcome = try await program.run(
      (words + ["--plugins", "plugins", "--config", "config.json"]).map { Array($0.utf8) })
    #expect(outcome.status == status, "\(words): \(outcome.error)")
    return outcome
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: program.folder.path.appending(path).string, encoding: .utf8)
  }

  private func findings() async throws -> [[String: Any]] {
    try await call("review", "list", "media", "--json").lines.map {
      try #require(try program.json($0) as? [String: Any])
    }
  }

  @Test func `what a run stored is reported and decided`() async throws {
    let nothing = try await call("report", "media", status: 1)
    #expect(nothing.error.contains("Radio play.wav: nothing is stored of it under the profile “moderation”"))
    try await call("run", "media", "--profile", "moderation")
    #expect(try text("media/Radio play.en.report.html").contains("<mark>egg,</mark>"))

    // Words stay hidden on terminals.
    let plain = try await call("report", "media").output
    #expect(plain.contains("2 findings (2 new)") && plain.contains("insult") && !plain.contains("egg"))
    #expect(try await call("report", "media", "--words").output.contains("[egg"))
    let found = try await findings()
    #expect(found.count == 2 && found.allSatisfy { $0["state"] as? String == "new" && $0["text"] == nil })
    let id = try #require(found[0]["id"] as? String)

    // Deciding.
    #expect(try await call("review", "set", id, "--state", "dismissed", status: 2).error.contains("--reason"))
    #expect(try await call("review", "set", "abcdef", "--state", "confirmed", status: 2).error.contains("no finding"))
    try await call("review", "set", String(id.prefix(8)), "--state", "dismissed", "--reason", "in jest", "--by", "ada")
    let again = try await findings()
    #expect(again[0]["state"] as? String == "dismissed" && again[0]["reason"] as? String == "in jest")
    #expect(try await call("review", "list", "media", "--state", "new").lines.count == 1)
    #expect(try await call("report", "media").output.contains("(1 new, 1 dismissed)"))
    #expect(try await call("run", "media", "--profile", "moderation").status == 0)
    #expect(try text("media/Radio play.en.report.html").contains("in jest"))

    // The same contents elsewhere.
    try FileManager.default.copyItem(
      atPath: program.folder.path.appending("media/Radio play.wav").string,
      toPath: program.folder.path.appending("media/Copy.wav").string)
    try await call("run", "media", "--profile", "moderation")
    let copies = try await findings()
    #expect(copies.count == 4 && copies.filter { $0["state"] as? String == "dismissed" }.count == 2)

    // The trail.
    let audit = try await program("review", "audit")
    #expect(audit.lines.count == 1 && audit.output.contains("ada  dismissed") && audit.output.contains("in jest"))
    let verified = try await program("review", "audit", "--verify")
    #expect(verified.status == 0 && verified.output.hasPrefix("1 entry, as it was written, the last has the digest "))
    #expect(try await program("review", "audit", "--verify", "--expect", "00").status == 1)
  }

  @Test func `every format is written`() async throws {
    try sound("media/Other/Quiet.wav", seconds: 1)
    try await call("run", "media", "--profile", "moderation")
    let report = try #require(
      try program.json(await call("report", "media/Radio play.wav", "--format", "json").output) as? [String: Any])
    #expect(report["schema"] as? String == "org.surtitle.moderation-report")
    #expect((report["media"] as? [String: Any])?["link"] as? String == "media/Radio%20play.wav")
    let library = try #require(
      try program.json(await call("report", "media", "--format", "json").output) as? [String: Any])
    #expect(library["schema"] as? String == "org.surtitle.moderation-library")
    for words in [["report", "media", "--format", "csv"], ["report", "media", "--format", "csv", "--summary"]] {
      let table = try await program.run(
        (words + ["--plugins", "plugins", "--config", "config.json"]).map { Array($0.utf8) })
      // A head and two rows, each with its end.
      #expect(table.status == 0 && table.output.components(separatedBy: "\r\n").count == 4, "\(table.output)")
    }
    try await call("report", "media", "--format", "csv", "--output", "all.csv")
    // With or without the mark at the start, as it was read.
    let shown = try await call("report", "media", "--format", "csv").output.replacing("\u{FEFF}", with: "")
    #expect(try text("all.csv").replacing("\u{FEFF}", with: "") == shown)
    let refused = try await call("report", "media", "--format", "csv", "--output", "all.csv", status: 2)
    #expect(refused.error.contains("--overwrite"))
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path.string)
    #expect(!names.contains { $0.hasSuffix(".tmp") })
    let list = try await call("report", "media/Radio play.wav", "--format", "edl").output
    #expect(list == "3.000 3.400 1\n9.500 9.900 1\n")
    #expect(try await call("report", "media/Radio play.wav", "--format", "vtt").output.hasPrefix("WEBVTT\n"))
    #expect(try await call("report", "media", "--format", "edl", status: 2).error.contains("--output"))
    #expect(try await call("report", "media", "--format", "htlm", status: 2).error.contains("did you mean “html”?"))
    #expect(try await call("report", "media", "--format", "subrip", status: 2).error.contains("no format of reports"))

    try await call("report", "media", "--format", "html", "--output", "out/", "--clips", "out/clips")
    let index = try text("out/index.html")
    #expect(
      index.contains("href=\"Radio%20play.en.report.html\"") && index.contains("href=\"Other/Quiet.und.report.html\""))
    let page = try text("out/Radio play.en.report.html")
    #expect(page.contains("src=\"../media/Radio%20play.wav\"") && page.contains("href=\"index.html\""))
    #expect(page.contains("clips/Radio%20play.en.finding-0001.wav"))
    let clip = try Data(
      contentsOf: URL(filePath: program.folder.path.appending("out/clips/Radio play.en.finding-0001.wav").string))
    // From 1 s to 5.4 s, 16,000 samples a second.
    #expect(clip.count == 44 + 2 * 16_000 * 44 / 10 && clip.starts(with: Data("RIFF".utf8)))
    #expect(
      try await call("report", "media", "--format", "html", "--output", "out/", status: 2).error.contains("--overwrite")
    )
    try await call("report", "media", "--format", "html", "--output", "out/", "--overwrite")
  }

  private static let masked = """
    {"version": 1, "profiles": {"moderation": {
      "recognizer": "scripted", "annotators": ["vocabulary"], "filters": ["masking"],
      "outputs": ["transcript-json", "report-html"], "reports": {"thresholds": {"insult": 0.4}}, "plugins": {
        "scripted": {"lines": ["1|Ada|an egg that is"]},
        "vocabulary": {"lists": [], "words": ["egg [category=insult]"], "leetspeak": false}}}}}
    """

  @Test func `masked words are shown to who asks for them`() async throws {
    try program.folder.write(Self.masked, to: "config.json")
    try await call("run", "media", "--profile", "moderation")
    #expect(try !text("media/Radio play.en.report.html").contains("egg"))
    for words in [
      ["--format", "html"], ["--format", "json"], ["--format", "csv"], ["--format", "vtt"], ["--words"],
    ] {
      func report(_ more: [String]) async throws -> String {
        let outcome = try await program.run(
          (["report", "media/Radio play.wav", "--plugins", "plugins", "--config", "config.json"] + words + more).map {
            Array($0.utf8)
          })
        #expect(outcome.status == 0, "\(words): \(outcome.error)")
        return outcome.output
      }
      let hidden = try await report([])
      #expect(!hidden.contains("egg") && hidden.contains("***"), "\(words): \(hidden)")
      #expect(try await report(["--unmasked"]).contains("egg"), "\(words)")
    }
    #expect(try await call("review", "list", "media", "--words").output.contains("***"))
    let list = try await call("review", "list", "media", "--words", "--unmasked").output
    #expect(list.contains("“egg”"))
    #expect(try await call("report", "media", "--unmasked", status: 2).error.contains("--words"))
    #expect(try await call("review", "list", "media", "--unmasked", status: 2).error.contains("--words"))
  }

  @Test func `reports tell what made them`() async throws {
    try program.folder.write(Self.masked, to: "config.json")
    try await call("run", "media", "--profile", "moderation")
    let words = ["report", "media", "--plugins", "plugins", "--config", "config.json"].map { Array($0.utf8) }
    let plain = try await program.run(words, environment: ["SOURCE_DATE_EPOCH": "1790000000"])
    for line in [
      "profile moderation, analysed 20", "report made by surtitle 0.", ", 2026-09-21T14:13:20Z",
      "judged by org.surtitle.vocabulary 1.0 (1.0.0); leetspeak off, lists set, words set",
      "words changed by org.surtitle.masking 1.0", "reported: insult from 0.4",
    ] { #expect(plain.output.contains(line), "\(line): \(plain.output)") }
    #expect(!plain.output.contains("egg"))
    let report = try #require(
      try program.json(await call("report", "media/Radio play.wav", "--format", "json").output) as? [String: Any])
    let origin = try #require(report["origin"] as? [String: Any])
    #expect(origin["profile"] as? String == "moderation" && origin["words"] as? String == "filtered")
    #expect(((origin["annotators"] as? [[String: Any]])?.first?["settings"] as? [String: Any])?["words"] is NSNull)
    // What a run writes is the same however often it is written.
    let page = try text("media/Radio play.en.report.html")
    #expect(page.contains("report made by surtitle 0.") && page.contains("analysed 20"))
    try await call("run", "media", "--profile", "moderation", "--force", "report-html")
    #expect(try text("media/Radio play.en.report.html") == page)
    try sound("media/Other/Quiet.wav", seconds: 1)
    try await call("run", "media", "--profile", "moderation")
    #expect(try await call("report", "media").output.contains("profile moderation, 2 files, analysed "))
  }

  @Test func `a name for several files says what it is`() async throws {
    try sound("media/Other/Quiet.wav", seconds: 1)
    try await call("run", "media", "--profile", "moderation")
    let refused = try await call("report", "media", "--format", "html", "--output", "reports", status: 2)
    #expect(refused.error.contains("“reports/” for a folder") && refused.error.contains("“reports.html”"))
    #expect(!refused.error.contains("Usage"))
    try await call("report", "media", "--format", "html", "--output", "reports/")
    try await call("report", "media", "--format", "html", "--output", "reports", "--overwrite")
    try await call("report", "media", "--summary", "--output", "summary")
    #expect(try text("summary").contains("2 files, 1 with findings"))
    #expect(try await call("report", "media", "--summary", "--clips", "clips", status: 2).error.contains("--clips"))
  }

  @Test func `dismissed findings are told of a library too`() async throws {
    try sound("media/Other/Quiet.wav", seconds: 1)
    try await call("run", "media", "--profile", "moderation")
    let ids = try await findings().compactMap { $0["id"] as? String }
    let first = try #require(ids.first)
    let set = try await program.run(
      (["review", "set"] + ids + [
        first, "--state", "dismissed", "--reason", "in jest", "--plugins", "plugins", "--config", "config.json",
      ])
      .map { Array($0.utf8) })
    // One that is named twice is decided once.
    #expect(set.status == 0 && set.lines.count == ids.count, "\(set.output)\(set.error)")
    #expect(try await call("report", "media").output.contains("(2 dismissed)"))
  }

  @Test func `settings that do not fit a list end with 2`() async throws {
    try program.folder.write(
      Self.masked.replacing(#""leetspeak": false"#, with: #""categoryMethods": {"hate": "mask"}"#), to: "config.json")
    let outcome = try await call("run", "media", "--profile", "moderation", status: 2)
    #expect(outcome.error.contains("/plugins/vocabulary/categoryMethods: none of the lists has the category “hate”"))
  }

  @Test func `nothing of media controls a terminal`() async throws {
    let profile = """
      {"version": 1, "profiles": {"moderation": {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json"], "plugins": {
          "scripted": {"lines": ["1|A\\u001bda\\u009b|an egg\\u001b[31m\\u009b1m then"]},
          "spotter": {"words": ["egg31m1m|ins\\u0007ult\\u009b|high|0.8"]}}}}}
      """
    try program.folder.write(profile, to: "config.json")
    try sound("media/Bell\u{7}\u{1B}[2J\u{9B}31m\u{7F}.wav", seconds: 5)
    try await call("run", "media", "--profile", "moderation")
    let id = try #require(try await findings().first?["id"] as? String)
    try await call("review", "set", id, "--state", "dismissed", "--reason", "so\u{1B}[2J\u{9B}", "--by", "a\u{7F}da")
    for words in [
      ["review", "list", "media", "--words"], ["review", "list", "media", "--words", "--json"],
      ["report", "media", "--words"], ["report", "media", "--format", "json"], ["report", "media", "--format", "csv"],
      ["report", "media", "--format", "html"], ["plan", "media", "--json"], ["plan", "media"],
    ] {
      let outcome = try await program.run(
        (words + ["--plugins", "plugins", "--config", "config.json"]).map { Array($0.utf8) })
      #expect(outcome.status == 0 && !outcome.output.isEmpty, "\(words): \(outcome.error)")
      #expect(controls(in: outcome.output + outcome.error).isEmpty, "\(words)")
    }
    for words in [["review", "audit"], ["review", "audit", "--json"]] {
      let outcome = try await program.run(words.map { Array($0.utf8) })
      #expect(outcome.status == 0 && outcome.output.contains("dismissed"))
      #expect(controls(in: outcome.output).isEmpty, "\(words)")
    }
  }

  private func controls(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      $0.properties.generalCategory == .control && !["\n", "\r", "\t"].contains($0)
    }
  }

  @Test func `a damaged trail is told`() async throws {
    try await call("run", "media", "--profile", "moderation")
    let id = try #require(try await findings().first?["id"] as? String)
    try await call("review", "set", id, "--state", "confirmed")
    try program.folder.write(
      """
      import os, sqlite3
      with sqlite3.connect(os.path.expanduser("~/.local/state/surtitle/review.sqlite")) as database:
          for statement in [
              "DROP TRIGGER auditStays", "DROP TRIGGER auditKeeps", "CREATE TABLE loose AS SELECT * FROM audit",
              "DROP TABLE audit", "ALTER TABLE loose RENAME TO audit",
              "UPDATE audit SET reason = x'00', start = 9223372036854775807"]:
              database.execute(statement)
      """, to: "damage.py")
    #expect(try await program.shell("python3 damage.py").status == 0)
    for words in [["audit"], ["audit", "--json"], ["audit", "--verify"]] {
      let outcome = try await program.run((["review"] + words).map { Array($0.utf8) })
      #expect(outcome.status != 0 && outcome.status < 128, "\(words)")
      #expect(outcome.error.contains("entry 1 is damaged") && outcome.error.contains("backup"), "\(outcome.error)")
    }
    try await call("report", "media", status: 3)
  }

  @Test func `a profile without annotators says what is missing`() async throws {
    let outcome = try await program("report", "media", "--profile", "subtitles")
    #expect(outcome.status == 2 && outcome.error.contains("“findings”"), "\(outcome.error)")
  }

  @Test func `keys decide one finding after the other`() async throws {
    try await call("run", "media", "--profile", "moderation")
    let pipe = try await program("review", "media", "--config", "config.json", "--plugins", "plugins")
    #expect(pipe.status == 2 && pipe.error.contains("review set"))
    try program.folder.write(
      """
      import os, pty, sys, time
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      output = b""
      def wait(text):
          global output
          end = time.time() + 60
          while text not in output:
              assert time.time() < end, output
              output += os.read(terminal, 4096)
          output = output.split(text, 1)[-1]
      wait(b"1 of 2")
      wait(b"r shows it")
      os.write(terminal, b"r")
      wait(b"[egg")
      # Arrows decide nothing, though their last byte is a letter that does.
      for arrow in b"\\x1b[C", b"\\x1bOD", b"\\x1b[1;5C":
          os.write(terminal, arrow)
          time.sleep(0.5)
      os.write(terminal, b"l")
      wait(b"played -loglevel error -ss 1.000 -autoexit -t 4.400 -i /")
      os.write(terminal, b"d")
      wait(b"why? ")
      os.write(terminal, b"said in jest\\n")
      wait(b"2 of 2")
      os.write(terminal, b"c")
      wait(b"2 findings decided")
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """, to: "type.py")
    let player = try program.folder.write("#!/bin/sh\necho played $*\n", to: "bin/ffplay")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: player.string)
    let outcome = try await program.shell(
      "PATH=$PWD/bin:/usr/bin:/bin SURTITLE_STATE=$HOME/.local/state/surtitle python3 type.py $SURTITLE review media --by ben --config config.json --plugins plugins"
    )
    #expect(outcome.status == 0, "\(outcome.error)")
    let audit = try await program("review", "audit")
    #expect(audit.lines.count == 2 && audit.output.contains("said in jest"), "\(audit.output)")
  }
}
