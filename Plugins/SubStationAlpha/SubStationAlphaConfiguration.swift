public import PluginKit

/// How SubStation Alpha files are written.
public struct SubStationAlphaConfiguration: PluginConfiguration {
  /// How the text looks that has no style of its own. The defaults can be read on any picture from a sofa.
  public var style = SubStationStyle()
  /// Whether files begin with a UTF-8 byte order mark. Off, because renderers of today take files for UTF-8 anyway;
  /// VSFilter on Windows does so only with it.
  public var byteOrderMark = false

  public init() {}
}
