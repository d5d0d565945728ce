import Foundation
import Subtitles
import SystemPackage
import TTML
import TestSupport
import Testing

/// What is written is valid by the schemas of W3C, of the EBU and of Skynav's verifier.
@Suite(.enabled(if: TestData.isAvailable)) struct TTMLSchemaTests {
  private static let core = "http://www.w3.org/ns/ttml"

  private static func validators(for profile: TTMLProfile) throws -> [SchemaValidator] {
    let folder = try #require(TestData.root).string + "/subtitles/"
    func sources(_ core: String, _ included: String? = nil) -> SchemaValidator.Sources {
      SchemaValidator.Sources(included: included.map { [folder + $0] } ?? [], imported: [(Self.core, folder + core)])
    }
    switch profile {
    case .ttml1, .netflix:
      return try [sources("skynav__ttt/xsd_ttml1/ttml1.xsd"), sources("w3c__ttml1/ttml1_xsd/ttml1.xsd")]
        .map { try SchemaValidator($0) }
    case .ttml2:
      return try [sources("skynav__ttt/xsd_ttml2/ttml2.xsd"), sources("w3c__ttml2/ttml2_xsd/ttml2.xsd")]
        .map { try SchemaValidator($0) }
    case .imsc11:
      let imsc = "skynav__ttt/xsd_imsc11/imsc11.xsd"
      return try [sources("skynav__ttt/xsd_ttml2/ttml2.xsd", imsc), sources("w3c__ttml2/ttml2_xsd/ttml2.xsd", imsc)]
        .map { try SchemaValidator($0) }
    case .imsc10:
      // Those of W3C name the vocabularies that they build on, and not where they are.
      var w3c = sources("w3c__ttml1/ttml1_xsd/ttml1.xsd", "w3c__imsc/imsc1_xsd/imsc1.xsd")
      w3c.imported.insert(("http://www.w3.org/XML/1998/namespace", folder + "w3c__ttml1/ttml1_xsd/xml.xsd"), at: 0)
      w3c.imported.append(("urn:ebu:tt:datatypes", folder + "skynav__ttt/xsd_imsc10/ebutt-datatypes.xsd"))
      w3c.imported.append(("urn:ebu:tt:style", folder + "skynav__ttt/xsd_imsc10/ebutt-styling.xsd"))
      let skynav = sources("skynav__ttt/xsd_ttml1/ttml1.xsd", "skynav__ttt/xsd_imsc10/imsc10.xsd")
      return try [skynav, w3c].map { try SchemaValidator($0) }
    case .ebuTTD:
      return [try SchemaValidator(sources("skynav__ttt/xsd_ebuttd/ebutt_d.xsd"))]
    }
  }

  @Test(arguments: TTMLProfile.allCases) func everythingIsValid(_ profile: TTMLProfile) throws {
    let validators = try Self.validators(for: profile)
    let format = TTMLFormat(profile: profile)
    var documents = RandomDocument(seed: 44)
    let all = [SubtitleDocument(cues: []), TTMLWriterTests.rich] + (0..<200).map { _ in documents.next(for: profile) }
    for document in all {
      let data = try format.write(document)
      for validator in validators {
        let problems = validator.problems(of: data)
        #expect(problems.isEmpty, "\(problems.prefix(5)) in \(String(decoding: data, as: UTF8.self))")
        if !problems.isEmpty { return }
      }
    }
  }

  /// The validators find what is wrong.
  @Test func faultsAreFound() throws {
    let text = String(decoding: try TTMLFormat().write(TTMLWriterTests.rich), as: UTF8.self)
    for validator in try Self.validators(for: .imsc11) {
      for (valid, wrong) in [
        ("<p ", "<q "), ("displayAlign=\"after\"", "displayAlign=\"below\""), ("xml:lang=\"en\"", ""),
      ] {
        let broken = text.replacing(valid, with: wrong).replacing("</p>", with: wrong == "<q " ? "</q>" : "</p>")
        #expect(!validator.problems(of: Data(broken.utf8)).isEmpty, "\(wrong)")
      }
    }
  }
}
