import Testing
import Timeline
import Transcript
import Vocabulary

@Suite struct VocabularyMatcherTests {
  private func list(_ lines: String..., language: LanguageTag = "en", name: String = "mild") throws -> VocabularyList {
    try VocabularyList(text: Array(lines.joined(separator: "\n").utf8), name: name, language: language)
  }

  /// The words that were found, as they stand in the text.
  private func found(
    _ text: String, _ lines: String..., language: LanguageTag = "en", options: VocabularyMatchingOptions = .init()
  ) throws -> [String] {
    let list = try VocabularyList(text: Array(lines.joined(separator: "\n").utf8), name: "mild", language: language)
    let words = Speech.words(text)
    return VocabularyMatcher([list], options: options).matches(in: words, language: language)
      .map { words[$0.words].joinedText }
  }

  @Test(arguments: [
    ("Oh damn, that hurts.", ["damn,"]), ("DAMN!", ["DAMN!"]), ("“Damn” is a word", ["“Damn”"]), ("dam", []),
    ("undamned", []), ("damnation", []), ("dámn", ["dámn"]), ("ｄａｍｎ", ["ｄａｍｎ"]), ("da\u{AD}mn", ["da\u{AD}mn"]),
    ("da\u{200B}mn", ["da\u{200B}mn"]), ("damn's", ["damn's"]), ("damn’s", ["damn’s"]), ("𝐝𝐚𝐦𝐧", ["𝐝𝐚𝐦𝐧"]),
    ("god-damn-it", ["god-damn-it"]), ("hot/damn", ["hot/damn"]), ("…damn…", ["…damn…"]), ("damn—no", ["damn—no"]),
  ])
  func wholeWordsCount(text: String, expected: [String]) throws {
    #expect(try found(text, "damn", options: .literal) == expected)
  }

  @Test(arguments: [
    ("he'll go", []), ("well we'll see", ["well"]), ("oh hell no", ["hell"]), ("hell's bells", ["hell's"]),
  ])
  func apostrophesAreNoSpaces(text: String, expected: [String]) throws {
    #expect(try found(text, "hell", "well") == expected)
  }

  @Test(arguments: [
    ("damned", true), ("damning", true), ("damnin'", true), ("damns", true), ("damner", true), ("damnable", false),
    ("blasted", false),
  ])
  func endingsCount(text: String, expected: Bool) throws {
    #expect(try found(text, "damn").isEmpty == !expected)
    #expect(try found(text, "=damn").isEmpty)
  }

  @Test(arguments: ["rip", "ripped", "ripping", "ripper", "ripped", "rips"]) func consonantsAreDoubled(text: String)
    throws
  {
    #expect(try found(text, "rip").count == 1)
  }

  @Test(arguments: ["hype", "hyping", "hyped", "hypes", "hyper"]) func silentVowelsGo(text: String) throws {
    #expect(try found(text, "hype").count == 1)
  }

  @Test func phrasesAreFoundOverPunctuationAndPossessives() throws {
    #expect(try found("You silly, old goose's egg", "silly old goose") == ["silly, old goose's"])
    #expect(try found("the goose's egg", "goose egg") == ["goose's egg"])
    #expect(try found("silly old", "silly old goose") == [])
    #expect(try found("silly silly old geese", "silly old geese") == ["silly old geese"])
  }

  @Test func theLongestCounts() throws {
    #expect(try found("a silly goose here", "goose", "silly goose", "silly") == ["silly goose"])
  }

  @Test(arguments: [
    "d4mn", "d@mn", "D@MN!", "daaaamn", "dammmmn", "d@@@@mn", "d*mn", "d**n", "d#$n", "d--n", "da_n", "d a m n",
    "d-a-m-n", "d.a.m.n.", "D. A. M. N.", "D, A, M, N", "d*a*m*n", "d_a_m_n", "d4mn's",
  ])
  func disguisesAreSeenThrough(text: String) throws {
    #expect(try found("oh \(text) it", "damn") == [text])
    #expect(try found("oh \(text) it", "damn", options: .literal) == [])
  }

  @Test(arguments: ["dam", "d*n", "d***n", "4 a m n", "$100", "*", "***", "d.a.m", "a 5 b", "d a m", "damn3d"])
  func otherThingsAreNoDisguise(text: String) throws {
    var expected: [String] = []
    // The figure is an e.
    if text == "damn3d" { expected = ["damn3d"] }
    #expect(try found("oh \(text) it", "damn") == expected)
  }

