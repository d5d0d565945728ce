import Foundation
import SubStationAlpha
import Subtitles
import Timeline

/// Scripts for tests.
enum Script {
  /// One with these events: the fields after the times, `Default,,0,0,0,,Text`.
  static func make(
    info: String = "PlayResX: 1920\nPlayResY: 1080", styles: [String] = [usual], events: [String]
  ) -> String {
    """
    [Script Info]
    \(info)

    [V4+ Styles]
    Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, StrikeOut, Alignment, MarginL, MarginR, MarginV
    \(styles.map { "Style: " + $0 }.joined(separator: "\n"))

    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    \(events.map { "Dialogue: 0,0:00:01.00,0:00:05.00,\($0)" }.joined(separator: "\n"))

    """
  }

  static let usual = "Default,Sans,54,&H00FFFFFF,0,0,0,0,2,100,100,54"

  static func read(_ text: String) throws -> SubtitleDocument { try SubStationAlphaFormat().read(Data(text.utf8)) }

  /// The cue of a script with this text in it.
  static func cue(_ text: String) throws -> Cue? { try read(make(events: ["Default,,0,0,0,,\(text)"])).cues.first }

  static func write(_ cues: [Cue]) -> String {
    String(decoding: SubStationAlphaFormat().write(SubtitleDocument(cues: cues)), as: UTF8.self)
  }

  /// The events that are written for `cues`, from the style on.
  static func events(_ cues: [Cue]) -> [String] {
    write(cues).split(separator: "\n").filter { $0.hasPrefix("Dialogue: ") }
      .map { $0.split(separator: ",", maxSplits: 3).last.map(String.init) ?? "" }
  }

  static func placement(_ change: (inout CuePlacement) -> Void) -> CuePlacement {
    var placement = CuePlacement()
    change(&placement)
    return placement
  }

  static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }
}
