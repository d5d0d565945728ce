public import PluginKit

/// How TTML files are written.
public struct TTMLConfiguration: PluginConfiguration {
  /// The member of the family: `imsc11`, `imsc10`, `ttml1`, `ttml2`, `ebu-tt-d` or `netflix`. IMSC 1.1, because it is
  /// what most that take TTML today ask for, and has the most.
  public var profile = TTMLProfile.imsc11.rawValue

  public init() {}

  public static let choices = ["profile": TTMLProfile.allCases.map(\.rawValue)]
}
