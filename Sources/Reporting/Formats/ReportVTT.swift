package import Foundation
import Timeline

/// Findings as the cues of a metadata track (WebVTT, `<track kind="metadata">`): a page that plays the media gets each as
/// JSON when its time comes. The JSON of a cue is that of `ReportJSON`'s findings.
package enum ReportVTT {
  package static func data(of report: ModerationReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data("WEBVTT\n\nNOTE Findings of surtitle, as JSON: for a track of the kind metadata.\n".utf8)
    for row in report.rows {
      let start = max(.zero, row.range.start)
      // A cue has to last.
      let end = max(row.range.end, start + MediaTime(milliseconds: 1))
      data += Data("\n\(row.number)\n\(ReportText.clock(start)) --> \(ReportText.clock(end))\n".utf8)
      // Without `>` in it there is no arrow, and without an end of line no second cue.
      data += HardenedJSON.data(try encoder.encode(RowFields(row)))
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }
}
