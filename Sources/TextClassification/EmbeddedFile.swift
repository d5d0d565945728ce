internal import CTextClassification
internal import Crypto
internal import Foundation

/// A file inside the program.
struct EmbeddedFile {
  let data: Data

  static var lexicon: EmbeddedFile { EmbeddedFile(ctc_lexicon()) }
  static var valence: EmbeddedFile { EmbeddedFile(ctc_valence()) }
  static var toxicityHead: EmbeddedFile { EmbeddedFile(ctc_toxicity_head()) }
  static var sentimentHead: EmbeddedFile { EmbeddedFile(ctc_sentiment_head()) }

  private init(_ file: ctc_file) {
    data = Data(UnsafeBufferPointer(start: file.start, count: file.size))
  }

  /// SHA-256 in hexadecimal.
  var digest: String { Self.digest(of: data) }

  static func digest(of data: Data) -> String {
    SHA256.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
