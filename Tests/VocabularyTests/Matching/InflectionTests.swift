import Testing
import Timeline
import Transcript
import Vocabulary

/// Endings, seen through the matcher, which has nothing else of them.
@Suite struct InflectionTests {
  private func isForm(_ form: String, of word: String, _ language: LanguageTag) throws -> Bool {
    let list = try VocabularyList(text: Array(word.utf8), name: "mild", language: language)
    return !VocabularyMatcher([list]).matches(in: Speech.words(form), language: language).isEmpty
  }

  @Test(arguments: [
    ("fool", "fools fooled fooling foolin' fooler foolers fool's", "foolish foo"),
    ("botch", "botches botched botching botcher", "botchs"), ("silly", "sillies sillier", "sillys sill"),
    ("rat", "rats ratted ratting ratter", "rating rated rate"), ("offer", "offered offering", ""),
    ("blow", "blows blowing blower", "blowwing"), ("pee", "pees peed peeing", "peing"), ("no", "no", "nos noes noing"),
    ("veto", "vetos vetoes vetoing", ""), ("bus", "buses bussed bussing busses", ""),
  ])
  func english(word: String, forms: String, others: String) throws {
    for form in forms.split(separator: " ") { #expect(try isForm(String(form), of: word, "en"), "\(form)") }
    for form in others.split(separator: " ") { #expect(try !isForm(String(form), of: word, "en"), "\(form)") }
  }

  @Test(arguments: [
    ("de", "Depp", "Depps Deppen"), ("de", "blöde", "blöder blödes blöden"), ("de", "nerven", "nervt nervte nervst"),
    ("fr", "bête", "bêtes"), ("fr", "emmerder", "emmerde emmerdes emmerdé emmerdeur"), ("fr", "con", "cons conne"),
    ("es", "bobo", "boba bobos bobas"), ("es", "fastidiar", "fastidia fastidiado"),
    ("it", "sciocco", "sciocchi sciocca"),
    ("it", "rompere", "romperi"), ("pt", "tolo", "tola tolos tolas"), ("pt", "animal", "animais"),
  ])
  func others(language: String, word: String, forms: String) throws {
    for form in forms.split(separator: " ") {
      #expect(try isForm(String(form), of: word, LanguageTag(language)), "\(form)")
    }
  }
}
