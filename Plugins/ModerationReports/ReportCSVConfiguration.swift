public import PluginKit

/// How a report is written as a table.
public struct ReportCSVConfiguration: PluginConfiguration {
  /// Words that are shown before and after those of a finding, 0…100. Eight make a sentence of speech, which tells in most
  /// cases how a word was meant.
  public var context = 8
  /// Whether the file begins with a UTF-8 byte order mark. On, as this table is for people with spreadsheets, and Excel
  /// reads anything but ASCII wrongly without it.
  public var byteOrderMark = true

  public init() {}
}
