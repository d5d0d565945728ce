/// The models that can be fetched by name.
public struct ModelCatalogue: Hashable, Sendable {
  public var entries: [ModelEntry]

  public init(entries: [ModelEntry]) {
    self.entries = entries
  }

  /// The entry called `name`, or that has it as another name; an error that knows all names otherwise.
  public func entry(named name: String) throws(ModelError) -> ModelEntry {
    if let entry = entries.first(where: { $0.name == name || $0.aliases.contains(name) }) { return entry }
    throw ModelError.unknownModel(name, known: entries.map(\.name), aliases: aliases)
  }

  /// Other names of all entries.
  var aliases: [String] { entries.flatMap(\.aliases) }

  /// The entry whose every file is among `files` with the same bytes.
  public func entry(matching files: [ModelFile]) -> ModelEntry? {
    let present = Set(files)
    return entries.first { !$0.files.isEmpty && $0.files.allSatisfy(present.contains) }
  }
}
