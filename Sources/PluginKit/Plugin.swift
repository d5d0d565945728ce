/// What all plug-ins have in common. Conform to one of the protocols of a kind instead.
public protocol Plugin: Sendable {
  /// The settings; every property has a default.
  associatedtype Configuration: PluginConfiguration
  static var descriptor: PluginDescriptor { get }
  /// Throws `ConfigurationError` when settings contradict each other; must not touch the disk or the network.
  init(configuration: Configuration) throws
}

/// Settings of a plug-in: one type, whose defaults are what a user gets who sets nothing.
public protocol PluginConfiguration: Codable, Hashable, Sendable {
  /// The defaults.
  init()
  /// The words that a setting may have, by its name, where only some make sense: editors offer them.
  static var choices: [String: [String]] { get }
  /// Settings that the file of a media folder may not change, by name, and why: what reaches beyond the text, as media
  /// folders come from strangers now and then.
  static var guarded: [String: String] { get }
}

extension PluginConfiguration {
  public static var choices: [String: [String]] { [:] }
  public static var guarded: [String: String] { [:] }
}

/// The configuration of a plug-in that has nothing to set.
public struct NoConfiguration: PluginConfiguration {
  public init() {}
}

/// A setting that cannot be used: what is wrong and what would be right.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// JSON pointer to the setting: `/maximumLineLength`.
  public var pointer: String
  public var message: String

  public init(_ pointer: String, _ message: String) {
    self.pointer = pointer
    self.message = message
  }

  public var description: String { "\(pointer): \(message)" }
}
