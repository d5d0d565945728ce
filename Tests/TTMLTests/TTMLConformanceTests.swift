import Foundation
import Subtitles
import TTML
import TestSupport
import Testing

/// The public suites: valid documents are read, but for those that are listed here with the reason; invalid ones are read
/// or refused. The outcome is kept in `Documentation/Conformance/TTML.md`.
@Suite(.enabled(if: TestData.isAvailable)) struct TTMLConformanceTests {
  private struct SuiteOfFiles {
    var title: String
    /// Below `subtitles`.
    var folder: String
    var isValid = true
  }

  private static let suites = [
    SuiteOfFiles(title: "W3C imsc-tests, IMSC 1.0", folder: "w3c__imsc-tests/imsc1/"),
    SuiteOfFiles(title: "W3C imsc-tests, IMSC 1.1", folder: "w3c__imsc-tests/imsc1_1/"),
    SuiteOfFiles(title: "Skynav ttt, TTML 1, valid", folder: "skynav__ttt/ttml1_valid/"),
    SuiteOfFiles(title: "Skynav ttt, TTML 2, valid", folder: "skynav__ttt/ttml2_valid/"),
    SuiteOfFiles(title: "Skynav ttt, IMSC 1.1 text, valid", folder: "skynav__ttt/imsc11_valid_text/"),
    SuiteOfFiles(
      title: "IRT EBU-TT-D application samples",
      folder: "IRT-Open-Source__irt-ebu-tt-d-application-samples/ebu_tt_d_samples/"),
    SuiteOfFiles(title: "ttconv", folder: "sandflow__ttconv/ttconv_ttml/"),
    SuiteOfFiles(title: "GPAC", folder: "gpac__testsuite/gpac_ttml/"),
    SuiteOfFiles(title: "Skynav ttt, TTML 1, invalid", folder: "skynav__ttt/ttml1_invalid/", isValid: false),
    SuiteOfFiles(title: "Skynav ttt, TTML 2, invalid", folder: "skynav__ttt/ttml2_invalid/", isValid: false),
    SuiteOfFiles(
      title: "Skynav ttt, IMSC 1.1 text, invalid", folder: "skynav__ttt/imsc11_invalid_text/", isValid: false),
  ]

  private static let pictures = "pictures without any text"
  private static let sequence = "a sequence of intermediate documents, which is no TTML document"

  /// Documents of the valid suites that are refused.
  private static let unsupported: [String: String] = [
    "aspectRatio3.ttml": pictures, "aspectRatio4.ttml": pictures, "displayAspectRatio003.ttml": pictures,
    "displayAspectRatio004.ttml": pictures, "image001.ttml": pictures, "ttml_images.ttml": pictures,
    "imsc11-valid-division-with-background-image-missing-timing.xml": pictures,
    "imsc11-valid-timeables-with-background-image-with-timing-on-self.xml": pictures,
    "ttml2-valid-display-align-2-block.xml": pictures, "ttml2-valid-image-extent.xml": pictures,
    "ttml2-valid-image-in-block-simple-source-png.xml": pictures, "ttml2-valid-image-in-inline-png.xml": pictures,
    "ttml2-valid-visibility-image.xml": pictures, "ttml2-valid-xlink-href-image-in-inline.xml": pictures,
    "ttml2-valid-isd-sequence-size-non-zero.xml": sequence, "ttml2-valid-isd-sequence-version-2.xml": sequence,
    "ttml2-valid-wall-clock-date-time.xml": "days of the calendar, which are no places in media",
    "ebu-ttd_sample_invalid_root.ttml": "invalid, as its name says: the root element is no `tt`",
  ]

  @Test func suitesAreAsThePageSays() throws {
    let files = try SampleFiles.all(withExtension: "ttml", "xml")
    var rows: [String] = []
    var refusals: [String] = []
    for suite in Self.suites {
      let own = files.filter { $0.name.hasPrefix(suite.folder) }
      #expect(!own.isEmpty, "there is no \(suite.folder)")
      var (read, cues, refused) = (0, 0, 0)
      for file in own {
        let name = String(file.name.dropFirst(suite.folder.count))
        do {
          cues += try TTMLFormat().read(file.data).cues.count
          read += 1
          #expect(Self.unsupported[Self.last(name)] == nil, "\(name) is on the list and was read")
        } catch {
          #expect(error is SubtitleReadError, "\(name): \(error)")
          refused += 1
          guard suite.isValid else { continue }
          let reason = Self.unsupported[Self.last(name)]
          #expect(reason != nil, "\(name): \(error)")
          refusals.append("| \(suite.title) | `\(name)` | \(reason ?? "\(error)") |")
        }
      }
      rows.append("| \(suite.title) | \(own.count) | \(read) | \(cues) | \(refused) |")
    }
    try ConformancePage.verify(Self.page(rows: rows, refusals: refusals), "TTML")
  }

  private static func last(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

  private static func page(rows: [String], refusals: [String]) -> String {
    """
    # Conformance: TTML

    What `org.surtitle.ttml` makes of the public suites. `TTMLConformanceTests` records this page where `SURTITLE_TESTDATA`
    names the suites, and fails where it no longer says what is.

    Valid documents are read, but for those below. Many of them have no text: they try one attribute, and are read as
    subtitles without a cue. Invalid ones must not do harm; a reader that takes what people have reads most of them, since
    what is wrong with them is a value of a style or a parameter that nothing here depends on.

    | Suite | Documents | Read | Cues in them | Refused |
    | --- | --- | --- | --- | --- |
    \(rows.joined(separator: "\n"))

    ## Valid, and not read

    | Suite | Document | Why |
    | --- | --- | --- |
    \(refusals.joined(separator: "\n"))

    """
  }
}
