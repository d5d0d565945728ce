import Speech
import Testing

/// Figures → words, in English.
struct EnglishSpellingTests {
  @Test(arguments: [
    ("the 25%", "the twenty-five percent"),
    ("about 25 %.", "about twenty-five percent."),
    ("some $5", "some five dollars"),
    ("a $1", "a one dollar"),
    ("for $5.20,", "for five dollars and twenty cents,"),
    ("for $0.99", "for ninety-nine cents"),
    ("for £2.01", "for two pounds and one pence"),
    ("some €20", "some twenty euros"),
    ("some 20€", "some twenty euros"),
    ("some $5 million", "some five million dollars"),
    ("some $5m", "some five million dollars"),
    ("some $1,999", "some one thousand nine hundred ninety-nine dollars"),
    ("some $1999", "some one thousand nine hundred ninety-nine dollars"),
    ("a $5-a-day plan", "a five dollar-a-day plan"),
    ("in 1999", "in nineteen ninety-nine"),
    ("in 1905", "in nineteen oh five"),
    ("in 1900", "in nineteen hundred"),
    ("in 2000", "in two thousand"),
    ("in 2005", "in two thousand five"),
    ("in 2021", "in twenty twenty-one"),
    ("the 1990s", "the nineteen nineties"),
    ("the '90s", "the nineties"),
    ("the 21st", "the twenty-first"),
    ("the 12th", "the twelfth"),
    ("the 100th", "the one hundredth"),
    ("on May 5,", "on May fifth,"),
    ("about 3.14", "about three point one four"),
    ("about 0.5", "about zero point five"),
    ("at -5", "at minus five"),
    ("at 5:30", "at five thirty"),
    ("at 5:05", "at five oh five"),
    ("at 5:00", "at five o'clock"),
    ("at 5:00 p.m.", "at five p.m."),
    ("at 25°C", "at twenty-five degrees Celsius"),
    ("some 10,000", "some ten thousand"),
    ("some 12,345", "some twelve thousand three hundred forty-five"),
    ("call 555-1234", "call five five five one two three four"),
    ("call 800-555-1234.", "call eight zero zero five five five one two three four."),
    ("agent 007", "agent zero zero seven"),
    ("code 90210", "code nine zero two one zero"),
    ("some 50000", "some fifty thousand"),
    ("a 25-year-old", "a twenty-five-year-old"),
    ("from 10-15", "from ten to fifteen"),
    ("the 1939–1945 war", "the nineteen thirty-nine to nineteen forty-five war"),
    ("about 1/2", "about one half"),
    ("open 24/7", "open twenty-four seven"),
    ("an MP3", "an MP three"),
    ("the COVID-19", "the COVID nineteen"),
    ("version 1.2.3", "version one point two point three"),
    ("be #1", "be number one"),
    ("at 5:30pm", "at five thirty pm"),
    ("at 5pm", "at five pm"),
    ("some $5-10", "some five to ten dollars"),
    ("some 10,000-15,000", "some ten thousand to fifteen thousand"),
    ("the 5th-grade", "the fifth-grade"),
    ("the mid-1990s", "the mid-nineteen nineties"),
    ("a 25-30% rise", "a twenty-five to thirty percent rise"),
    ("call +1 212 555 1234", "call plus one two one two five five five one two three four"),
    ("for $.50", "for fifty cents"),
    ("some 10%-20%", "some ten to twenty percent"),
    ("won 4:3", "won four to three"),
    ("the 90's", "the nineties"),
    ("the $1.5 billion", "the one point five billion dollars"),
    ("1,234,567.89", "One million two hundred thirty-four thousand five hundred sixty-seven point eight nine"),
    ("on May 21st, 1999.", "on May twenty-first, nineteen ninety-nine."),
    ("(42)", "(Forty-two)"),
    ("64 came. 17 went.", "Sixty-four came. Seventeen went."),
    ("5 million", "Five million"),
  ])
  func `figures become words`(written: String, words: String) {
    #expect(SpokenText.form(written, .words) == words)
  }

  @Test(arguments: [
    "no figures", "well-known", "%", "&", "-", "don't", "…", "x²", "1:2:3:4", "49ers", "12/25/2020", "5'10", "",
  ])
  func `what has no figures that can be read stays`(text: String) {
    #expect(SpokenText.form(text, .words) == text)
  }

  @Test(arguments: [
    "25%", "1999", "2005", "2021", "3.14", "$5", "$5 million", "21st", "12,345", "100", "2,300,000", "€20", "1980s",
    "1066",
    "5.25%", "101st", "999", "1812",
  ])
  func `figures come back`(figures: String) {
    let words = SpokenText.form("some \(figures)", .words)
    let hasFigures = words.contains { $0.isNumber }
    #expect(!hasFigures)
    #expect(SpokenText.form(words, .digits) == "some \(figures)")
  }

  @Test func `every number comes back`() {
    for number in Array(2...1100) + Array(1300...2099) + [
      9999, 10_000, 10_001, 100_000, 999_999, 1_000_001, 20_300_004,
    ] {
      let figures = number >= 10_000 ? grouped(number) : String(number)
      let words = SpokenText.form("are \(figures)", .words)
      #expect(SpokenText.form(words, .digits) == "are \(figures)", "\(words)")
    }
  }

  private func grouped(_ number: Int) -> String {
    var figures = String(number)
    for place in stride(from: figures.count - 3, to: 0, by: -3) {
      figures.insert(",", at: figures.index(figures.startIndex, offsetBy: place))
    }
    return figures
  }
}
