import PluginKit
import Testing

@Suite struct TextLineTests {
  @Test(arguments: [
    ("", ""), (" ", ""), ("plain", "plain"), ("two words", "two words"), ("  a  b  ", "a b"), ("a\nb", "a b"),
    ("a\r\nb\r", "a b"), ("a\t \u{0}\u{1B}b", "a b"), ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
    ("\u{FEFF}a\u{FEFF}b", "ab"), ("a\u{A0}b\u{3000}c", "a\u{A0}b\u{3000}c"),
    ("\u{2067}עברית\u{2069}", "\u{2067}עברית\u{2069}"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"), ("\n", ""), ("a ", "a"),
  ])
  func `is on one line`(text: String, expected: String) {
    #expect(Array(text.onOneLine.unicodeScalars) == Array(expected.unicodeScalars))
    #expect(Array(expected.onOneLine.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: [
    ("text", "", "text"), ("text.", "Ada:", "Ada: text."), ("שלום.", "", "שלום."),
    ("שלום.", "Ada:", "Ada: \u{2068}שלום.\u{2069}"), ("Hello.", "עדה:", "עדה: \u{2068}Hello.\u{2069}"),
    ("مرحبا", "[00:00:01]", "[00:00:01] \u{2068}مرحبا\u{2069}"),
  ])
  func `text from right to left is isolated after a label`(text: String, label: String, expected: String) {
    #expect(text.after(label: label) == expected)
  }

  @Test(arguments: [
    ("", ""), ("text", "text"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\r\n=1", "'\r\n=1"), ("\n=1", "'\n=1"), ("＝1", "'＝1"), ("1=1", "1=1"),
    ("'=1", "'=1"), ("=\u{301}1", "'=\u{301}1"),
  ])
  func `no spreadsheet calculates it`(text: String, expected: String) {
    #expect(Array(text.withoutFormula.unicodeScalars) == Array(expected.unicodeScalars))
  }
}
