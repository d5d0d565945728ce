import Foundation
import PluginProtocol
import TestSupport
import Testing
import Timeline
import Transcript

/// What is written and read by hand, against what Foundation writes and reads.
struct TranscriptJSONTests {
  private static func foundation(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  private static let ordinary = Transcript(
    language: "en", languages: [LanguageScore("en", score: 0.75)],
    segments: [
      Segment(
        words: [
          Word(
            "“Zoë\"\\\n\u{1}", hasSpaceBefore: false,
            range: TimeRange(start: MediaTime(seconds: 1), end: MediaTime(seconds: 2)), confidence: 0.7660552042802157)
        ], language: "en", trust: Trust(score: 0.5, reasons: [.noSpeech]), speaker: "spk_0",
        alternatives: [Alternative(words: [], score: 1e-7)])
    ], duration: MediaTime(seconds: 4), speech: [TimeRange(start: .zero, end: MediaTime(seconds: 4))],
    provenance: Provenance(recognizer: "x", model: "y", settings: ["a": "b"]))

  @Test(arguments: 0..<200)
  func `a transcript is written and read as Foundation does`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let transcript = RandomTranscript.make(using: &generator)
    let json = try JSONDocument.write(transcript)
    let expected = try Self.foundation(transcript)
    #expect(json == expected, "\(String(decoding: json, as: UTF8.self))\n\(String(decoding: expected, as: UTF8.self))")
    #expect(try JSONDocument.read(Transcript.self, from: json) == transcript)
    let params = FilterParams(transcript: .inline(transcript), context: RequestContext(temporaryDirectory: "/ä/\"b"))
    #expect(try JSONDocument.write(params) == Self.foundation(params))
    #expect(try JSONDocument.read(FilterParams.self, from: JSONDocument.write(params)) == params)
  }

  @Test(arguments: RandomTranscript.oddNumbers)
  func `a number is written and read as Foundation does`(number: Double) throws {
    var transcript = Self.ordinary
    transcript.segments[0].words[0].confidence = number
    let json = try JSONDocument.write(transcript)
    #expect(try json == Self.foundation(transcript))
    let read = try JSONDocument.read(Transcript.self, from: json).segments[0].words[0].confidence
    #expect(read.bitPattern == number.bitPattern)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what JSON has no number for is refused`(number: Double) {
    var transcript = Self.ordinary
    transcript.segments[0].words[0].confidence = number
    #expect(throws: EncodingError.self) { try JSONDocument.write(transcript) }
  }

  /// The word for how a text is spelt; what Foundation makes of it is what is made of it, by hand or not.
  @Test(
    arguments: [
      ("1", true), ("0.5", true), ("-0", true), ("-0.0", true), ("1e2", true), ("1E+2", true), ("2.5e-3", true),
      ("123456789012345678", true), ("0.12345678901234567890", true), ("9007199254740993", true), ("1e23", true),
      ("1e999", false), ("1e-999", false), ("01", false), ("1.", false), (".5", false), ("+1", false), ("-", false),
      ("1e", false), ("0x1", false), ("NaN", false), ("Infinity", false), ("\"1\"", false), ("true", false),
      ("null", false), ("4.9e-324", false), ("1_0", false), ("1 2", false),
    ])
  func `numbers are spelt in many ways`(number: String, isQuick: Bool) throws {
    try verify(Self.document(confidence: number), isQuick: isQuick)
  }

