package import Foundation

/// Turns text into the numbers that a network was trained with, as the file `tokenizer.json` of Hugging Face says:
/// WordPiece, BPE of letters or of bytes, and Unigram as SentencePiece has it.
///
/// For one thread at a time. What of the file is not understood is refused, so that no network is fed with something else
/// than it knows; but for the normalisation tables of SentencePiece, which NFKC stands for.
package final class TextTokenizer {
  private let normalizer: TextNormalizer
  private let added: AddedTokens
  private let splitter: TextSplitter
  private let model: any PieceModel
  private let template: TokenTemplate
  /// What fills up shorter rows.
  package let padding: Int

  /// - Parameter json: the file.
  /// - Throws: `TokenizerError`.
  package init(json: Data) throws {
    guard let file = try? JSONText.value(of: json) as? Fields, let model = file["model"] as? Fields else {
      throw TokenizerError("it is no tokenizer.json")
    }
    normalizer = try TextNormalizer(file["normalizer"])
    added = try AddedTokens(file["added_tokens"], normalizer)
    splitter = try TextSplitter(file["pre_tokenizer"])
    // Old files leave the type out where it follows from the rest.
    switch model.text("type") ?? (model["merges"] != nil ? "BPE" : model["unk_id"] != nil ? "Unigram" : "WordPiece") {
    case "WordPiece": self.model = try WordPieces(model)
    case "BPE": self.model = try BytePairs(model)
    case "Unigram": self.model = try UnigramPieces(model)
    case let other: throw TokenizerError("the model “\(other)” is unknown; there are WordPiece, BPE and Unigram")
    }
    template = try TokenTemplate(file["post_processor"])
    padding = (file["padding"] as? Fields)?.number("pad_id") ?? 0
  }

  /// At most `limit` numbers, those that begin and end a text among them.
  package func ids(of text: String, limit: Int) -> [Int] {
    var ids: [Int] = []
    let room = max(0, limit - template.before.count - template.after.count)
    for (index, part) in added.parts(of: text, normalizer).enumerated() where ids.count < room {
      guard case .text(let text) = part else {
        if case .token(let id) = part { ids.append(id) }
        continue
      }
      for word in splitter.words(of: text, isFirst: index == 0) {
        ids += model.ids(of: word)
        if ids.count >= room { break }
      }
    }
    return template.before + ids.prefix(room) + template.after
  }
}

/// Turns a word into pieces.
protocol PieceModel {
  func ids(of word: String) -> [Int]
}

/// What is wrong with a tokeniser's file.
package struct TokenizerError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
