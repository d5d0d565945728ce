package import Subtitles
internal import TextEncoding
internal import Timeline

extension CaptionSchedule {
  /// Nobody sees a shorter delay.
  private static let leastDelay: Int64 = 15

  /// What captions of `document` lack, whose first may be sent at the frame `earliest` of `grid`.
  ///
  /// - Parameter features: what of the document is kept.
  package static func losses(
    of document: SubtitleDocument, keeping features: Set<SubtitleFeature>, earliest: Int64, grid: TimeGrid
  ) -> [SubtitleLoss] {
    let composition = CaptionComposer(grid: grid).composition(of: document, keeping: features)
    let schedule = CaptionSchedule(composition.captions, earliest: earliest)
    var losses = document.losses(keeping: features, isSolid: true)
    if let loss = document.lostCharacters({ NearestText.unlikeCount(in: $0, holds: CaptionCharacters.holds) }) {
      losses.append(loss)
    }
    let late = schedule.delays.filter { $0 >= leastDelay }
    if let longest = late.max() { losses.append(.late(late.count, longest: grid.time(of: longest))) }
    let shown = Set(schedule.captions.flatMap(\.parts))
    let missing = Set(composition.cues.indices.filter { !shown.contains($0) }.map { composition.cues[$0] })
    if !missing.isEmpty { losses.append(.leftOut(missing.count)) }
    return losses
  }
}
