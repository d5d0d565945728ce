internal import Library
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Vocabulary

/// What a profile says that can be done, and will not do what whoever wrote it wants.
struct ProfileAdvice {
  private let profile: Profile
  /// What is set, without the defaults: who wrote nothing wants nothing in particular.
  private let settings: JSONValue

  init(_ profile: Profile, settings: JSONValue) { (self.profile, self.settings) = (profile, settings) }

  /// In the order of their places.
  var warnings: [ConfigurationDiagnostic] { treatments + categories }

  // MARK: - What becomes of words

  /// Words that are to be masked where nothing masks.
  private var treatments: [ConfigurationDiagnostic] {
    let pointer = "/plugins/vocabulary"
    let works = profile.filters.contains { $0.descriptor.takes.contains(.findings) }
    guard !works, profile.annotators.contains(where: { $0.shortName == "vocabulary" }),
      let own = settings[key: "plugins"]?[key: "vocabulary"]
    else { return [] }
    // Copies of the sound hide what is to be hidden as well.
    let isBleeped = profile.outputs.contains { $0.fileExtension?.contains("*") == true }
    let isReported = profile.outputs.contains { $0.descriptor.takes.contains(.findings) }
    var given: [(pointer: String, method: String)] = []
    if let method = own[key: "method"]?.string { given.append((pointer + "/method", method)) }
    for key in ["listMethods", "categoryMethods"] {
      for (name, method) in (own[key: key]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
        if let method = method.string { given.append(((pointer + "/" + key).appendingPointer(name), method)) }
      }
    }
    return given.compactMap { pointer, method in
      switch method {
      case "mask", "remove", "replace":
        ConfigurationDiagnostic(
          pointer,
          "“\(method)” changes no word, as the profile has no filter that does it\(isBleeped ? "; the sound alone is changed" : ""): "
            + "write filters: [masking], or “report” where words are to be told and to stay")
      case "tag" where !isReported:
        ConfigurationDiagnostic(
          pointer,
          "“tag” shows nowhere, as none of the outputs shows findings: add one, such as report-json or "
            + "amazon-transcribe-json, or write filters: [masking] and “mask”")
      default: nil
      }
    }
  }

  // MARK: - Names of categories

  /// Rules for categories that nothing in the profile finds.
  private var categories: [ConfigurationDiagnostic] {
    guard let known = knownCategories, !known.isEmpty else { return [] }
    func check(_ names: [(pointer: String, name: String)]) -> [ConfigurationDiagnostic] {
      names.filter { !Self.isKnown($0.name, known) }.map { pointer, name in
        let near = Spelling.nearest(to: name, in: known).map { "did you mean “\($0)”?" }
        return ConfigurationDiagnostic(
          pointer,
          "nothing in this profile finds “\(name)”; \(near ?? "its plug-ins find \(known.sorted().joined(separator: ", "))")"
        )
      }
    }
    func names(_ value: JSONValue?, _ pointer: String) -> [(pointer: String, name: String)] {
      if case .array(let names)? = value {
        return names.enumerated().compactMap { index, name in name.string.map { ("\(pointer)/\(index)", $0) } }
      }
      return (value?.members ?? [:]).keys.sorted().map { (pointer.appendingPointer($0), $0) }
    }
    let reports = settings[key: "reports"]
    let masking =
      profile.filters.contains { $0.shortName == "masking" } ? settings[key: "plugins"]?[key: "masking"] : nil
    return check(
      ["hidden", "severities", "thresholds"].flatMap { names(reports?[key: $0], "/reports/" + $0) }
        + names(masking?[key: "categories"], "/plugins/masking/categories"))
  }

  private static func isKnown(_ name: String, _ known: Set<String>) -> Bool {
    name.hasSuffix("*") ? known.contains { $0.hasPrefix(name.dropLast()) } : known.contains(name)
  }

  /// What the annotators may find; nil where one of them may find anything.
  private var knownCategories: Set<String>? {
    var known: Set<String> = []
    for annotator in profile.annotators {
      guard let own = Self.categories(of: annotator) else { return nil }
      known.formUnion(own)
    }
    return known
  }

  private static func categories(of annotator: ConfiguredPlugin) -> Set<String>? {
    let settings = annotator.configuration
    switch annotator.descriptor.id {
    case "org.surtitle.toxicity": return Set(ToxicityCategory.allCases.map(\.rawValue) + ["shouting"])
    case "org.surtitle.moderation-llm": return Set(ToxicityCategory.allCases.map(\.rawValue))
    case "org.surtitle.sentiment": return Set(SentimentLabel.allCases.map(\.rawValue))
    case "org.surtitle.vocabulary":
      let store = VocabularyShelf().store
      let names = texts(settings[key: "lists"])
      let lists = store.names(of: names).compactMap { try? store.list(named: $0) }
      let words = VocabularyListReader(
        Array(texts(settings[key: "words"]).joined(separator: "\n").utf8), name: "words"
      ).list
      return Set((lists + [words]).flatMap(\.entries).map { $0.category ?? "vocabulary" })
    default: return nil
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    if case .array(let values)? = value { values.compactMap(\.string) } else { [] }
  }
}
