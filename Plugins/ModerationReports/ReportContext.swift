import PluginKit

/// The setting that all reports with words have.
enum ReportContext {
  /// - Throws: `ConfigurationError`.
  static func check(_ words: Int) throws {
    guard (0...100).contains(words) else { throw ConfigurationError("/context", "this must be 0 to 100 words") }
  }
}
