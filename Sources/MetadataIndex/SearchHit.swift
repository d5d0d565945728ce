package import SystemPackage
package import Timeline
package import Transcript

/// A segment that was found.
package struct SearchHit: Hashable, Sendable {
  package var path: FilePath
  package var title: String
  /// Of the media.
  package var duration: MediaTime
  /// Of the segment.
  package var range: TimeRange
  /// When the first word begins that was looked for; the start of the segment where it was found by its meaning.
  package var time: MediaTime
  package var language: LanguageTag
  package var speaker: String?
  /// 0…1.
  package var trust: Double
  package var categories: [String]
  package var text: String
  /// What was looked for in it, in bytes of UTF-8.
  package var marks: [Range<Int>]
  /// Higher is better; comparable within the results of one search only.
  package var score: Double
  /// Of the row, for paging and for ranking with others.
  var number: Int64
}

package struct SearchResults: Hashable, Sendable {
  package var hits: [SearchHit] = []
  /// How many segments match; where `isPartial`, how many of them were looked at.
  package var total = 0
  /// Whether there are more than were ranked: of words that are everywhere, the places that came last are.
  package var isPartial = false
  /// How many of them have which value, most first.
  package var facets: [SearchFacet: [FacetValue]] = [:]

  package struct FacetValue: Hashable, Sendable {
    package var value: String
    package var count: Int
  }
}

package enum SearchFacet: String, Hashable, Sendable, CaseIterable {
  case language, speaker, category, file
}

package enum SearchOrder: String, Hashable, Sendable, CaseIterable {
  /// Those first that have most of what was looked for.
  case relevance
  /// Files that were changed last first, within them in time order.
  case newest
  /// By path, within files in time order.
  case path
}
