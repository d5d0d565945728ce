/// For whom a subtitle track is.
public enum SubtitleKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// All that is said.
  case full
  /// For the deaf and hard of hearing: also who says it, where names are known, and what else is to be heard.
  case sdh
  /// For those who understand the main language: only what is said in others.
  case forced
}
