import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import WebVTT

/// The public suites: those of vtt.js are read as vtt.js reads them, but for what is listed here with the reason. The
/// outcome is kept in `Documentation/Conformance/WebVTT.md`.
@Suite(.enabled(if: TestData.isAvailable)) struct WebVTTConformanceTests {
  /// What vtt.js says of a cue: times in seconds, places in percent.
  private struct Reference: Decodable {
    struct Cue: Decodable {
      enum Place: Decodable {
        case automatic
        case number(Double)

        init(from decoder: any Decoder) throws {
          let value = try decoder.singleValueContainer()
          self = (try? value.decode(Double.self)).map { .number($0) } ?? .automatic
        }

        var number: Double? { if case .number(let number) = self { number } else { nil } }
      }

      var startTime: Double
      var endTime: Double
      var id: String
      var text: String
      var vertical: String
      var region: String
      var align: String
      var size: Double
      var snapToLines: Bool
      var line: Place
      var position: Place
    }

    struct Region: Decodable {
      var id: String?
      var width: Double
      var lines: Int
      var regionAnchorX: Double
      var regionAnchorY: Double
      var viewportAnchorX: Double
      var viewportAnchorY: Double
      var scroll: String
    }

    var cues: [Cue]
    var regions: [Region]
  }

  private static let suites = [
    ("vtt.js", "mozilla__vtt.js/"), ("W3C web-platform-tests, file parsing", "w3c__webvtt.js/wpt_vtt_file_parsing/"),
    ("W3C web-platform-tests, times in text", "w3c__webvtt.js/wpt_cue_parsing/"), ("GPAC", "gpac__testsuite/"),
    ("Shaka Player", "shaka-project__shaka-player/"), ("ttconv", "sandflow__ttconv/"), ("pycaption", "pbs__pycaption/"),
  ]

  /// Files of vtt.js that are read otherwise, and files that are refused.
  private static let reasons: [String: String] = [
    "vttjs_cue-settings/line/bad-line-align.vtt":
      "the standard passes over a line whose alignment is none; vtt.js takes it",
    "vttjs_cue-settings/line/large-integer-value.vtt": "no picture has a row of that number",
    "vttjs_cue-settings/position/bad-position-align.vtt": positionAlign,
    "vttjs_cue-settings/position/position-start-align.vtt": positionAlign,
    "vttjs_cue-times/minimum-spots-over-sixty.vtt": "120 minutes without hours are no time in the standard",
    "vttjs_file-layout/bad-double-webvtt.vtt": signature, "vttjs_file-layout/blank-file.vtt": signature,
    "vttjs_file-layout/bom-garbage-data.vtt": signature, "vttjs_file-layout/garbage-signature.vtt": signature,
    "vttjs_regions/scroll/correct.vtt": headerRegion, "vttjs_regions/viewportanchor/correct.vtt": headerRegion,
  ]

  private static let positionAlign =
    "the standard passes over a position whose alignment is none; the draft had `left` and `start`"
  private static let signature = "not WebVTT: the first line is not `WEBVTT`"
  private static let headerRegion = "a region in the header, as the draft of 2013 had it"

  @Test func suitesAreAsThePageSays() throws {
    let files = try SampleFiles.all(withExtension: "vtt")
    var rows: [String] = []
    var exceptions: [String] = []
    for (title, folder) in Self.suites {
      let own = files.filter { $0.name.hasPrefix(folder) }
      #expect(!own.isEmpty, "there is no \(folder)")
      var (read, cues, compared, same) = (0, 0, 0, 0)
      for file in own {
        let name = String(file.name.dropFirst(folder.count))
        func note(_ what: String) {
          let reason = Self.reasons[name]
          #expect(reason != nil, "\(name): \(what)")
          exceptions.append("| \(title) | `\(name)` | \(reason ?? what) |")
        }
        guard let document = try? WebVTTFormat().read(file.data) else {
          note("refused")
          continue
        }
        read += 1
        cues += document.cues.count
        guard let reference = try Self.reference(of: file.name) else { continue }
        compared += 1
        let differences = Self.differences(document, reference)
        if differences.isEmpty { same += 1 } else { note(differences.joined(separator: ", ")) }
        if differences.isEmpty { #expect(Self.reasons[name] == nil, "\(name) is on the list and is read alike") }
      }
      rows.append(
        "| \(title) | \(own.count) | \(read) | \(cues) | \(compared == 0 ? "" : "\(same) of \(compared)") |")
    }
    try ConformancePage.verify(Self.page(rows: rows, exceptions: exceptions), "WebVTT")
  }

  private static func reference(of name: String) throws -> Reference? {
    let path = "\(TestData.root.map { "\($0)" } ?? "")/subtitles/\(name.dropLast(4)).json"
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Reference.self, from: data)
  }

  private static func differences(_ document: SubtitleDocument, _ reference: Reference) -> [String] {
    // Cues without text are none to us.
    let expected = reference.cues.filter { !plain($0.text).isEmpty }
    guard document.cues.count == expected.count else {
      return ["\(document.cues.count) cues, not \(expected.count)"]
    }
    var found: Set<String> = []
    for (cue, other) in zip(document.cues, expected) {
      let placement = cue.placement ?? CuePlacement()
      func check(_ name: String, _ isSame: Bool) { if !isSame { found.insert(name) } }
      check("start", cue.range.start.milliseconds == Int64((other.startTime * 1000).rounded()))
      check("end", cue.range.end.milliseconds == Int64((other.endTime * 1000).rounded()))
      check("id", cue.id ?? "" == other.id)
      check("text", cue.lines == plain(other.text))
      let writing: [String: CuePlacement.Writing] = ["rl": .verticalRightToLeft, "lr": .verticalLeftToRight]
      check("vertical", placement.writing == writing[other.vertical] ?? .horizontal)
      check("align", placement.alignment.rawValue == (other.align == "middle" ? "center" : other.align))
      check("size", same(placement.width ?? 1, other.size / 100))
      check("position", same(placement.position, other.position.number.map { $0 / 100 }))
      if other.snapToLines {
        check("line", placement.row == other.line.number.map { Int($0) })
      } else {
        check("line", same(placement.line, other.line.number.map { $0 / 100 }))
      }
      check("region", placement.region ?? "" == other.region)
    }
    for region in reference.regions {
      guard let own = document.regions.first(where: { $0.id == region.id ?? "" }) else {
        found.insert("region “\(region.id ?? "")”")
        continue
      }
      let isSame =
        same(own.width, region.width / 100) && own.lines == region.lines
        && same(own.anchor.x, region.regionAnchorX / 100) && same(own.anchor.y, region.regionAnchorY / 100)
        && same(own.viewportAnchor.x, region.viewportAnchorX / 100)
        && same(own.viewportAnchor.y, region.viewportAnchorY / 100) && own.scrollsUp == (region.scroll == "up")
      if !isSame { found.insert("settings of a region") }
    }
    return found.sorted()
  }

  private static func same(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-6
  }

  /// The text of a cue without tags and ruby, in lines.
  private static func plain(_ text: String) -> [String] {
    var text = text.replacing(/<rt[^>]*>[^<]*(<\/rt>)?/, with: "").replacing(/<[^>]*>?/, with: "")
    for (name, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&lrm;", "\u{200E}"), ("&rlm;", "\u{200F}"), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
    ] {
      text = text.replacing(name, with: character)
    }
    return CueText.lines(of: text)
  }

  private static func page(rows: [String], exceptions: [String]) -> String {
    """
    # Conformance: WebVTT

    What `org.surtitle.webvtt` makes of the public suites. `WebVTTConformanceTests` records this page where
    `SURTITLE_TESTDATA` names the suites, and fails where it no longer says what is.

    Of the files of vtt.js, those with a reference are compared with it: times, names, text, writing, alignment, size,
    position, line and region of every cue, and the settings of every region.

    | Suite | Files | Read | Cues in them | As vtt.js reads them |
    | --- | --- | --- | --- | --- |
    \(rows.joined(separator: "\n"))

    ## Refused, or read otherwise

    | Suite | File | Why |
    | --- | --- | --- |
    \(exceptions.joined(separator: "\n"))

    """
  }
}