  @Test func onlySignsMayBeAWord() throws {
    #expect(try found("you @$$ there", "ass") == ["@$$"])
    #expect(try found("you a$$ there", "a$$") == ["a$$"])
    #expect(try found("a dog", "a$$") == [])
  }

  @Test func lettersOneByOneAreAWordAsAWhole() throws {
    #expect(try found("it is m a s s", "ass") == [])
    #expect(try found("I a s s you", "ass") == ["a s s"])
  }

  @Test func compoundsMayBeApart() throws {
    #expect(try found("a gold fish", "goldfish") == ["gold fish"])
    #expect(try found("a goldfish", "gold fish") == ["goldfish"])
    #expect(try found("a gold, fish", "goldfish") == [])
    #expect(try found("the pen is mine", "penis") == [])
    #expect(try found("a gold fish", "goldfish", options: .literal) == [])
    #expect(try found("a gold-fish", "goldfish", options: .literal) == ["gold-fish"])
    #expect(try found("a gold fish, a goldfish, a gold-fish", "gold-fish", options: .literal).count == 3)
  }

  @Test func starsStandForAnyLetters() throws {
    #expect(try found("damnation undamned damn", "damn*") == ["damnation", "damn"])
    #expect(try found("goddamn undamned", "*damn") == ["goddamn"])
    #expect(try found("goddamnit", "*damn*") == ["goddamnit"])
    #expect(try found("kicking butts here", "kick* butt*") == ["kicking butts"])
    #expect(try found("d4mnation", "damn*") == ["d4mnation"])
  }

  @Test func exceptionsShieldWhatIsInThem() throws {
    let lines = ["dick", "!Dick Van Dyke", "butt", "!butter"]
    let text = "Dick Van Dyke's butter, dick! Van butt buttered dick van dyke"
    let list = try VocabularyList(text: Array(lines.joined(separator: "\n").utf8), name: "mild", language: "en")
    let matches = VocabularyMatcher([list]).matches(in: Speech.words(text), language: "en")
    #expect(matches.map(\.words) == [4..<5, 6..<7])
    // Of another list too.
    let names = try self.list("!Dick Van Dyke", name: "names")
    let words = try self.list("dick", "van")
    #expect(VocabularyMatcher([words, names]).matches(in: Speech.words("Dick Van Dyke"), language: "en").isEmpty)
  }

  @Test func aWordIsShieldedByWhatItHoldsAlone() throws {
    #expect(try found("butter", "butt", "!butter") == [])
    #expect(try found("butter/butt", "butt", "!butter") == ["butter/butt"])
  }

  @Test func disguisesAreNotShielded() throws {
    #expect(try found("d1ck van dyke", "dick", "!dick van dyke") == ["d1ck"])
  }

  @Test func listsCountInTheirLanguage() throws {
    let german = try list("mist", language: "de")
    let any = try list("mist", language: "und")
    let words = Speech.words("a mist")
    #expect(VocabularyMatcher([german]).matches(in: words, language: "en").isEmpty)
    #expect(VocabularyMatcher([german]).matches(in: words, language: "de-AT").count == 1)
    #expect(VocabularyMatcher([german]).matches(in: words, language: "und").count == 1)
    #expect(VocabularyMatcher([any]).matches(in: words, language: "en").count == 1)
    var options = VocabularyMatchingOptions()
    options.otherLanguages = true
    #expect(VocabularyMatcher([german], options: options).matches(in: words, language: "en").count == 1)
  }

