internal import Transcript

/// The lists that come with the program, from `Data`: where each is from stands in its first lines.
package enum BundledVocabularies {
  package static var names: [String] { texts.keys.sorted() }

  /// - Returns: nil where no list of that name comes with the program.
  package static func text(named name: String) -> [UInt8]? { texts[name]?() }

  /// - Returns: nil where no list of that name comes with the program.
  package static func list(named name: String) -> VocabularyList? {
    guard let text = text(named: name) else { return nil }
    do {
      return try VocabularyList(text: text, name: name)
    } catch {
      fatalError("a list that comes with the program cannot be read: \(error)")
    }
  }

  private static let texts: [String: @Sendable () -> [UInt8]] = [
    "profanity.de": { PackageResources.profanity_de_txt }, "profanity.en": { PackageResources.profanity_en_txt },
    "profanity.es": { PackageResources.profanity_es_txt }, "profanity.fr": { PackageResources.profanity_fr_txt },
    "profanity.it": { PackageResources.profanity_it_txt }, "profanity.ja": { PackageResources.profanity_ja_txt },
    "profanity.pt": { PackageResources.profanity_pt_txt }, "profanity.ru": { PackageResources.profanity_ru_txt },
    "profanity.zh": { PackageResources.profanity_zh_txt },
  ]
}
