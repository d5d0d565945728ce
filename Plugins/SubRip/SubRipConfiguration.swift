public import PluginKit

/// How SubRip files are written.
public struct SubRipConfiguration: PluginConfiguration {
  /// Whether files begin with a UTF-8 byte order mark. Off, because most players take it for text; some old televisions
  /// read UTF-8 only with it.
  public var byteOrderMark = false

  public init() {}
}
