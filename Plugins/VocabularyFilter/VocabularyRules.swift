import Moderation
import PluginKit
import Vocabulary

/// The settings, checked: what becomes of an entry, and what counts as one.
struct VocabularyRules: Sendable {
  static let methods = ["mask", "remove", "replace", "tag", "report"]

  let lists: [String]
  /// Those of the settings themselves.
  let words: VocabularyList?
  let options: VocabularyMatchingOptions
  private let categories: Set<String>?
  private let minimumSeverity: Double
  private let method: String
  private let listMethods: [String: String]
  private let categoryMethods: [String: String]
  private let replacement: String

  /// - Throws: `ConfigurationError`.
  init(_ configuration: VocabularyAnnotatorConfiguration) throws(ConfigurationError) {
    func check(_ method: String, at pointer: String) throws(ConfigurationError) {
      guard Self.methods.contains(method) else {
        throw ConfigurationError(pointer, "this must be one of \(Self.methods.joined(separator: ", "))")
      }
    }
    try check(configuration.method, at: "/method")
    for (name, method) in configuration.listMethods.sorted(by: { $0.key < $1.key }) {
      try check(method, at: "/listMethods/\(name)")
    }
    for (name, method) in configuration.categoryMethods.sorted(by: { $0.key < $1.key }) {
      try check(method, at: "/categoryMethods/\(name)")
    }
    guard (0...1).contains(configuration.minimumSeverity) else {
      throw ConfigurationError("/minimumSeverity", "this must be 0 to 1")
    }
    for (index, name) in configuration.lists.enumerated() {
      do { try VocabularyName.check(name) } catch { throw ConfigurationError("/lists/\(index)", "\(error)") }
    }
    words = try Self.list(configuration.words)
    guard words != nil || !configuration.lists.isEmpty else {
      throw ConfigurationError("/lists", "name a list, or write words")
    }
    lists = configuration.lists
    categories = configuration.categories.isEmpty ? nil : Set(configuration.categories)
    minimumSeverity = configuration.minimumSeverity
    method = configuration.method
    listMethods = configuration.listMethods
    categoryMethods = configuration.categoryMethods
    replacement = configuration.replacement
    var options = VocabularyMatchingOptions()
    options.inflections = configuration.inflections
    options.leetspeak = configuration.leetspeak
    options.repeatedLetters = configuration.repeatedLetters
    options.censoredForms = configuration.censoredForms
    options.spacedLetters = configuration.spacedLetters
    options.splitWords = configuration.splitWords
    options.otherLanguages = configuration.otherLanguages
    self.options = options
  }

  /// A name that is misspelt would switch masking off, and nobody would know.
  ///
  /// - Parameter lists: those that were chosen.
  /// - Throws: `ConfigurationError` for categories and lists that settings name and none of them has.
  func check(_ lists: [VocabularyList]) throws(ConfigurationError) {
    let known = Set(lists.flatMap(\.entries).compactMap(\.category))
    let named = (categories ?? []).map { ("/categories", $0) } + categoryMethods.keys.map { ("/categoryMethods", $0) }
    if let (pointer, name) = named.sorted(by: { $0.1 < $1.1 }).first(where: { !known.contains($0.1) }) {
      let names = known.sorted().joined(separator: ", ")
      throw ConfigurationError(
        pointer,
        "none of the lists has the category “\(name)”; \(names.isEmpty ? "they have none" : "they have \(names)")")
    }
    let families = Set(lists.flatMap { [$0.name, Self.family(of: $0.name)] })
    if let name = listMethods.keys.sorted().first(where: { !families.contains($0) }) {
      throw ConfigurationError("/listMethods", "the list “\(name)” is none of those that are looked for")
    }
  }

  /// What is looked for of a list.
  func chosen(_ list: VocabularyList) -> VocabularyList {
    list.filtered(categories: categories, minimumSeverity: minimumSeverity)
  }

  /// How much of its words the treatment of an entry hides: a phrase that is only marked hides no word in it that is to be
  /// masked.
  func strictness(of entry: VocabularyEntry, list: String) -> Int {
    switch treatment(of: entry, list: list) {
    case nil: 0
    case .tag: 1
    case .mask, .remove, .replace: 2
    }
  }

  /// What is to become of words; nil for nothing.
  func treatment(of entry: VocabularyEntry, list: String) -> Treatment? {
    let own = entry.method?.rawValue ?? (entry.replacement == nil ? nil : "replace")
    let method =
      own ?? entry.category.flatMap { categoryMethods[$0] } ?? listMethods[list]
      ?? listMethods[Self.family(of: list)] ?? method
    switch method {
    case "remove": return .remove
    case "tag": return .tag
    case "report": return nil
    case "replace":
      let text = entry.replacement ?? replacement
      return text.isEmpty ? .mask : .replace(with: text)
    default: return .mask
    }
  }

  /// `profanity` of `profanity.pt-BR`.
  private static func family(of list: String) -> String {
    list.lastIndex(of: ".").map { String(list[..<$0]) } ?? list
  }

  private static func list(_ words: [String]) throws(ConfigurationError) -> VocabularyList? {
    guard !words.isEmpty else { return nil }
    let reader = VocabularyListReader(Array(words.joined(separator: "\n").utf8), name: "words")
    for problem in reader.problems where problem.isError {
      throw ConfigurationError(
        problem.line.map { "/words/\($0 - 1)" } ?? "/words", "this is no entry of a list: \(problem.message)")
    }
    return reader.list
  }
}
