import Speech
import Testing
import Transcript

/// Numbers in languages other than English, by ICU's rules.
struct OtherLanguagesTests {
  @Test(arguments: [
    ("de", "fünfundzwanzig Prozent", "25%"),
    ("de", "im Jahr neunzehnhundertneunundneunzig.", "im Jahr 1999."),
    ("de", "zweitausendfünf", "2005"),
    ("de", "hundertzwanzig Leute", "120 Leute"),
    ("de", "drei Komma eins vier", "3,14"),
    ("de", "dreissig", "30"),
    ("de", "zweihunderttausend", "200.000"),
    ("fr", "vingt cinq pour cent", "25%"),
    ("fr", "vingt-cinq", "25"),
    ("fr", "vingt et une heures", "21 heures"),
    ("fr", "mille neuf cent quatre-vingt-dix-neuf", "1999"),
    ("fr", "deux mille sept,", "2007,"),
    ("fr", "cent pour cent", "100%"),
    ("fr", "trois virgule un quatre", "3,14"),
    ("es", "treinta y uno", "31"),
    ("es", "mil novecientos noventa y nueve", "1999"),
    ("es", "quinientas personas", "500 personas"),
    ("es", "cinco por ciento", "5%"),
    ("it", "duemilacinque", "2005"),
    ("it", "ventitré", "23"),
    ("pt", "vinte e duas pessoas", "22 pessoas"),
    ("nl", "vijfentwintig procent", "25%"),
    ("nl", "negentienhonderdnegenennegentig", "1999"),
    ("sv", "tjugofem procent", "25%"),
    ("sv", "nittonhundranittionio", "1999"),
  ])
  func `spelt out numbers become figures`(language: LanguageTag, spoken: String, figures: String) {
    #expect(SpokenText.form(spoken, .digits, language) == figures)
  }

  @Test(arguments: [
    ("de", "eine von ihnen"), ("de", "acht"), ("de", "tausend Dank"), ("fr", "un"), ("fr", "neuf"),
    ("fr", "mille fois merci"),
    ("it", "tu sei"), ("es", "uno y dos"), ("pt", "e um"), ("ru", "двадцать пять"), ("ja", "二十五"),
    ("und", "twenty five"),
    ("pl", "dwadzieścia pięć"),
  ])
  func `small numbers and other languages stay`(language: LanguageTag, text: String) {
    #expect(SpokenText.form(text, .digits, language) == text)
  }

  @Test(arguments: [
    ("de", "etwa 25%", "etwa fünfundzwanzig Prozent"),
    ("de", "etwa 25 %.", "etwa fünfundzwanzig Prozent."),
    ("de", "im Jahr 1999", "im Jahr neunzehnhundertneunundneunzig"),
    ("de", "im Jahr 2005", "im Jahr zweitausendfünf"),
    ("de", "etwa 1.000", "etwa eintausend"),
    ("de", "etwa 3,14", "etwa drei Komma eins vier"),
    ("de", "64 kamen", "Vierundsechzig kamen"),
    ("fr", "en 2007,", "en deux mille sept,"),
    ("fr", "les 110", "les cent dix"),
    ("fr", "à 100%", "à cent pour cent"),
    ("es", "unos 25", "unos veinticinco"),
    ("it", "a 26.", "a ventisei."),
    ("pt", "umas 20", "umas vinte"),
    ("nl", "zo'n 25%", "zo'n vijfentwintig procent"),
    ("sv", "cirka 25", "cirka tjugofem"),
    ("es", "en 1999", "en mil novecientos noventa y nueve"),
    ("fr", "les 71", "les soixante-et-onze"),
  ])
  func `figures become words`(language: LanguageTag, written: String, words: String) {
    #expect(SpokenText.form(written, .words, language) == words)
  }

  @Test(arguments: [
    ("de", "1 Tag"), ("fr", "1er"), ("es", "21 personas"), ("pt", "2 pessoas"), ("es", "500 personas"),
    ("es", "1001 noches"),
    ("es", "200.000 personas"), ("pt", "200 pessoas"), ("pt", "32 pessoas"), ("fr", "21 femmes"), ("de", "um 8:30"),
    ("de", "007"),
    ("fr", "3.6111"), ("ru", "25"), ("ja", "25"), ("fr", "$5"),
  ])
  func `what would need more than its figures stays`(language: LanguageTag, text: String) {
    #expect(SpokenText.form(text, .words, language) == text)
  }

  @Test(arguments: ["de", "es", "fr", "it", "nl", "pt", "sv"])
  func `numbers come back`(language: LanguageTag) {
    for number in [
      10, 16, 17, 22, 25, 70, 71, 80, 81, 91, 99, 101, 110, 200, 516, 999, 1001, 1100, 1812, 1999, 2005, 2025, 9999,
    ] {
      let words = SpokenText.form("x \(number)", .words, language)
      #expect(SpokenText.form(words, .digits, language) == "x \(number)", "\(words)")
    }
  }
}
