import Foundation
import SystemPackage
import TestSupport
import Testing

/// `surtitle bleep`, with a recogniser that hears what a script says.
@Suite(.timeLimit(.minutes(10))) struct BleepCommandTests {
  let program: Program

  init() async throws {
    program = try Program()
    try program.install("scripted", "spotter")
    try configure(reach: 0)
    try wave.write(to: URL(filePath: program.folder.path.appending("play.wav").string))
  }

  /// Twenty seconds that are nowhere silent, of 8,000 samples a second.
  private var wave: Data {
    var data = Data("RIFF".utf8)
    func append(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) } }
    append(36 + 320_000)
    data += Data("WAVEfmt ".utf8)
    for number: UInt32 in [16, 0x0001_0001, 8000, 16_000, 0x0010_0002] { append(number) }
    data += Data("data".utf8)
    append(320_000)
    for index in 0..<160_000 {
      withUnsafeBytes(of: Int16(index % 16 < 8 ? 6_000 : -6_000).littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// “egg” is said from 3 to 3.4 s, “pudding” from 9.5 to 9.9 s.
  private func configure(reach: Double) throws {
    let profile = """
      {"version": 1, "profiles": {"moderation": {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json"],
        "plugins": {"scripted": {"reach": \(reach)}}}}}
      """
    try program.folder.write(profile, to: "config.json")
  }

  @discardableResult
  private func call(_ words: String..., status: Int32 = 0) async throws -> Program.Outcome {
    let outcome = try await program.run(
      (words + ["--plugins", "plugins", "--config", "config.json"]).map { Array($0.utf8) })
    #expect(outcome.status == status, "\(words): \(outcome.error)")
    return outcome
  }

  /// Whether there is silence in the copy, at these times.
  private func isSilent(_ name: String, _ start: Double, _ end: Double) throws -> Bool {
    let bytes = try Data(contentsOf: URL(filePath: program.folder.path.appending(name).string))
    let offset = bytes.count - 320_000
    return bytes[offset + 2 * Int(start * 8_000)..<offset + 2 * Int(end * 8_000)].allSatisfy { $0 == 0 }
  }

  private func report(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(try program.json(outcome.output) as? [String: Any])
  }

  @Test func `what a run found is bleeped`() async throws {
    let nothing = try await call("bleep", "play.wav", "--findings", "--output", "copy.wav", status: 2)
    #expect(nothing.error.contains("nothing is stored of it under the profile “moderation”"))
    try await call("run", "play.wav", "--profile", "moderation")

    let plain = try await call("bleep", "play.wav", "--findings", "--output", "plain.wav", status: 1)
    #expect(plain.error.contains("--category takes insult") && plain.error.contains("nothing is written"))
    let misspelt = try await call(
      "bleep", "play.wav", "--findings", "--category", "insullt", "--output", "plain.wav", "--allow-nothing")
    #expect(misspelt.error.contains("nothing of the category “insullt” was found"))
    try await call("bleep", "play.wav", "--at", "30-31", "--output", "far.wav", status: 1)

    let outcome = try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--output", "copy.wav", "--json")
    #expect((try report(outcome)["spans"] as? [Any])?.count == 2)
    #expect(try isSilent("copy.wav", 2.92, 3.48) && isSilent("copy.wav", 9.42, 9.98))
    #expect(try !isSilent("copy.wav", 4, 4.1))

    // What somebody dismissed stays.
    let found = try await call("review", "list", "play.wav", "--json").lines
    let egg = try #require(try program.json(found[0]) as? [String: Any])
    try await call("review", "set", #require(egg["id"] as? String), "--state", "dismissed", "--reason", "an egg")
    try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--output", "copy.wav", "--overwrite")
    #expect(try !isSilent("copy.wav", 3, 3.4) && isSilent("copy.wav", 9.42, 9.98))
  }

  @Test func `a copy is listened to`() async throws {
    try await call("run", "play.wav", "--profile", "moderation")
    let outcome = try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--verify", "--output", "copy.wav", "--json")
    #expect((try report(outcome)["heard"] as? [Any])?.isEmpty == true)
    #expect(try !isSilent("copy.wav", 2.7, 3))
  }

  /// A recogniser that knows words by those beside them.
  @Test func `what is still heard is bleeped further`() async throws {
    try configure(reach: 0.3)
    try await call("run", "play.wav", "--profile", "moderation")
    let outcome = try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--verify", "--output", "copy.wav", "--json")
    #expect((try report(outcome)["heard"] as? [Any])?.isEmpty == true)
    #expect(try isSilent("copy.wav", 2.7, 3.7) && !isSilent("copy.wav", 2, 2.3))

    try configure(reach: 5)
    try await call("run", "play.wav", "--profile", "moderation")
    let deaf = try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--verify", "--output", "far.wav", status: 1)
    #expect(deaf.error.contains("still recognised in the copy"))
    #expect(try isSilent("far.wav", 2.92, 3.48))
  }

  /// What reports do not show is not to be heard either.
  @Test func `what reports hide is listened for`() async throws {
    let profile = """
      {"version": 1, "profiles": {"moderation": {
        "recognizer": "scripted", "annotators": ["spotter"], "outputs": ["transcript-json"],
        "reports": {"hidden": ["insult"]}, "plugins": {"scripted": {"reach": 5}}}}}
      """
    try program.folder.write(profile, to: "config.json")
    try await call("run", "play.wav", "--profile", "moderation")
    try await call(
      "bleep", "play.wav", "--findings", "--category", "insult", "--mute", "--verify", "--output", "far.wav", status: 1)
  }

  @Test func `options that do not go together are told`() async throws {
    for (words, message) in [
      (["--at", "1-2", "--category", "insult", "--output", "copy.wav"], "--findings"),
      (["--at", "1-2", "--verify", "--output", "copy.wav"], "--verify"),
      (["--at", "1-2", "--edl", "--mute"], "--edl"), (["--output", "copy.wav"], "say what is bleeped"),
      (["--findings", "--verify", "--dry-run"], "--verify"),
      (["--at", "1-2", "--padding", "nan", "--dry-run"], "padding"),
      (["--at", "1-2", "--model", "base", "--dry-run"], "--findings"),
    ] {
      let outcome = try await program.run((["bleep", "play.wav"] + words).map { Array($0.utf8) })
      #expect(outcome.status == 2 && outcome.error.contains(message), "\(words): \(outcome.error)")
    }
  }

  @Test func `spans come from files of all kinds`() async throws {
    try program.folder.write("2 3\n0:00:05 0:00:06.5 1\n", to: "spans.txt")
    try program.folder.write("1\n00:00:02,000 --> 00:00:03,000\nwords\n", to: "spans.srt")
    try program.folder.write("[00:02.00]words\n[00:03.00]\n", to: "spans.lrc")
    for name in ["spans.txt", "spans.srt", "spans.lrc"] {
      try await call(
        "bleep", "play.wav", "--spans", name, "--mute", "--padding", "0", "--output", "copy.wav", "--overwrite")
      #expect(try isSilent("copy.wav", 2.02, 2.98), "\(name)")
      #expect(try isSilent("copy.wav", 5.02, 6.48) == (name == "spans.txt"))
    }
    try program.folder.write("2 three\n", to: "odd.txt")
    let odd = try await call("bleep", "play.wav", "--spans", "odd.txt", "--output", "odd.wav", status: 2)
    #expect(odd.error.contains("odd.txt, line 1"))
    try program.folder.write("1\n00:00:02,000 -> 00:00:03,000\nwords\n", to: "odd.srt")
    let arrow = try await call("bleep", "play.wav", "--spans", "odd.srt", "--output", "odd.wav", status: 2)
    #expect(arrow.error.contains("odd.srt, line 2"))
    let list = try await call("bleep", "play.wav", "--spans", "spans.txt", "--edl", "--padding", "0", "--dry-run")
    #expect(list.output == "2.000 3.000 1\n5.000 6.500 1\n")
  }

  /// Also by another name, and where the copy that is listened to is made first.
  @Test(arguments: [["--at", "1-2"], ["--findings", "--category", "insult", "--verify"], ["--at", "1-2", "--edl"]])
  func theFileItselfIsNeverWritten(words: [String]) async throws {
    try await call("run", "play.wav", "--profile", "moderation")
    let file = program.folder.path.appending("play.wav")
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path.appending("link.wav").string, withDestinationPath: file.string)
    for name in ["play.wav", "link.wav"] {
      let outcome = try await program.run(
        (["bleep", "play.wav", "--overwrite", "--output", name, "--plugins", "plugins", "--config", "config.json"]
          + words).map { Array($0.utf8) })
      #expect(outcome.status == 2 && outcome.error.contains("the file itself"), "\(words): \(outcome.error)")
      #expect(try Data(contentsOf: URL(filePath: file.string)) == wave)
    }
  }
}
