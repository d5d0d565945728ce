internal import Foundation
internal import Timeline
internal import Transcript

/// Divides a file at the shifts of topic, and names what lies between.
struct ChapterMaker {
  private let units: [TextUnit]
  private let vectors: SentenceVectors
  private let shortest: MediaTime

  init(_ units: [TextUnit], _ vectors: SentenceVectors, shortest: MediaTime) {
    (self.units, self.vectors, self.shortest) = (units, vectors, max(shortest, MediaTime(seconds: 1)))
  }

  /// The first begins at 0, the last ends at `end` or with the last word; none where nothing was said.
  func chapters(to end: MediaTime) -> [Chapter] {
    guard let last = units.last else { return [] }
    let end = max(end, last.range.end)
    let shifts = TopicShifts(units, vectors).shifts(shortest: shortest, end: end)
    let bounds = [0] + shifts.map(\.unit) + [units.count]
    let parts = zip(bounds, bounds.dropFirst()).map { units[$0..<$1] }
    let names = ChapterNames(parts)
    return parts.indices.map { index in
      let keywords = names.phrases(of: index)
      return Chapter(
        start: index == 0 ? .zero : parts[index].first?.range.start ?? .zero,
        end: index + 1 < parts.count ? parts[index + 1].first?.range.start ?? end : end,
        title: ChapterNames.title(keywords) ?? "Chapter \(index + 1)", keywords: keywords.map(\.text))
    }
  }
}
