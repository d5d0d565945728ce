import TestSupport
import Testing
import TextEncoding

@Suite struct NearestTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("Zoë", "Zoe"), ("Zoe\u{308}", "Zoe"), ("…", "..."), ("– — ‑", "- -- -"),
    ("“a” ‘b’ «c»", "\"a\" 'b' \"c\""),
    ("Œuvre ß Łódź Ðørn", "OEuvre ss Lodz Dorn"), ("ﬁ ½ ² Ａ", "fi 1/2 2 A"), ("€5 £6", "EUR5 GBP6"), ("日本", "??"),
    ("👩‍👩‍👧‍👦!", "?!"), ("🇩🇪", "?"), ("a\u{200B}b\u{FEFF}c\u{200E}", "abc"), ("\u{A0}x", " x"), ("\u{FFFD}", "?"), ("", ""),
    ("ħŧŋ", "htn"), ("\u{301}", ""), ("ģ", "g"), ("№ 5", "No. 5"), ("→", "->"),
  ])
  func inASCII(text: String, expected: String) {
    #expect(NearestText.text(text) { $0.isASCII } == expected)
  }

  @Test(arguments: [("plain", 0), ("Zoë…", 0), ("日本", 2), ("👩‍👩‍👧‍👦!", 1), ("a\u{200B}", 0), ("שלום", 4)])
  func charactersWithoutLikenessAreCounted(text: String, expected: Int) {
    #expect(NearestText.unlikeCount(in: text) { $0.isASCII } == expected)
    #expect(NearestText.text(text) { $0.isASCII }.count { $0 == "?" } == expected)
  }

  @Test func theBestThatThereIs() {
    let dashes: Set<Unicode.Scalar> = ["—", "a"]
    #expect(NearestText.text("a–a") { dashes.contains($0) } == "a—a")
    #expect(NearestText.text("ș") { $0.isASCII || $0 == "ş" } == "ş")
    // What a set has stays, in the form it came in.
    #expect(Array(NearestText.text("e\u{301}") { _ in true }.unicodeScalars).count == 2)
  }

  @Test func anyTextIsHeldAndStaysAsItIs() {
    var generator = SeededGenerator(seed: 81)
    for _ in 0..<1000 {
      let text = RandomText.make(count: 12, using: &generator)
      let held = NearestText.text(text) { $0.isASCII }
      #expect(held.unicodeScalars.allSatisfy { $0.isASCII })
      #expect(NearestText.text(held) { $0.isASCII } == held)
    }
  }
}
