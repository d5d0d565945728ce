public import PluginKit

/// What Adobe's programs get as markers of findings.
public struct PremiereFindingsConfiguration: PluginConfiguration {
  /// Whether markers show the words of findings. Off, as markers are in sight of everybody who passes the editor's desk.
  public var words = false
  /// The table of `premiere`, with time codes, or that of `audition`, with minutes and seconds.
  public var layout = "premiere"
  /// Whether markers are as long as the findings. On, because one sees where they end.
  public var ranges = true
  /// Frames a second of the timeline: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers, as is usual there.
  public var dropFrame = true
  /// `utf-8-bom` with a byte order mark, without which programs on Windows take text for their old encoding; `utf-8`
  /// without; `utf-16` (little-endian, with mark) as Premiere itself writes.
  public var encoding = "utf-8-bom"

  public init() {}

  public static var choices: [String: [String]] {
    PremiereMarkersConfiguration.choices.filter { $0.key != "at" }
  }

  /// The same for markers of any kind.
  var markers: PremiereMarkersConfiguration {
    var markers = PremiereMarkersConfiguration()
    markers.layout = layout
    markers.ranges = ranges
    markers.frameRate = frameRate
    markers.dropFrame = dropFrame
    markers.encoding = encoding
    return markers
  }
}
