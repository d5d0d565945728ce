internal import Foundation
internal import SystemPackage
package import Transcript

/// Something that travels in the message, or in a file where it is large.
public enum Carried<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
  case inline(Value)
  /// The path of a file that holds the value as JSON, in the temporary folder of the request.
  case file(String)
}

extension Carried: Codable {
  private enum Key: String, CodingKey { case inline, file }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let path = try container.decodeIfPresent(String.self, forKey: .file) {
      self = .file(path)
    } else {
      self = .inline(try container.decode(Value.self, forKey: .inline))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .inline(let value): try container.encode(value, forKey: .inline)
    case .file(let path): try container.encode(path, forKey: .file)
    }
  }
}

extension Carried<Transcript> {
  /// Words that travel in the message, a good 30 kB: half of what a pipe holds. What is more would go through it in
  /// pieces, for each of which both sides wait; a file is there at once.
  private static let inlineWords = 300

  /// In the message where it is short, else in a file, whose path `file` gives.
  package static func carrying(_ transcript: Transcript, file: () -> String) throws -> Carried {
    let words = transcript.segments.reduce(0) { words, segment in
      words + segment.words.count + (segment.alternatives ?? []).reduce(0) { $0 + $1.words.count }
    }
    guard words > inlineWords else { return .inline(transcript) }
    let path = file()
    // Foundation would wait for the disk; nobody reads this after a crash.
    let target = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try target.closeAfter { _ = try target.writeAll(JSONDocument.write(transcript)) }
    return .file(path)
  }
}
