import Foundation
import PluginKit
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct TTMLWriterTests {
  private func write(_ document: SubtitleDocument, _ profile: TTMLProfile = .imsc11) throws -> String {
    String(decoding: try TTMLFormat(profile: profile).write(document), as: UTF8.self)
  }

  @Test func golden() throws {
    let document = SubtitleDocument(
      cues: [
        Documents.cue(1000, 2500, ["The ferry leaves", "at noon."]),
        Documents.cue(3000, 360_000_123, ["a <i>tag</i>, \"&amp;\" and ]]>"]),
        Documents.cue(2500, 2900, ["", "Zoë 日本語 & 1 < 2\n\n\u{1}"]),
      ], language: "pt-BR")
    try GoldenFile.verify(TTMLFormat().write(document), "ttml/basic.ttml")
  }

  @Test(arguments: TTMLProfile.allCases) func goldenOfEachProfile(_ profile: TTMLProfile) throws {
    try GoldenFile.verify(TTMLFormat(profile: profile).write(Self.rich), "ttml/\(profile.rawValue).ttml")
  }

  @Test(arguments: [TTMLProfile.imsc11, .ebuTTD]) func goldenEmpty(_ profile: TTMLProfile) throws {
    let name = profile == .imsc11 ? "empty" : "empty-\(profile.rawValue)"
    try GoldenFile.verify(TTMLFormat(profile: profile).write(SubtitleDocument(cues: [])), "ttml/\(name).ttml")
  }

  /// Something of all that TTML holds.
  static let rich: SubtitleDocument = {
    var cues = [
      Documents.cue(1000, 2500, ["The ferry leaves", "at noon."]), Documents.cue(3000, 4000, ["Up here"]),
      Documents.cue(4000, 5000, ["In its own place"]), Documents.cue(5000, 6000, ["BEWARE"]),
      Documents.cue(6000, 7000, ["縦書き"]), Documents.cue(7000, 8000, ["x"]),
    ]
    cues[0].id = "1"
    cues[0].text[0].spans[0].voice = "Ann"
    cues[0].text[1].spans[0].voice = "Ann"
    cues[1].placement = .top
    cues[1].text = [
      CueLine(spans: [CueSpan("“Well,” ", voice: "Ann"), CueSpan("he", style: .italic, voice: "Bob"), CueSpan(" & I")])
    ]
    cues[2].placement = CuePlacement()
    cues[2].placement?.alignment = .left
    cues[2].placement?.edge = .middle
    cues[2].placement?.line = 0.333
    cues[2].placement?.position = 0.125
    cues[2].placement?.width = 0.5
    cues[3].isForced = true
    cues[3].id = "sign"
    cues[3].text[0].spans[0].style.isBold = true
    cues[3].text[0].spans[0].style.color = TextColor(255, 255, 0)
    cues[3].text[0].spans[0].style.background = TextColor(0, 0, 0, alpha: 128)
    cues[3].text[0].spans[0].style.isUnderlined = true
    cues[3].text[0].spans[0].style.isStruckOut = true
    cues[4].placement = CuePlacement()
    cues[4].placement?.writing = .verticalRightToLeft
    cues[4].placement?.alignment = .start
    var annotated = CueSpan("縦")
    annotated.ruby = "たて"
    cues[4].text = [CueLine(spans: [annotated, CueSpan("書き")])]
    var french = CueSpan("Bonjour")
    french.language = "fr"
    cues[5].text = [CueLine(spans: [french])]
    var document = SubtitleDocument(cues: cues, language: "en")
    document.title = "Harbour"
    document.notes = ["Check the name of the ship."]
    document.frameRate = Rational(24_000, 1001)
    return document
  }()

  @Test func namesAreThoseOfXML() throws {
    var cues = (0..<7).map { Documents.cue(Int64($0) * 1000, Int64($0) * 1000 + 900, ["x"]) }
    for (index, id) in ["1", "a b", "", "default", "default", "Ü", "-"].enumerated() { cues[index].id = id }
    let found = try TTMLFormat().read(TTMLFormat().write(SubtitleDocument(cues: cues)))
    #expect(found.cues.map(\.id) == ["_1", "a_b", "_", "default", "default-2", "_-2", "_-"])
  }

  @Test func aThousandCuesOfOneNameAreNoWork() throws {
    let cues = (0..<20_000).map { index in
      var cue = Documents.cue(Int64(index), Int64(index) + 1, ["x"])
      cue.id = "same"
      return cue
    }
    let found = try TTMLFormat().read(TTMLFormat().write(SubtitleDocument(cues: cues)))
    #expect(Set(found.cues.map(\.id)).count == 20_000)
  }

  @Test func regionsThatAreShownTogetherDoNotOverlap() throws {
    let cues = CuePlacement.Edge.allCases.map { edge in
      var cue = Documents.cue(0, 1000, ["x"])
      cue.placement = CuePlacement()
      cue.placement?.edge = edge
      return cue
    }
    let text = try write(SubtitleDocument(cues: cues))
    #expect(text.contains("tts:origin=\"10% 10%\" tts:extent=\"80% 30%\""))
    #expect(text.contains("tts:origin=\"10% 40%\" tts:extent=\"80% 20%\""))
    #expect(text.contains("tts:origin=\"10% 60%\" tts:extent=\"80% 30%\""))
  }

  /// What a placement leaves open is filled in, and what does not fit made smaller or moved up.
  @Test func placesAreMadeWhole() throws {
    func region(_ change: (inout CuePlacement) -> Void) throws -> String? {
      var cue = Documents.cue(0, 1000, ["x"])
      cue.placement = CuePlacement()
      change(&cue.placement!)
      let text = try write(SubtitleDocument(cues: [cue]))
      let line = text.split(separator: "\n").last { $0.contains("<region") }
      return line.flatMap { line in
        let parts = line.split(separator: "\"")
        return parts.count > 5 ? "\(parts[3]) \(parts[5])" : nil
      }
    }
    #expect(try region { ($0.alignment, $0.position) = (.left, 0.25) } == "25% 60% 75% 30%")
    #expect(try region { ($0.alignment, $0.position) = (.right, 0.25) } == "0% 60% 25% 30%")
    #expect(try region { $0.position = 0.25 } == "0% 60% 50% 30%")
    #expect(try region { $0.width = 0.5 } == "25% 60% 50% 30%")
    #expect(try region { ($0.position, $0.width) = (0.9, 0.9) } == "80% 60% 20% 30%")
    #expect(try region { ($0.line, $0.edge) = (0.5, .bottom) } == "10% 20% 80% 30%")
    #expect(try region { ($0.line, $0.edge) = (1, .top) } == "10% 83.333% 80% 16.667%")
    #expect(try region { $0.row = 0 } == "10% 10% 80% 30%")
    #expect(try region { $0.row = -2 } == "10% 54.667% 80% 30%")
    #expect(try region { $0.row = .max } == "10% 84.667% 80% 15.333%")
    #expect(try region { ($0.line, $0.position, $0.width) = (.nan, .infinity, -.infinity) } == "10% 60% 80% 30%")
    #expect(try region { ($0.line, $0.position, $0.width) = (-5, 7, 0) } == "99% 0% 1% 5%")
  }

  @Test func backgroundsAreWithoutGaps() throws {
    var cue = Documents.cue(0, 1000, ["x"])
    #expect(try !write(SubtitleDocument(cues: [cue])).contains("linePadding"))
    cue.text[0].spans[0].style.background = TextColor(0, 0, 0)
    let document = SubtitleDocument(cues: [cue])
    for profile in TTMLProfile.allCases {
      let text = try write(document, profile)
      #expect(text.contains("ebutts:linePadding=\"0.5c\"") == [.imsc11, .imsc10, .ebuTTD].contains(profile))
      #expect(text.contains("itts:fillLineGap=\"true\"") == [.imsc11, .imsc10].contains(profile))
    }
  }

  @Test func scriptsFromTheRight() throws {
    let cue = Documents.cue(0, 1000, ["مرحبا"])
    #expect(try write(SubtitleDocument(cues: [cue], language: "ar")).contains("tts:direction=\"rtl\""))
    #expect(try !write(SubtitleDocument(cues: [cue], language: "en")).contains("tts:direction"))
  }

  @Test func configurations() throws {
    var configuration = TTMLConfiguration()
    #expect(try TTMLFormat(configuration: configuration).profile == .imsc11)
    for name in TTMLConfiguration.choices["profile"] ?? [] {
      configuration.profile = name
      #expect(try TTMLFormat(configuration: configuration).profile.rawValue == name)
    }
    configuration.profile = "imsc9"
    #expect { try TTMLFormat(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == "/profile"
    }
  }
}
