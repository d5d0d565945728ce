internal import Foundation
internal import MetadataIndex
internal import Pipeline
internal import PluginHost
internal import Reporting
internal import Timeline
internal import Transcript

/// Hits for programs, an object a line.
enum SearchJSON {
  static func line(_ hit: SearchHit, _ around: SearchContext?) -> String {
    var members = JSONText.path(hit.path)
    members["title"] = .string(hit.title)
    members["start"] = seconds(hit.range.start)
    members["end"] = seconds(hit.range.end)
    members["time"] = seconds(hit.time)
    members["timecode"] = .string(ReportText.clock(hit.time))
    members["duration"] = seconds(hit.duration)
    members["language"] = .string(hit.language.code)
    members["speaker"] = hit.speaker.map { .string($0) } ?? .null
    members["trust"] = .number(hit.trust)
    members["categories"] = .array(hit.categories.map { .string($0) })
    members["text"] = .string(hit.text)
    members["matches"] = .array(hit.marks.map { match($0, in: hit.text) })
    members["score"] = .number(hit.score)
    if let around {
      members["before"] = .array(around.before.map(segment))
      members["after"] = .array(around.after.map(segment))
    }
    return JSONValue.object(members).line
  }

  static func totals(_ results: SearchResults) -> String {
    var totals: [String: JSONValue] = [
      "hits": .integer(Int64(results.hits.count)), "total": .integer(Int64(results.total)),
      "isPartial": .bool(results.isPartial),
    ]
    if !results.facets.isEmpty {
      let facets = results.facets.map { facet, values in
        (
          facet.rawValue,
          JSONValue.array(values.map { .object(["value": .string($0.value), "count": .integer(Int64($0.count))]) })
        )
      }
      totals["facets"] = .object(Dictionary(uniqueKeysWithValues: facets))
    }
    return JSONValue.object(["totals": .object(totals)]).line
  }

  /// Places count Unicode scalars, as strings of most languages do.
  private static func match(_ range: Range<Int>, in text: String) -> JSONValue {
    let bytes = Array(text.utf8)
    func count(_ part: ArraySlice<UInt8>) -> Int { String(decoding: part, as: UTF8.self).unicodeScalars.count }
    let range = range.clamped(to: 0..<bytes.count)
    let start = count(bytes[..<range.lowerBound])
    return .object([
      "start": .integer(Int64(start)), "end": .integer(Int64(start + count(bytes[range]))),
      "text": .string(String(decoding: bytes[range], as: UTF8.self)),
    ])
  }

  private static func segment(_ line: SearchContext.Line) -> JSONValue {
    .object([
      "start": seconds(line.range.start), "end": seconds(line.range.end),
      "speaker": line.speaker.map { .string($0) } ?? .null, "text": .string(line.text),
    ])
  }

  private static func seconds(_ time: MediaTime) -> JSONValue { .number(Double(time.milliseconds) / 1000) }
}