  @Test(
    arguments: [
      (#""""#, true), (#""\u0041\n\/\b\f\t\r\"\\""#, true), (#""\uD83D\uDE00 \u00e9\u00E9""#, true), (#""ä⛴""#, true),
      (#""\u0000""#, true), (#""\uD83D""#, false), (#""\uDE00""#, false), (#""\uD83Dx""#, false),
      (#""\uD83D\u0041""#, false), (#""\u12""#, false), (#""\x""#, false), (#""\""#, false), ("\"a\tb\"", false),
      ("\"a\nb\"", false), ("\"\u{7F}\u{80}\u{2028}\"", true), ("'a'", false), ("a", false), ("3", false),
      ("null", false), ("[\"a\"]", false),
    ])
  func `texts are spelt in many ways`(text: String, isQuick: Bool) throws {
    try verify(Self.document(text: text), isQuick: isQuick)
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]] as [[UInt8]])
  func `text that is not UTF-8 is left to Foundation`(bytes: [UInt8]) throws {
    let parts = Self.document(text: "\"~\"").split(separator: UInt8(ascii: "~"))
    let json = parts[0] + bytes + parts[1]
    #expect(JSONDocument.readQuickly(Transcript.self, from: json) == nil)
  }

  /// A change of the ordinary document, and whether it is still read by hand.
  @Test(
    arguments: [
      (#""speaker":"spk_0""#, #""speaker":null"#, true), (#""hasSpaceBefore":false"#, #""hasSpaceBefore":null"#, true),
      (#""hasSpaceBefore":false,"#, "", true),
      (#""speech":["#, #""since":[{"x":[1,"y\n",true,null]}],"speech":["#, true),
      (#""reasons":["noSpeech"]"#, #""reasons":[]"#, true), (#""reasons":["noSpeech"]"#, #""reasons":["new"]"#, false),
      (#""language":"en""#, #""language":"ENG""#, true), (#""language":"en""#, #""language":null"#, false),
      (#""duration":2822400000"#, #""duration":2822400000.0"#, false),
      (#""duration":2822400000"#, #""duration":2.8224e9"#, false),
      (#""duration":2822400000"#, #""duration":99999999999999999999"#, false),
      (#""duration":2822400000"#, #""duration":-0"#, true), (#""duration":2822400000,"#, "", false),
      (#""speech":[{"#, #""speech":null,"x":[{"#, true), (#""speech":[{"#, #""speech":[],"x":[{"#, true),
      (#""speech":[{"#, #""speech":[],"speech":[{"#, false), (#""speech":["#, #""sp\u0065ech":["#, false),
      (#""speaker":"spk_0""#, #""speaker":"a","speaker":"b""#, false), (#""end":"#, #""finish":"#, false),
      (#""start":"#, " \t\r\n\"start\" : ", true), (#""settings":{"a":"b"}"#, #""settings":null"#, true),
      (#""model":"y""#, #""model":null"#, false), (#","speech""#, #",,"speech""#, false),
      (#""speech":["#, #""speech":[,"#, false), (#"{"duration""#, #"[{"duration""#, false),
      (#"{"duration""#, "\u{FEFF}{\"duration\"", false), (#"{"duration""#, #"{"x":undefined,"duration""#, false),
      (#"{"duration""#, #"{"x":{"a":1,"a":[[]]},"duration""#, true), (#"{"duration""#, #"{"":{},"duration""#, true),
    ])
  func `what is unusual is left to Foundation`(old: String, new: String, isQuick: Bool) throws {
    let json = String(decoding: try JSONDocument.write(Self.ordinary), as: UTF8.self)
    #expect(json.contains(old))
    try verify(Data(json.replacing(old, with: new).utf8), isQuick: isQuick)
  }

  @Test func `a document that ends early is none`() throws {
    let json = try JSONDocument.write(Self.ordinary)
    for count in 0..<json.count {
      #expect(JSONDocument.readQuickly(Transcript.self, from: json.prefix(count)) == nil)
      #expect(throws: DecodingError.self) { try JSONDocument.read(Transcript.self, from: json.prefix(count)) }
    }
    #expect(JSONDocument.readQuickly(Transcript.self, from: json + Data(" \n".utf8)) == Self.ordinary)
    #expect(throws: DecodingError.self) { try JSONDocument.read(Transcript.self, from: json + Data("x".utf8)) }
  }

  @Test(arguments: 0..<30)
  func `what is read by hand, Foundation reads the same`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var json = try Self.foundation(RandomTranscript.make(using: &generator))
      for _ in 0..<Int.random(in: 1...3, using: &generator) { json = Self.damaged(json, &generator) }
      guard let read = JSONDocument.readQuickly(Transcript.self, from: json) else { continue }
      let expected = try? JSONDecoder().decode(Transcript.self, from: json)
      #expect(read == expected, "\(String(decoding: json, as: UTF8.self))")
    }
  }

  @Test(arguments: [510, 511, 512, 513, 100_000])
  func `nothing is read deeper than Foundation does`(depth: Int) throws {
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let json = Data(#"{"x":\#(deep),"transcript":{"file":"y"}}"#.utf8)
    let expected = try? JSONDecoder().decode(TranscriptResult.self, from: json)
    #expect(JSONDocument.readQuickly(TranscriptResult.self, from: json) == expected)
  }

  /// A property that is added has to be added where they are written and read by hand.
  @Test func `nothing is forgotten`() throws {
    func names(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }
    let segment = try #require(Self.ordinary.segments.first)
    let word = try #require(segment.words.first)
    #expect(
      names(Self.ordinary) == ["language", "languages", "segments", "duration", "speech", "provenance"])
    #expect(names(segment) == ["words", "language", "trust", "speaker", "alternatives"])
    #expect(names(segment.trust) == ["score", "reasons"])
    #expect(try names(#require(segment.alternatives?.first)) == ["words", "score"])
    #expect(names(word) == ["text", "hasSpaceBefore", "range", "confidence"])
    #expect(names(word.range) == ["start", "end"])
    #expect(names(Self.ordinary.languages[0]) == ["language", "score"])
  }

  /// Reads as Foundation does, its errors included.
  private func verify(_ json: Data, isQuick: Bool) throws {
    #expect((JSONDocument.readQuickly(Transcript.self, from: json) != nil) == isQuick)
    func reading(_ read: (Data) throws -> Transcript) -> Result<Transcript, DecodingError> {
      Result { () throws(DecodingError) in
        do {
          return try read(json)
        } catch let error as DecodingError {
          throw error
        } catch {
          throw .dataCorrupted(.init(codingPath: [], debugDescription: "\(error)"))
        }
      }
    }
    let found = reading { try JSONDocument.read(Transcript.self, from: $0) }
    let expected = reading { try JSONDecoder().decode(Transcript.self, from: $0) }
    #expect((try? found.get()) == (try? expected.get()))
    #expect(found.failure?.explanation == expected.failure?.explanation)
  }

  private static func document(confidence: String = "1", text: String = "\"x\"") -> Data {
    Data(
      """
      {"language":"en","duration":5,"provenance":{"recognizer":"x","model":"y"},"segments":[{"language":"en","words":[
      {"text":\(text),"range":{"start":0,"end":5},"confidence":\(confidence)}]}]}
      """.utf8)
  }

  /// With a byte changed, left out or doubled.
  static func damaged(_ json: Data, _ generator: inout SeededGenerator) -> Data {
    var bytes = Array(json)
    guard let place = bytes.indices.randomElement(using: &generator) else { return json }
    let telling = Array("{}[]\",:\\-.0123456789eEtfnu \n".utf8)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] = telling.randomElement(using: &generator) ?? 0
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.remove(at: place)
    default: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: place)
    }
    return Data(bytes)
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
