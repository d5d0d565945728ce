package import Foundation
package import Timeline

/// Where a player is to be silent, or to go on behind: the list that Kodi and MPlayer read, a line `start end action` with
/// seconds (Kodi wiki, “Edit decision list”; MPlayer manual, “Edit Decision Lists”).
package enum ReportEDL {
  /// What players do.
  package enum Action: Int, Sendable {
    case skip = 0
    case mute = 1
  }

  /// Findings that were dismissed are left out, and those that overlap are one line.
  ///
  /// - Parameter padding: time before and after each finding.
  package static func data(
    of report: ModerationReport, action: Action = .mute, padding: MediaTime = .zero
  ) -> Data {
    let ranges = report.rows.filter(\.isOpen).map {
      TimeRange(start: max(.zero, $0.range.start - padding), end: max(.zero, $0.range.end + padding))
    }
    let lines = ReportTotals.spans(ranges).map { span in
      "\(ReportText.seconds(floor(span.start))) \(ReportText.seconds(ceiling(span.end))) \(action.rawValue)\n"
    }
    return Data(lines.joined().utf8)
  }

  private static let flicks = MediaTime.flicksPerSecond / 1000

  /// To whole milliseconds, outwards: no sound of a finding is left.
  private static func floor(_ time: MediaTime) -> MediaTime { MediaTime(milliseconds: max(0, time.flicks) / flicks) }
  private static func ceiling(_ time: MediaTime) -> MediaTime {
    let (whole, rest) = max(0, time.flicks).quotientAndRemainder(dividingBy: flicks)
    return MediaTime(milliseconds: rest == 0 ? whole : whole + 1)
  }
}