  @Test(arguments: [
    ("de", "Du Trottel, ihr Trotteln", "trottel", 2), ("de", "Dummköpfe", "dummköpfe", 1),
    ("de", "Dummkoepfe", "dummköpfe", 1), ("de", "Scheibe", "scheiße", 0), ("de", "SCHEISSE", "scheiße", 1),
    ("de", "schwüle Luft", "schwul", 0), ("es", "un año", "ano", 0), ("es", "an\u{303}o", "año", 1),
    ("es", "tonta tontos", "tonto", 2), ("fr", "l’idiote", "idiot", 1), ("fr", "IDIOTS", "idiot", 1),
    ("fr", "une pâte", "pate", 1), ("it", "stupidi, dell'idiota", "stupido\nidiota", 2), ("pt", "bobões", "bobão", 1),
    ("ru", "Чёрт!", "черт", 1), ("ru", "рай", "раи", 0), ("tr", "AYI ayı", "ayı", 2), ("tr", "İT it", "it", 2),
    ("el", "ΚΑΚΟΣ", "κακός", 1), ("he", "שָׁלוֹם", "שלום", 1), ("ar", "كَلْب", "كلب", 1), ("ko", "바보야", "바보*", 1),
    ("ko", "바봄이", "바보*", 0), ("hi", "कुत्ता", "कुत्ता", 1), ("hi", "कुत्ते", "कुत्त", 0),
  ])
  func languagesHaveTheirWays(language: String, text: String, lines: String, count: Int) throws {
    #expect(try found(text, lines, language: LanguageTag(language)).count == count)
  }

  @Test func charactersCountWhereThereAreNoSpaces() throws {
    func ranges(_ pieces: [String], _ lines: String, _ language: LanguageTag) throws -> [Range<Int>] {
      let list = try VocabularyList(text: Array(lines.utf8), name: "mild", language: language)
      return VocabularyMatcher([list]).matches(in: Speech.pieces(pieces), language: language).map(\.words)
    }
    #expect(try ranges(["この", "ば", "か", "者"], "ばか", "ja") == [1..<3])
    #expect(try ranges(["この", "ば", "が"], "ばか", "ja") == [])
    #expect(try ranges(["この", "ば", "か\u{3099}"], "ばか", "ja") == [])
    #expect(try ranges(["ﾊﾞｶ", "。"], "バカ", "ja") == [0..<1])
    #expect(try ranges(["ば。", "か"], "ばか", "ja") == [])
    #expect(try ranges(["你是", "笨", "蛋吗"], "笨蛋", "zh") == [1..<3])
    #expect(try ranges(["操作"], "操", "zh") == [])
    #expect(try ranges(["A操"], "操", "zh") == [])
    #expect(try ranges(["⼈⼈"], "人人", "zh") == [0..<1])
    #expect(try ranges(["あれは", "ｍｉｓｔだ"], "mist", "ja") == [1..<2])
    #expect(try ranges(["NG", "ワー", "ド"], "NGワード", "ja") == [0..<3])
    #expect(try ranges(["操", "，"], "操", "zh") == [0..<1])
    #expect(try ranges(["คน", "บ้า", "มาก"], "บ้า", "th") == [1..<2])
    #expect(try ranges(["คน", "บา", "มาก"], "บ้า", "th") == [])
    #expect(try ranges(["คนบ้", "า", "มาก"], "บ้า", "th") == [0..<2])
    // What may be said lies beside it in the same piece.
    #expect(try ranges(["ばかり"], "ばか\n!ばかり", "ja") == [])
    #expect(try ranges(["ばかりばか"], "ばか\n!ばかり", "ja") == [0..<1])
  }

  @Test func emojiAreWords() throws {
    #expect(try found("well 🖕🏽 you", "🖕") == ["🖕🏽"])
    #expect(try found("damn🖕", "damn") == ["damn🖕"])
  }

  @Test func segmentsAreCutWithinPhrases() throws {
    let matcher = VocabularyMatcher([try list("silly goose")])
    #expect(matcher.matches(in: Speech.transcript(["you silly", "goose!"])).map(\.words) == [1..<3])
    #expect(matcher.matches(in: Speech.transcript(["you silly.", "goose!"])).isEmpty)
    #expect(matcher.matches(in: Speech.transcript(["you silly", "goose!"], gap: 5)).isEmpty)
    #expect(matcher.matches(in: Speech.transcript(["you", "are a silly goose"])).map(\.words) == [3..<5])
  }

  @Test func whatIsFoundNamesItsEntry() throws {
    let list = try list("# category: insult", "goose => bird [severity=0.5]")
    let match = try #require(VocabularyMatcher([list]).matches(in: Speech.words("a g00se"), language: "en").first)
    #expect(match.entry.replacement == "bird")
    #expect(match.entry.severity == 0.5)
    #expect(match.entry.category == "insult")
    #expect(match.list == "mild")
    #expect(match.reading == .disguised)
    #expect("\(match)" == "words 1..<2 by line 2 of mild")
  }
}
