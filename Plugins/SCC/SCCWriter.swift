import ClosedCaptions
import Subtitles
import Timeline

/// Prints SCC: a line for each stretch of frames without a pause.
struct SCCWriter: Sendable {
  var count: TimeCodeCount
  var programmeStart: TimeCode

  /// Frames without a pair that are filled up where they lie within a caption.
  private static let longestPause: Int64 = 2

  func text(of document: SubtitleDocument) -> String {
    let offset = count.frame(at: programmeStart)
    let schedule = Self.schedule(of: document, count: count, earliest: -offset)
    var text = "Scenarist_SCC V1.0\n\n"
    var next: Int64?
    for slot in schedule.slots {
      if let next, !slot.isFirst, (0...Self.longestPause).contains(slot.frame - next) {
        for _ in next..<slot.frame { text += " " + CaptionPair.null.hexadecimal }
        text += " "
      } else {
        if next != nil { text += "\n\n" }
        text += "\(count.timeCode(of: slot.frame + offset))\t"
      }
      text += slot.pair.hexadecimal
      next = slot.frame + 1
    }
    return next == nil ? text : text + "\n\n"
  }

  func losses(of document: SubtitleDocument) -> [SubtitleLoss] {
    CaptionSchedule.losses(
      of: document, keeping: SCCFormat.features, earliest: -count.frame(at: programmeStart),
      grid: TimeGrid(frameRate: count.frameRate))
  }

  /// What is sent, and when; `earliest` is the first frame that there is.
  static func schedule(of document: SubtitleDocument, count: TimeCodeCount, earliest: Int64) -> CaptionSchedule {
    let composer = CaptionComposer(grid: TimeGrid(frameRate: count.frameRate))
    return CaptionSchedule(composer.captions(of: document, keeping: SCCFormat.features), earliest: earliest)
  }
}
