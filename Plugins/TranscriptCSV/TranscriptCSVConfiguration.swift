public import PluginKit

/// How tables are written.
public struct TranscriptCSVConfiguration: PluginConfiguration {
  /// What has a row: `segment`, as people read a table, or `word`, for counting and aligning.
  public var rows = "segment"
  /// Whether the first row names the columns, so that programs need not count them.
  public var header = true
  /// `crlf`, as RFC 4180 has it and spreadsheets expect; `lf` for tools that work on lines.
  public var lineEnd = "crlf"
  /// Whether the file begins with a UTF-8 byte order mark. Off, because programs take it for a part of the first name;
  /// Excel reads anything but ASCII wrongly without it.
  public var byteOrderMark = false

  public init() {}

  public static var choices: [String: [String]] { ["rows": ["segment", "word"], "lineEnd": ["crlf", "lf"]] }
}
