import Testing
import Transcript
import Vocabulary

@Suite struct VocabularyListTests {
  private func read(_ text: String, language: LanguageTag = .undetermined) -> VocabularyListReader {
    VocabularyListReader(Array(text.utf8), name: "mine", language: language)
  }

  @Test func everythingThatALineCanSay() throws {
    let reader = read(
      """
      \u{FEFF}# language: en-GB
      # title: Words of mine
      # source: me@1
      # licence: CC0-1.0
      # A word about it: nothing.

      damn
        Bloody   hell   # said in anger
      =Blast
      heck* => gosh
      ass hat => silly person [category=insult severity=0.5 method=replace]
      beep => [beep]
      !Dick Van Dyke
      \\!odd \\# sign
      # category: mild
      # severity: 0.25
      drat\r
      """, language: "de")
    #expect(reader.problems.filter(\.isError).isEmpty)
    let list = reader.list
    #expect(list.language == "en-GB")
    #expect(list.title == "Words of mine")
    #expect(list.sources == ["me@1"])
    #expect(list.licences == ["CC0-1.0"])
    #expect(
      list.entries == [
        VocabularyEntry("damn", line: 7), VocabularyEntry("Bloody   hell", line: 8),
        VocabularyEntry("Blast", isExact: true, line: 9), VocabularyEntry("heck*", replacement: "gosh", line: 10),
        VocabularyEntry(
          "ass hat", replacement: "silly person", method: .replace, category: "insult", severity: 0.5, line: 11),
        VocabularyEntry("beep", replacement: "[beep]", line: 12),
        VocabularyEntry("Dick Van Dyke", isException: true, line: 13), VocabularyEntry("!odd # sign", line: 14),
        VocabularyEntry("drat", category: "mild", severity: 0.25, line: 17),
      ])
  }

  @Test(arguments: [
    ("", "there is no word in it; write one word or phrase a line"),
    ("# nothing", "there is no word in it; write one word or phrase a line"),
    ("ok\n*", "line 2: a “*” needs letters beside it"), ("d*n", "line 1: a “*” may only stand at an end of a word"),
    ("a*", "line 1: a “*” needs 2 letters beside it here: it would hit everything"),
    ("*ab*", "line 1: a “*” needs 3 letters beside it here: it would hit everything"),
    ("...", "line 1: there is no letter in it"), ("=> x", "line 1: there is no word in it"),
    ("a [method=burn]", "line 1: there is no method “burn”; there are mask, remove, replace, tag"),
    ("a [severity=7]", "line 1: severity is a number from 0 to 1, not “7”"),
    (
      "[category=insult]\ndamn",
      "line 1: these options stand alone and govern nothing: write them behind a word, or "
        + "“# category: …” above the words that they are for"
    ),
    (
      "heck =>",
      "line 1: nothing stands behind “=>”: write what is to stand there, or “heck [method=remove]” to leave the "
        + "word out"
    ),
    (
      "# severity: mild\nheck",
      "line 1: severity is a number from 0 to 1, not “mild”; write “# severity: 0.3” for what is "
        + "mild, 1 for the worst"
    ),
    (
      "# language: english\nheck",
      "line 1: “english” is no code of a language (BCP 47); write one such as en, de or pt-BR, "
        + "or und for words of any"
    ),
    ("a [colour=red]", "line 1: there is no option “colour”; there are category, severity, method"),
    ("a [method=replace]", "line 1: method=replace needs a text: write “phrase => text”"),
    ("!a => b", "line 1: what may be said is not replaced: leave out “!”, or what stands for it"),
    (
      "a [method=tag] => b",
      "line 1: what is in brackets stands at the end of the line: “phrase => text [method=replace]”"
    ),
    ("a\u{7}b", "line 1: there is a control character in it"),
    (String(repeating: "ab ", count: 17), "line 1: it has 17 words; 16 is the most"),
    (String(repeating: "a", count: 257), "line 1: the line has 257 characters; 256 is the most"),
  ])
  func whatIsWrongIsSaid(text: String, message: String) {
    #expect(read(text).problems.filter(\.isError).map(\.description) == [message])
  }

  @Test func whatIsDoubtfulIsNoted() {
    let reader = read("damn\nDÁMN\nAT&T#2\nC++\nreally?")
    #expect(
      reader.problems.map(\.description) == [
        "line 2: note: the same stands in line 1, which counts",
        "line 3: note: signs in it are passed over; only its letters count",
        "line 4: note: signs in it are passed over; only its letters count",
      ])
    #expect(reader.list.entries.map(\.phrase) == ["damn", "AT&T#2", "C++", "really?"])
  }

  @Test func otherEncodingsAreRefused() {
    let latin = VocabularyListReader([0x61, 0x0A, 0xE4, 0x0A, 0x62], name: "mine")
    #expect(latin.problems.map(\.description) == ["line 2: this is not UTF-8; save the file in that encoding"])
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0x61, 0, 0x62, 0]] {
      let wide = VocabularyListReader(bytes, name: "mine")
      #expect(wide.problems.map(\.description) == ["this is UTF-16, or no text at all; save it as UTF-8"])
    }
    #expect(throws: VocabularyError.self) { try VocabularyList(text: [0xE4], name: "mine") }
  }

  @Test func entriesAreChosenByKind() throws {
    let list = try VocabularyList(
      text: Array("a1 [category=x severity=0.2]\nb1 [category=y severity=0.8]\nc1\n!d1".utf8), name: "mine")
    #expect(list.filtered(minimumSeverity: 0.5).entries.map(\.phrase) == ["b1", "c1", "d1"])
    #expect(list.filtered(categories: ["x"]).entries.map(\.phrase) == ["a1", "d1"])
    #expect(list.categories == ["x", "y"])
  }

  @Test(arguments: ["a", "profanity.en", "A_b-9", String(repeating: "x", count: 200)]) func goodNames(name: String)
    throws
  {
    try VocabularyName.check(name)
  }

  @Test(arguments: ["", ".hidden", "a b", "a/b", "ä", "..", String(repeating: "x", count: 201), "a\n"])
  func badNames(name: String) {
    #expect(throws: VocabularyError.self) { try VocabularyName.check(name) }
  }

  @Test func bundledListsAreInOrder() throws {
    #expect(BundledVocabularies.names.count == 9)
    for name in BundledVocabularies.names {
      let text = try #require(BundledVocabularies.text(named: name))
      let reader = VocabularyListReader(text, name: name)
      // Lines only: the words are not for logs.
      #expect(reader.problems.filter(\.isError).map(\.line) == [])
      #expect(!reader.list.language.isUndetermined)
      #expect(!reader.list.licences.isEmpty && reader.list.licences.count == reader.list.sources.count)
      #expect(reader.list.entries.allSatisfy { $0.isException || ($0.category != nil && $0.severity != nil) })
    }
  }

  @Test(arguments: [
    (
      "# Severity: 0.3",
      "line 1: note: this is a comment, and says nothing of the words; if it should, write “# severity: 0.3”"
    ),
    (
      "# langauge: en",
      "line 1: note: this is a comment, and says nothing of the words; if it should, write “# language: en”"
    ),
    (
      "# license: CC0-1.0",
      "line 1: note: this is a comment, and says nothing of the words; if it should, write “# licence: CC0-1.0”"
    ),
    (
      "damn\n# language: de",
      "line 2: note: the language of a list is said above its first entry; here it is passed over"
    ),
  ]) func mistypedHeadersAreNoted(text: String, note: String) {
    let reader = read(text + "\nheck")
    #expect(reader.problems.map(\.description) == [note])
  }

  @Test(arguments: ["# language: und", "# language: pt-BR", "# Words: mine", "# note: to be asked", "# sexual: no"])
  func otherCommentsAreNone(text: String) {
    #expect(read(text + "\nheck").problems.isEmpty)
  }
}
