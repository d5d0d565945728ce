public import PluginKit

/// What players do with findings.
public struct ReportEDLConfiguration: PluginConfiguration {
  /// `mute` is silent there; `skip` goes on behind, picture and all.
  public var action = "mute"
  /// Seconds before and after each finding, 0…10. None: annotators time words.
  public var padding = 0.0

  public init() {}

  public static var choices: [String: [String]] { ["action": ["mute", "skip"]] }
}
