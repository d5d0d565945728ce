import Moderation
import PluginKit
import Timeline
import Transcript

/// Texts that want to be something else than text.
enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "</style><style>*{display:none}", "]]>",
    "-->", "<!--", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "&lt;b&gt;", "javascript:alert(1)",
    "safe\u{202E}cod.exe\u{202C}", "\u{2066}isolate", "nul\u{0}bell\u{7}\u{1B}[31mred", "\u{9B}31m\u{85}next",
    "=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A", "＂,＂",
    "line\nbreak", "two\r\n\r\n00:00:00.000 --> 00:00:09.000\r\ncue", "a\u{2028}b\u{2029}c", "a,b;\"c\"\td",
    "\u{FEFF}mark",
    "{\"json\": \"\\u0000\"}", "%s%n", "../../etc/passwd", "'; DROP TABLE audit; --",
    String(repeating: "huge ", count: 20_000),
    String(repeating: "\u{301}", count: 500),
    // A quotation mark that is another character to Swift than to who reads tables.
    "\"\u{301},=cmd|'/C calc'!A0",
  ]

  /// Each text wherever text can be, one after the other.
  static var input: ExportInput {
    var segments: [Segment] = []
    var findings: [Finding] = []
    var reviews: [FindingReview] = []
    for (index, text) in texts.enumerated() {
      let start = Int64(index) * 1000
      let words = ["before", text, "after"].enumerated().map { place, word in
        Word(word, range: Talk.range(start + Int64(place) * 300, start + Int64(place) * 300 + 200), confidence: 0.5)
      }
      segments.append(Segment(words: words, language: "en", speaker: text))
      findings.append(
        Finding(
          category: text, range: Talk.range(start + 300, start + 500), score: 0.8, source: text,
          words: index * 3 + 1..<index * 3 + 2, severity: .high, rule: text, treatment: .replace(with: text)))
      reviews.append(
        FindingReview(
          identity: FindingIdentity(rawValue: text),
          decision: ReviewDecision(state: .escalated, by: text, time: .max, reason: text)))
    }
    var input = Talk.input(findings, reviews: reviews, segments: segments, name: texts[0] + texts[10])
    input.annotations.utterances = texts.map {
      UtteranceScores(source: $0, range: Talk.range(0, 10), words: 0..<1, scores: [$0: 0.5])
    }
    return input
  }

  /// What no reader of text expects: controls but the ends of lines, and what reorders what stands beside it.
  static func harmful(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      if scalar == "\n" || scalar == "\r" { return false }
      return scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
    }
  }
}
