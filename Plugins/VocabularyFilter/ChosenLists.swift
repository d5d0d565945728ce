import PluginKit
import Synchronization
import Vocabulary

/// The lists that the settings name, as they were when somebody first asked: results are kept under the digests of what
/// was in them, so the words that are looked for stay those, whatever somebody writes into the files meanwhile.
final class ChosenLists: Sendable {
  private struct Taken: Sendable {
    var digests: [String: String]
    /// By name, until the matcher is made.
    var texts: [(name: String, text: Result<[UInt8], any Error>)]
    var matcher: VocabularyMatcher?
  }

  private let store: VocabularyStore
  private let rules: VocabularyRules
  private let taken = Mutex<Taken?>(nil)

  init(store: VocabularyStore, rules: VocabularyRules) {
    self.store = store
    self.rules = rules
  }

  /// What each list holds, in short.
  var digests: [String: String] { taken.withLock { take(&$0).digests } }

  /// Whether the files hold what they did.
  var areCurrent: Bool {
    guard let known = taken.withLock({ $0?.digests }) else { return true }
    return Self.digests(of: read()) == known
  }

  /// - Throws: `EnvironmentError` for lists, `ConfigurationError` for settings that do not fit what is in them.
  func matcher() throws -> VocabularyMatcher {
    try taken.withLock { taken in
      var now = take(&taken)
      if let matcher = now.matcher { return matcher }
      var lists: [VocabularyList] = []
      do {
        let all = try now.texts.map { try VocabularyList(text: $0.text.get(), name: $0.name) }
        try rules.check(all + (rules.words.map { [$0] } ?? []))
        lists = all.map(rules.chosen)
      } catch let error as ConfigurationError {
        throw error
      } catch {
        throw EnvironmentError("a vocabulary cannot be used: \(error)")
      }
      // They stand in the settings by themselves: nothing is left out of them.
      if let words = rules.words { lists.append(words) }
      let matcher = VocabularyMatcher(lists, options: rules.options)
      (now.matcher, now.texts) = (matcher, [])
      taken = now
      return matcher
    }
  }

  /// What cannot be used of the settings, with the files as they are now.
  var problems: [ConfigurationError] {
    var problems: [ConfigurationError] = []
    var lists = rules.words.map { [$0] } ?? []
    for (index, name) in rules.lists.enumerated() {
      for name in store.names(of: [name]) {
        do {
          lists.append(try store.list(named: name))
        } catch {
          let message = "\(error)".split(separator: "\n").joined(separator: "; ")
          problems.append(ConfigurationError("/lists/\(index)", message))
        }
      }
    }
    guard problems.isEmpty else { return problems }
    do {
      try rules.check(lists)
    } catch {
      problems.append(error)
    }
    return problems
  }

  private func take(_ taken: inout Taken?) -> Taken {
    if let taken { return taken }
    let texts = read()
    let new = Taken(digests: Self.digests(of: texts), texts: texts)
    taken = new
    return new
  }

  private func read() -> [(name: String, text: Result<[UInt8], any Error>)] {
    store.names(of: rules.lists).map { name in (name, Result { try store.text(named: name) }) }
  }

  private static func digests(of texts: [(name: String, text: Result<[UInt8], any Error>)]) -> [String: String] {
    Dictionary(texts.map { ("list \($0.name)", VocabularyStore.digest(of: try? $0.text.get())) }) { first, _ in first }
  }
}
