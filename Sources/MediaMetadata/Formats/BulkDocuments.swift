package import Foundation
package import Moderation
internal import PluginKit
internal import Timeline
package import Transcript

/// Segments for the bulk interface of OpenSearch and Elasticsearch: a line that says where a document belongs, a line with
/// the document (OpenSearch and Elasticsearch documentation, “Bulk”). Sent as `application/x-ndjson` to `/_bulk`.
package enum BulkDocuments {
  /// What both accept as the name of an index: small letters, at most 255 bytes, none of `\ / * ? " < > | , # :` or white
  /// space, and not `-`, `_` or `+` at the start.
  package static func isIndexName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 255, name != ".", name != "..", name == name.lowercased() else {
      return false
    }
    guard let first = name.first, !"-_+".contains(first) else { return false }
    return !name.unicodeScalars.contains {
      "\\/*?\"<>|,#:".unicodeScalars.contains($0) || $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F
    }
  }

  /// - Parameters:
  ///   - index: a name that `isIndexName` accepts.
  ///   - file: as people name it.
  ///   - identity: what tells the file from all others, at most 400 bytes, such as the fingerprint of its contents: a second
  ///     load replaces the documents of the first.
  ///   - annotations: for the categories of findings in each segment, with words as they are in `transcript`.
  package static func data(
    index: String, file: String, identity: String, transcript: Transcript, annotations: Annotations = .none
  ) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let categories = Self.categories(of: annotations.findings, in: transcript)
    var data = Data()
    for (number, segment) in transcript.segments.enumerated() where !segment.words.isEmpty {
      data += try encoder.encode(Action(index: Action.Place(_index: index, _id: "\(identity)-\(number)")))
      data.append(UInt8(ascii: "\n"))
      data += try encoder.encode(
        Document(
          file: file, segment: number, startMs: segment.range.start.milliseconds,
          endMs: segment.range.end.milliseconds, text: segment.text.onOneLine, speaker: segment.speaker,
          language: segment.language.code, trust: segment.trust.score.rounded4,
          confidence: segment.confidence.rounded4, categories: categories[number].sorted()))
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }

  /// Of findings about words by those words, of others by their times.
  private static func categories(of findings: [Finding], in transcript: Transcript) -> [Set<String>] {
    var result = [Set<String>](repeating: [], count: transcript.segments.count)
    guard !findings.isEmpty else { return result }
    var starts: [Int] = []
    var next = 0
    for segment in transcript.segments {
      starts.append(next)
      next += segment.words.count
    }
    for finding in findings {
      if let words = finding.words {
        guard words.lowerBound < next else { continue }
        // That of the first word.
        var place = max(0, starts.partitioningIndex { $0 > words.lowerBound } - 1)
        while place < starts.count, starts[place] < words.upperBound {
          result[place].insert(finding.category)
          place += 1
        }
      } else {
        var place = transcript.segments.partitioningIndex { $0.range.end > finding.range.start }
        while place < result.count, transcript.segments[place].range.start < finding.range.end {
          result[place].insert(finding.category)
          place += 1
        }
      }
    }
    return result
  }

  private struct Action: Encodable {
    struct Place: Encodable {
      let _index: String
      let _id: String
    }

    let index: Place
  }

  private struct Document: Encodable {
    let file: String
    let segment: Int
    let startMs: Int64
    let endMs: Int64
    let text: String
    let speaker: String?
    let language: String
    let trust: Double
    let confidence: Double
    let categories: [String]
  }
}

extension Array {
  /// The first index whose element `isBehind`; all after it are, too.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
