public import PluginKit

/// What Final Cut Pro gets as markers of findings.
public struct FCPXMLFindingsConfiguration: PluginConfiguration {
  /// Whether markers show the words of findings. Off, as markers are in sight of everybody who passes the editor's desk.
  public var words = false
  /// Frames a second of the timeline: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers, as is usual there.
  public var dropFrame = true

  public init() {}

  /// The same for markers of any kind.
  var markers: FCPXMLMarkersConfiguration {
    var markers = FCPXMLMarkersConfiguration()
    markers.frameRate = frameRate
    markers.dropFrame = dropFrame
    return markers
  }
}
