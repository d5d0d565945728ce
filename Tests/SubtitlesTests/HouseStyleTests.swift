import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct HouseStyleTests {
  @Test(arguments: HouseStyles.builtIn.names) func `a built-in style can be kept to`(name: String) throws {
    let style = try HouseStyles.builtIn.style(named: name)
    #expect(!style.title.isEmpty && style.title != name && !style.sources.isEmpty)
    for rules in [style.rules] + style.languages.values {
      #expect((8...200).contains(rules.maximumLineLength) && (1...4).contains(rules.maximumLines))
      #expect(rules.minimumDuration.time(at: nil) < rules.maximumDuration.time(at: nil))
      #expect(rules.maximumReadingSpeed != nil || rules.maximumWordRate != nil)
    }
  }

  /// Netflix's characters a second; full-width characters count for two columns.
  @Test(arguments: [
    ("netflix", "en", 42, 20.0), ("netflix", "fr", 42, 17), ("netflix", "ja", 26, 8), ("netflix", "ko", 32, 24),
    ("netflix-children", "en", 42, 17), ("netflix-children", "fr", 42, 13), ("netflix-children", "zh", 32, 14),
    ("netflix-sdh", "en", 42, 20), ("netflix-sdh", "fr", 42, 20), ("netflix-sdh", "ar", 42, 23),
    ("netflix-children-sdh", "de", 42, 17), ("amazon", "en", 42, 17), ("ebu", "de", 40, 20), ("netflix", "und", 42, 17),
  ])
  func `the numbers of the guides`(name: String, language: String, length: Int, speed: Double) throws {
    let rules = try HouseStyles.builtIn.style(named: name).rules(for: LanguageTag(language))
    #expect(rules.maximumLineLength == length && rules.maximumReadingSpeed == speed)
  }

  @Test func `changes keep what a language needs`() throws {
    var changes = StyleRuleChanges()
    (changes.maximumLineLength, changes.maximumReadingSpeed, changes.maximumLines) = (38, 15, 3)
    let style = HouseStyle.standard.changed(by: changes)
    for language in ["en", "fr", "de"] as [LanguageTag] {
      let rules = style.rules(for: language)
      #expect(rules.maximumLineLength == 38 && rules.maximumReadingSpeed == 15 && rules.maximumLines == 3)
    }
    let japanese = style.rules(for: "ja")
    #expect(japanese.maximumLineLength == 26 && japanese.maximumReadingSpeed == 8 && japanese.maximumLines == 3)
  }

  @Test func `a limit may be laxer than that of a language`() {
    var changes = StyleRuleChanges()
    changes.maximumReadingSpeed = 25
    let style = HouseStyle.standard.changed(by: changes)
    #expect(style.rules(for: "en").maximumReadingSpeed == 25 && style.rules(for: "hi").maximumReadingSpeed == 25)
    #expect(style.rules(for: "ja").maximumReadingSpeed == 8)
  }

  @Test func `languages may have regions, and any code`() throws {
    let json = """
      {"ours": {"languages": {"pt-BR": {"maximumLines": 3}, "pt": {"maximumLineLength": 30}, "eng": {"maximumLines": 1}}},
        "wrong": {"languages": {"all": {}, "Klingon!": {}}}}
      """
    let own = try JSONDecoder().decode([String: HouseStyleDocument].self, from: Data(json.utf8))
    let styles = HouseStyles.builtIn.adding(own)
    let style = try styles.style(named: "ours")
    #expect(style.rules(for: "pt-BR").maximumLines == 3 && style.rules(for: "pt-BR").maximumLineLength == 30)
    #expect(style.rules(for: "pt-PT").maximumLines == 2 && style.rules(for: "en-GB").maximumLines == 1)
    #expect(throws: HouseStyleError.self) { try styles.style(named: "wrong") }
  }

  @Test func `a style of one's own says what differs`() throws {
    let json =
      #"{"ours": {"basedOn": "bbc", "rules": {"minimumGap": "4 frames"}, "languages": {"cy": {"maximumLines": 3}}}}"#
    let own = try JSONDecoder().decode([String: HouseStyleDocument].self, from: Data(json.utf8))
    let style = try HouseStyles.builtIn.adding(own).style(named: "ours")
    #expect(style.name == "ours" && style.title == "ours" && style.rules.maximumLineLength == 37)
    #expect(style.rules.minimumGap.time(at: Rational(25, 1)) == MediaTime(milliseconds: 160))
    #expect(style.rules(for: "cy").maximumLines == 3 && style.rules(for: "en").maximumLines == 2)
  }

  @Test func `a built-in style can be changed under its name`() throws {
    let json = #"{"netflix": {"basedOn": "netflix", "rules": {"maximumLines": 3}}}"#
    let own = try JSONDecoder().decode([String: HouseStyleDocument].self, from: Data(json.utf8))
    let style = try HouseStyles.builtIn.adding(own).style(named: "netflix-children")
    #expect(style.rules.maximumLines == 3 && style.rules.maximumReadingSpeed == 13)
  }

  @Test func `styles that cannot be had`() throws {
    let json = #"{"a": {"basedOn": "b"}, "b": {"basedOn": "a"}, "c": {"basedOn": "nexflit"}}"#
    let own = try JSONDecoder().decode([String: HouseStyleDocument].self, from: Data(json.utf8))
    let styles = HouseStyles.builtIn.adding(own)
    func message(_ name: String) -> String? {
      do {
        _ = try styles.style(named: name)
        return nil
      } catch { return "\(error)" }
    }
    #expect(message("a") == "styles cannot be based on each other: a → b → a")
    #expect(message("c")?.hasPrefix("there is no house style “nexflit”; there are a, amazon, b, bbc") == true)
  }

  @Test(arguments: [("0.5", "500 ms"), ("0", "0 ms"), ("\"2 frames\"", "2 frames"), ("\"1 frame\"", "1 frame")])
  func `spans are seconds or frames`(json: String, text: String) throws {
    let span = try JSONDecoder().decode(FrameSpan.self, from: Data(json.utf8))
    #expect(span.description == text)
    #expect(try JSONDecoder().decode(FrameSpan.self, from: JSONEncoder().encode(span)) == span)
  }

  @Test(arguments: ["-1", "\"2\"", "\"two frames\"", "\"-2 frames\"", "true", "1e99", "\"2 frames long\""])
  func `other spans are refused`(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(FrameSpan.self, from: Data(json.utf8)) }
  }

  @Test(arguments: [
    (Rational(24000, 1001), 20), (Rational(24, 1), 20), (Rational(25, 1), 21), (Rational(30000, 1001), 25),
    (Rational(50, 1), 42), (Rational(60000, 1001), 50),
  ])
  func `five sixths of a second in frames`(rate: Rational, frames: Int) {
    #expect(TimeGrid(frameRate: rate).ticks(atLeast: HouseStyle.standard.rules.minimumDuration) == Int64(frames))
  }

  @Test func `a grid is exact for days`() {
    let grid = TimeGrid(frameRate: Rational(30000, 1001))
    var generator = SeededGenerator(seed: 1)
    for _ in 1...1000 {
      let frame = Int64.random(in: 0...30_000_000, using: &generator)
      let time = grid.time(of: frame)
      #expect(grid.ticks(time) == frame && grid.ticksUp(time) == frame && grid.ticksDown(time) == frame)
      let later = time + MediaTime(flicks: 1)
      #expect(grid.ticksUp(later) == frame + 1 && grid.ticksDown(later) == frame)
    }
  }
}
