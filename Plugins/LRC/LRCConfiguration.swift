public import PluginKit

/// How LRC files are written.
public struct LRCConfiguration: PluginConfiguration {
  /// A pause of so many seconds, 0…3600, leaves a line where it is; a longer one takes it away. 1: what goes and comes
  /// back sooner than that flickers.
  public var longestGap = 1.0
  /// Whether the lines of a cue become one. Off, because players that show a list show lines of one time together, and
  /// line breaks come back when the file is read; players that show a single line show only one of them.
  public var joinsLines = false

  public init() {}
}
