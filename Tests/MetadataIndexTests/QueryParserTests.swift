import Foundation
import MetadataIndex
import TestSupport
import Testing

@Suite struct QueryParserTests {
  private func parse(_ text: String) throws -> SearchQuery {
    try QueryParser.parse(text, now: Date(timeIntervalSince1970: 1_780_000_000))
  }

  @Test(arguments: [
    ("best times", QueryExpression.all([.phrase("best", isPrefix: false), .phrase("times", isPrefix: false)])),
    ("best AND times", .all([.phrase("best", isPrefix: false), .phrase("times", isPrefix: false)])),
    ("“best of times”", .phrase("best of times", isPrefix: false)),
    ("comm*", .phrase("comm", isPrefix: true)), ("\"of tim\"*", .phrase("of tim", isPrefix: true)),
    ("*ountr*", .fragment("ountr")), ("東京", .fragment("東京")),
    (
      "a OR b c",
      .any([.phrase("a", isPrefix: false), .all([.phrase("b", isPrefix: false), .phrase("c", isPrefix: false)])])
    ),
    (
      "(a | b) -c",
      .all([
        .any([.phrase("a", isPrefix: false), .phrase("b", isPrefix: false)]), .not(.phrase("c", isPrefix: false)),
      ])
    ),
    ("NEAR(best \"of times\", 3)", .near(["best", "of times"], distance: 3)),
    ("and or not near", .all(["and", "or", "not", "near"].map { .phrase($0, isPrefix: false) })),
    ("12:30", .phrase("12:30", isPrefix: false)), ("don't", .phrase("don't", isPrefix: false)),
    ("half-hearted", .phrase("half-hearted", isPrefix: false)), ("... best ?!", .phrase("best", isPrefix: false)),
  ])
  func `words and what stands between them`(text: String, expression: QueryExpression) throws {
    #expect(try parse(text).expression == expression)
  }

  @Test func `fields are filters`() throws {
    let query = try parse("ferry speaker:\"Ada L.\",Ben -lang:de path:Radio duration:10m..1.5h trust:>0.5 date:2026-02")
    #expect(query.expression == .phrase("ferry", isPrefix: false))
    #expect(
      query.filters.prefix(4) == [
        .speaker(["Ada L.", "Ben"], isExcluded: false), .language(["de"], isExcluded: true),
        .path("Radio", isExcluded: false), .duration(600_000...5_400_000),
      ])
    #expect(query.filters[4] == .trust(0.5...1))
    guard case .date(let days) = query.filters[5] else { return #expect(Bool(false)) }
    #expect(days.upperBound - days.lowerBound == 28 * 86_400 - 1)
    #expect(try parse("date:7d").filters == [.date(1_780_000_000 - 7 * 86_400...Int64.max)])
    #expect(try parse("").expression == nil && parse("  ?! ").expression == nil)
  }

  @Test(arguments: [
    ("\"open", "column 1 of the query: the quotation does not end"),
    ("a (b", "column 3 of the query: this parenthesis is not closed"),
    ("a) b", "column 2 of the query: this closes no parenthesis"), ("-a", "there must be something to look for"),
    ("a OR", "OR stands between words"), ("OR a", "OR stands between words"), ("a AND", "AND stands between words"),
    ("colour:red", "there is no field “colour:”"), ("lang: en", "no value behind “lang:”"),
    ("a OR lang:en", "not for one side of OR"),
    ("duration:soon", "duration: takes"), ("date:2026-02-31", "date: takes"), ("trust:>7", "trust: takes"),
    ("NEAR(a)", "NEAR is written"), ("NEAR a b", "NEAR is written"), ("NEAR(a b, x)", "0 to 1000"),
    ("* a", "“*” stands at an end"),
    ("a NOT", "NOT stands before a word"),
  ])
  func `what is wrong is said`(text: String, message: String) {
    let error = #expect(throws: QueryError.self) { try parse(text) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func `nothing makes the reader fail in other ways`() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "a", "best", "\"", "(", ")", "*", "-", "OR", "AND", "NOT", "NEAR", ",", ":", "lang:", "date:", "..", ">", "東",
      " ", "\u{0}", "é\u{301}", "|", "5",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      _ = try? QueryParser.parse(text)
    }
    _ = try? QueryParser.parse(String(repeating: "(", count: 1_999))
  }
}
