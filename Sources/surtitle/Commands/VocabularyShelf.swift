internal import Foundation
internal import Library
internal import PluginHost
internal import SystemPackage
internal import Transcript
internal import Vocabulary

/// The lists of this user and those of the program, as they are shown.
struct VocabularyShelf {
  let store: VocabularyStore

  init() {
    let working = FilePath(FileManager.default.currentDirectoryPath)
    store = VocabularyStore(directory: VocabularyStore.defaultDirectory().absolute(in: working))
  }

  /// One list, or why it cannot be used.
  struct Row {
    var name: String
    /// Where it lies; nil for one that comes with the program.
    var path: FilePath?
    var list: Result<VocabularyList, any Error>

    var isOwn: Bool { path != nil }
  }

  var rows: [Row] { store.names.map(row) }

  /// - Throws: `VocabularyError` where there is no such list.
  func row(named name: String) throws -> Row {
    _ = try store.text(named: name)
    return row(name)
  }

  private func row(_ name: String) -> Row {
    let isOwn = store.ownNames.contains(name)
    return Row(name: name, path: isOwn ? store.path(of: name) : nil, list: Result { try store.list(named: name) })
  }
}

extension VocabularyShelf.Row {
  /// Name, language, number of entries, licence, title.
  func line(width: Int) -> String {
    guard case .success(let list) = list else {
      return name.padded(to: width) + "! it has errors; see “vocabulary check”"
    }
    let licences = isOwn ? "yours" : list.uniqueLicences.joined(separator: ", ")
    let columns = [
      name.padded(to: width - 1), list.language.code.padded(to: 5), Counted.entries(list.entries.count).padded(to: 13),
      licences.padded(to: 15), list.title ?? "",
    ]
    return columns.joined(separator: " ").trimmingTrailingSpaces
  }

  func details(_ list: VocabularyList) -> [String] {
    var lines = list.title.map { [$0, ""] } ?? []
    lines += [
      "name        \(name)", "language    \(list.language)", "entries     \(list.entries.count)",
      "kept        \(path?.display ?? "in the program")",
    ]
    for (source, licence) in zip(list.sources, list.licences) { lines.append("source      \(source), \(licence)") }
    for (category, count) in list.counts.sorted(by: { $0.key < $1.key }) {
      lines.append("category    \(category): \(count)")
    }
    return lines
  }

  var outline: JSONValue {
    var members: [String: JSONValue] = ["name": .string(name), "origin": .string(isOwn ? "own" : "bundled")]
    if let path { members["path"] = .string(path.display) }
    switch list {
    case .success(let list):
      members["language"] = .string(list.language.code)
      members["entries"] = .number(Double(list.entries.count))
      members["licences"] = .array(list.uniqueLicences.map(JSONValue.string))
      members["sources"] = .array(list.sources.map(JSONValue.string))
      if let title = list.title { members["title"] = .string(title) }
    case .failure(let error):
      members["error"] = .string("\(error)")
    }
    return .object(members)
  }
}

extension VocabularyList {
  /// Entries by category; those without any are not counted.
  var counts: [String: Int] {
    entries.reduce(into: [:]) { counts, entry in if let category = entry.category { counts[category, default: 0] += 1 }
    }
  }

  fileprivate var uniqueLicences: [String] { Set(licences).sorted() }
}

extension VocabularyEntry {
  var outline: JSONValue {
    var members: [String: JSONValue] = ["phrase": .string(phrase), "line": .number(Double(line))]
    if let replacement { members["replacement"] = .string(replacement) }
    if let method { members["method"] = .string(method.rawValue) }
    if let category { members["category"] = .string(category) }
    if let severity { members["severity"] = .number(severity) }
    if isException { members["exception"] = .bool(true) }
    if isExact { members["exact"] = .bool(true) }
    return .object(members)
  }
}

extension Counted {
  static func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }
}
