import Media
package import Moderation
package import PluginKit
package import Timeline
package import Transcript

/// What was found in one media file, ready to be shown: the findings as rows, with what is said there and around it, and
/// what they add up to.
package struct ModerationReport: Hashable, Sendable {
  /// The media file as people know it.
  package struct Subject: Hashable, Sendable {
    package var name: String
    /// The path, as people see it; nil where nobody told.
    package var path: String?
    /// A relative URL from the report to the media.
    package var link: String?
    package var duration: MediaTime
    /// Of the picture; nil for sound alone.
    package var frameRate: Rational?
    package var hasPicture: Bool
    package var language: LanguageTag
  }

  /// The scores that one source gave all its utterances.
  package struct SourceScores: Hashable, Sendable {
    package var source: String
    package var utterances: Int
    package var categories: [CategoryScore]
  }

  package struct CategoryScore: Hashable, Sendable {
    package var category: String
    /// 0…1, of the utterance with the highest.
    package var worst: Double
    /// 0…1, of all utterances, each as much as it lasts.
    package var mean: Double
  }

  package var media: Subject
  /// In time order.
  package var rows: [ReportRow]
  package var totals: ReportTotals
  package var scores: [SourceScores]
  /// Speech that annotators could not judge.
  package var unjudged: [Unjudged]
  /// What made the findings; nil where nobody told.
  package var origin: FindingsOrigin?
  /// Where time codes of the rows come from.
  package var timeCodes: TimeCodeCount

  /// - Parameters:
  ///   - context: words that are shown before and after those of a finding, 0…100.
  ///   - path: of the media, as people see it.
  package init(_ input: ExportInput, context: Int = 8, path: String? = nil) {
    let media = input.media
    let duration = max(media.duration ?? .zero, input.transcript.duration)
    self.media = Subject(
      name: input.mediaName, path: path, link: input.mediaLink, duration: duration, frameRate: media.frameRate,
      hasPicture: media.hasPicture, language: input.transcript.language)
    // Sound has no frames: 25 a second are easy to read, as editors' markers of it have.
    timeCodes = TimeCodeCount(frameRate: media.frameRate ?? Rational(25, 1), isDropFrame: true)
    let words = ReportWords(input.transcript, context: min(max(0, context), 100))
    var rows: [ReportRow] = []
    for (index, finding) in input.annotations.findings.enumerated() {
      let review = input.reviews.indices.contains(index) ? input.reviews[index] : nil
      rows.append(ReportRow(finding, review, words: words, timeCodes: timeCodes))
    }
    rows = rows.enumerated().sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
      .map(\.element)
    for index in rows.indices { rows[index].number = index + 1 }
    self.rows = rows
    totals = ReportTotals(rows)
    scores = Self.scores(input.annotations.utterances)
    unjudged = input.annotations.unjudged
    origin = input.origin
  }

  /// What could not be judged, for people: a line for each annotator.
  package var unjudgedText: [String] { UnjudgedSpeech(unjudged).lines }

  /// What made the findings, for people: a line for each part of it.
  package var originText: [String] { origin.map { OriginText.lines($0) } ?? [] }

  private static func scores(_ utterances: [UtteranceScores]) -> [SourceScores] {
    Dictionary(grouping: utterances, by: \.source).sorted { $0.key < $1.key }.map { source, utterances in
      var sums: [String: (worst: Double, weighted: Double, weight: Double)] = [:]
      for utterance in utterances {
        let seconds = max(0.001, utterance.range.duration.seconds)
        for (category, score) in utterance.scores {
          let score = score.probability
          let sum = sums[category] ?? (0, 0, 0)
          sums[category] = (max(sum.worst, score), sum.weighted + score * seconds, sum.weight + seconds)
        }
      }
      return SourceScores(
        source: source, utterances: utterances.count,
        categories: sums.sorted { $0.key < $1.key }.map { category, sum in
          CategoryScore(category: category, worst: sum.worst, mean: sum.weighted / sum.weight)
        })
    }
  }
}

extension Double {
  /// 0…1; what is no number is 0.
  var probability: Double { isNaN ? 0 : Swift.min(Swift.max(self, 0), 1) }
}
