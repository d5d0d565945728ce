import Foundation
import SystemPackage
import TestSupport

/// Clips of the shared test material with what is known of them.
struct TestClip: Decodable {
  let kind: String
  let file: String
  var duration: Double?
  var language: String?
  var reference: String?
  var quality: String?
  var audioFile: String?

  private enum CodingKeys: String, CodingKey {
    case kind, file, language, reference
    case duration = "duration_s"
    case quality = "reference_quality"
    case audioFile = "for_audio"
  }

  static func all(_ kind: String) throws -> [TestClip] {
    guard let root = TestData.root else { return [] }
    let text = try String(contentsOfFile: root.appending("MANIFEST.jsonl").string, encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(TestClip.self, from: Data($0.utf8)) }
      .filter { $0.kind == kind }
  }

  /// The sound: some wave files are kept as FLAC under the same name.
  var path: FilePath {
    let path = (TestData.root ?? "/").appending(audioFile ?? file)
    guard !FileManager.default.fileExists(atPath: path.string) else { return path }
    var flac = path
    flac.extension = "flac"
    return flac
  }

  /// Words and when they start, in seconds, from a Praat text grid or pocketsphinx's alignment.
  func wordStarts() throws -> [(word: String, start: Double)] {
    var companion = (TestData.root ?? "/").appending(file)
    if companion.extension == "json" {
      struct Alignment: Decodable {
        struct Item: Decodable {
          var t: String
          var b: Double
        }
        var w: [Item]
      }
      let data = try Data(contentsOf: URL(fileURLWithPath: companion.string))
      return try JSONDecoder().decode(Alignment.self, from: data).w.filter { !$0.t.hasPrefix("<") }.map { item in
        // “and(2)” is another pronunciation of “and”.
        (String(item.t.prefix { $0 != "(" }), item.b)
      }
    }
    companion.extension = "TextGrid"
    let lines = try String(contentsOfFile: companion.string, encoding: .utf8).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard let tier = lines.firstIndex(of: "\"words\""), lines.count > tier + 3, let count = Int(lines[tier + 3]) else {
      return []
    }
    let first = tier + 4
    return (0..<count).compactMap { index in
      guard first + 3 * index + 2 < lines.count, let start = Double(lines[first + 3 * index]) else { return nil }
      let word = lines[first + 3 * index + 2].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      return word.isEmpty ? nil : (word, start)
    }
  }
}
