import Foundation
import FoundationXML
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@testable import Markers

@Suite struct FCPXMLMarkersTests {
  /// The elements with their attributes, as a parser sees them.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append((name, attributes))
    }

    static func elements(of data: Data) throws -> [(name: String, attributes: [String: String])] {
      let parser = XMLParser(data: data)
      let reader = Reader()
      parser.delegate = reader
      try #require(parser.parse(), "\(String(describing: parser.parserError))")
      return reader.elements
    }
  }

  private func exporter(_ change: (inout FCPXMLMarkersConfiguration) -> Void) throws -> FCPXMLMarkersExporter {
    var configuration = FCPXMLMarkersConfiguration()
    change(&configuration)
    return try FCPXMLMarkersExporter(configuration: configuration)
  }

  @Test func golden() throws {
    let input = Talk.input(Talk.segments, rate: Talk.ntsc)
    try GoldenFile.verify(exporter { $0.maximumLength = 20 }.data(for: input), "markers/talk.markers.fcpxml")
  }

  @Test func goldenWithoutSpeechOrPicture() throws {
    try GoldenFile.verify(FCPXMLMarkersExporter().data(for: Talk.input([], rate: nil)), "markers/empty.markers.fcpxml")
  }

  @Test(arguments: [
    ("25", Int64(0), "0s"), ("25", 25, "1s"), ("25", 1, "1/25s"), ("25", 30, "30/25s"), ("29.97", 1, "1001/30000s"),
    ("29.97", 30_000, "1001s"), ("23.976", 24, "24024/24000s"), ("59.94", 60, "60060/60000s"),
  ])
  func timesAreRatios(rate: String, frames: Int64, expected: String) throws {
    #expect(FCPXMLMarkersExporter.time(frames, try #require(TimelineRate(rate))) == expected)
  }

  @Test func sayWhatTheMediaIs() throws {
    let elements = try Reader.elements(
      of: FCPXMLMarkersExporter().data(for: Talk.input([], rate: Rational(60_000, 1001))))
    let format = try #require(elements.first { $0.name == "format" }).attributes
    #expect(format == ["id": "r1", "frameDuration": "1001/60000s", "width": "1280", "height": "720"])
    let sequence = try #require(elements.first { $0.name == "sequence" }).attributes
    #expect(sequence["tcFormat"] == "DF" && sequence["duration"] == "4200196/60000s" && sequence["format"] == "r1")
    let plain = try exporter { $0.dropFrame = false }.data(for: Talk.input([], rate: Talk.ntsc))
    #expect(try Reader.elements(of: plain).first { $0.name == "sequence" }?.attributes["tcFormat"] == "NDF")
  }

  @Test func anyTextIsWellFormedAndComesBack() throws {
    let segments = Talk.random(500, seed: 14)
    var generator = SeededGenerator(seed: 17)
    let name = RandomText.make(count: 9, using: &generator)
    let data = FCPXMLMarkersExporter().data(for: Talk.input(segments, name: name))
    let markers = try Reader.elements(of: data).filter { $0.name == "marker" }
    try #require(markers.count == segments.count)
    for (index, (marker, segment)) in zip(markers, segments).enumerated() {
      #expect(marker.attributes["start"] == "\(index)s" && marker.attributes["duration"] == "1/25s")
      let text = String(
        String.UnicodeScalarView(
          segment.text.onOneLine.unicodeScalars.filter { $0.value < 0xFFFE || $0.value > 0xFFFF }))
      #expect(marker.attributes["note"] ?? marker.attributes["value"] == text)
    }
  }
}
