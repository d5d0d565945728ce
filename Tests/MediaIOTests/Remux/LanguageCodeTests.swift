import MediaIO
import Testing
import Transcript

@Suite struct LanguageCodeTests {
  @Test(arguments: [
    ("fr", "fra", "fre"), ("de-CH", "deu", "ger"), ("en", "eng", "eng"), ("zh-Hant", "zho", "chi"),
    ("yue", "yue", "yue"),
    ("und", "und", "und"), ("nl", "nld", "dut"), ("sl", "slv", "slv"), ("qaa", "qaa", "qaa"),
  ])
  func threeLetters(tag: String, terminological: String, bibliographic: String) {
    #expect(LanguageTag(tag).terminologicalCode == terminological)
    #expect(LanguageTag(tag).bibliographicCode == bibliographic)
    // And back.
    #expect(LanguageTag(bibliographic).primary == LanguageTag(tag).primary)
  }
}
