package import Foundation
import PluginKit
import SystemPackage
package import Timeline

/// Moments one behind the other, as an edit decision list for editors (CMX 3600, the form that all of them read).
///
/// The reel is `AX`, as for files; the lines behind each event name the file and what is said. Time codes of the source begin
/// at 00:00:00:00, those of the record at 01:00:00:00, as a sequence does. The form numbers events to 999; longer lists go on
/// with four digits, which editors of files read.
package enum MomentEDL {
  /// - Parameters:
  ///   - title: of the list.
  ///   - count: how frames are numbered, those of the sequence that is to be made.
  package static func data(of moments: [Moment], title: String, count: TimeCodeCount) -> Data {
    var text = "TITLE: \(title.onOneLine)\nFCM: \(count.isDropFrame ? "DROP FRAME" : "NON-DROP FRAME")\n"
    let tick = Rational(count.frameRate.denominator, count.frameRate.numerator)
    var record = count.frame(at: TimeCode(hours: 1, minutes: 0, seconds: 0, frames: 0))
    for (index, moment) in moments.enumerated() {
      let start = moment.played.start.ticks(in: tick)
      let length = max(1, moment.played.end.ticks(in: tick) - start)
      let number = String(index + 1)
      let codes = [start, start + length, record, record + length].map { count.timeCode(of: $0).description }
      text += "\n\(String(repeating: "0", count: max(0, 3 - number.count)))\(number)  AX       "
      text += "\(moment.hasPicture ? "AA/V" : "AA  ")  C        \(codes.joined(separator: " "))\n"
      let name = moment.path.lastComponent?.string ?? moment.path.string
      text += "* FROM CLIP NAME: \(name.onOneLine)\n"
      text += "* SOURCE FILE: \(moment.path.string.onOneLine)\n"
      if !moment.title.isEmpty { text += "* COMMENT: \(moment.title.onOneLine)\n" }
      record += length
    }
    return Data(text.utf8)
  }
}
