import Foundation
import Subtitles
import TTML
import Timeline

/// Documents around what a test is about.
enum Documents {
  /// A document with a head and a body, and attributes on its root.
  static func tt(_ body: String, head: String = "", _ attributes: String = "xml:lang=\"en\"") -> String {
    """
    <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
      xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
      xmlns:itts="http://www.w3.org/ns/ttml/profile/imsc1#styling" xmlns:ittm="http://www.w3.org/ns/ttml/profile/imsc1#metadata"
      xmlns:smpte="http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt"
      \(attributes)><head>\(head)</head><body>\(body)</body></tt>
    """
  }

  static func read(_ text: String) throws -> SubtitleDocument { try TTMLFormat().read(Data(text.utf8)) }

  /// The cues of one paragraph, which is shown for the first second.
  static func cues(ofParagraph text: String, head: String = "", _ attributes: String = "") throws -> [Cue] {
    try read(tt("<div><p begin=\"0s\" end=\"1s\" \(attributes)>\(text)</p></div>", head: head)).cues
  }

  /// The pieces of the first line of one paragraph.
  static func spans(_ text: String, head: String = "", _ attributes: String = "") throws -> [CueSpan] {
    try cues(ofParagraph: text, head: head, attributes).first?.text.first?.spans ?? []
  }

  static func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }
}
