internal import Foundation
internal import GRDB
internal import Timeline
internal import Transcript

/// What the index keeps of a segment, to be written and to be compared.
struct SegmentRow: Hashable {
  var start, end: Int64
  var language: String
  var trust: Double
  var speaker: String?
  /// Between commas, and with one at either end.
  var categories: String?
  var starts: Data
  var text: String

  static let columns = "start, \"end\", language, trust, speaker, categories, starts, text"

  init(_ segment: IndexedFile.Segment) {
    (start, end) = (segment.range.start.milliseconds, segment.range.end.milliseconds)
    language = segment.language.code
    trust = segment.trust
    speaker = segment.speaker
    categories = segment.categories.isEmpty ? nil : "," + segment.categories.joined(separator: ",") + ","
    starts = WordStarts.encode(segment.words, from: segment.range.start)
    text = segment.text
  }

  /// From `columns`, the first of which is `column` of the row.
  init(_ row: Row, from column: Int = 0) {
    (start, end, language) = (row[column], row[column + 1], row[column + 2])
    (trust, speaker, categories) = (row[column + 3], row[column + 4], row[column + 5])
    (starts, text) = (row[column + 6], row[column + 7])
  }

  var arguments: [(any DatabaseValueConvertible)?] {
    [start, end, language, trust, speaker, categories, starts, text]
  }
}

/// What the index keeps of a file besides its segments.
struct FileRow: Hashable {
  var fingerprint, key, title, language: String
  var duration, modified: Int64
  var metadata: String

  static let columns = "fingerprint, key, title, language, duration, modified, metadata"

  init(_ file: IndexedFile) {
    (fingerprint, key, title) = (file.fingerprint, file.key, file.title)
    (language, duration) = (file.language.code, file.duration.milliseconds)
    (modified, metadata) = (file.modified, file.metadata)
  }

  init(_ row: Row, from column: Int) {
    (fingerprint, key, title, language) = (row[column], row[column + 1], row[column + 2], row[column + 3])
    (duration, modified, metadata) = (row[column + 4], row[column + 5], row[column + 6])
  }

  var arguments: [(any DatabaseValueConvertible)?] {
    [fingerprint, key, title, language, duration, modified, metadata]
  }
}
