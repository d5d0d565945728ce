import Foundation
import SystemPackage
import TestSupport
import Testing

/// Lists of words as named resources.
@Suite struct VocabularyCommandTests {
  let program: Program

  init() throws { program = try Program() }

  private func add(_ text: String, _ arguments: String...) async throws -> Program.Outcome {
    try program.folder.write(text, to: "words.txt")
    return try await program.run((["vocabulary", "add"] + arguments).map { Array($0.utf8) })
  }

  @Test func listsComeAndGo() async throws {
    let added = try await add("drat\nblast => gosh\n", "house-words", "words.txt", "--language", "en")
    #expect(added.status == 0, "\(added.error)")
    #expect(
      added.error.hasSuffix(
        "house-words: 2 entries, in \(program.folder.path)/.config/surtitle/vocabularies/house-words.txt\n"))
    let again = try await add("drat\n", "house-words", "words.txt", "--language", "en")
    #expect(again.status == 2)
    #expect(again.error == "surtitle: house-words: there is such a list; replace it with --replace\n")
    #expect(try await add("heck\n", "house-words", "words.txt", "--language", "de", "--replace").status == 0)
    let rows = try #require(
      try program.json(try await program("vocabulary", "list", "--json").output) as? [[String: Any]])
    let row = try #require(rows.first { $0["name"] as? String == "house-words" })
    #expect(row["language"] as? String == "de")
    #expect(row["entries"] as? Int == 1)
    #expect(row["origin"] as? String == "own")
    #expect(try await program("vocabulary", "show", "house-words").output.hasSuffix("# language: de\nheck\n"))
    #expect(try await program("vocabulary", "remove", "house-words").status == 0)
    let gone = try await program("vocabulary", "remove", "house-word")
    #expect(gone.status == 2)
    #expect(gone.error.contains("there is no such list; there are profanity.de, "))
  }

  @Test func filesMayBePutThere() async throws {
    try program.folder.write("# language: en\nheck\n", to: "lists/mine.txt")
    try program.folder.write("he*ck\n", to: "lists/broken.txt")
    let variables = ["SURTITLE_VOCABULARIES": program.folder.path.appending("lists").string]
    let list = try await program("vocabulary", environment: variables)
    #expect(list.lines.contains("mine          en    1 entry       yours"), "\(list.output)")
    #expect(list.lines.contains { $0.hasPrefix("broken ") && $0.contains("it has errors") })
    #expect(list.lines.contains { $0.hasPrefix("profanity.fr  fr    91 entries    CC-BY-4.0 ") })
  }

  @Test func wordsThatComeWithTheProgramAreNotShownUnasked() async throws {
    let entries = "\"entries\" : ["
    for arguments in [["show", "profanity.en"], ["show", "profanity.en", "--json"]] {
      let shown = try await program.run((["vocabulary"] + arguments).map { Array($0.utf8) })
      #expect(shown.status == 0)
      // Counted in words of four letters or more that the list has.
      #expect(shown.output.utf8.count < 2_000 && !shown.output.contains(entries))
      let revealed = try await program.run((["vocabulary"] + arguments + ["--reveal"]).map { Array($0.utf8) })
      #expect(revealed.output.utf8.count > 10_000)
    }
    #expect(
      try await program("vocabulary", "show", "profanity.en").output.contains("surge-ai/profanity@77dabf36454f, MIT"))
    let removed = try await program("vocabulary", "remove", "profanity.en")
    #expect(removed.status == 2)
    #expect(removed.error.contains("this comes with the program"))
  }

  @Test func problemsHaveTheirLines() async throws {
    try program.folder.write("ok\nd*n\nOK\n", to: "bad.txt")
    let check = try await program("vocabulary", "check", "bad.txt")
    #expect(check.status == 2)
    #expect(
      check.lines == [
        "bad.txt:2: error: a “*” may only stand at an end of a word",
        "bad.txt:3: note: the same stands in line 1, which counts",
      ])
    let json = try await program("vocabulary", "check", "--json", "bad.txt")
    let first = try #require(try program.json(json.lines[0]) as? [String: Any])
    #expect(first["line"] as? Int == 2)
    #expect(first["severity"] as? String == "error")
    let added = try await program("vocabulary", "add", "bad", "bad.txt", "--language", "en")
    #expect(added.status == 2)
    #expect(added.error == "surtitle: bad.txt: line 2: a “*” may only stand at an end of a word\n")
    #expect(try await program("vocabulary", "check", "nothing.txt").status == 2)
    try program.folder.write("ok\n", to: "good.txt")
    let unnamed = try await program("vocabulary", "add", "good", "good.txt")
    #expect(unnamed.error.contains("say it with --language"))
    #expect(try await program("vocabulary", "add", "no name", "good.txt", "--language", "en").status == 2)
    #expect(try await program("vocabulary", "add", "good", "good.txt", "--language", "xx").status == 2)
    #expect(try await program("vocabulary", "add", "good", "good.txt", "--language", "und").status == 0)
  }

  @Test func aListIsTriedOnAText() async throws {
    try program.folder.write(
      "# language: en\nheck => gosh\ndarn [category=mild severity=0.2 method=tag]\nblast\n", to: "words.txt")
    let tried = try await program("vocabulary", "try", "words.txt", "Oh HECK, you bl4sted darn fool!")
    #expect(tried.status == 0, "\(tried.error)")
    #expect(
      tried.lines.map { $0.split(separator: " ").joined(separator: " ") } == [
        "“HECK,” words:2 vocabulary – 1.0 replace", "“bl4sted” words:4 vocabulary – 0.8 mask",
        "“darn” words:3 mild low 1.0 tag", "→ Oh Gosh, you *** darn fool!",
      ], "\(tried.output)")
    #expect(
      try await program("vocabulary", "try", "words.txt", "Nothing of it").output
        == "nothing of words is in it, as en\n")
    let missing = try await program("vocabulary", "try", "profanity.eb", "x")
    #expect(missing.status == 2 && missing.error.contains("did you mean “profanity.en”?"))
    #expect(try await program("vocabulary", "try", "nowhere.txt", "x").status == 2)
    #expect(try await program("vocabulary", "try", "words.txt", "x", "--method", "burn").status == 2)
  }

  @Test func profilesThatNameAListAreTold() async throws {
    #expect(try await add("# language: en\ndrat\n", "house", "words.txt").status == 0)
    try program.folder.write(
      #"{"version": 1, "profiles": {"strict": {"annotators": ["vocabulary"], "plugins": {"vocabulary": {"lists": ["house"]}}}}}"#,
      to: "config.json")
    let removed = try await program("vocabulary", "delete", "house", "--config", "config.json")
    #expect(removed.status == 0 && removed.error.contains("the profile “strict” names “house”"), "\(removed.error)")
  }

  @Test func aPipeIsNoList() async throws {
    #expect(try await program.shell("mkfifo pipe.txt").status == 0)
    let checked = try await program("vocabulary", "check", "pipe.txt")
    #expect(checked.status == 2 && checked.error.contains("is no file"), "\(checked.error)")
  }
}
