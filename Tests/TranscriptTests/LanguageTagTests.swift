import Foundation
import Testing
import Transcript

@Suite struct LanguageTagTests {
  @Test(arguments: [
    ("eng", "en"), ("fre", "fr"), ("fra", "fr"), ("ger", "de"), ("pt_br", "pt-BR"), ("PT-br", "pt-BR"),
    ("zh-hant-tw", "zh-Hant-TW"), ("iw", "he"), ("yue", "yue"), ("", "und"), ("x", "und"), ("!!", "und"),
    ("日本語", "und"), ("und", "und"), ("toolonglanguage", "und"),
  ])
  func normalises(raw: String, expected: String) {
    #expect(LanguageTag(raw).code == expected)
  }

  @Test func matchesWhateverTheRegion() {
    #expect(LanguageTag("pt-BR").matches("pt"))
    #expect(!LanguageTag("pt").matches("es"))
    #expect(!LanguageTag.undetermined.matches(.undetermined))
  }

  @Test func codesAsText() throws {
    let data = try JSONEncoder().encode([LanguageTag("pt-BR")])
    #expect(String(decoding: data, as: UTF8.self) == #"["pt-BR"]"#)
    #expect(try JSONDecoder().decode([LanguageTag].self, from: data) == ["pt-BR"])
  }
}
