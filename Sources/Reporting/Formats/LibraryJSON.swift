package import Foundation
import Moderation
import Timeline

/// What was found in several files, as JSON. Documentation/moderation-library.schema.json describes it.
package enum LibraryJSON {
  package static let schema = "org.surtitle.moderation-library"
  package static let version = 1

  package static func data(of library: LibraryReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return HardenedJSON.data(try encoder.encode(Document(library))) + [UInt8(ascii: "\n")]
  }

  private struct Document: Encodable {
    let schema = LibraryJSON.schema
    let schemaVersion = LibraryJSON.version
    let summary: Summary
    let files: [File]
    let missing: [Missing]
    /// Left out where nobody told.
    let origins: [OriginFields]?

    init(_ library: LibraryReport) {
      summary = Summary(library)
      origins = library.origins.isEmpty ? nil : library.origins.map(OriginFields.init)
      files = library.files.map {
        File(
          media: SubjectFields($0.media), summary: TotalFields($0.totals), report: $0.link,
          unjudged: $0.unjudged.isEmpty ? nil : $0.unjudged.parts,
          analysed: $0.origin?.analysed.map(ReportText.moment))
      }
      missing = library.missing.map { Missing(path: $0.path, reason: $0.reason) }
    }
  }

  private struct Summary: Encodable {
    let files: Int
    let filesWithFindings: Int
    let duration: Double
    let findings: Int
    let states: [String: Int]
    let flagged: Double
    let categories: [CategoryFields]
    let filesWithUnjudged: Int
    /// Left out where all was judged.
    let unjudged: [Unjudged]?

    init(_ library: LibraryReport) {
      (files, filesWithFindings) = (library.files.count, library.filesWithFindings)
      (duration, findings, flagged) = (library.duration.jsonSeconds, library.count, library.flagged.jsonSeconds)
      states = Dictionary(uniqueKeysWithValues: ReviewState.allCases.map { ($0.rawValue, library.count($0)) })
      categories = library.categories.map(CategoryFields.init)
      filesWithUnjudged = library.filesWithUnjudged
      unjudged = library.unjudged.isEmpty ? nil : library.unjudged.parts
    }
  }

  private struct File: Encodable {
    let media: SubjectFields
    let summary: TotalFields
    let report: String?
    let unjudged: [Unjudged]?
    let analysed: String?
  }

  private struct Missing: Encodable {
    let path: String
    let reason: String
  }
}
