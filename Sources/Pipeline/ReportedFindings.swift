internal import Foundation
package import Library
package import Moderation
internal import Timeline
internal import Transcript

/// What is reported of a file: the findings that its profile's rules let through, with what people decided about each.
package struct ReportedFindings: Sendable {
  /// With the indices of words as the filters left them.
  package var annotations: Annotations
  /// Of each finding, in their order.
  package var subjects: [ReviewSubject]
  package var reviews: [FindingReview]
  /// What made them; nil before that is asked for.
  var origin: FindingsOrigin?

  /// - Parameters:
  ///   - found: of the transcript as it was heard.
  ///   - heard, filtered: the transcript before and after the filters.
  init(
    _ found: Annotations, heard: Transcript, filtered: Transcript, media: Fingerprint, rules: ReportRules,
    decisions: ReviewDecisions
  ) {
    let words = heard.words
    let moved = found.moved(from: heard, to: filtered)
    annotations = moved
    annotations.findings = []
    subjects = []
    for (finding, moved) in zip(found.findings, moved.findings) where rules.reports(finding) {
      let own = words[(finding.words ?? 0..<0).clamped(to: words.indices)]
      let range = own.isEmpty ? finding.range : TimeRange(start: own.first?.start ?? .zero, end: own.last?.end ?? .zero)
      annotations.findings.append(moved)
      subjects.append(
        ReviewSubject(media: media, category: finding.category, range: range, text: own.joinedText))
    }
    reviews = decisions.reviews(of: subjects)
  }
}

extension Planner {
  /// What is reported of a file; nil where the result of an annotator is missing.
  ///
  /// - Parameter isUnmasked: whether the findings are for the words as they were recognised.
  /// - Throws: `LibraryError` where decisions cannot be read.
  func reported(
    _ recipes: FileRecipes, _ stored: StoredResults, rules: ReportRules? = nil, isUnmasked: Bool = false
  ) throws -> ReportedFindings? {
    guard let found = annotations(recipes), let heard = stored.heard, let filtered = stored.transcript else {
      return nil
    }
    var reported = ReportedFindings(
      profile.treated(found), heard: heard, filtered: isUnmasked ? heard : filtered, media: recipes.media,
      rules: rules ?? profile.reports,
      decisions: try recipes.decisions ?? workspace.reviews.decisions(on: recipes.media))
    reported.origin = origin(of: recipes, heard: heard, found: found, rules: rules)
    reported.origin?.isUnmasked = isUnmasked && !profile.filters.isEmpty
    return reported
  }
}
