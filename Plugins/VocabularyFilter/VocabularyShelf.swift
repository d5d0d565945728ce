import Foundation
import PluginKit
import Synchronization
import Vocabulary

/// The lists that the settings name, and a matcher for them that is made anew only where a list changed.
final class VocabularyShelf: Sendable {
  private struct Compiled: Sendable {
    var digests: [String: String]
    var matcher: VocabularyMatcher
  }

  private let store: VocabularyStore
  private let rules: VocabularyRules
  private let compiled = Mutex<Compiled?>(nil)

  init(store: VocabularyStore, rules: VocabularyRules) {
    self.store = store
    self.rules = rules
  }

  /// What each list holds, in short.
  var digests: [String: String] {
    var digests: [String: String] = [:]
    for name in names { digests["list \(name)"] = (try? store.text(named: name)).map(Self.digest) ?? "missing" }
    return digests
  }

  /// - Throws: `EnvironmentError`.
  func matcher() throws -> VocabularyMatcher {
    let digests = digests
    if let known = compiled.withLock({ $0 }), known.digests == digests { return known.matcher }
    var lists: [VocabularyList] = []
    do {
      let all = try names.map { try store.list(named: $0) }
      try rules.check(all + (rules.words.map { [$0] } ?? []))
      lists = all.map(rules.chosen)
    } catch {
      throw EnvironmentError("a vocabulary cannot be used: \(error)")
    }
    // They stand in the settings by themselves: nothing is left out of them.
    if let words = rules.words { lists.append(words) }
    let matcher = VocabularyMatcher(lists, options: rules.options)
    compiled.withLock { $0 = Compiled(digests: digests, matcher: matcher) }
    return matcher
  }

  /// Families are those that are there now.
  private var names: [String] {
    let all = store.names
    var names: [String] = []
    for name in rules.lists {
      let family = all.contains(name) ? [] : all.filter { $0.hasPrefix("\(name).") }
      for name in family.isEmpty ? [name] : family where !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// FNV-1a, 64 bits: nobody gains from two lists that look the same here.
  private static func digest(_ text: [UInt8]) -> String {
    let hash = text.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
